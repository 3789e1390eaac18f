"""Steps of a workbook outside the period of their cohort are asked about, as in the forms."""

from datetime import date

import pytest

from practices.workbook.questions import CORRECT
from sessions_log.importing import service
from sessions_log.importing.periods import KEEP
from tests import factories
from tests.sessions_log.importing import LATER, check
from tests.workbooks import workbook
from women.models import Place

D = date
OFFER = {"offered_on": D(2018, 8, 1)}


def asked(found):
    return [question for question in found.open_questions if question.kind == "outside-cohort"]


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ({"offered_on": D(2017, 5, 3)}, "Cohort 1 began on 1 July 2018, and 3 May 2017 is well before that."),
        (OFFER | {"agreed_on": D(2024, 5, 3)}, "The 18 months of cohort 1 ran from 1 July 2018 to 1 January 2020"),
        ({"offered_on": D(2024, 5, 3)}, "does she belong to a later cohort?"),
        ({"offered_on": D(2018, 4, 3), "transition_on": D(2018, 6, 1)}, "1 June 2018 is well before that."),
    ],
)
def test_a_step_outside_its_cohort_is_asked_about_and_may_be_right(dates, why, in_rotherham):
    content = workbook(Women=[{"ref": "A1"} | dates])
    (question,) = asked(check(content, in_rotherham, now=LATER))
    assert why in question.text
    assert "A1 (“" in question.text
    assert check(content, in_rotherham, {question.id: KEEP}, now=LATER).is_clean
    (fault,) = check(content, in_rotherham, {question.id: CORRECT}, now=LATER).faults
    assert why in fault.message


@pytest.mark.parametrize(
    "dates",
    [OFFER, OFFER | {"agreed_on": D(2019, 12, 31)}, {"offered_on": D(2018, 3, 11)}, {"referred_on": D(2016, 1, 1)}],
)
def test_a_step_within_its_cohort_is_not(dates, in_rotherham):
    assert asked(check(workbook(Women=[{"ref": "A1"} | dates]), in_rotherham, now=LATER)) == []


def test_where_the_months_run_from_her_agreement_a_cohort_has_no_end(in_rotherham):
    content = workbook({"programme_clock": "woman"}, Women=[{"ref": "A1"} | OFFER | {"agreed_on": D(2024, 5, 3)}])
    assert asked(check(content, in_rotherham, now=LATER)) == []


def test_what_is_on_record_is_not_asked_again_and_a_place_is_measured_by_its_own_cohort(in_rotherham):
    late = workbook(Women=[{"ref": "A1"} | OFFER | {"agreed_on": D(2024, 5, 3)}])
    (question,) = asked(check(late, in_rotherham, now=LATER))
    service.apply(check(late, in_rotherham, {question.id: KEEP}, now=LATER), practice=in_rotherham, by=None)
    assert asked(check(late, in_rotherham, now=LATER)) == []
    later = factories.CohortFactory(number=2, starts_on=D(2024, 1, 1))
    Place.objects.update(cohort=later, offered_on=D(2024, 2, 1), agreed_on=None)
    other = workbook(Women=[{"ref": "A1", "offered_on": D(2024, 2, 1), "agreed_on": D(2024, 6, 3)}])
    assert asked(check(other, in_rotherham, now=LATER)) == []


def test_many_are_one_question_by_the_heading_of_the_file(in_rotherham):
    women = [{"Ref": f"A{number}", "Offered On": D(2017, 5, 3)} for number in range(14)]
    (question,) = asked(check(workbook({"cohort_capacity": 24}, Women=women), in_rotherham))
    assert question.rows == 14
    assert "A0 (“Offered On”, row 2): 3 May 2017" in question.text
    assert "and 2 more" in question.text
