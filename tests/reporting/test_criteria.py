"""Success criteria: judged from what was sent, exact, and standing once agreed."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.criteria.judging import Outcome, judged_criteria
from reporting.models import Criterion, SuccessAgreement
from reporting.quarters import Quarter
from tests.conftest import client_of, scope_of
from tests.factories import CriterionFactory, SuccessAgreementFactory
from tests.page_forms import form_on
from tests.reporting.benchmark.sending import Q1, send
from tests.reporting.benchmark.test_pages import text_of

pytestmark = pytest.mark.usefixtures("committed")
Q3, Q4 = Quarter(2025, 3), Quarter(2025, 4)


def read(client, url, values):
    """The values with what the page showed, as a browser sends them."""
    return {**form_on(client.get(url), "novalidate").fields, **values}


def judged(practice, **facts):
    with scope_of(practice):
        one = CriterionFactory(**facts)
        return judged_criteria([one], practice.pk)[0]


def send_three(practice, *attended):
    for quarter, x in zip((Q3, Q4, Q1), attended, strict=False):
        send(practice, {"appointment_attendance": (x, 50), "fully_engaged": (x // 5, 10)}, quarter=quarter)


def test_events_are_added_up_over_the_period(rotherham):
    send_three(rotherham, 40, 40, 41)
    found = judged(rotherham)
    assert (found.outcome, found.x, found.n, found.value) == (Outcome.MET, 121, 150, "81%")
    assert "The interval holds the target" in found.why


def test_what_is_counted_on_a_day_is_taken_from_the_last_quarter(rotherham):
    send_three(rotherham, 50, 50, 40)
    found = judged(rotherham, indicator="fully_engaged", target=90)
    assert (found.outcome, found.x, found.n) == (Outcome.NOT_MET, 8, 10)


def test_until_every_quarter_is_sent_it_is_too_early(rotherham):
    send_three(rotherham, 50, 50)
    found = judged(rotherham)
    assert found.outcome is Outcome.TOO_EARLY
    assert found.value == "100%"
    assert "2026-27 Q1 is not sent yet" in found.why


@pytest.mark.parametrize(("x", "outcome"), [(40, Outcome.MET), (39, Outcome.NOT_MET)])
def test_a_target_is_met_exactly_or_not_at_all(rotherham, x, outcome):
    """80% of 50 is 40, in whole numbers: no rounding decides."""
    send_three(rotherham, 40, 40, x)
    assert judged(rotherham).outcome is outcome


def test_where_value_and_target_round_alike_the_value_is_said_more_finely(rotherham):
    send_three(rotherham, 40, 40, 39)
    assert judged(rotherham, target="79").value == "79.33%"
    assert judged(rotherham, target="80").value == "79%"


def test_at_most_is_the_other_way(rotherham):
    for quarter in (Q3, Q4, Q1):
        send(rotherham, {"pregnancies": (1, None), "attrition": (0, 12)}, quarter=quarter)
    found = judged(rotherham, indicator="pregnancies", is_at_least=False, target="2.00")
    assert (found.outcome, found.value) == (Outcome.MET, "2.0")
    assert found.target == "at most 2 for each 24 women a quarter"
    assert judged(rotherham, indicator="pregnancies", is_at_least=False, target="1.99").outcome is Outcome.NOT_MET


def test_a_count_is_judged_as_a_count(rotherham):
    for quarter in (Q3, Q4, Q1):
        send(rotherham, {"completed": (3, None)}, quarter=quarter)
    found = judged(rotherham, indicator="completed", target=9)
    assert (found.outcome, found.value) == (Outcome.MET, "9")


def test_hours_are_added_up_as_hours(rotherham):
    for quarter in (Q3, Q4, Q1):
        send(rotherham, {"contact_hours": (15_000, 60)}, quarter=quarter)
    assert judged(rotherham, indicator="contact_hours", target=750).outcome is Outcome.MET
    assert judged(rotherham, indicator="contact_hours", target="750.01").outcome is Outcome.NOT_MET


def test_of_what_is_counted_on_a_day_only_the_last_quarter_must_be_there(rotherham):
    send(rotherham, {"fully_engaged": (9, 10)}, quarter=Q1)
    assert judged(rotherham, indicator="fully_engaged", target=80).outcome is Outcome.MET


def test_with_nothing_to_count_over_it_is_too_early(rotherham):
    for quarter in (Q3, Q4, Q1):
        send(rotherham, {"appointment_attendance": (0, 0)}, quarter=quarter)
    assert judged(rotherham).why == "There was nothing to count in the period."


def test_a_later_version_counts_and_one_sent_back_does_not(rotherham):
    send_three(rotherham, 40, 40, 10)
    send(rotherham, {"appointment_attendance": (50, 50)}, quarter=Q1, version=2)
    assert judged(rotherham).x == 130


def signed(practice):
    with scope_of(practice):
        criterion = CriterionFactory()
        names = {f"signed_for_{who}": "A. Signer" for who in ("funder", "council", "practice")}
        SuccessAgreement.objects.filter(pk=criterion.agreement_id).update(agreed_on=date(2026, 4, 1), **names)
        return criterion


def test_what_was_agreed_is_kept_by_the_database(rotherham):
    criterion = signed(rotherham)
    with scope_of(rotherham):
        for change in (
            lambda: Criterion.objects.filter(pk=criterion.pk).update(target=1),
            lambda: Criterion.objects.filter(pk=criterion.pk).delete(),
            lambda: CriterionFactory(agreement=criterion.agreement),
            lambda: Criterion.objects.filter(pk=CriterionFactory().pk).update(agreement=criterion.agreement_id),
            lambda: SuccessAgreement.objects.filter(pk=criterion.agreement_id).update(agreed_on=None),
        ):
            with pytest.raises(IntegrityError, match="what was agreed stands"), transaction.atomic():
                change()


def test_it_is_agreed_by_all_three_or_not_at_all(rotherham):
    with scope_of(rotherham):
        made = SuccessAgreementFactory()
        with pytest.raises(IntegrityError, match="agreed_by_all_three"), transaction.atomic():
            SuccessAgreement.objects.filter(pk=made.pk).update(agreed_on=date(2026, 4, 1), signed_for_funder="A")


def test_a_lead_writes_an_agreement_and_national_reads_it(rotherham, lead, analyst):
    send_three(rotherham, 45, 45, 45)
    told = {
        "name": "Bridging Rotherham",
        "funder": "A trust",
        "council": "Rotherham Council",
        "evaluator": "A university",
    }
    page = lead.post("/rotherham/criteria/add/", told, follow=True)
    home = page.redirect_chain[-1][0]
    criterion = {
        "indicator": "appointment_attendance", "way": "at_least", "target": "80", "first": "2025-26 Q3",
        "last": "2026-27-Q1", "evidence": "Letters of the clinic.",
    }  # fmt: skip
    page = text_of(lead.post(home + "add/", criterion, follow=True))
    assert "Appointment attendance at least 80%" in page
    assert "Met" in page
    assert "The whole interval lies on this side of the target" in page
    agreed = {
        "agreed_on": "2026-07-01",
        "signed_for_funder": "F",
        "signed_for_council": "C",
        "signed_for_practice": "P",
    }
    assert "From now on these criteria stand" in text_of(
        lead.post(home + "sign/", read(lead, home + "sign/", agreed), follow=True)
    )
    assert "so its criteria stand" in text_of(lead.post(home + "add/", criterion))
    with national_scope():
        number = SuccessAgreement.objects.get().pk
    assert "Bridging Rotherham" in text_of(analyst.get("/national/practices/rotherham/"))
    assert "signed by F, C and P" in text_of(analyst.get(f"/national/practices/rotherham/criteria/{number}/"))
    assert analyst.get(f"/national/practices/hackney/criteria/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": "2026-27 Q2"}, "2026-27 Q1 comes before 2026-27 Q2"),
        ({"last": "soon"}, "is not a quarter"),
        ({"target": "120"}, "cannot be more than 100%"),
        ({"target": "lots"}, "“Target” must be a number, like 80 or 2.5"),
        ({"indicator": "happiness"}, "Choose an answer for “indicator” from the list"),
        ({"last": "2040-41 Q1"}, "at most 24 quarters"),
        ({"indicator": "attrition"}, "Lower is better for this indicator. Choose “at most the target”"),
        ({"way": "at_most"}, "Higher is better for this indicator. Choose “at least the target”"),
    ],
)
def test_what_cannot_be_a_criterion_is_said(rotherham, lead, changes, said):
    with scope_of(rotherham):
        made = SuccessAgreementFactory()
    criterion = {"indicator": "appointment_attendance", "way": "at_least", "target": "80", "first": "2025-26 Q3",
                 "last": "2026-27 Q1"}  # fmt: skip
    response = lead.post(f"/rotherham/criteria/{made.pk}/add/", criterion | changes)
    assert response.status_code == 422
    assert said.lower() in text_of(response).lower()
    with scope_of(rotherham):
        assert not Criterion.objects.exists()


def test_what_was_begun_by_mistake_is_deleted_and_what_has_criteria_is_not(rotherham, lead):
    with scope_of(rotherham):
        made, kept = SuccessAgreementFactory(), CriterionFactory().agreement
    assert "is deleted" in text_of(lead.post(f"/rotherham/criteria/{made.pk}/drop", follow=True))
    assert "Take its criteria away first" in text_of(lead.post(f"/rotherham/criteria/{kept.pk}/drop", follow=True))
    with scope_of(rotherham):
        assert [one.pk for one in SuccessAgreement.objects.all()] == [kept.pk]


def test_the_page_on_which_it_is_signed_lists_what_is_signed(rotherham, lead):
    with scope_of(rotherham):
        kept = CriterionFactory().agreement
    url = f"/rotherham/criteria/{kept.pk}/sign/"
    assert "Appointment attendance at least 80%" in text_of(lead.get(url))
    signed_by = {f"signed_for_{who}": "A. Signer" for who in ("funder", "council", "practice")}
    opened = read(lead, url, {"agreed_on": "2026-04-01", **signed_by})
    with scope_of(rotherham):
        kept.criteria.update(target=90)
    page = lead.post(url, opened)
    assert page.status_code == 422
    assert "The criteria are others than on the page that you read." in text_of(page)
    assert "Appointment attendance at least 90%" in text_of(page)
    assert lead.post(url, form_on(page, "novalidate").fields).status_code == 302


def test_a_criterion_whose_period_was_over_says_so(rotherham, lead):
    criterion = signed(rotherham)
    page = f"/rotherham/criteria/{criterion.agreement_id}/"
    assert "over before it was agreed" not in text_of(lead.get(page))
    with scope_of(rotherham):
        late = CriterionFactory(first="2024-25 Q1", last="2024-25 Q2").agreement
        names = {f"signed_for_{who}": "A. Signer" for who in ("funder", "council", "practice")}
        SuccessAgreement.objects.filter(pk=late.pk).update(agreed_on=date(2026, 4, 1), **names)
    assert "over before it was agreed" in text_of(lead.get(f"/rotherham/criteria/{late.pk}/"))


def test_a_name_from_the_records_stays_out_of_the_evidence(rotherham, lead):
    from tests.factories import PlaceFactory

    with scope_of(rotherham):
        PlaceFactory()
        made = SuccessAgreementFactory()
    criterion = {"indicator": "appointment_attendance", "way": "at_least", "target": "80", "first": "2025-26 Q3",
                 "last": "2026-27 Q1", "evidence": "Amber will speak to the evaluator."}  # fmt: skip
    response = lead.post(f"/rotherham/criteria/{made.pk}/add/", criterion)
    assert "These match your records" in text_of(response)


def test_a_criterion_can_be_taken_away_until_it_is_signed(rotherham, lead):
    with scope_of(rotherham):
        criterion = CriterionFactory()
    home = f"/rotherham/criteria/{criterion.agreement_id}/"
    lead.post(f"{home}{criterion.pk}/drop")
    assert "No criterion has been written yet" in text_of(lead.get(home))
    kept = signed(rotherham)
    page = lead.post(f"/rotherham/criteria/{kept.agreement_id}/{kept.pk}/drop", follow=True)
    assert "so its criteria stand" in text_of(page)
    with scope_of(rotherham):
        assert Criterion.objects.filter(pk=kept.pk).exists()


def test_nothing_can_be_signed_without_a_criterion_or_for_tomorrow(rotherham, lead):
    with scope_of(rotherham):
        made = SuccessAgreementFactory()
    agreed = {
        "agreed_on": "2026-07-01",
        "signed_for_funder": "F",
        "signed_for_council": "C",
        "signed_for_practice": "P",
    }
    assert "Add at least one criterion" in text_of(
        lead.post(f"/rotherham/criteria/{made.pk}/sign/", read(lead, f"/rotherham/criteria/{made.pk}/sign/", agreed))
    )
    late = lead.post(f"/rotherham/criteria/{made.pk}/sign/", agreed | {"agreed_on": "2099-01-01"})
    assert "Enter a day that has come" in text_of(late)


def test_the_evaluator_gets_every_quarter_with_its_seal(rotherham, lead):
    send_three(rotherham, 45, 45)
    criterion = signed(rotherham)
    content = lead.get(f"/rotherham/criteria/{criterion.agreement_id}/criteria.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book["Quarters"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["2025-26 Q3", "2025-26 Q4", "2026-27 Q1"]
    assert len(rows[0][7]) == 64
    assert rows[2][6] == "not sent"
    assert book["Criteria"]["E2"].value == "too early"


def test_a_coordinator_reads_and_does_not_write(rotherham):
    coordinator = client_of(Role.COORDINATOR)
    assert coordinator.get("/rotherham/criteria/").status_code == 200
    assert coordinator.get("/rotherham/criteria/add/").status_code == 403
