"""Two records that were merged are taken apart again, while the days for it last (ADR 0051).

What moved goes back, with what was written to it since; a row that was added since stays with the record that went on.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from guardian.shortcuts import remove_perm
from pghistory import context as history_context

from practices.models import AccessAction, Practice, User
from practices.models.leased import OPEN_STATES
from practices.tenancy.scope import SYSTEM, practice_scope
from practices.trail import note_look
from women.actions.merging import WHY, CannotMerge, give_numbers, lock_two, record_each
from women.actions.restriction import named_on
from women.history import history_of, latest_version
from women.merging.children import DAY_IS_KNOWN, OF_A_CHILD, taken_from
from women.merging.rows import every_of, links_to_woman
from women.merging.withdrawn import give_back_withdrawn
from women.models import (
    DAYS_TO_UNDO,
    Child,
    Erasure,
    Merge,
    Place,
    RecordCopy,
    Woman,
)
from women.models.keeping import LEAST_DAYS
from women.models.restriction import OPEN

NO_SEAT = (
    "All seats of the cohort are taken, and the place that was taken out held one. Close or complete a place first."
)


def why_not(made: Merge, *, today: date) -> str:
    """Why a merge is not undone any more, or not yet; blank where it may be."""
    if made.undone_at is not None:
        return "These records were taken apart already."
    if today > made.may_be_undone_until or not made.moved:
        return f"It can be undone for {DAYS_TO_UNDO} days, and they are over."
    later = Merge.objects.filter(undone_at=None, pk__gt=made.pk)
    if later.filter(woman=made.woman_id).exists() or later.filter(merged=made.woman_id).exists():
        return "Another record was merged with this one since. Undo that first."
    if Erasure.objects.filter(woman=made.woman_id, done_at__gte=made.merged_at).exists():
        return "Her details were erased since. There is nothing to take apart."
    if RecordCopy.objects.filter(woman=made.woman_id, state__in=OPEN_STATES).exists():
        return "A copy of her record is being made. Wait until it is there."
    return ""


@transaction.atomic
def unmerge(*, practice: Practice, merge_id: int, by: User, now: datetime, today: date) -> Merge:
    """Take the two apart; raises CannotMerge where a rule stands against it. As the system, as merging."""
    with practice_scope(practice.pk, reader=SYSTEM), history_context(user=by.pk, why=WHY):
        found = Merge.objects.get(pk=merge_id)
        woman, merged = lock_two(found.woman_id, found.merged_id)
        made = Merge.objects.select_for_update().get(pk=merge_id)
        reason = why_not(made, today=today)
        if not reason and woman.restricted_because and by.pk not in named_on(woman):
            reason = "Only a lead who is named on this record takes it apart."
        if reason := reason or _died_since(woman, made):
            raise CannotMerge(reason)
        give_back_withdrawn(woman, merged, made.moved)
        _give_back(woman, merged, made)
        _take_places_apart(woman, merged, made, by=by, now=now)
        _restore_values(woman, merged, made)
        _restore_erasures(made.moved, today=today)
        made.undone_at, made.undone_by, made.moved = now, by, {}
        made.save()
        for pk in (woman.pk, merged.pk):
            note_look(by=by, action=AccessAction.SETTING, view="unmerge", woman_id=pk, why=f"merge {made.pk} undone")
        _check_now()
    return made


def _died_since(woman: Woman, made: Merge) -> str:
    """Why not, where it was recorded since that she has died: of which of the two, nobody has said."""
    then = history_of(Woman).objects.filter(pgh_id__in=made.moved["events"].values())
    if woman.death_known_on is None or any(one.death_known_on is not None for one in then):
        return ""
    return (
        "It was recorded since that she has died. Take that back first, take the records apart, then record it on the "
        "record of the woman who died."
    )


def _check_now() -> None:
    """Have the database check its deferred constraints now, where the lead can be told."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        if "seats of the cohort are taken" not in str(error):
            raise
        raise CannotMerge(NO_SEAT) from error


def _give_back(woman: Woman, merged: Woman, made: Merge) -> None:
    """Rows that moved, by their numbers; what was taken out as a double; the children who were one."""
    moved = made.moved
    merged.merged_into = None
    Woman.every.filter(pk=merged.pk).update(merged_into=None)
    Woman.every.filter(pk__in=moved["records"]).update(merged_into=merged)
    number = {int(pk): child_no for pk, child_no in moved["child_no"].items()}
    for child in Child.objects.filter(pk__in=number, woman=woman):
        child.woman, child.child_no = merged, number[child.pk]
        child.save(update_fields=["woman", "child_no"])
    for model, name in links_to_woman():
        ids = moved["rows"].get(f"{model._meta.label}.{name}", [])
        if model not in (Child, Place):
            every_of(model).filter(pk__in=ids, **{name: woman}).update(**{name: merged})
    for label, keys in moved.get("keys", {}).items():
        for pk, key in keys.items():
            every_of(apps.get_model(label)).filter(pk=int(pk)).update(import_key=key)
    for label, pk, woman_id, _kept in moved.get("out", []):
        _put_back(label, pk, woman_id)
    for label, owners in moved["hung"].items():
        for pk, child_id in owners.items():
            every_of(apps.get_model(label)).filter(pk=int(pk)).update(child_id=child_id)
    _empty_what_was_filled(moved)


def _put_back(label: str, pk: int, woman_id: int | None) -> None:
    """A row that was taken out, as its history says that it was."""
    model: Any = apps.get_model(label)
    was = latest_version(model, pk)
    values = {field.attname: getattr(was, field.attname) for field in model._meta.concrete_fields}
    model(**(values | ({"woman_id": woman_id} if woman_id else {}))).save(force_insert=True)


def _empty_what_was_filled(moved: dict[str, Any]) -> None:
    """What a child was given from the double is as it was before, where nobody has changed it since."""
    double_of: dict[int, int] = {kept: pk for label, pk, _woman, kept in moved.get("out", []) if label == "women.Child"}
    for kept_id, event_id in moved["was"].items():
        child = Child.objects.filter(pk=int(kept_id)).first()
        double = Child.objects.filter(pk=double_of.get(int(kept_id), 0)).first()
        was = history_of(Child).objects.filter(pgh_id=event_id).first()
        if child is None or double is None or was is None:
            continue
        for name, given in taken_from(was, double).items():
            if name in OF_A_CHILD and getattr(child, name) == given:
                for field in filter(None, (name, DAY_IS_KNOWN.get(name))):
                    setattr(child, field, getattr(was, field))
        child.save()


def _take_places_apart(woman: Woman, merged: Woman, made: Merge, *, by: User, now: datetime) -> None:
    """Each place under its own number again, and the one that was taken back as it was."""
    moved = made.moved
    went, number = set(moved["rows"]["women.Place.woman"]), {int(pk): at for pk, at in moved["number"].items()}
    hers = Place.objects.filter(woman=woman)
    places = list(hers.filter(pk__in=number))
    kept = {number[one.pk] for one in places if one.pk not in went} | {
        number[int(pk)] for pk in moved["void"] if int(pk) not in went
    }
    if hers.exclude(pk__in=number).filter(number__in=kept).exists():
        raise CannotMerge("A place was added since, and its number was another one's. Close it first.")
    targets = {one.pk: number[one.pk] for one in places}
    give_numbers(places, targets, woman_of=lambda place: merged if place.pk in went else woman)
    for pk in went:
        Place.every.filter(pk=pk, woman=woman).update(woman=merged, number=number[pk])
    for pk, dates in moved["void"].items():
        values: dict[str, Any] = {
            name: said if name == "closure_reason" else date.fromisoformat(said) for name, said in dates.items()
        }
        Place.every.filter(pk=int(pk)).update(number=number[int(pk)], taken_back_on=None, **values)
        place = Place.objects.get(pk=int(pk))
        record_each(place, dates, by=by, now=now, why=f"Taken apart again: {woman.ref} and {merged.ref}.")


def _restore_values(woman: Woman, merged: Woman, made: Merge) -> None:
    """Names and answers of each as they were, but for what was corrected since; and who may open which."""
    then = {one.pgh_id: one for one in history_of(Woman).objects.filter(pgh_id__in=made.moved["events"].values())}
    mine, theirs = then[made.moved["events"]["woman"]], then[made.moved["events"]["merged"]]
    columns = list(made.moved["taken"])
    columns += ["practitioner_name"] if "practitioner" in columns else []
    for column in columns:
        name = "practitioner_id" if column == "practitioner" else column
        if getattr(woman, name) == getattr(theirs, name):  # nobody has corrected it since
            setattr(woman, name, getattr(mine, name))
        setattr(merged, name, getattr(theirs, name))
    woman.import_hash = mine.import_hash
    if woman.restricted_because and not made.moved["restricted"]:
        woman.restricted_because = ""
    for user in User.objects.filter(pk__in=made.moved["named"]):
        remove_perm(OPEN, user, woman)
    merged.save()
    woman.save()


def _restore_erasures(moved: dict[str, Any], *, today: date) -> None:
    """What was announced is announced again, with days to stop it."""
    for erasure in Erasure.objects.filter(pk__in=moved["erasures"], done_at=None):
        others = Erasure.objects.filter(woman=erasure.woman_id, done_at=None, stopped_on=None)
        if not others.exists():
            erasure.stopped_on = None
            erasure.due_on = max(erasure.due_on, today + timedelta(days=LEAST_DAYS))
            erasure.save()


def forget_what_moved(*, today: date) -> int:
    """Of merges whose days are over, drop the list of what moved; gives how many. The scope is open."""
    before = today - timedelta(days=DAYS_TO_UNDO)
    old = Merge.objects.filter(merged_at__date__lt=before).exclude(moved={})
    return int(old.update(moved={}))
