"""A conflict is of the fields that were edited here: what nobody edited takes the workbook's value, whatever is decided."""

from datetime import date

import pytest

from sessions_log.importing import service
from sessions_log.importing.applying import conflict_id
from sessions_log.importing.planning import Fate
from sessions_log.models import Contact
from tests.sessions_log.importing import LATER, check
from tests.workbooks import workbook
from women.actions import deaths
from women.actions.deaths import Death
from women.models import Place, Woman
from women.presenters import is_known_to_have_died

D = date
HER = {"ref": "M09", "known_as": "Dee", "full_name": "Deirdre Nolan", "practitioner": "Carol", "offered_on": D(2018, 8, 1),
       "agreed_on": D(2018, 9, 1), "closed_on": None, "closure_reason": None}  # fmt: skip
CALL = {
    "woman_ref": "M09",
    "started_at": "1/10/2018 10:00",
    "mode": "phone",
    "outcome": "made",
    "minutes": 10,
    "note": "a",
}
DIED = D(2019, 8, 14)


def look(practice, *, contact=CALL, **her):
    return check(workbook(Women=[HER | her], Contacts=[contact]), practice, now=LATER)


def bring(found, practice, *, taking=()):
    return service.apply(found, practice=practice, by=None, overwrite={conflict_id(one) for one in taking})


@pytest.fixture
def place(in_rotherham):
    bring(look(in_rotherham), in_rotherham)
    return Place.objects.get()


def names(changes):
    return {name for name, _, _ in changes}


def test_the_practitioner_and_the_agreement_change_beside_a_death_that_is_kept(place, in_rotherham):
    death = Death(known_on=DIED, died_on=DIED, day_is_known=True)
    deaths.record(woman=place.woman, death=death, words="", by=None, now=LATER, today=LATER.date())
    found = look(in_rotherham, practitioner="Jade", agreed_on=D(2018, 9, 9))
    (one,) = found.plan.of(Fate.CONFLICT)
    assert names(one.to_decide) == {"closed_on", "closure_reason"}
    assert names(one.undisputed) == {"practitioner_name", "agreed_on"}
    done = bring(found, in_rotherham)["Women"]
    assert (done["changed"], done["conflict"]) == (1, 0), "what was written of it counts"
    place.refresh_from_db()
    woman = Woman.objects.get()
    assert (woman.practitioner_name, place.agreed_on, place.closed_on) == ("Jade", D(2018, 9, 9), DIED)
    assert is_known_to_have_died(woman)
    again = look(in_rotherham, practitioner="Jade", agreed_on=D(2018, 9, 9))
    (one,) = again.plan.of(Fate.CONFLICT)
    assert (names(one.to_decide), one.undisputed) == ({"closed_on", "closure_reason"}, [])
    assert again.plan.changes_nothing


def test_an_edit_here_stays_to_be_decided_however_often_a_workbook_comes(place, in_rotherham):
    Woman.objects.update(known_as="Deedee")
    for practitioner in ("Jade", "Mo"):
        found = look(in_rotherham, practitioner=practitioner)
        (one,) = found.plan.of(Fate.CONFLICT)
        assert (names(one.to_decide), names(one.undisputed)) == ({"known_as"}, {"practitioner_name"})
        bring(found, in_rotherham)
        woman = Woman.objects.get()
        assert (woman.known_as, woman.practitioner_name) == ("Deedee", practitioner)
    found = look(in_rotherham, practitioner="Mo")
    bring(found, in_rotherham, taking=found.plan.of(Fate.CONFLICT))
    assert Woman.objects.get().known_as == "Dee"
    assert look(in_rotherham, practitioner="Mo").plan.changes_nothing
    assert look(in_rotherham, practitioner="Mo").plan.of(Fate.CONFLICT) == []


def test_what_nobody_edited_here_is_no_conflict_though_another_field_was(place, in_rotherham):
    Woman.objects.update(ethnicity="Irish")
    found = look(in_rotherham, practitioner="Jade")
    assert found.plan.of(Fate.CONFLICT) == []
    assert [names(one.undisputed) for one in found.plan.of(Fate.CHANGED)] == [{"practitioner_name"}]


def test_dates_that_cannot_stand_together_are_decided_at_once(place, in_rotherham):
    Place.objects.update(agreed_on=D(2018, 8, 20))
    (one,) = look(in_rotherham, offered_on=D(2018, 8, 25)).plan.of(Fate.CONFLICT)
    assert (names(one.to_decide), one.undisputed) == ({"offered_on", "agreed_on"}, [])


def test_a_contact_is_parted_too(place, in_rotherham):
    Contact.objects.update(note="b")
    found = look(in_rotherham, contact=CALL | {"minutes": 20})
    (one,) = found.plan.of(Fate.CONFLICT)
    assert (names(one.to_decide), names(one.undisputed)) == ({"note"}, {"minutes"})
    bring(found, in_rotherham)
    assert Contact.objects.values_list("note", "minutes").get() == ("b", 20)
