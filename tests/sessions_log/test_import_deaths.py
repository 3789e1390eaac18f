"""What a workbook dates after a woman's death is asked about: every kind of row, whoever told of the death."""

from datetime import UTC, date, datetime

import pytest

from practices.workbook.questions import CORRECT
from sessions_log.importing import service
from sessions_log.importing.bindings import BINDINGS
from sessions_log.importing.deaths import DATED, FAMILY, KEEP
from sessions_log.models import Contact
from tests import factories
from tests.sessions_log.importing import LATER, check, messages
from tests.workbooks import workbook
from women.models import Goal
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


def test_an_attempt_and_a_missed_appointment_after_her_death_are_nothing_she_did(in_rotherham):
    contact = ROWS["Contacts"](AFTER) | {"outcome": "no_reply"}
    missed = ROWS["Appointments"](AFTER) | {"attendance": "did_not_attend"}
    assert asked(look(workbook(Women=[DEAD], Contacts=[contact], Appointments=[missed]), in_rotherham)) == []


def test_what_is_on_record_after_a_death_that_a_workbook_brings_is_said(in_rotherham):
    woman = factories.PlaceFactory(woman__ref="M09", offered_on=WOMAN["offered_on"]).woman
    at = datetime(2019, 9, 14, 9, tzinfo=UTC)
    factories.ContactFactory(woman=woman, started_at=at, outcome="made", mode="phone")
    found = look(workbook(Women=[DEAD]), in_rotherham)
    assert any("Contact made: phone, 14 September 2019" in message for message in messages(found))
