"""Before a workbook is applied it is said which quarters that were sent it touches."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from reporting.models import Return
from sessions_log.importing.bindings import BINDINGS
from sessions_log.importing.touching import COUNTED, NOT_COUNTED, touched_quarters
from sessions_log.importing.women import PLACE_FIELDS, WOMAN_FIELDS
from tests.conftest import scope_of
from tests.factories import CohortFactory, PlaceFactory, ReturnFactory, WomanFactory
from tests.sessions_log.importing import check
from tests.sessions_log.test_import_page import send
from tests.workbooks import workbook
from women.models import Cohort

D = date
WOMAN = {"ref": "A1", "known_as": "Amber", "offered_on": D(2018, 11, 1)}
CONTACT = {"woman_ref": "A1", "started_at": datetime(2018, 12, 4, 10), "mode": "phone", "outcome": "made", "minutes": 5}


def is_sent(*quarters, status="submitted"):
    for quarter in quarters:
        made = ReturnFactory(quarter=quarter, sha256="0" * 64)
        if status != "draft":
            Return.objects.filter(pk=made.pk).update(status="submitted", submitted_at=timezone.now())


def touched(practice, **sheets):
    return [(one.name, one.rows) for one in touched_quarters(check(workbook(**sheets), practice).plan)]


def test_every_field_that_a_workbook_brings_is_counted_or_is_not():
    bound = {binding.sheet.name: _fields(binding) for binding in BINDINGS}
    bound["Women"] = {*WOMAN_FIELDS, *PLACE_FIELDS}
    for sheet, fields in bound.items():
        assert COUNTED[sheet] | NOT_COUNTED[sheet] == fields, sheet
        assert not COUNTED[sheet] & NOT_COUNTED[sheet], sheet


def _fields(binding):
    class Any(dict):
        def __missing__(self, name):
            return ("other", "x") if name == "service" else None if name == "born" else datetime(2019, 1, 1, 10)

    return set(binding.values(Any()))


def cohort_is_here():
    CohortFactory(number=1, starts_on=D(2018, 7, 1), capacity=24)


@pytest.mark.usefixtures("in_rotherham")
class TestTouched:
    @pytest.fixture(autouse=True)
    def cohort(self, in_rotherham):
        cohort_is_here()

    def test_another_number_of_places_touches_every_quarter_of_the_cohort(self, in_rotherham):
        is_sent("2018-19 Q1", "2018-19 Q2")
        found = check(workbook({"cohort_capacity": 20}, Women=[]), in_rotherham)
        assert [(one.name, one.rows) for one in touched_quarters(found.plan)] == [("2018-19 Q2", 1)]

    def test_an_event_touches_its_own_quarter_and_a_place_every_later_one(self, in_rotherham):
        is_sent("2018-19 Q2", "2018-19 Q3", "2018-19 Q4")
        assert touched(in_rotherham, Women=[WOMAN]) == [("2018-19 Q3", 1), ("2018-19 Q4", 1)]
        assert touched(in_rotherham, Women=[WOMAN], Contacts=[CONTACT]) == [("2018-19 Q3", 2), ("2018-19 Q4", 1)]

    def test_what_is_kept_of_a_woman_counts_in_no_quarter_after_her_place_ended(self, in_rotherham):
        is_sent("2018-19 Q3", "2018-19 Q4", "2019-20 Q1")
        closed = WOMAN | {"closed_on": D(2019, 2, 1), "closure_reason": "moved_away"}
        goals = [{"goal_ref": "G1", "woman_ref": "A1", "area": "money", "set_on": D(2018, 12, 1)}]
        scores = [{"goal_ref": "G1", "on": D(2019, 1, 2), "score": 3}]
        found = touched(in_rotherham, Women=[closed], Goals=goals, GoalScores=scores)
        assert found == [("2018-19 Q3", 2), ("2018-19 Q4", 3)]

    OLD = {
        "Children": [{"woman_ref": "A1", "child_no": 1, "born": D(2016, 5, 1), "removed_on": D(2017, 3, 1)}],
        "Contraception": [{"woman_ref": "A1", "method": "Implant", "started_on": D(2017, 6, 1)}],
        "Pregnancies": [{"woman_ref": "A1", "known_on": D(2017, 6, 1)}],
    }

    def test_what_was_before_her_place_counts_in_no_quarter_before_it(self, in_rotherham):
        """A child removed years ago, a method of years ago: figures count them from her offer on."""
        is_sent("2017-18 Q1", "2017-18 Q4", "2018-19 Q2", "2018-19 Q3")
        assert touched(in_rotherham, Women=[WOMAN], **self.OLD) == [("2018-19 Q3", 4)]
        referred = {"ref": "A1", "referred_on": D(2018, 11, 1)}
        assert touched(in_rotherham, Women=[referred], **self.OLD) == []

    def test_a_place_that_she_had_before_counts_too(self, in_rotherham):
        is_sent("2017-18 Q1", "2017-18 Q4", "2018-19 Q3")
        woman, cohort = WomanFactory(ref="A1"), Cohort.objects.get()
        left = {"closed_on": D(2018, 3, 1), "closure_reason": "moved_away"}
        PlaceFactory(woman=woman, cohort=cohort, referred_on=None, offered_on=D(2018, 1, 10), **left)
        PlaceFactory(woman=woman, cohort=cohort, number=2, referred_on=None, offered_on=D(2018, 11, 1))
        found = [name for name, _ in touched(in_rotherham, Women=[WOMAN], **self.OLD)]
        assert found == ["2017-18 Q4", "2018-19 Q3"]

    def test_what_was_not_sent_is_not_named(self, in_rotherham):
        is_sent("2018-19 Q3", status="draft")
        assert touched(in_rotherham, Women=[WOMAN]) == []


def test_the_page_says_which_were_sent_before_it_is_applied_and_only_where_a_figure_may_move(lead, rotherham):
    with scope_of(rotherham):
        is_sent("2018-19 Q3")
        cohort_is_here()
    assert "Cohort’s places: 24 → 23" in send(lead, workbook({"cohort_capacity": 23})).content.decode()
    first = send(lead, workbook(Women=[WOMAN], Contacts=[CONTACT]))
    page = " ".join(first.content.decode().split())
    assert (
        "2018-19 Q3 was sent: a restated version will be needed where a figure moves far (2 changes count in it)"
        in page
    )
    assert "where a figure comes out otherwise, it shows as restated" in page
    assert "cohort_" not in page  # the Practice's keys in words
    lead.post(f"/rotherham/import/{first.context['upload'].pk}/apply")
    same = send(lead, workbook(Women=[WOMAN | {"known_as": "Amb"}], Contacts=[CONTACT | {"note": "Rang."}]))
    assert "Check before applying" in same.content.decode()
    assert "was sent" not in same.content.decode()
    moved = send(lead, workbook(Women=[WOMAN], Contacts=[CONTACT | {"minutes": 50}]))
    assert "2018-19 Q3 was sent" in moved.content.decode()
