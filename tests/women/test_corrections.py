"""What was recorded of a place by mistake is taken back or corrected: all is then as if it had not been."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.permissions import Role
from tests.conftest import client_of, scope_of
from tests.factories import CohortFactory, ErasureFactory, PlaceFactory, TransferFactory, WomanFactory
from tests.page_forms import press
from women.actions import corrections, places
from women.actions.corrections import Mistake
from women.clock import add_months, planned_end
from women.codes import PlaceStep, PlanChange
from women.law.gathering import gather
from women.lifecycle import FIELD_OF_STEP, StepNotAllowed, rests_on
from women.models import CheckIn, Erasure, Place, Step, StepNote, Woman
from women.place_history import entries_of, standing_notes

S = PlaceStep
TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


def mistake(why="It was meant for another record."):
    return Mistake(by=None, why=why, now=timezone.now(), today=TODAY)


def take(place, to, on, reason="", words=""):
    return places.take_step(place=place, to=to, on=on, by=None, today=TODAY, reason=reason, words=words)


def begun(clock="cohort"):
    """A woman who was referred, offered a place and agreed."""
    place = places.refer(woman=WomanFactory(), on=ago(300), by=None)
    cohort = CohortFactory(starts_on=ago(320), programme_clock=clock)
    places.offer(place=place, cohort=cohort, on=ago(290), by=None, today=TODAY)
    return take(place, S.AGREED, ago(250), words="She wants a year for herself.")


def state(place):
    """Everything that a place says, and what hangs on it; not which place it is."""
    fields = [*FIELD_OF_STEP.values(), "agreement_ended_on", "transition_planned_on", "end_planned_on",
              "closure_reason", "cohort_id"]  # fmt: skip
    place = Place.every.get(pk=place.pk)
    return {name: getattr(place, name) for name in fields} | {
        "check_ins": list(place.check_ins.order_by("month").values_list("month", "due_on")),
        "erasing": place.woman.erasures.filter(stopped_on=None, done_at=None).exists(),
    }


def test_a_woman_closed_who_was_not_is_as_if_she_had_not_been(in_rotherham):
    place = begun()
    before = state(place)
    take(place, S.CLOSED, ago(3), reason="disengaged", words="Words about somebody else.")
    corrections.take_back(place=place, step=S.CLOSED, mistake=mistake())
    assert state(place) == before
    steps, notes = list(place.steps.all()), list(place.step_notes.all())
    assert [(step.step, step.on, step.corrects) for step in steps][-2:] == [
        ("closed", ago(3), False), ("closed", None, True),
    ]  # fmt: skip
    closed = entries_of(place, steps, notes)[-1]
    assert (closed.label, closed.stands, closed.corrections[0].why) == ("Closed", False, mistake().why)
    assert [note.words for note in standing_notes(steps, notes)] == ["She wants a year for herself."]


def test_a_copy_of_her_record_holds_nothing_of_what_was_taken_back(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(3), reason="disengaged", words="Words about somebody else.")
    corrections.take_back(place=place, step=S.CLOSED, mistake=mistake("Wrong record."))
    said = str([one for one in gather(place.woman)["sections"] if one["key"] == "place"])
    assert "She wants a year for herself." in said
    assert "Words about somebody else." not in said
    assert "Wrong record." not in said
    assert "Closed" not in said


@pytest.mark.parametrize(
    ("step", "rests"),
    [(S.OFFERED, "Agreed to pause"), (S.REFERRED, "Offered a place"), (S.AGREED, "Transition")],
)
def test_what_a_later_step_rests_on_is_taken_back_after_it(step, rests, in_rotherham):
    place = begun()
    take(place, S.TRANSITION, ago(20))
    with pytest.raises(StepNotAllowed, match=f"“{rests}” on .* rests on it. Take that back first."):
        corrections.take_back(place=place, step=step, mistake=mistake())


def test_a_step_between_two_that_may_follow_each_other_can_go():
    dates = {S.REFERRED: ago(9), S.OFFERED: ago(8), S.AGREED: ago(7), S.TRANSITION: ago(5), S.NEXT_STEPS: ago(1)}
    assert rests_on(S.TRANSITION, dates) is None
    assert rests_on(S.AGREED, dates) is S.TRANSITION
    assert rests_on(S.NEXT_STEPS, dates) is None


def test_the_end_of_an_agreement_and_a_move_rest_on_the_agreement(in_rotherham):
    place = begun()
    places.move_plan(place=place, change=PlanChange.BREAK, days=30, words="Ill.", by=None, on=TODAY)
    with pytest.raises(StepNotAllowed, match="A move of her plan rests on it"):
        corrections.take_back(place=place, step=S.AGREED, mistake=mistake())
    corrections.take_back_move(place=place, mistake=mistake())
    places.end_agreement(place=place, on=ago(5), by=None, words="Changed her mind.")
    with pytest.raises(StepNotAllowed, match="The end of her agreement rests on it"):
        corrections.take_back(place=place, step=S.AGREED, mistake=mistake())
    corrections.take_back_agreement_end(place=place, mistake=mistake())
    corrections.take_back(place=place, step=S.AGREED, mistake=mistake())
    assert Place.objects.get(pk=place.pk).agreed_on is None


def test_the_last_seat_that_is_taken_meanwhile_is_not_taken_twice(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(3), reason="withdrew")
    PlaceFactory.create_batch(24, cohort=place.cohort, referred_on=ago(60), offered_on=ago(50))
    with pytest.raises(places.NoSeat, match="All 24 seats are taken"):
        corrections.take_back(place=place, step=S.CLOSED, mistake=mistake())
    assert Place.objects.get(pk=place.pk).closed_on == ago(3)


def test_an_erasure_that_began_with_a_no_ends_with_it(in_rotherham):
    place = places.refer(woman=WomanFactory(), on=ago(30), by=None)
    places.offer(place=place, cohort=CohortFactory(starts_on=ago(320)), on=ago(20), by=None, today=TODAY)
    take(place, S.DECLINED, ago(3))
    assert Erasure.objects.get().stopped_on is None
    corrections.take_back(place=place, step=S.DECLINED, mistake=mistake())
    assert Erasure.objects.get().stopped_on == TODAY
    assert Place.objects.get(pk=place.pk).is_open


def test_a_further_place_made_by_mistake_goes_and_the_days_to_her_erasing_run_again(in_rotherham):
    woman = WomanFactory()
    first = places.refer(woman=woman, on=ago(30), by=None)
    take(first, S.NOT_ELIGIBLE, ago(20))
    second = places.refer(woman=woman, on=ago(2), by=None)
    assert not Erasure.objects.filter(stopped_on=None).exists()
    corrections.take_back(place=second, step=S.REFERRED, mistake=mistake())
    assert list(woman.places.all()) == [first]
    assert Erasure.objects.filter(stopped_on=None, reason="not_eligible").exists()
    assert places.refer(woman=woman, on=ago(1), by=None).number == 2


def test_a_first_referral_is_not_taken_back_but_its_date_may_be_corrected(in_rotherham):
    place = places.refer(woman=WomanFactory(), on=ago(30), by=None)
    with pytest.raises(StepNotAllowed, match="Her record begins with this referral"):
        corrections.take_back(place=place, step=S.REFERRED, mistake=mistake())
    corrections.correct(place=place, step=S.REFERRED, on=ago(40), mistake=mistake())
    assert Place.objects.get(pk=place.pk).referred_on == ago(40)


def test_an_offer_whose_plan_was_moved_is_not_taken_back_before_the_move(in_rotherham):
    CohortFactory(starts_on=ago(400))
    place = places.refer(woman=WomanFactory(), on=ago(40), by=None)
    _do((S.OFFERED, ago(30)), place)
    _do(("move", 14), place)
    with pytest.raises(StepNotAllowed, match="A move of her plan rests on it"):
        corrections.take_back(place=place, step=S.OFFERED, mistake=mistake())
    corrections.take_back_move(place=place, mistake=mistake())
    corrections.take_back(place=place, step=S.OFFERED, mistake=mistake())
    held = Place.objects.get(pk=place.pk)
    assert (held.offered_on, held.end_planned_on) == (None, None)


def test_a_place_that_a_later_one_follows_stays_ended(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(30), reason="withdrew")
    places.refer(woman=place.woman, on=ago(2), by=None)
    with pytest.raises(StepNotAllowed, match="She has a later place, number 2"):
        corrections.take_back(place=place, step=S.CLOSED, mistake=mistake())


def test_a_woman_whom_another_practice_accepted_does_not_come_back_by_a_correction(in_rotherham, hackney):
    place = begun()
    take(place, S.CLOSED, ago(3), reason="transferred")
    TransferFactory(woman=place.woman, to_practice=hackney, state="accepted")
    with pytest.raises(StepNotAllowed, match="has accepted her, and her record is there now"):
        corrections.take_back(place=place, step=S.CLOSED, mistake=mistake())


def test_a_reason_and_a_date_are_corrected_within_the_steps_beside_them(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(3), reason="disengaged")
    corrections.correct(place=place, step=S.CLOSED, on=ago(5), reason="moved_away", mistake=mistake("She rang."))
    held = Place.objects.get(pk=place.pk)
    assert (held.closed_on, held.closure_reason) == (ago(5), "moved_away")
    told = entries_of(held, held.steps.all(), list(held.step_notes.all()))[-1]
    assert (told.on, told.reason, told.corrections[0].was_on, told.corrections[0].was_reason) == (
        ago(5), "moved_away", ago(3), "disengaged",
    )  # fmt: skip
    for on, said in ((ago(4), "after “Closed”"), (ago(291), "before “Offered a place”")):
        with pytest.raises(StepNotAllowed, match=said):
            corrections.correct(place=place, step=S.AGREED, on=on, mistake=mistake())
    with pytest.raises(StepNotAllowed, match="not in the future"):
        corrections.correct(place=place, step=S.AGREED, on=ago(-1), mistake=mistake())


def test_with_a_clock_of_her_own_a_corrected_agreement_moves_the_plan(in_rotherham):
    place = begun(clock="woman")
    places.move_plan(place=place, change=PlanChange.BREAK, days=30, words="Ill.", by=None, on=TODAY)
    corrections.correct(place=place, step=S.AGREED, on=ago(240), mistake=mistake())
    assert planned_end(Place.objects.get(pk=place.pk)) == add_months(ago(240), 18) + timedelta(days=30)


def test_completing_by_mistake_takes_its_check_ins_along(in_rotherham):
    place = begun()
    before = state(place)
    take(place, S.NEXT_STEPS, ago(3))
    assert CheckIn.objects.count() == 3
    corrections.correct(place=place, step=S.NEXT_STEPS, on=ago(5), mistake=mistake())
    assert CheckIn.objects.get(month=3).due_on == add_months(ago(5), 3)
    corrections.take_back(place=place, step=S.NEXT_STEPS, mistake=mistake())
    assert state(place) == before


# --- any order of steps and corrections leaves what the steps that are left say


def _do(done, place):
    """Record one thing of a history again."""
    kind, *values = done
    if kind == "move":
        places.move_plan(place=place, change=PlanChange.BREAK, days=values[0], words="x", by=None, on=TODAY)
    elif kind == "end":
        places.end_agreement(place=place, on=values[0], by=None, words="x")
    elif kind is S.OFFERED:
        cohort = CohortFactory()
        places.offer(place=place, cohort=cohort, on=values[0], by=None, today=TODAY)
    else:
        take(place, kind, values[0], reason=values[1])


def _replayed(histories):
    """A woman with places to which only these things happened; her latest place."""
    woman = WomanFactory()
    for history in histories:
        place = places.refer(woman=woman, on=history[0][1], by=None)
        for done in history[1:]:
            _do(done, place)
    return place


STEPS = st.tuples(
    st.sampled_from([S.WAITING, S.NOT_ELIGIBLE, S.OFFERED, S.OFFERED, S.DECLINED, S.AGREED, S.AGREED, S.TRANSITION,
                     S.NEXT_STEPS, S.CLOSED]),
    st.integers(0, 200), st.sampled_from(["disengaged", "withdrew", "moved_away"]),
)  # fmt: skip
WHATS = st.one_of(
    STEPS,
    STEPS,
    st.tuples(st.just("move"), st.integers(1, 60)),
    st.tuples(st.just("end"), st.integers(0, 100)),
    st.tuples(st.just("reopen"), st.integers(0, 50)),
    st.tuples(st.just("take back"), st.sampled_from([*S, "move", "end"])),
    st.tuples(
        st.just("correct"), st.sampled_from(list(S)), st.integers(0, 400), st.sampled_from(["other", "withdrew"])
    ),
)


def _try(what, woman, histories):
    """Do one thing to the latest place, and keep the plain list of what holds; a rule that forbids it raises."""
    place, history = woman.places.order_by("number").last(), histories[-1]
    kind, *values = what
    on = ago(values[0]) if kind in ("end", "reopen", *S) else None
    if kind == "take back":
        _take_back(values[0], place, history)
        if values[0] is S.REFERRED:
            histories.pop()
    elif kind == "correct":
        step, days, reason = values
        reason = reason if step is S.CLOSED else ""
        corrections.correct(place=place, step=step, on=ago(days), reason=reason, mistake=mistake())
        found = next(number for number, done in enumerate(history) if done[0] is step)
        history[found] = (step, ago(days), reason)
    elif kind == "reopen":
        places.refer(woman=woman, on=on, by=None)
        histories.append([(S.REFERRED, on, "")])
    else:
        reason = values[1] if kind is S.CLOSED else ""
        done = ("move", values[0]) if kind == "move" else (kind, on, reason)
        _do(done, place)
        history.append(done)


def _take_back(what, place, history):
    if what == "move":
        corrections.take_back_move(place=place, mistake=mistake())
    elif what == "end":
        corrections.take_back_agreement_end(place=place, mistake=mistake())
    else:
        corrections.take_back(place=place, step=what, mistake=mistake())
    found = max(number for number, done in enumerate(history) if done[0] == what)
    del history[found]


class Undo(Exception):
    pass


def after_any_order(whats, clock, check):
    """Do these things one after another, as far as rules allow, and hand the woman and what holds to a check."""
    try:
        with transaction.atomic():
            CohortFactory(starts_on=ago(400), programme_clock=clock)
            woman = WomanFactory()
            places.refer(woman=woman, on=ago(400), by=None)
            histories = [[(S.REFERRED, ago(400), "")]]
            for what in whats:
                try:
                    with transaction.atomic():
                        _try(what, woman, histories)
                except StepNotAllowed:
                    continue
            check(woman, histories)
            raise Undo
    except Undo:
        pass


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(whats=st.lists(WHATS, min_size=4, max_size=22), clock=st.sampled_from(["cohort", "woman"]))
def test_any_order_of_steps_and_corrections_leaves_what_the_steps_that_are_left_say(whats, clock, in_rotherham):
    def check(woman, histories):
        again = _replayed(histories)
        hers, replayed = woman.places.order_by("number"), again.woman.places.order_by("number")
        assert [state(place) for place in hers] == [state(place) for place in replayed]
        for place in hers:
            told = entries_of(place, place.steps.all(), list(place.step_notes.all()))
            said = {entry.what: entry.on for entry in told if entry.stands and entry.what in S.values}
            dates = {step.value: day for step, day in corrections.dates_of(place).items() if day is not None}
            assert said == dates

    after_any_order(whats, clock, check)


# --- the pages


@pytest.fixture
def closed(rotherham):
    with scope_of(rotherham):
        return take(begun(), S.CLOSED, ago(3), reason="disengaged")


def send(client, place, what, **values):
    url = f"/rotherham/women/{place.woman_id}/places/{place.number}/mistake/{what}/"
    send = press if values.get("sure") else type(client).post
    return send(client, url, {"key": uuid.uuid4(), **values})


def test_a_lead_puts_a_closing_right_and_both_stand_in_the_history(lead, closed, rotherham):
    here = f"/rotherham/women/{closed.woman_id}/place/"
    assert "mistake/closed/" in lead.get(here).content.decode()
    first = send(lead, closed, "closed", do="take_back", why="Meant for another record.", on="", reason="disengaged")
    assert "Check before you save" in first.content.decode()
    assert "Figures are counted as if it had not been recorded" in first.content.decode()
    with scope_of(rotherham):
        assert Place.objects.get().closed_on is not None
    assert send(lead, closed, "closed", do="take_back", why="Meant for another record.", sure="yes").url == here
    page = lead.get(here).content.decode()
    assert "Recorded by mistake. Taken back by <bdi>Practice lead of Rotherham</bdi>" in page
    assert "“Meant for another record.”" in page
    assert "mistake/closed/" not in page
    with scope_of(rotherham):
        assert Place.objects.get().closed_on is None
    assert send(lead, closed, "closed", do="take_back", why="Again.", sure="yes").status_code == 409


def test_a_practitioner_puts_right_what_a_practitioner_records(practitioner, closed, rotherham):
    refused = send(practitioner, closed, "closed", do="take_back", why="x", sure="yes")
    assert refused.status_code == 403
    assert "is for your coordinator or practice lead to put right" in refused.content.decode()
    values = {"do": "correct", "on": ago(240), "why": "Wrong day.", "sure": "yes"}
    assert send(practitioner, closed, "agreed", **values).status_code == 302
    with scope_of(rotherham):
        assert Place.objects.get().agreed_on == ago(240)
    page = practitioner.get(f"/rotherham/women/{closed.woman_id}/place/").content.decode()
    assert "Corrected: it said" in page
    assert "mistake/agreed/" in page
    assert "mistake/closed/" not in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"why": "x"}, "Choose one."),
        ({"do": "take_back"}, "Say in a few words what went wrong."),
        ({"do": "correct", "why": "x", "on": "", "reason": "withdrew"}, "Enter the right date."),
        ({"do": "correct", "why": "x", "on": ago(-3), "reason": "withdrew"}, "This is in the future."),
        ({"do": "correct", "why": "x", "on": ago(3), "reason": "disengaged", "sure": "yes"}, "recorded already"),
        ({"do": "correct", "why": "Kept words.", "on": ago(260), "reason": "withdrew", "sure": "yes"}, "Kept words."),
    ],
)
def test_what_cannot_be_put_right_is_said_and_the_words_stay(values, said, lead, closed):
    response = send(lead, closed, "closed", **values)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_of_a_woman_whose_details_are_gone_the_place_is_put_right_and_that_is_said(lead, rotherham):
    with scope_of(rotherham):
        place = places.refer(woman=WomanFactory(known_as=""), on=ago(90), by=None)
        take(place, S.NOT_ELIGIBLE, ago(80))
        Erasure.objects.all().delete()
        ErasureFactory(woman=place.woman, reason="not_eligible", done_at=timezone.now())
    url = f"/rotherham/women/{place.woman_id}/places/1/mistake/not_eligible/"
    assert "cannot be brought back" in lead.get(url).content.decode()
    assert send(lead, place, "not_eligible", do="take_back", why="Wrong.", sure="yes").status_code == 302
    values = {"key": uuid.uuid4(), "words": "Written anew."}
    assert lead.post(f"/rotherham/women/{place.woman_id}/add/note/", values).status_code == 302


def test_a_place_taken_back_is_named_in_the_history_and_nowhere_else(lead, rotherham):
    with scope_of(rotherham):
        place = take(begun(), S.CLOSED, ago(30), reason="withdrew")
        second = places.refer(woman=place.woman, on=ago(2), by=None, source="Herself")
    assert send(lead, second, "referred", do="take_back", why="She did not ask.", sure="yes").status_code == 302
    page = lead.get(f"/rotherham/women/{place.woman_id}/place/").content.decode()
    assert "A place that was taken back" in page
    assert "She did not ask." in page
    assert "Refer her again" in page


def test_a_board_viewer_puts_nothing_right(closed):
    assert send(client_of(Role.BOARD_VIEWER), closed, "closed", do="take_back", why="x", sure="yes").status_code == 403


def test_steps_and_their_words_are_only_added_to(closed, rotherham):
    with scope_of(rotherham):
        steps, notes = Step.objects.count(), StepNote.objects.count()
        corrections.take_back(place=closed, step=S.CLOSED, mistake=mistake())
        assert (Step.objects.count(), StepNote.objects.count()) == (steps + 1, notes + 1)
        assert Woman.objects.count() == 1
