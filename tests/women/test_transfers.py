"""A woman moves to another Practice: offered with her consent, accepted there; the work stays where it was done."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, connections, transaction
from django.db.utils import InternalError
from django.utils import timezone

from practices.models import AccessRecord
from practices.permissions import Role
from practices.tenancy.scope import practice_scope
from reporting.figures import figures_of
from reporting.quarters import Quarter
from tests import factories
from tests.conftest import client_of, scope_of, signed_in, user_of
from tests.page_forms import form_on
from tests.practices.test_people import text_of
from women.law import gathering, moving
from women.models import (
    AgencyReference,
    Child,
    Contraception,
    Flag,
    Goal,
    Person,
    Place,
    SafeContact,
    Step,
    Transfer,
    Woman,
)
from women.tasks import tell_of_transfer

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=12)
EVERY_PART = [*moving.PARTS]
# rows of her record that do not go to another Practice, each for its reason
WORK = "the work that was done stays with the Practice that did it"
STAYS = {
    **dict.fromkeys(("women.Place", "women.Step", "women.StepNote"), "there she begins with a referral"),
    **dict.fromkeys(("women.GoalScore", "sessions_log.Contact", "sessions_log.Amendment", "sessions_log.Appointment",
                     "sessions_log.Support", "women.Need", "women.WellbeingScore", "women.Note", "women.Document",
                     "women.TransitionPlan", "women.CheckIn", "reporting.Acceptance", "reporting.Story"), WORK),
    **dict.fromkeys(("women.Consent", "women.LegalBasis", "women.LegalHold", "women.Request", "women.Erasure",
                     "women.Transfer", "women.Merge"), "what the law asks of each Practice by itself"),
    "women.AfterDeath": "nobody moves who has died",
}  # fmt: skip
GOES_WITH_A_CHILD = {"women.ChildStatus", "women.ChildContact"}


@pytest.fixture
def place(rotherham, hackney):
    """A woman of Rotherham with a row of everything, who agrees to move."""
    with scope_of(rotherham):
        place = factories.PlaceFactory(
            agreed_on=date(2018, 9, 1), woman__known_as="Amber", woman__full_name="Amber Ash",
            woman__date_of_birth=date(1990, 4, 3), woman__ref="R-1", woman__care_leaver="yes",
        )  # fmt: skip
        woman = place.woman
        factories.ContactFactory(woman=woman, note="Stays here.")
        factories.NoteFactory(woman=woman, words="Stays here too.")
        factories.ChildFactory(woman=woman, child_no=1, born_on=date(2012, 5, 1), removed_on=date(2014, 1, 2),
                               legal_status="adopted", contact_plan="Letterbox, yearly")  # fmt: skip
        child = woman.children.get()
        factories.ChildContactFactory(child=child, kind="letterbox", due_on=SOON, words="Her letter")
        factories.ChildContactFactory(
            child=child, kind="letterbox", due_on=date(2018, 12, 1), done_on=date(2018, 12, 1)
        )
        factories.PregnancyFactory(woman=woman, known_on=date(2017, 1, 1), known_month_only=True,
                                   ended_as="miscarriage", ended_on=date(2017, 2, 3), remembers="yes")  # fmt: skip
        factories.GoalScoreFactory(goal=factories.GoalFactory(woman=woman, in_her_words="A home"))
        factories.GoalFactory(woman=woman, ref="G-done", achieved_on=date(2019, 1, 1))
        factories.SafeContactFactory(woman=woman, detail="07700 900111")
        factories.ContraceptionFactory(woman=woman, method="implant", started_on=date(2018, 10, 1))
        factories.FlagFactory(woman=woman, reason="Visit in pairs: the dog.")
        factories.PersonFactory(woman=woman, name="Dr Nwosu")
        factories.AgencyReferenceFactory(woman=woman, agency="NHS", reference="943 476 5919")
    return place


def agrees(rotherham, place):
    with scope_of(rotherham):
        factories.ConsentFactory(woman=place.woman, to="transfer")


def offer(place, *, words="A quiet woman.", parts=EVERY_PART, to):
    return client_of(Role.PRACTICE_LEAD).post(
        f"/rotherham/women/{place.woman_id}/transfer/", {"to": to.pk, "parts": parts, "words": words}, follow=True
    )


@pytest.fixture
def offered(rotherham, hackney, place):
    agrees(rotherham, place)
    assert "Offered. Their lead has been told" in text_of(offer(place, to=hackney))
    with scope_of(rotherham):
        return Transfer.objects.get()


def there(role=Role.PRACTICE_LEAD):
    return client_of(role, "hackney")


def answer(offered, what, client=None):
    return (client or there()).post(f"/hackney/transfers/{offered.pk}/answer/", {"answer": what}, follow=True)


def test_nobody_is_offered_without_her_consent(rotherham, hackney, place):
    page = client_of(Role.PRACTICE_LEAD).get(f"/rotherham/women/{place.woman_id}/transfer/")
    assert "Ask her first." in text_of(page)
    assert "Ask her first" in text_of(offer(place, to=hackney))
    with scope_of(rotherham):
        assert not Transfer.objects.exists()


def test_her_name_does_not_stand_in_what_is_read_before(rotherham, hackney, place):
    agrees(rotherham, place)
    for words in ("Ms Ash moves in May.", "Ring 07700 900111.", "Known here as R-1.", "Amber’s boy is with an aunt."):
        page = text_of(offer(place, words=words, to=hackney))
        assert "Their lead sees no name, reference, place or date" in page, words
    with scope_of(rotherham):
        assert not Transfer.objects.exists()


def test_what_may_name_her_is_asked_about_and_goes_once_it_was_looked_at(rotherham, hackney, place):
    agrees(rotherham, place)
    asked = offer(place, words="Amb likes to walk.", to=hackney)
    assert "Look at “Amb”" in text_of(asked)
    address = f"/rotherham/women/{place.woman_id}/transfer/"
    form = form_on(asked, "novalidate")
    ticked = {**form.fields, "looked_at": form.choices["looked_at"]}
    assert "Offered. Their lead has been told" in text_of(
        client_of(Role.PRACTICE_LEAD).post(address, ticked, follow=True)
    )


def test_words_that_only_hold_letters_of_her_name_go(rotherham, hackney, place):
    agrees(rotherham, place)
    said = "Offered. Their lead has been told"
    assert said in text_of(offer(place, words="She was washed ashore by the chambers of the council.", to=hackney))


def test_before_they_accept_they_see_no_name(offered):
    page = text_of(there().get("/hackney/transfers/"))
    assert "Rotherham offers a woman" in page
    assert "A quiet woman." in page
    assert "Intensive" in page
    for secret in ("Amber", "Ash", "R-1", "07700", "Nwosu", "A home"):
        assert secret not in page, secret
    assert "1 woman is offered to you" in text_of(there().get("/hackney/referrals/"))


def test_the_letter_to_their_lead_names_nobody(offered, rotherham):
    tell_of_transfer(practice_id=rotherham.pk, transfer_id=offered.pk)
    (letter,) = [one for one in mail.outbox if "offered" in one.subject]
    assert letter.to == ["lead@hackney.example"]
    assert "/hackney/transfers/" in letter.body
    for secret in ("Amber", "Ash", "R-1", "Rotherham"):
        assert secret not in letter.body + letter.subject


def test_accepted_she_is_a_referral_there_with_what_she_agreed_to_and_her_place_here_closes(
    offered, place, rotherham, hackney
):
    assert "She is here now, as a referral" in text_of(answer(offered, "accept"))
    with scope_of(hackney):
        woman = Woman.objects.get()
        assert (woman.known_as, woman.full_name, woman.care_leaver) == ("Amber", "Amber Ash", "yes")
        assert woman.date_of_birth == date(1990, 4, 3)
        assert woman.ref != "R-1"
        arrived = woman.places.get()
        assert (arrived.referral_source, arrived.referred_on) == ("Transferred from Rotherham", TODAY)
        assert arrived.offered_on is None
        child = Child.objects.get()
        assert (child.born_on, child.removed_on, child.legal_status) == (date(2012, 5, 1), date(2014, 1, 2), "adopted")
        assert child.statuses.get().since_on == date(2014, 1, 2)
        due = child.family_contacts.get()
        assert (due.kind, due.due_on, due.done_on, due.words) == ("letterbox", SOON, None, "Her letter")
        lost = woman.pregnancies.get()
        assert (lost.known_on, lost.known_month_only, lost.ended_on) == (date(2017, 1, 1), True, date(2017, 2, 3))
        assert (lost.ended_as, lost.remembers) == ("miscarriage", "yes")
        goal = Goal.objects.get()
        assert (goal.in_her_words, goal.set_on, goal.scores.count()) == ("A home", TODAY, 0)
        assert SafeContact.objects.get().detail == "07700 900111"
        assert Contraception.objects.get().started_on == date(2018, 10, 1)
        assert Flag.objects.get().reason == "Visit in pairs: the dog."
        assert Person.objects.get().name == "Dr Nwosu"
        assert AgencyReference.objects.get().reference == "943 476 5919"
        assert not woman.contacts.exists()
        assert not woman.notes.exists()
    with scope_of(rotherham):
        left = Place.objects.get(pk=place.pk)
        assert (left.closed_on, left.closure_reason) == (TODAY, "transferred")
        assert Step.objects.filter(place=left, step="closed").count() == 1
        kept = Woman.objects.get(pk=place.woman_id)
        assert kept.known_as == "Amber"
        assert kept.contacts.get().note == "Stays here."
        assert kept.notes.get().words == "Stays here too."
        offered.refresh_from_db()
        assert offered.state == "accepted"
    page = text_of(client_of(Role.PRACTICE_LEAD).get(f"/rotherham/women/{place.woman_id}/children/"))
    assert "Not due here any more" in page
    assert "answered or taken back already" in text_of(answer(offered, "accept"))
    with scope_of(hackney):
        assert Woman.objects.count() == 1


def test_every_kind_of_row_of_hers_goes_or_stays_for_a_reason():
    hers = {label for part in gathering.PARTS for label in part.models} - {"women.Woman"}
    go = {part.model for part in moving.PARTS.values()} | GOES_WITH_A_CHILD
    assert hers == go | STAYS.keys()
    assert not go & STAYS.keys()


def test_the_work_that_was_done_stays_in_the_senders_figures(offered, rotherham, hackney):
    quarter = Quarter(2018, 4)
    with scope_of(rotherham):
        before = figures_of(rotherham, quarter, today=TODAY)
    answer(offered, "accept")
    with scope_of(rotherham):
        assert figures_of(rotherham, quarter, today=TODAY) == before
    with scope_of(hackney):
        assert figures_of(hackney, quarter, today=TODAY)["indicators"]["contacts_attempted"]["value"] == 0


def test_only_the_parts_that_she_agreed_to_go(rotherham, hackney, place):
    agrees(rotherham, place)
    offer(place, parts=["goals"], to=hackney)
    with scope_of(rotherham):
        made = Transfer.objects.get()
    answer(made, "accept")
    with scope_of(hackney):
        assert Goal.objects.count() == 1
        assert not (Child.objects.exists() or SafeContact.objects.exists() or Person.objects.exists())


@pytest.mark.parametrize("how", ["declined", "taken back"])
def test_declined_or_taken_back_nothing_of_her_stays_in_the_offer(how, offered, rotherham, hackney):
    if how == "declined":
        answer(offered, "decline")
    else:
        client_of(Role.PRACTICE_LEAD).post(f"/rotherham/transfers/{offered.pk}/take-back/")
    with scope_of(rotherham):
        held = Transfer.objects.get()
        assert held.state == ("declined" if how == "declined" else "withdrawn")
        assert Place.objects.get(pk=offered.woman.places.get().pk).closed_on is None
    with scope_of(hackney):
        assert not Woman.objects.exists()
    assert "answered or taken back already" in text_of(answer(offered, "accept"))


def test_a_consent_that_is_taken_back_takes_the_offer_back(offered, rotherham, hackney):
    change = f"/rotherham/women/{offered.woman_id}/change/consent/{offered.consent_id}/"
    client = client_of(Role.PRACTITIONER)
    seen = client.get(change).context["form"].version()
    told = {"to": "transfer", "how": "written", "given_on": "2018-08-01", "seen": seen, "withdrawn_on": TODAY}
    assert "Not since" in text_of(client.post(change, told, follow=True))
    assert "No Practice offers you a woman now." in text_of(there().get("/hackney/transfers/"))
    assert "answered or taken back already" in text_of(answer(offered, "accept"))
    with scope_of(rotherham):
        assert Transfer.objects.get().state == "withdrawn"


def test_a_consent_that_ended_by_another_way_stops_it_whole(offered, rotherham, hackney):
    with scope_of(rotherham):
        offered.consent.withdrawn_on = TODAY
        offered.consent.save()
    assert "She took back her consent" in text_of(answer(offered, "accept"))
    with scope_of(hackney):
        assert not Woman.objects.exists()
    with scope_of(rotherham):
        assert Transfer.objects.get().state == "offered"
        assert Place.objects.get().closed_on is None


def test_what_goes_with_her_does_not_open_before_it_is_accepted_by_sql_either(offered, hackney):
    with practice_scope(hackney.pk), connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM women_transfer")
        assert "Amber" not in str(cursor.fetchall())


def test_an_old_sign_in_accepts_nobody(offered, rotherham):
    stale = signed_in(user_of(Role.PRACTICE_LEAD, "hackney"), ago=1000)
    assert "/accounts/" in stale.post(f"/hackney/transfers/{offered.pk}/answer/", {"answer": "accept"}).url
    with scope_of(rotherham):
        assert Transfer.objects.get().state == "offered"


def test_a_second_offer_waits_for_the_first(offered, place, hackney):
    assert "offered to a Practice already" in text_of(offer(place, to=hackney))


def test_a_third_practice_sees_and_answers_nothing(offered, rotherham):
    third = factories.PracticeFactory(slug="dundee", name="Dundee")
    with scope_of(third):
        member = factories.MembershipFactory(practice=third, role="practice_lead", user__email="lead@dundee.example")
    client = signed_in(member.user)
    assert "A quiet woman" not in text_of(client.get("/dundee/transfers/"))
    assert client.post(f"/dundee/transfers/{offered.pk}/answer/", {"answer": "accept"}).status_code == 404
    with practice_scope(third.pk), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM women_transfer")
        assert cursor.fetchone() == (0,)


def test_whoever_answers_can_change_nothing_but_the_answer(offered, hackney, rotherham):
    """Also by SQL: the row stays the sender's, and of the same woman."""
    for column, value in (("words", "'x'"), ("practice_id", str(hackney.pk)), ("woman_id", "woman_id + 1")):
        change = f"UPDATE women_transfer SET {column} = {value}, state = 'declined'"
        refused = pytest.raises((InternalError, ProgrammingError))
        with refused, transaction.atomic(), practice_scope(hackney.pk), connections["default"].cursor() as cursor:
            cursor.execute(change)
    with scope_of(rotherham):
        assert Transfer.objects.get().state == "offered"


def test_a_restricted_woman_arrives_restricted_and_only_a_lead_takes_her_in(rotherham, hackney, place):
    agrees(rotherham, place)
    with scope_of(rotherham):
        Woman.objects.filter(pk=place.woman_id).update(restricted_because="special_risk")
        from guardian.shortcuts import assign_perm

        assign_perm("open_restricted", user_of(Role.PRACTICE_LEAD), Woman.objects.get(pk=place.woman_id))
    offer(place, to=hackney)
    with scope_of(rotherham):
        made = Transfer.objects.get()
    coordinator = there(Role.COORDINATOR)
    assert "A quiet woman." not in text_of(coordinator.get("/hackney/transfers/"))
    assert "offered to you" not in text_of(coordinator.get("/hackney/referrals/"))
    assert answer(made, "accept", coordinator).status_code == 404
    answer(made, "accept")
    assert "Rotherham" not in text_of(coordinator.get("/hackney/transfers/"))
    with scope_of(hackney):
        woman = Woman.objects.get()
        assert woman.restricted_because == "special_risk"
    assert there(Role.COORDINATOR).get(f"/hackney/women/{woman.pk}/").status_code == 404
    assert there().get(f"/hackney/women/{woman.pk}/").status_code == 200


def test_a_record_that_was_restricted_since_is_offered_anew(offered, rotherham, hackney):
    with scope_of(rotherham):
        Woman.objects.filter(pk=offered.woman_id).update(restricted_because="special_risk")
    assert "offer her anew" in text_of(answer(offered, "accept"))
    with scope_of(hackney):
        assert not Woman.objects.exists()


def test_what_goes_is_as_it_stands_when_she_is_accepted(offered, rotherham, hackney):
    with scope_of(rotherham):
        SafeContact.objects.update(detail="07700 900222")
    answer(offered, "accept")
    with scope_of(hackney):
        assert SafeContact.objects.get().detail == "07700 900222"


def test_both_sides_write_their_trail(offered, rotherham, hackney):
    answer(offered, "accept")
    with scope_of(rotherham):
        whys = list(AccessRecord.objects.filter(woman_id=offered.woman_id).values_list("action", "why"))
        assert ("export", "offered to hackney") in whys
        assert ("setting", f"transfer {offered.pk} accepted") in whys
    with scope_of(hackney):
        assert AccessRecord.objects.filter(action="read", why=f"transfer {offered.pk} accepted").count() == 1


def test_a_practitioner_offers_nobody(place):
    assert client_of(Role.PRACTITIONER).get(f"/rotherham/women/{place.woman_id}/transfer/").status_code == 403


@pytest.mark.parametrize(
    "known",
    [
        {"known_as": "Amber", "full_name": "Amber  Ash"},
        {"known_as": "Bo", "full_name": "Bo Birch", "date_of_birth": date(1990, 4, 3)},
        {"known_as": "Bo", "number": "+44 7700 900111"},
        {"known_as": "Bo", "reference": "9434765919"},
    ],
)
def test_one_who_may_be_here_already_is_asked_about_before_she_is_accepted(offered, rotherham, hackney, known):
    number, reference = known.pop("number", ""), known.pop("reference", "")
    with scope_of(hackney):
        woman = factories.WomanFactory(ref="H-7", **known)
        factories.FlagFactory(woman=woman, reason="He waits outside.")
        if number:
            factories.SafeContactFactory(woman=woman, detail=number)
        if reference:
            factories.AgencyReferenceFactory(woman=woman, agency="NHS", reference=reference)
    page = text_of(answer(offered, "accept"))
    assert "She may be here already" in page
    assert "H-7" in page
    assert "Read before contact of H-7" in page
    assert "He waits" not in page
    with scope_of(hackney):
        assert Woman.objects.count() == 1
    with scope_of(rotherham):
        assert Transfer.objects.get().state == "offered"
        assert Place.objects.get().closed_on is None
    client = there()
    client.post(f"/hackney/transfers/{offered.pk}/answer/", {"answer": "accept", "is_new": "on"})
    with scope_of(hackney):
        assert Woman.objects.count() == 2
