"""What waits for an answer or a day of its own while she dies: each kind is decided, and none hands her on as living."""

from datetime import date

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone

from practices.permissions import Role
from practices.tenancy.managers import TenantModel
from tests import factories
from tests.conftest import client_of, membership_of, scope_of
from tests.women.test_corrections import begun
from tests.women.test_deaths import confirmed, died, record
from women.actions import transfers
from women.models import Place, Transfer, Woman
from women.tasks import tell_of_transfer

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()

STOPS = "leaves every list and calendar (tests/sessions_log/test_left.py)"
TAKEN_BACK = "is taken back"
STAYS = "stays open, and the page that records her death says so"
WORKED_ON = "goes on: whoever asked for it is told, and decides"
SAYS = "says what was, and waits for nobody"
DECIDED = {
    "sessions_log.Amendment": SAYS, "sessions_log.Appointment": STOPS, "sessions_log.Contact": SAYS,
    "sessions_log.Support": SAYS, "reporting.Story": SAYS, "reporting.Acceptance": SAYS, "reporting.Narrative": SAYS,
    "women.AfterDeath": "begins with her death", "women.AgencyReference": SAYS, "women.CheckIn": STOPS,
    "women.Child": SAYS, "women.ChildContact": STOPS, "women.ChildStatus": SAYS, "women.Consent": SAYS,
    "women.Contraception": STOPS, "women.CopyDecision": WORKED_ON, "women.CopyFile": WORKED_ON, "women.Cover": SAYS,
    "women.Document": SAYS, "women.Erasure": "goes on: her details are erased by the rules of the Practice",
    "women.Flag": STOPS, "women.Goal": STOPS, "women.GoalScore": SAYS, "women.LegalBasis": SAYS,
    "women.LegalHold": "goes on: it is about her record", "women.Merge": SAYS, "women.Need": SAYS, "women.Note": SAYS,
    "women.Person": SAYS, "women.Place": "closes", "women.Pregnancy": STOPS, "women.RecordCopy": WORKED_ON,
    "women.Request": STAYS, "women.SafeContact": SAYS, "women.Step": SAYS, "women.StepNote": SAYS,
    "women.Transfer": TAKEN_BACK, "women.TransitionPlan": STOPS, "women.WellbeingScore": SAYS,
    "women.Withdrawal": SAYS, "women.Woman": "has died", "women.Certificate": SAYS, "women.DocumentContent": SAYS,
}  # fmt: skip


def of_her():
    """Every kind of row that hangs on a woman, also through another row."""
    found = {Woman}
    while True:
        more = {
            model for model in apps.get_models()
            if issubclass(model, TenantModel) and not hasattr(model, "pgh_tracked_model")
            and any(field.related_model in found for field in model._meta.concrete_fields if field.is_relation)
        } - found  # fmt: skip
        if not more:
            return found
        found |= more


def test_of_every_kind_of_row_it_is_decided_what_becomes_of_what_waits():
    labels = {model._meta.label for model in of_her()}
    assert labels ^ DECIDED.keys() == set(), "when she dies, what becomes of it? Decide, and prove it"


@pytest.fixture
def offered(rotherham, hackney):
    with scope_of(rotherham):
        place = begun()
        Woman.objects.update(practitioner=membership_of(Role.PRACTITIONER))
        made = factories.TransferFactory(woman=place.woman, to_practice=hackney)
        factories.RequestFactory(woman=place.woman, received_on=TODAY, due_on=date(TODAY.year + 1, 1, 3))
    return made


def accept(offered):
    return client_of(Role.PRACTICE_LEAD, "hackney").post(
        f"/hackney/transfers/{offered.pk}/answer/", {"answer": "accept"}, follow=True
    )


def test_an_offer_is_said_and_taken_back_and_nobody_accepts_her(offered, rotherham, hackney, practitioner):
    page = died(practitioner, offered.woman)
    said = page.content.decode()
    assert "She is offered to Hackney. The offer is taken back" in said
    assert "A copy of her record, asked for on" in said
    confirmed(practitioner, page)
    with scope_of(rotherham):
        offered.refresh_from_db()
        assert offered.state == "withdrawn"
        assert offered.answered_by == membership_of(Role.PRACTITIONER).user
    assert "answered or taken back already" in accept(offered).content.decode()
    with scope_of(hackney):
        assert not Woman.objects.exists()


@pytest.mark.parametrize("how", ["column", "workbook"])
def test_however_it_came_to_be_recorded_an_open_offer_of_a_woman_who_died_is_refused(how, offered, rotherham, hackney):
    with scope_of(rotherham):
        if how == "column":
            Woman.objects.update(death_known_on=TODAY)
        else:
            Place.objects.update(closed_on=TODAY, closure_reason="died")
    assert "This offer does not stand any more" in accept(offered).content.decode()
    with scope_of(hackney):
        assert not Woman.objects.exists()
    with scope_of(rotherham):
        offered.refresh_from_db()
        assert offered.state == "offered"
        assert Place.objects.get().closure_reason in ("", "died")


def test_an_offer_made_between_the_two_presses_is_asked_about(rotherham, hackney, practitioner):
    with scope_of(rotherham):
        place = begun()
        Woman.objects.update(practitioner=membership_of(Role.PRACTITIONER))
    page = died(practitioner, place.woman)
    assert "offered to" not in page.content.decode()
    with scope_of(rotherham):
        factories.TransferFactory(woman=place.woman, to_practice=hackney)
    again = confirmed(practitioner, page)
    assert "She is offered to Hackney" in again.content.decode()
    with scope_of(rotherham):
        assert Woman.objects.get().death_known_on is None


def test_the_letter_of_an_offer_that_was_taken_back_does_not_leave(offered, rotherham):
    with scope_of(rotherham):
        record(offered.woman.places.get())
    tell_of_transfer(practice_id=rotherham.pk, transfer_id=offered.pk)
    assert mail.outbox == []


def test_nobody_offers_a_woman_who_died_meanwhile(offered, rotherham, hackney):
    with scope_of(rotherham):
        Transfer.objects.update(state="withdrawn")
        record(offered.woman.places.get())
        with pytest.raises(transfers.CannotTransfer, match="It is recorded that she has died"):
            transfers.offer(woman=Woman.objects.get(), to=hackney, parts=[], words="", today=TODAY,
                            by=membership_of(Role.PRACTICE_LEAD).user, now=timezone.now())  # fmt: skip
