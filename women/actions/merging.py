"""Two records of one woman are brought together: in one transaction, with what is needed to take them apart again.

Whatever hangs on the record that is merged moves to the one that goes on (ADR 0051). Nothing is written over: of two
values the other one stays with the merged record and still finds her, and what was written twice is in the history.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm
from pghistory import context as history_context

from practices.models import AccessAction, Practice, User
from practices.models.leased import OPEN_STATES
from practices.tenancy.scope import SYSTEM, practice_scope
from practices.trail import note_look
from practices.workbook.models import ImportedModel
from women.actions.restriction import named_on
from women.codes import TransferState
from women.history import latest_version
from women.law.keeping import lock_places
from women.lifecycle import FIELD_OF_STEP
from women.merging.children import taken_from, too_long
from women.merging.places import DATES, chosen_overlap, in_conflict, in_order
from women.merging.rows import asked_twice, every_of, links_to_woman, written_twice
from women.models import (
    CheckIn,
    Child,
    Erasure,
    Merge,
    Place,
    RecordCopy,
    RestrictionReason,
    Step,
    StepNote,
    Transfer,
    Woman,
)
from women.models.restriction import OPEN
from women.presenters import is_known_to_have_died
from women.reading import was_erased

WHY = "records merged"  # in the history of each row that a merge, or taking it apart, has changed
FIELDS = (
    "known_as", "full_name", "date_of_birth", "ethnicity", "care_leaver", "sexual_exploitation_victim",
    "age_at_first_birth", "practitioner",
)  # fmt: skip
DEATH = ("death_known_on", "died_on", "died_day_is_known")


class CannotMerge(Exception):
    """A rule stands against it; the message says which, and what to do."""


@dataclass(frozen=True)
class Choices:
    """What a lead decided: `taken` fields from the merged record, places that go on, children (theirs → hers)."""

    words: str
    taken: Collection[str] = ()
    goes_on: Collection[int] = ()
    same_child: Mapping[int, int] = field(default_factory=dict)


def lock_two(woman_id: int, merged_id: int) -> tuple[Woman, Woman]:
    """Both records, locked: the places first, as erasing does, and always in one order. As the system."""
    both = {one.pk: one for one in Woman.every.filter(pk__in=(woman_id, merged_id))}
    if len(both) != 2:
        raise CannotMerge("One of the two records is not there.")
    for pk in sorted(both):
        lock_places(both[pk])
    locked = Woman.every.filter(pk__in=both).order_by("pk").select_for_update(of=("self",))
    both = {one.pk: one for one in locked}
    return both[woman_id], both[merged_id]


@transaction.atomic
def merge(
    *, practice: Practice, woman_id: int, merged_id: int, choices: Choices, by: User, now: datetime, today: date
) -> Merge:
    """Bring the record `merged_id` into `woman_id`, which goes on; raises CannotMerge where a rule stands against it.

    The page has asked whether `by` may open both. As the system, since the restriction of one may close the other.
    """
    with practice_scope(practice.pk, reader=SYSTEM), history_context(user=by.pk, why=WHY):
        woman, merged = lock_two(woman_id, merged_id)
        if reason := stands_against(woman, merged, by=by):
            raise CannotMerge(reason)
        moved: dict[str, Any] = {"events": {"woman": _last_event(woman), "merged": _last_event(merged)}}
        _settle_places(woman, merged, choices, moved, by=by, now=now)
        _pair_children(woman, merged, choices.same_child, moved)
        _take_out_doubles(woman, merged, moved)
        _settle_erasures(woman, merged, moved, today=today)
        _move_rows(woman, merged, moved)
        _number_places(woman, merged, moved)
        _restrict(woman, merged, moved)
        _choose_values(woman, merged, choices.taken, moved)
        made = Merge.objects.create(
            woman=woman, merged=merged, words=choices.words, merged_at=now, merged_by=by, moved=moved
        )
        for pk in (woman.pk, merged.pk):
            note_look(by=by, action=AccessAction.SETTING, view="merge", woman_id=pk, why=f"merge {made.pk}")
        _tell(practice.pk, made.pk)
    return made


def _tell(practice_id: int, merge_id: int) -> None:
    """Write to whoever works with her, once it is done."""
    from women.tasks import tell_of_merge

    transaction.on_commit(lambda: tell_of_merge.delay(practice_id=practice_id, merge_id=merge_id), robust=True)


def stands_against(woman: Woman, merged: Woman, *, by: User) -> str:
    """Why the two cannot be merged so, and what to do; blank where nothing stands against it."""
    both = (woman, merged)
    ids = [one.pk for one in both]
    if woman.merged_into_id or merged.merged_into_id:
        return "One of the two was merged already. Open the record that goes on."
    if any(one.restricted_because and by.pk not in named_on(one) for one in both):
        return "Only a lead who is named on a restricted record merges it."
    if was_erased(woman):
        return "Her details were erased from the record that would go on. Let the other one go on."
    if reason := died_on_one(woman, merged):
        return reason
    if Transfer.objects.filter(woman__in=ids, state=TransferState.OFFERED).exists():
        return "One of the two is offered to another Practice. Take the offer back first, under Consent and data."
    if RecordCopy.objects.filter(woman__in=ids, state__in=OPEN_STATES).exists():
        return "A copy of one of the two is being made. Wait until it is there, then merge them."
    return ""


def died_on_one(woman: Woman, merged: Woman) -> str:
    """Why the two cannot be merged where only one of them has died, and what to do; else blank."""
    died = [one for one in (woman, merged) if is_known_to_have_died(one)]
    if len(died) != 1:
        return ""
    (dead,) = died
    lives = merged if dead is woman else woman
    return (
        f"It is recorded on {dead.ref} that she has died, and not on {lives.ref}. If the two are one woman, record it "
        f"on {lives.ref} too (“She has died”), then merge them. If she lives, take it back on {dead.ref} first."
    )


def _last_event(row: Woman | Child) -> int:
    """The latest version of a row in its history: what it said before."""
    found = latest_version(type(row), row.pk)
    return int(found.pgh_id) if found is not None else 0


def _settle_places(
    woman: Woman, merged: Woman, choices: Choices, moved: dict[str, Any], *, by: User, now: datetime
) -> None:
    """Of places that overlap those go on that were chosen; the others are as if they had not been."""
    hers, others = list(woman.places.all()), list(merged.places.all())
    conflict = in_conflict(hers, others)
    if chosen_overlap([*hers, *others], {*choices.goes_on, *(one.pk for one in (*hers, *others)
                                                             if one not in conflict)}):  # fmt: skip
        raise CannotMerge("She cannot have held two places on one day. Choose which of them goes on.")
    if conflict and not any(place.pk in choices.goes_on for place in conflict):
        raise CannotMerge("Choose which of her places goes on.")
    moved["void"] = {}
    why = f"{merged.ref} was merged into {woman.ref}: another place of hers goes on."
    for place in conflict:
        if place.pk not in choices.goes_on:
            moved["void"][str(place.pk)] = _void(place, why, by=by, now=now)
            _take_out(moved, CheckIn.objects.filter(place=place, done_on=None))


def _void(place: Place, why: str, *, by: User, now: datetime) -> dict[str, str]:
    """Take a place back that was made by mistake, each step as a correction; gives what stood there."""
    before = {name: str(getattr(place, name)) for name in (*DATES, "closure_reason") if getattr(place, name)}
    for name in DATES:
        setattr(place, name, None)
    place.closure_reason, place.taken_back_on = "", timezone.localdate(now)
    place.save(update_fields=[*DATES, "closure_reason", "taken_back_on"])
    record_each(place, before, by=by, now=now, why=why)
    return before


def record_each(place: Place, dates: Mapping[str, str], *, by: User, now: datetime, why: str) -> None:
    """In the history of a place, as corrections: each step with the date that it has now, or without one."""
    for step, name in FIELD_OF_STEP.items():
        if name in dates:
            on, reason = getattr(place, name), place.closure_reason if name == "closed_on" else ""
            is_known = place.closed_day_is_known or name != "closed_on"
            Step.objects.create(place=place, step=step, on=on, on_day_is_known=is_known, reason=reason, corrects=True,
                                recorded_by=by, recorded_at=now)  # fmt: skip
            StepNote.objects.create(place=place, about=step, on=timezone.localdate(now), words=why, corrects=True,
                                    recorded_by=by, recorded_at=now)  # fmt: skip


def _pair_children(woman: Woman, merged: Woman, same: Mapping[int, int], moved: dict[str, Any]) -> None:
    """A child who stands in both records is one (women.merging.children); what hangs on the other goes to the first."""
    moved["was"], moved["hung"] = {}, {}
    hers = {child.pk: child for child in Child.objects.filter(woman=woman)}
    theirs = {child.pk: child for child in Child.objects.filter(woman=merged)}
    if len(set(same.values())) != len(same) or not (theirs.keys() >= same.keys() and hers.keys() >= set(same.values())):
        raise CannotMerge("Choose for each child another one, or none.")
    for other_id, kept_id in same.items():
        kept, other = hers[kept_id], theirs[other_id]
        if problem := too_long(kept, other):
            raise CannotMerge(problem)
        new = taken_from(kept, other)
        moved["was"][str(kept_id)] = _last_event(kept)
        for name, value in new.items():
            setattr(kept, name, value)
        _note_keys(Child, [kept.pk], moved)
        kept.import_key = kept.import_key or other.import_key  # a workbook that has the other one finds the first
        kept.save()
        for relation in Child._meta.related_objects:
            rows: Any = relation.related_model
            if hasattr(rows, "pgh_tracked_model"):
                continue
            of_other = rows.objects.filter(**{relation.field.name: other})
            moved["hung"].setdefault(rows._meta.label, {}).update(
                {str(pk): other_id for pk in of_other.values_list("pk", flat=True)}
            )
            of_other.update(**{relation.field.name: kept})
        _take_out(moved, Child.objects.filter(pk=other_id), kept=kept_id)
    _number_children(woman, merged, moved)


def _number_children(woman: Woman, merged: Woman, moved: dict[str, Any]) -> None:
    """The merged record's children, numbered on after hers."""
    last = max(woman.children.values_list("child_no", flat=True), default=0)
    moved["child_no"] = {str(child.pk): child.child_no for child in merged.children.all()}
    children = list(merged.children.order_by("child_no"))
    _note_keys(Child, [child.pk for child in children], moved)
    for number, child in enumerate(children, start=1):
        child.woman, child.child_no = woman, last + number
        child.save(update_fields=["woman", "child_no"])
    moved["rows"] = {"women.Child.woman": [child.pk for child in children]}


def _take_out_doubles(woman: Woman, merged: Woman, moved: dict[str, Any]) -> None:
    """What both records say in the same words stands once."""
    for kept, other in [*written_twice(woman, merged), *asked_twice(woman, merged)]:
        _take_out(moved, type(other).objects.filter(pk=other.pk), kept=kept.pk)


def _take_out(moved: dict[str, Any], rows: Any, kept: int | None = None) -> None:
    """Delete rows whose history says what they were, so that they can be put back."""
    for row in list(rows):
        moved.setdefault("out", []).append([row._meta.label, row.pk, getattr(row, "woman_id", None), kept])
        row.delete()


def _settle_erasures(woman: Woman, merged: Woman, moved: dict[str, Any], *, today: date) -> None:
    """An erasure that was announced of one record is none of the two; the rules announce it anew where they ask."""
    announced = Erasure.objects.filter(woman__in=(woman, merged), done_at=None, stopped_on=None)
    moved["erasures"] = list(announced.values_list("pk", flat=True))
    announced.update(stopped_on=today)


def _move_rows(woman: Woman, merged: Woman, moved: dict[str, Any]) -> None:
    rows: dict[str, list[int]] = moved["rows"]
    for model, name in links_to_woman():
        found = every_of(model).filter(**{name: merged})
        if model is Erasure:
            found = found.filter(done_at=None)  # what was erased was erased of that record
        if model is Place:
            continue  # with its number
        if ids := list(found.values_list("pk", flat=True)):
            rows.setdefault(f"{model._meta.label}.{name}", []).extend(ids)
            _note_keys(model, ids, moved)
            every_of(model).filter(pk__in=ids).update(**{name: woman})
    earlier = Woman.every.filter(merged_into=merged)
    moved["records"] = list(earlier.values_list("pk", flat=True))
    earlier.update(merged_into=woman)


def _note_keys(model: Any, ids: list[int], moved: dict[str, Any]) -> None:
    """Under which keys a workbook brought rows: a later one may give them the key of the record that goes on."""
    if issubclass(model, ImportedModel):
        keys = every_of(model).filter(pk__in=ids).values_list("pk", "import_key")
        moved.setdefault("keys", {}).setdefault(model._meta.label, {}).update(dict(keys))


def _number_places(woman: Woman, merged: Woman, moved: dict[str, Any]) -> None:
    """Her places by their days, one numbering for both records'; those that were taken back keep theirs."""
    of_merged = Place.every.filter(woman=merged)
    moved["rows"]["women.Place.woman"] = list(of_merged.values_list("pk", flat=True))
    both = Place.every.filter(woman__in=(woman, merged))
    moved["number"] = {str(pk): number for pk, number in both.values_list("pk", "number")}
    places = in_order(Place.objects.filter(woman__in=(woman, merged)))
    of_merged.exclude(taken_back_on=None).update(woman=woman)
    give_numbers(places, {one.pk: at for at, one in enumerate(places, start=1)}, woman_of=lambda place: woman)


def give_numbers(places: list[Place], targets: Mapping[int, int], *, woman_of: Callable[[Place], Woman]) -> None:
    """Number places (and say whose they are), never two alike at a time; a circle is opened beyond the last."""
    pending = [one for one in places if one.number != targets[one.pk] or one.woman_id != woman_of(one).pk]
    beyond = max([*targets.values(), *(one.number for one in places)], default=0)
    while pending:
        taken = {(one.woman_id, one.number) for one in places}
        free = [one for one in pending if (woman_of(one).pk, targets[one.pk]) not in taken]
        beyond += 0 if free else 1
        place = free[0] if free else pending[0]
        place.woman, place.number = woman_of(place), targets[place.pk] if free else beyond
        place.save(update_fields=["woman", "number"])
        pending = pending[1:] + pending[:1] if not free else [one for one in pending if one is not place]


def _restrict(woman: Woman, merged: Woman, moved: dict[str, Any]) -> None:
    """Where one of them was restricted the record is, to whoever was named on either."""
    reasons = {woman.restricted_because, merged.restricted_because} - {""}
    moved["restricted"], moved["named"] = woman.restricted_because, []
    if not reasons:
        return
    before = named_on(woman)
    for user in User.objects.filter(pk__in=named_on(merged) - before):
        assign_perm(OPEN, user, woman)
        moved["named"].append(user.pk)
    strictest = RestrictionReason.KNOWN_TO_STAFF
    woman.restricted_because = strictest if strictest in reasons else reasons.pop()


def _choose_values(woman: Woman, merged: Woman, taken: Collection[str], moved: dict[str, Any]) -> None:
    """What she is called and who works with her: of two values the other one stays with the merged record."""
    moved["taken"] = [name for name in FIELDS if name in taken]
    columns = [*moved["taken"], *(["practitioner_name"] if "practitioner" in taken else [])]
    if woman.priority_rank is None and merged.priority_rank is not None:
        columns.append("priority_rank")
        moved["taken"].append("priority_rank")
    if merged.death_known_on is not None and (woman.death_known_on is None or "death" in taken):
        columns += DEATH
        moved["taken"] += DEATH
    for name in columns:
        mine, theirs = getattr(woman, name), getattr(merged, name)
        setattr(woman, name, theirs)
        setattr(merged, name, mine)
    woman.import_hash = ""  # the next workbook asks before it writes over what was decided here
    merged.merged_into = woman
    merged.save()
    woman.save()
