"""What changed: the history that triggers wrote, in words: who, when, before → after."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from practices.colleagues import Namesakes, namesakes_here
from practices.forms.checked import CHANGED_SINCE, CheckedForm
from practices.forms.record import in_words
from practices.models import Membership, User
from women.known_days import day_said
from women.merged import ids_of
from women.models import Flag, Merge, Withdrawal, WithdrawalReason
from women.safety import flags_of_any_day, may_see_withdrawn
from women.withdrawn import may_be_put_back, withdrawn_rows

# what a change is not told of, each with why
NOT_SHOWN = {
    "id": "says nothing", "practice": "never changes",
    "import_key": "of the workbook", "import_hash": "of the workbook",
    "sha256": "of the file", "size": "of the file", "file_type": "of the file",
    "closed_day_is_known": "told by the day itself",
    "priority_rank": "never appears on her record",
    "practitioner": "told by the name beside it",
    "added_by": "told as who", "raised_by": "told as who", "recorded_by": "told as who", "begun_by": "told as who",
    "done_by": "told as who",
    "added_at": "told as when",
    "merged_into": "told as the merge", "merged": "told as the merge", "moved": "numbers of rows",
    "merged_at": "told as when", "merged_by": "told as who", "undone_by": "told as who",
}  # fmt: skip
NOT_SHOWN_OF_A_MOVE = {"woman": "a row that came to her says nothing of whose it was"}
NAMES = {  # what a field is called, where its own word says too little
    "women.Pregnancy.outcome": "What is written of it", "women.AfterDeath.what": "What is to do",
    "women.AfterDeath.words": "Who sees to it, and what was said", "women.Consent.to": "What she agrees to",
    "women.Request.right": "What was asked for", "women.Request.outcome": "How it was answered",
    "sessions_log.Support.outcome": "What came of it", "sessions_log.Contact.outcome": "Whether it happened",
}  # fmt: skip
NOUNS = {"women.AfterDeath": "something to do after her death", "women.Woman": "her details"}
LABELS = {"insert": "Added", "update": "Changed", "delete": "Deleted"}


@dataclass(frozen=True)
class Change:
    """One change of one row: its fields as (name, before, after)."""

    at: datetime
    by: str
    what: str
    noun: str
    fields: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)
    why: str = ""
    put_back: int | None = None  # the withdrawal that can be undone


def history_models(app_labels: Iterable[str] = ("women", "sessions_log")) -> list[Any]:
    """Every table of history of these apps."""
    found = [model for label in app_labels for model in apps.get_app_config(label).get_models()]
    return [model for model in found if hasattr(model, "pgh_tracked_model")]


def history_of(model: Any) -> Any:
    """The table of history of a model; None where none is kept."""
    return next((found for found in history_models() if found.pgh_tracked_model is model), None)


def latest_version(model: Any, row_id: Any) -> Any:
    """What was written of a row last, also of one that is gone; None where its history holds nothing."""
    return history_of(model).objects.filter(pgh_obj_id=row_id).order_by("-pgh_id").first()


def changes_of(row: models.Model) -> list[Change]:
    """The changes of one row, latest first; its making is left out."""
    model = history_of(type(row))
    events = list(model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    told = _told(events, names_of(events), Linked(events))
    return [change for change in reversed(list(told)) if change.what != LABELS["insert"]]


def asked_again(form: CheckedForm) -> dict[str, Any]:
    """What a page says that is asked once more, since something on it was changed between two presses."""
    if not form.is_asked_again:
        return {}
    latest = [change for row in form.changed for change in _latest_change_of(row)]
    return {"changed_since": CHANGED_SINCE, "changes": latest}


def _latest_change_of(row: models.Model) -> list[Change]:
    """The last change of a row, its making too; none where no history of it is kept."""
    model = history_of(type(row))
    events = [] if model is None else list(model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    return list(_told(events, names_of(events), Linked(events)))[-1:]


def names_of(events: Iterable[Any]) -> dict[int, str]:
    """The names of the people who made these changes, told apart."""
    ids = {event.pgh_context["user"] for event in events if event.pgh_context and "user" in event.pgh_context}
    namesakes = namesakes_here() if ids else Namesakes()
    return {user.pk: namesakes.name_of(user) for user in User.objects.filter(pk__in=ids)}


class Linked:
    """What other rows are called that these versions point at: her goal, her child, a measure; a statement a kind."""

    def __init__(self, events: Iterable[Any]) -> None:
        """Read them all at once, of versions or of rows that are there."""
        ids: dict[Any, set[Any]] = {}
        for event in events:
            for field in shown_fields(getattr(event, "pgh_tracked_model", type(event))):
                key = getattr(event, field.attname)
                if isinstance(field, models.ForeignKey) and key is not None:
                    ids.setdefault(field.related_model, set()).add(key)
        self._rows = {model: model._base_manager.in_bulk(keys) for model, keys in ids.items()}
        self._namesakes = namesakes_here() if User in ids else Namesakes()

    def name(self, model: Any, key: Any) -> str:
        """What a row is called on the pages, or by its number where it is gone."""
        row = self._rows.get(model, {}).get(key)
        if row is None:
            return f"{model._meta.verbose_name} {key}, no longer there"
        return self._namesakes.name_of(row) if isinstance(row, User) else called(row)


def called(row: Any) -> str:
    """What people call a row: a goal by her words, a child by number, somebody by name, a contact by its time."""
    said = getattr(row, "in_her_words", "") or getattr(row, "name", "") or getattr(row, "title", "")
    if said:
        return str(said)
    if hasattr(row, "get_area_display"):
        return str(row.get_area_display())
    if hasattr(row, "started_at"):
        return in_words(row.started_at)
    return str(row)


def shown_fields(tracked: Any) -> list[Any]:
    """The fields of a model whose changes are told."""
    left_out = {*NOT_SHOWN, *NOT_SHOWN_OF_A_MOVE}
    return [field for field in tracked._meta.fields if field.name not in left_out]


def values_shown(row: Any) -> list[tuple[Any, Any]]:
    """The fields of a row that hold something, each with its value."""
    values = [
        (one, one.value_from_object(row)) for one in shown_fields(type(row)) if not isinstance(one, models.BinaryField)
    ]
    return [(one, value) for one, value in values if value not in (None, "", [])]


def value_in_words(field: Any, value: Any, linked: Linked) -> str:
    """A value of a model's field as people say it: a choice by its label, another row by what it is called.

    A code that has no list of choices is said by its model's `say_<field>`.
    """
    if value is None or value == "" or value == []:
        return in_words(value)
    if isinstance(field, models.ForeignKey):
        return linked.name(field.related_model, value)
    if isinstance(value, list):
        labels = dict(getattr(getattr(field, "base_field", field), "flatchoices", ()))
        return in_words([str(labels.get(one, one)) for one in value])
    model = getattr(field.model, "pgh_tracked_model", field.model)
    if says := getattr(model, f"say_{field.name}", None):
        return str(says(value))
    return in_words(str(dict(field.flatchoices).get(value, value)) if field.choices else value)


def _told(events: Iterable[Any], names: dict[int, str], linked: Linked) -> Iterator[Change]:
    before: dict[int, Any] = {}
    for event in events:
        earlier = before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event
        fields = list(_fields(earlier, event, linked))
        if fields or event.pgh_label != "update":
            yield Change(event.pgh_created_at, _who(event, names), LABELS[event.pgh_label], _noun(event), fields)


def _who(event: Any, names: dict[int, str]) -> str:
    context = event.pgh_context or {}
    return names.get(context.get("user", 0), "the workbook or the system")


def _noun(event: Any) -> str:
    meta = event.pgh_tracked_model._meta
    return NOUNS.get(meta.label, str(meta.verbose_name)).capitalize()


def _fields(earlier: Any, event: Any, linked: Linked) -> Iterator[tuple[str, str, str]]:
    is_gone = event.pgh_label == "delete"
    if is_gone:
        earlier = event  # what it held
    for field in shown_fields(event.pgh_tracked_model):
        old = getattr(earlier, field.attname) if earlier is not None else None
        new = getattr(event, field.attname) if not is_gone else None
        if old != new and not isinstance(field, models.BinaryField):
            before, after = (said_of(one, field, value, linked) for one, value in ((earlier, old), (event, new)))
            if before == after:  # the same to people, and yet changed
                is_of_a_month = type(new) is date  # of which no day is known: which day it is now is not said
                before, after = (
                    (before, f"{after} (another day of it)") if is_of_a_month else (in_words(old), in_words(new))
                )
            if before != after:
                yield name_of(event.pgh_tracked_model, field), before, after


def name_of(tracked: Any, field: Any) -> str:
    """What a field of a row is called where a change of it is told."""
    return NAMES.get(f"{tracked._meta.label}.{field.name}", str(field.verbose_name).capitalize())


def said_of(row: Any, field: Any, value: Any, linked: Linked) -> str:
    """A value of a row, or of a version of it; a day as far as it was known then."""
    if type(value) is date:
        return day_said(row, field.name)
    return value_in_words(field, value, linked)


def changes_of_woman(woman_id: int, *, viewer: Membership, limit: int = 100) -> list[Change]:
    """The latest `limit` changes of everything that hangs on a woman, latest first; a statement a kind of row.

    Of flags only those that the viewer may see (women.safety).
    """
    events: list[Any] = []
    ids = ids_of(woman_id)
    came_back = Merge.objects.filter(merged=woman_id, undone_at__isnull=False).exists()
    taken = withdrawn_rows(ids)
    for model in history_models():
        hers = hers_in(model, ids, came_back=came_back)
        if hers is None:
            continue
        found = model.objects.filter(hers)
        if model.pgh_tracked_model is Flag:
            found = found.filter(pgh_obj_id__in=flags_of_any_day(viewer).values("pk"))
        events += [event for event in found if not _is_told_otherwise(event, taken)]
    events.sort(key=lambda event: (event.pgh_tracked_model._meta.label, event.pgh_id))
    names, linked = names_of(events), Linked(events)
    changes: list[Change] = []
    for _label, group in _by_model(events):
        changes += _told(group, names, linked)
    changes += _withdrawals(ids, viewer)
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _is_told_otherwise(event: Any, taken: dict[tuple[str, int], str]) -> bool:
    """What was taken back is told by its withdrawal; the words of another woman by nothing else."""
    reason = taken.get((event.pgh_tracked_model._meta.label, event.pgh_obj_id))
    return reason is not None and (event.pgh_label == "delete" or reason == WithdrawalReason.WRONG_WOMAN)


def _withdrawals(ids: Sequence[int], viewer: Membership) -> Iterator[Change]:
    """What was taken back from this record, put back, and moved to it; of flags only what the viewer may see."""
    from women.withdrawing import withdrawable  # which knows every form, and some forms read this history

    now, namesakes = timezone.now(), namesakes_here()
    hers = Withdrawal.objects.filter(Q(woman__in=ids) | Q(moved_to__in=ids))
    for one in hers.select_related("withdrawn_by", "woman", "moved_to"):
        if not may_see_withdrawn(viewer, one):
            continue
        by = namesakes.name_of(one.withdrawn_by, otherwise="the system")
        if one.woman_id not in ids:
            yield Change(one.withdrawn_at, by, "Moved here from another record", one.noun)
            continue
        what = (
            "Put back"
            if one.undoes_id
            else "Taken back, and moved to the right record"
            if one.moved_to_id
            else "Taken back"
        )
        why = "" if one.undoes_id else ". ".join(filter(None, [one.get_reason_display(), one.words]))
        kind = withdrawable(one.kind)
        may = kind is not None and viewer.may(kind.permission)
        put_back = one.pk if may and may_be_put_back(one, now=now) else None
        yield Change(one.withdrawn_at, by, what, one.noun, why=why, put_back=put_back)


def _by_model(events: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for event in events:
        groups.setdefault(event.pgh_tracked_model._meta.label, []).append(event)
    return iter(groups.items())


def hers_in(model: Any, ids: Sequence[int], *, came_back: bool = False) -> Q | None:
    """Which rows of a table of history are of one woman, by the ids of her records; None where they are of nobody.

    What was noted while a row stood on her record is not hers where the row is another woman's now. `came_back`: rows
    of hers stood on another record for a time, which was no record of hers; what was noted of them there is hers.
    """
    tracked = model.pgh_tracked_model
    names = {field.name for field in tracked._meta.fields}
    if tracked._meta.label == "women.Woman":
        return Q(pgh_obj_id__in=ids)
    if "woman" in names:
        every = getattr(tracked, "every", tracked.objects)  # also what was taken back
        elsewhere = every.filter(pk=OuterRef("pgh_obj_id")).exclude(woman__in=ids)
        hers = Q(woman_id__in=ids) & ~Q(Exists(elsewhere))
        return hers | Q(pgh_obj_id__in=tracked.objects.filter(woman__in=ids).values("pk")) if came_back else hers
    for parent in ("child", "place", "goal"):
        if parent in names:
            related = tracked._meta.get_field(parent).related_model
            return Q(**{f"{parent}_id__in": related.objects.filter(woman__in=ids).values("pk")})
    return None
