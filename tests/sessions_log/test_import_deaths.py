"""What a workbook dates after a woman's death is asked about: every kind of row, whoever told of the death."""

from datetime import UTC, date, datetime

import pytest

from practices.workbook.questions import CORRECT
from sessions_log.importing import service
from sessions_log.importing.applying import conflict_id
from sessions_log.importing.bindings import BINDINGS
from sessions_log.importing.deaths import DATED, FAMILY, KEEP
from sessions_log.importing.planning import Fate
from sessions_log.models import Contact
from tests import factories
from tests.conftest import scope_of
from tests.sessions_log.importing import LATER, check, messages
from tests.sessions_log.test_import_page import send
from tests.workbooks import workbook
from women.actions import deaths
from women.actions.deaths import Death
from women.codes import PlaceStep
from women.death import where_recorded
from women.models import AfterDeath, Goal, Place, Woman
from women.presenters import CLOSED_AFTER_DEATH, is_known_to_have_died
from women.workbook import CHILDREN

D = date
DIED, AFTER, BEFORE = D(2019, 8, 14), D(2019, 9, 14), D(2019, 8, 13)
WOMAN = {"ref": "M09", "known_as": "Tara", "offered_on": D(2018, 8, 1)}
DEAD = WOMAN | {"closed_on": DIED, "closure_reason": "died"}
HERS = {"woman_ref": "M09"}
GOAL = HERS | {"goal_ref": "G1", "area": "housing", "set_on": D(2019, 1, 1)}
ROWS = {
    "Contacts": lambda on: HERS | {"started_at": datetime(on.year, on.month, on.day, 10), "mode": "phone", "outcome": "made"},
    "Appointments": lambda on: HERS | {"at": datetime(on.year, on.month, on.day, 9), "service": "gp", "attendance": "attended"},
    "Support": lambda on: HERS | {"on": on, "area": "housing", "outcome": "new_tenancy"},
    "Goals": lambda on: GOAL | {"set_on": on},
    "GoalScores": lambda on: {"goal_ref": "G1", "on": on, "score": 4},
    "Pregnancies": lambda on: HERS | {"known_on": on},
    "Contraception": lambda on: HERS | {"method": "implant", "started_on": on},
}  # fmt: skip


def book(sheet, on, woman=DEAD):
    sheets = {"Women": [woman], "Goals": [GOAL]} | {sheet: [ROWS[sheet](on)]}
    return workbook(**sheets)


def asked(found):
    return [question for question in found.open_questions if question.kind == "after-death"]


def look(content, practice, answers=None):
    return check(content, practice, answers, now=LATER)


def test_every_sheet_of_what_she_did_is_asked_about():
    assert set(DATED) == set(ROWS) == {binding.sheet.name for binding in BINDINGS} - {CHILDREN.name}


@pytest.mark.parametrize("sheet", list(ROWS))
def test_what_is_dated_after_a_death_in_the_same_workbook_is_asked_about(sheet, in_rotherham):
    assert asked(look(book(sheet, BEFORE), in_rotherham)) == []
    assert asked(look(book(sheet, AFTER, WOMAN), in_rotherham)) == []
    content = book(sheet, AFTER)
    (question,) = asked(look(content, in_rotherham))
    assert "M09, Tara, has died (14 August 2019)" in question.text
    assert "row 2 (14 September 2019)" in question.text
    (fault,) = look(content, in_rotherham, {question.id: CORRECT}).faults
    assert (fault.sheet, fault.row, fault.column) == (sheet, 2, DATED[sheet].column)
    assert look(content, in_rotherham, {question.id: KEEP}).is_clean


def test_a_contact_with_her_family_is_recorded_so_and_not_asked_again(in_rotherham):
    content = book("Contacts", AFTER)
    (question,) = asked(look(content, in_rotherham))
    assert [choice.value for choice in question.choices] == [FAMILY, CORRECT, KEEP]
    found = look(content, in_rotherham, {question.id: FAMILY})
    service.apply(found, practice=in_rotherham, by=None)
    contact = Contact.objects.get()
    assert contact.with_family
    again = look(content, in_rotherham)
    assert (again.is_clean, again.plan.changes_nothing) == (True, True)
    longer = workbook(Women=[DEAD], Contacts=[ROWS["Contacts"](AFTER) | {"minutes": 20}])
    service.apply(look(longer, in_rotherham), practice=in_rotherham, by=None)
    contact.refresh_from_db()
    assert (contact.with_family, contact.minutes) == (True, 20)


def test_a_death_on_record_counts_though_the_workbook_does_not_know_of_it(in_rotherham):
    place = factories.PlaceFactory(woman__ref="M09")
    place.woman.death_known_on = place.woman.died_on = DIED
    place.woman.died_day_is_known = True
    place.woman.save()
    Goal.objects.create(woman=place.woman, ref="G1", area="housing", set_on=D(2019, 1, 1))
    content = workbook(Women=[], Contacts=[ROWS["Contacts"](AFTER)], GoalScores=[ROWS["GoalScores"](AFTER)])
    assert [one.sheet for one in asked(look(content, in_rotherham))] == ["Contacts", "GoalScores"]


def test_an_attempt_and_a_plan_after_her_death_are_nothing_she_did(in_rotherham):
    contact = ROWS["Contacts"](AFTER) | {"outcome": "no_reply"}
    planned = [ROWS["Appointments"](AFTER) | {"attendance": one} for one in ("scheduled", "cancelled_by_service")]
    assert asked(look(workbook(Women=[DEAD], Contacts=[contact], Appointments=planned), in_rotherham)) == []


@pytest.mark.parametrize("attendance", ["did_not_attend", "late_not_seen", "attended_late"])
def test_an_appointment_that_she_is_said_to_have_missed_after_her_death_is_asked_about(attendance, in_rotherham):
    missed = ROWS["Appointments"](AFTER) | {"attendance": attendance}
    (question,) = asked(look(workbook(Women=[DEAD], Appointments=[missed]), in_rotherham))
    assert (question.sheet, question.rows) == ("Appointments", 1)


def test_what_is_on_record_after_a_death_that_a_workbook_brings_is_said(in_rotherham):
    woman = factories.PlaceFactory(woman__ref="M09", offered_on=WOMAN["offered_on"]).woman
    at = datetime(2019, 9, 14, 9, tzinfo=UTC)
    factories.ContactFactory(woman=woman, started_at=at, outcome="made", mode="phone")
    found = look(workbook(Women=[DEAD]), in_rotherham)
    assert any("Contact made: phone, 14 September 2019" in message for message in messages(found))


class TestAWorkbookThatSaysSheLives:
    """It is recorded here that she has died, and the workbook has her open: said, and done wholly or not at all."""

    ALIVE = WOMAN | {"closed_on": None, "closure_reason": None}

    @pytest.fixture
    def place(self, in_rotherham):
        service.apply(look(workbook(Women=[self.ALIVE]), in_rotherham), practice=in_rotherham, by=None)
        return Place.objects.get()

    def recorded(self, place):
        death = Death(known_on=DIED, died_on=DIED, day_is_known=True)
        today = LATER.date()
        deaths.record(woman=place.woman, death=death, words="", by=None, now=LATER, today=today)

    def conflict(self, content, practice):
        (one,) = look(content, practice).plan.of(Fate.CONFLICT)
        return one

    def test_the_choice_says_it_and_takes_the_death_back(self, place, in_rotherham):
        self.recorded(place)
        content = workbook(Women=[self.ALIVE])
        one = self.conflict(content, in_rotherham)
        assert "This takes her death back" in one.follows
        service.apply(look(content, in_rotherham), practice=in_rotherham, by=None)
        assert Woman.objects.get().death_known_on == DIED, "what is here is kept unless it is decided otherwise"
        service.apply(look(content, in_rotherham), practice=in_rotherham, by=None, overwrite={conflict_id(one)})
        woman = Woman.objects.get()
        assert not is_known_to_have_died(woman)
        assert (woman.death_known_on, woman.died_on, woman.died_day_is_known) == (None, None, False)
        assert not AfterDeath.objects.exists()
        assert Place.objects.get().is_open
        assert where_recorded(Place.objects.all()) is None

    def test_a_death_that_a_workbook_brought_is_taken_back_by_nobody_unseen(self, in_rotherham):
        service.apply(look(workbook(Women=[DEAD]), in_rotherham), practice=in_rotherham, by=None)
        assert AfterDeath.objects.count() == 8
        content = workbook(Women=[self.ALIVE])
        found = look(content, in_rotherham)
        assert "takes her death back" in self.conflict(content, in_rotherham).follows
        service.apply(found, practice=in_rotherham, by=None)
        assert is_known_to_have_died(Woman.objects.get())

    @pytest.mark.parametrize("row", [
        WOMAN | {"offered_on": D(2019, 10, 1)},  # a further place
        ALIVE | {"declined_on": None},  # the place that she had declined
    ])  # fmt: skip
    def test_what_would_leave_half_of_it_is_refused_whoever_decides(self, row, place, in_rotherham):
        Place.objects.update(declined_on=D(2018, 9, 1))
        self.recorded(place)
        assert Place.objects.get().closed_on is None, "noted beside a place that had ended"
        content = workbook(Women=[row])
        one = self.conflict(content, in_rotherham)
        assert one.refused.startswith("It is recorded here that she has died")
        service.apply(look(content, in_rotherham), practice=in_rotherham, by=None, overwrite={conflict_id(one)})
        assert Place.objects.filter(declined_on=D(2018, 9, 1)).count() == Place.objects.count() == 1
        assert is_known_to_have_died(Woman.objects.get())

    def test_a_woman_whom_another_practice_accepted_is_not_opened_here_again(self, place, in_rotherham, hackney):
        Place.objects.update(closed_on=DIED, closure_reason="transferred")
        factories.TransferFactory(woman=place.woman, to_practice=hackney, state="accepted")
        content = workbook(Women=[self.ALIVE])
        one = self.conflict(content, in_rotherham)
        assert "Hackney has accepted her" in one.refused
        service.apply(look(content, in_rotherham), practice=in_rotherham, by=None, overwrite={conflict_id(one)})
        assert Place.objects.get().closure_reason == "transferred"


def test_the_page_says_what_each_choice_does(lead, rotherham):
    with scope_of(rotherham):
        service.apply(look(workbook(Women=[DEAD]), rotherham), practice=rotherham, by=None)
        content = workbook(Women=[WOMAN | {"closed_on": None, "closure_reason": None}])
    page = send(lead, content)
    assert "Take the workbook’s" in page.content.decode()
    assert "This takes her death back" in page.content.decode()
    apply = f"/rotherham/import/{page.context['upload'].pk}/apply"
    conflict = page.context["conflicts"][0].id
    lead.post(apply, {f"conflict-{conflict}": "workbook"})
    with scope_of(rotherham):
        assert not is_known_to_have_died(Woman.objects.get())
        service.apply(look(workbook(Women=[DEAD]), rotherham), practice=rotherham, by=None)
    page = send(
        lead, workbook(Women=[WOMAN | {"offered_on": D(2019, 10, 1), "closed_on": None, "closure_reason": None}])
    )
    assert "this would be a new place of hers" in page.content.decode()
    assert "Take the workbook’s" not in page.content.decode()


def test_no_step_is_offered_to_a_woman_who_died_at_any_address(lead, rotherham):
    """Also where her place is open still, as an address typed by hand may find it."""
    with scope_of(rotherham):
        place = factories.PlaceFactory(woman__death_known_on=DIED, offered_on=WOMAN["offered_on"])
    hers = f"/rotherham/women/{place.woman_id}/"
    pages = [page for page in CLOSED_AFTER_DEATH if page not in ("died/", "needs/ask/")]
    assert {f"step/{step}/" for step in PlaceStep.values} <= set(pages)
    for page in pages:
        for response in (lead.get(hers + page), lead.post(hers + page, {"on": "today", "reason": "moved_away"})):
            assert response.status_code == 409, page
            assert "It is recorded that she has died" in response.content.decode(), page
