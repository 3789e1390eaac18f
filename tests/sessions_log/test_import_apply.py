"""Applying a workbook: whole, once, correcting, and never over somebody's edit."""

import tracemalloc
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from sessions_log.importing import planning, service
from sessions_log.importing.applying import SeatTaken, conflict_id
from sessions_log.importing.planning import Fate
from sessions_log.models import Appointment, Contact, Support
from sessions_log.withdrawing import made_with
from tests.conftest import scope_of
from tests.factories import ErasureFactory
from tests.workbooks import ROTHERHAM, edited, small, workbook
from women.actions import deaths, withdrawals
from women.actions.deaths import Death
from women.models import Child, Cohort, Contraception, Goal, GoalScore, Place, Step, Woman
from women.withdrawing import withdrawable

NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
D = date


def run(content, practice, *, now=NOW, overwrite=(), answer=None):
    """Import; every question is answered with `answer`, where one is given."""
    checked = service.check_for_practice(content, practice=practice, now=now)
    if answer is not None:
        answers = {question.id: answer for question in checked.open_questions}
        checked = service.check_for_practice(content, practice=practice, now=now, answers=answers)
    assert checked.faults == []
    service.apply(checked, practice=practice, by=None, overwrite=overwrite)
    return checked.plan


def fates(plan):
    return {fate: len(plan.of(fate)) for fate in Fate if plan.of(fate)}


KINDS = (Woman, Child, Contraception, Contact, Appointment, Support, Goal, GoalScore)


def rows():
    return sum(model.objects.count() for model in KINDS)


@pytest.fixture
def published(in_rotherham):
    run(small(), in_rotherham)
    return in_rotherham


def test_the_published_workbook_brings_every_row(in_rotherham):
    run(ROTHERHAM.read_bytes(), in_rotherham)
    assert [model.objects.count() for model in KINDS] == [39, 78, 14, 1125, 439, 37, 63, 162]
    assert Place.objects.filter(declined_on__isnull=True).count() == 24
    assert in_rotherham.scoping_women == 270


def test_the_same_workbook_twice_changes_nothing(published):
    before = list(Contact.objects.order_by("pk").values_list("pk", "import_hash"))
    steps = Step.objects.count()
    plan = run(small(), published)
    assert plan.changes_nothing
    assert fates(plan) == {Fate.SAME: rows()}
    assert list(Contact.objects.order_by("pk").values_list("pk", "import_hash")) == before
    assert Step.objects.count() == steps


def test_a_corrected_workbook_corrects(published):
    corrected = edited(
        small(),
        {
            ("Women", 3, "agreed_on"): D(2019, 1, 2),
            ("Contacts", 2, "minutes"): 55,
            ("Practice", 0, "cohort_capacity"): 24,
        },
    )
    plan = run(corrected, published)
    assert fates(plan)[Fate.CHANGED] == 2
    place = Place.objects.get(woman__ref="RTH-0002")
    assert place.agreed_on == D(2019, 1, 2)
    steps = list(place.steps.filter(step="agreed").values_list("on", "corrects", "from_workbook"))
    assert steps == [(D(2019, 1, 1), False, True), (D(2019, 1, 2), True, True)]
    assert Contact.objects.filter(minutes=55).count() == 1
    assert Contact.objects.count() == 8


@pytest.mark.parametrize("blank", [None, ""])
def test_a_key_of_the_practice_that_is_not_there_or_blank_leaves_what_is_here(published, blank):
    kept = ("delivered_by", "commissioned_by", "went_live_on", "scoping_as_of", "scoping_women", "scoping_children")
    before = [getattr(published, name) for name in kept]
    Cohort.objects.update(programme_clock="woman")
    assert all(before)
    checked = service.check_for_practice(
        workbook({} if blank is None else {**dict.fromkeys(kept, blank), "programme_clock": blank}),
        practice=published, now=NOW,
    )  # fmt: skip
    assert (checked.faults, checked.plan.practice_changes) == ([], [])
    service.apply(checked, practice=published, by=None)
    published.refresh_from_db()
    assert [getattr(published, name) for name in kept] == before
    assert Cohort.objects.get().programme_clock == "woman"


def test_a_record_absent_from_the_workbook_stays_and_is_listed(published):
    content = edited(
        small(),
        {("Support", 2, name): None for name in ("woman_ref", "on", "area", "outcome", "agency")},
    )
    plan = run(content, published)
    assert len(plan.of(Fate.ABSENT, "Support")) == 1
    assert Support.objects.count() == 7


def test_an_edit_made_here_is_a_conflict_and_never_overwritten(published):
    Woman.objects.filter(ref="RTH-0001").update(known_as="Yas")
    contact = Contact.objects.order_by("pk").first()
    contact.note = "Her own words."
    contact.save()
    plan = run(small(), published)
    assert [planned.name for planned in plan.of(Fate.CONFLICT)] == ["RTH-0001", "RTH-0001, row 2"]
    assert Woman.objects.get(ref="RTH-0001").known_as == "Yas"
    contact.refresh_from_db()
    assert contact.note == "Her own words."


def test_a_conflict_decided_for_the_workbook_takes_its_values(published):
    Woman.objects.filter(ref="RTH-0001").update(known_as="Yas")
    checked = service.check_for_practice(small(), practice=published, now=NOW)
    (conflict,) = checked.plan.of(Fate.CONFLICT)
    run(small(), published, overwrite={conflict_id(conflict)})
    assert Woman.objects.get(ref="RTH-0001").known_as == "Yasmin"
    assert run(small(), published).changes_nothing


def test_an_edit_that_says_the_same_as_the_workbook_is_no_conflict(published):
    Woman.objects.filter(ref="RTH-0001").update(known_as="Yas")
    plan = run(edited(small(), {("Women", 2, "known_as"): "Yas"}), published)
    assert not plan.of(Fate.CONFLICT)


def test_a_record_whose_key_was_edited_here_is_still_recognised(published):
    contact = Contact.objects.order_by("pk").first()
    contact.started_at += timedelta(hours=1)
    contact.recorded_at += timedelta(hours=1)
    contact.save()
    plan = run(small(), published)
    assert len(plan.of(Fate.CONFLICT)) == 1
    assert Contact.objects.count() == 8


def test_two_rows_alike_are_two_records_paired_in_order(in_rotherham):
    row = {"woman_ref": "A1", "started_at": datetime(2019, 1, 7, 10), "mode": "text", "outcome": "made", "minutes": 5}
    content = workbook(Women=[{"ref": "A1"}], Contacts=[row, row | {"minutes": 10}])
    run(content, in_rotherham)
    assert list(Contact.objects.order_by("pk").values_list("minutes", flat=True)) == [5, 10]
    assert run(content, in_rotherham).changes_nothing
    run(workbook(Women=[{"ref": "A1"}], Contacts=[row, row | {"minutes": 15}]), in_rotherham)
    assert list(Contact.objects.order_by("pk").values_list("minutes", flat=True)) == [5, 15]


def test_a_planned_transition_is_a_plan_until_its_day_has_come(in_rotherham):
    content = workbook(Women=[{"ref": "A1", "offered_on": D(2018, 8, 1), "transition_on": D(2019, 10, 1)}])
    run(content, in_rotherham)
    place = Place.objects.get()
    assert (place.transition_on, place.transition_planned_on) == (None, D(2019, 10, 1))
    run(content, in_rotherham, now=datetime(2019, 10, 2, 12, tzinfo=UTC))
    place.refresh_from_db()
    assert place.transition_on == D(2019, 10, 1)


def test_a_woman_who_comes_back_gets_a_further_place(in_rotherham):
    first = {
        "ref": "A1",
        "referred_on": D(2018, 7, 1),
        "offered_on": D(2018, 8, 1),
        "closed_on": D(2018, 12, 1),
        "closure_reason": "moved_away",
    }
    run(workbook(Women=[first]), in_rotherham)
    run(workbook(Women=[{"ref": "A1", "referred_on": D(2019, 1, 1), "offered_on": D(2019, 2, 1)}]), in_rotherham)
    places = list(Place.objects.order_by("number").values_list("number", "offered_on", "closed_on"))
    assert places == [(1, D(2018, 8, 1), D(2018, 12, 1)), (2, D(2019, 2, 1), None)]


def test_an_edit_is_not_overwritten_by_a_further_place_either(in_rotherham):
    first = {
        "ref": "A1",
        "known_as": "Amber",
        "offered_on": D(2018, 8, 1),
        "closed_on": D(2018, 12, 1),
        "closure_reason": "moved_away",
    }
    run(workbook(Women=[first]), in_rotherham)
    Woman.objects.update(known_as="Am")
    again = {"ref": "A1", "known_as": "Amber", "offered_on": D(2019, 2, 1), "closed_on": None, "closure_reason": None}
    plan = run(workbook(Women=[again]), in_rotherham)
    assert len(plan.of(Fate.CONFLICT)) == 1
    assert Woman.objects.get().known_as == "Am"


def test_the_same_referral_with_a_later_offer_is_a_further_place(in_rotherham):
    first = {
        "ref": "A1",
        "referred_on": D(2018, 7, 1),
        "offered_on": D(2018, 8, 1),
        "closed_on": D(2018, 12, 1),
        "closure_reason": "other",
    }
    run(workbook(Women=[first]), in_rotherham)
    run(
        workbook(Women=[first | {"offered_on": D(2019, 2, 1), "closed_on": None, "closure_reason": None}]), in_rotherham
    )
    assert list(Place.objects.order_by("number").values_list("offered_on", flat=True)) == [D(2018, 8, 1), D(2019, 2, 1)]


def test_an_older_workbook_speaks_of_the_earlier_place(in_rotherham):
    first = {"ref": "A1", "offered_on": D(2018, 8, 1), "closed_on": D(2018, 12, 1), "closure_reason": "moved_away"}
    run(workbook(Women=[first]), in_rotherham)
    run(
        workbook(Women=[{"ref": "A1", "offered_on": D(2019, 2, 1), "closed_on": None, "closure_reason": None}]),
        in_rotherham,
    )
    assert run(workbook(Women=[first]), in_rotherham).changes_nothing
    places = list(Place.objects.order_by("number").values_list("offered_on", "closed_on"))
    assert places == [(D(2018, 8, 1), D(2018, 12, 1)), (D(2019, 2, 1), None)]


def test_a_column_that_is_not_there_leaves_what_is_here(published):
    content = edited(small(), {("Women", 1, "known_as"): "nickname", ("Contacts", 1, "note"): "remark"})
    assert run(content, published, answer="leave_out").changes_nothing
    assert Woman.objects.get(ref="RTH-0001").known_as == "Yasmin"
    changed = edited(content, {("Women", 2, "full_name"): "Yasmin Dale"})
    run(changed, published, answer="leave_out")
    woman = Woman.objects.get(ref="RTH-0001")
    assert (woman.known_as, woman.full_name) == ("Yasmin", "Yasmin Dale")
    assert run(changed, published, answer="leave_out").changes_nothing


def test_a_woman_kept_by_a_conflict_keeps_her_seat_in_the_count(in_rotherham):
    seated = [
        {"ref": f"A{n}", "known_as": "x", "offered_on": D(2018, 8, 1), "closed_on": None, "closure_reason": None}
        for n in range(24)
    ]
    run(workbook(Women=seated), in_rotherham)
    Woman.objects.filter(ref="A0").update(known_as="edited")
    seated[0] |= {"closed_on": D(2019, 2, 1), "closure_reason": "other"}
    content = workbook(Women=[*seated, {"ref": "A99", "offered_on": D(2019, 2, 1)}])
    checked = service.check_for_practice(content, practice=in_rotherham, now=NOW)
    assert [fault.column for fault in checked.faults] == ["cohort_capacity"]


def test_two_conflicts_alike_are_decided_apart(in_rotherham):
    row = {"woman_ref": "A1", "started_at": datetime(2019, 1, 7, 10), "mode": "text", "outcome": "made", "minutes": 5}
    content = workbook(Women=[{"ref": "A1"}], Contacts=[row | {"note": "a"}, row | {"note": "b"}])
    run(content, in_rotherham)
    Contact.objects.update(minutes=9)
    conflicts = service.check_for_practice(content, practice=in_rotherham, now=NOW).plan.of(Fate.CONFLICT)
    assert len({conflict_id(planned) for planned in conflicts}) == 2
    run(content, in_rotherham, overwrite={conflict_id(conflicts[0])})
    assert sorted(Contact.objects.values_list("minutes", flat=True)) == [5, 9]


def test_a_service_on_no_list_is_found_again_in_any_case(in_rotherham):
    row = {"woman_ref": "A1", "at": datetime(2019, 1, 7, 10), "service": "Hairdresser", "attendance": "attended"}
    run(workbook(Women=[{"ref": "A1"}], Appointments=[row]), in_rotherham)
    run(workbook(Women=[{"ref": "A1"}], Appointments=[row | {"service": "hairdresser"}]), in_rotherham)
    assert [one.service_name for one in Appointment.objects.all()] == ["hairdresser"]


def test_the_trail_says_that_the_import_wrote_it(published):
    from django.apps import apps

    events = apps.get_model("women", "WomanEvent").objects
    assert events.filter(pgh_label="insert").count() == 6
    assert events.first().pgh_context["why"] == "workbook import"


def test_what_one_workbook_wrote_was_not_made_with_each_of_its_contacts(published):
    contact = Contact.objects.filter(woman__in=Support.objects.values("woman")).first()
    assert made_with(contact) == []
    contact.import_key = ""  # as of one that was moved, or corrected: the history itself knows
    assert made_with(contact) == []


def test_a_seat_that_goes_while_the_summary_is_read_fails_whole(committed, rotherham):
    seated = [{"ref": f"A{n}", "offered_on": D(2018, 8, 1)} for n in range(24)]
    with scope_of(rotherham):
        checked = service.check_for_practice(workbook(Women=seated), practice=rotherham, now=NOW)
    with scope_of(rotherham):
        cohort = Cohort.objects.create(number=2, starts_on=D(2018, 7, 1))
        Place.objects.create(woman=Woman.objects.create(ref="LAST"), cohort=cohort, offered_on=D(2019, 1, 1))
    with pytest.raises(SeatTaken, match="seats of the cohort are taken"), scope_of(rotherham):
        service.apply(checked, practice=rotherham, by=None)
    with scope_of(rotherham):
        assert Woman.objects.count() == 1


def big_workbook():
    women = [{"ref": f"A{n}", "offered_on": D(2018, 8, 1)} for n in range(24)]
    start = datetime(2018, 9, 1, 9)
    contacts = [
        {
            "woman_ref": f"A{n % 24}", "practitioner": "P. Okoro", "started_at": start + timedelta(minutes=61 * n % 300_000),
            "minutes": 30, "mode": "text", "outcome": "made", "areas": "Housing; Money",
            "recorded_at": start + timedelta(minutes=61 * n % 300_000 + 50), "note": "Talked about the week.",
        }
        for n in range(5000)
    ]  # fmt: skip
    return workbook(Women=women, Contacts=contacts)


def test_five_thousand_contacts_need_less_memory_than_promised(in_rotherham):
    content = big_workbook()
    tracemalloc.start()
    run(content, in_rotherham)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert Contact.objects.count() == 5000
    assert peak < 150 * 2**20


def test_what_was_erased_is_not_brought_back_by_an_old_workbook(published):
    woman = Woman.objects.get(ref="RTH-0001")
    children = woman.children.count()
    Woman.objects.filter(pk=woman.pk).update(known_as="", full_name="", import_hash="")
    Child.objects.filter(woman=woman).delete()  # as if the workbook had further rows of hers
    ErasureFactory(woman=woman, done_at=timezone.now())
    plan = run(small(), published)
    assert fates(plan)[Fate.ERASED] == 1 + children
    assert Woman.objects.get(pk=woman.pk).known_as == ""
    assert not woman.children.exists()
    assert fates(plan)[Fate.SAME] == rows() - 1


def test_a_new_offer_in_a_workbook_begins_anew(published, monkeypatch):
    monkeypatch.setattr(planning, "erased_refs", lambda: {"RTH-0001": D(2019, 4, 1)})
    Woman.objects.filter(ref="RTH-0001").update(known_as="Yas")
    earlier = service.check_for_practice(small(), practice=published, now=NOW).plan
    assert [planned.name for planned in earlier.of(Fate.ERASED)] == ["RTH-0001"]
    content = edited(small(), {("Women", 2, "offered_on"): D(2019, 4, 5), ("Women", 2, "agreed_on"): None})
    assert not service.check_for_practice(content, practice=published, now=NOW).plan.of(Fate.ERASED)


def test_what_was_taken_back_is_not_brought_back_by_the_same_workbook(published):
    """Of three contacts alike in their key as many stay out as were taken back."""
    woman = Woman.objects.get(ref="RTH-0001")
    contact = woman.contacts.order_by("pk").first()
    goal = woman.goals.order_by("pk").first()
    scores = goal.scores.count()
    for key, row in (("contact", contact), ("goal", goal)):
        withdrawals.withdraw(
            row=row, kind=withdrawable(key), woman=woman, by=None, reason="mistake", words="", now=timezone.now()
        )
    plan = run(small(), published)
    assert fates(plan)[Fate.TAKEN_BACK] == 2 + scores
    assert Fate.NEW not in fates(plan)
    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert service.left_out(plan) == [("Contacts", 1), ("Goals", 1), ("GoalScores", scores)]


def test_a_workbook_that_says_the_day_on_which_she_died_makes_it_known(in_rotherham):
    first = {"ref": "A1", "offered_on": D(2018, 8, 1)}
    run(workbook(Women=[first]), in_rotherham)
    death = Death(known_on=D(2019, 4, 1), died_on=D(2019, 3, 1), day_is_known=False)
    deaths.record(woman=Woman.objects.get(), death=death, words="", by=None, now=NOW, today=NOW.date())
    assert not Place.objects.get().closed_day_is_known
    content = workbook(Women=[first | {"closed_on": D(2019, 3, 12), "closure_reason": "died"}])
    found = service.check_for_practice(content, practice=in_rotherham, now=NOW).plan.of(Fate.CONFLICT)
    run(content, in_rotherham, overwrite={conflict_id(one) for one in found})
    assert (Place.objects.get().closed_on, Place.objects.get().closed_day_is_known) == (D(2019, 3, 12), True)
