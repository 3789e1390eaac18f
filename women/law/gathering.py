"""Her whole record, gathered for a copy: every row that hangs on her, in passages that can be given or withheld.

Every model with a way to a woman stands here, in a section or among what is left out with a reason (a test asks each).
The content is JSON: {sections: [{key, title, rows: [{title, fields: [{label, parts: [{n, words, mark}]}]}]}], files:
[{n, id, name, mark}]}. `n` numbers the passages through the whole copy; `mark` is why one would be withheld.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from practices.codes import CopyMark
from practices.marks import Passage, passages_of
from women.codes import FlagKind, HoldReason, PersonKind
from women.history import Change, told_of_woman
from women.models import Document, Woman


@dataclass(frozen=True)
class Part:
    """A section of the copy, and the models whose rows stand in it."""

    key: str
    title: str
    models: tuple[str, ...] = ()


PARTS = (
    Part("about", "About you", ("women.Woman",)),
    Part("place", "Your place in the programme", ("women.Place", "women.Step", "women.StepNote")),
    Part("safety", "Reaching you safely", ("women.SafeContact", "women.Flag")),
    Part("goals", "Your goals", ("women.Goal", "women.GoalScore")),
    Part("contacts", "Contacts with you", ("sessions_log.Contact", "sessions_log.Amendment")),
    Part("appointments", "Appointments and support", ("sessions_log.Appointment", "sessions_log.Support")),
    Part("children", "Your children", ("women.Child", "women.ChildStatus", "women.ChildContact")),
    Part("health", "Your health", ("women.Contraception", "women.Pregnancy")),
    Part("needs", "Your needs and wellbeing", ("women.Need", "women.WellbeingScore")),
    Part("people", "People around you", ("women.Person",)),
    Part("notes", "Notes", ("women.Note", "reporting.Acceptance", "reporting.Story")),
    Part("plan", "Your plan", ("women.TransitionPlan", "women.CheckIn")),
    Part("documents", "Documents", ("women.Document",)),
    Part("data", "What you agreed to, and what you asked for",
         ("women.Consent", "women.LegalBasis", "women.LegalHold", "women.Request", "women.Erasure", "women.Transfer")),
    Part("earlier", "Earlier versions of what was changed"),
)  # fmt: skip
LEFT_OUT = {
    "women.Cover": "who of the staff opened a restricted record: about them",
    "women.WomanUserObjectPermission": "who of the staff may open a restricted record: about them",
    "women.DocumentContent": "the documents themselves go beside the copy, as files",
    "women.RecordCopy": "this copy",
    "women.CopyDecision": "this copy",
    "women.CopyFile": "this copy",
    "women.Certificate": "counts of rows, of a record that was erased",
}
WAYS = ("woman", "place", "child", "goal", "contact", "document")  # from a row to her
NOT_HERS = {
    "id", "practice", "woman", "place", "child", "goal", "contact", "document", "import_key", "import_hash", "sha256",
    "amends", "group", "content", "parts", "consent", "to_practice", "corrects", "from_workbook", "mark",
}  # fmt: skip


def way_to_her(model: Any) -> str:
    """The lookup from a model's rows to the woman they are of; blank where there is none."""
    names = {one.name for one in model._meta.fields}
    if model is Woman:
        return "pk"
    for way in WAYS:
        if way in names:
            return way if way == "woman" else f"{way}__woman"
    return ""


def gather(woman: Woman) -> dict[str, Any]:
    """The content of a copy of one woman's record, as it stands now; the scope is open, with nobody hidden."""
    numbers = count(1)
    sections = []
    for part in PARTS:
        rows = [_row(row, numbers) for label in part.models for row in _rows(label, woman)]
        if part.key == "earlier":
            rows = [_change(change, numbers) for change in told_of_woman(woman.pk)]
        if rows:
            sections.append({"key": part.key, "title": part.title, "rows": rows})
    files = [
        {"n": next(numbers), "id": one.pk, "name": f"{one.pk}.{one.file_type}", "title": one.title, "mark": one.mark}
        for one in Document.objects.filter(woman=woman).exclude(content__content=b"").order_by("pk")
    ]
    return {"sections": sections, "files": files}


def _rows(label: str, woman: Woman) -> Any:
    model: Any = apps.get_model(label)
    return model.objects.filter(**{way_to_her(model): woman.pk}).order_by("pk")


def _row(row: Any, numbers: Iterator[int]) -> dict[str, Any]:
    fields = []
    for one in row._meta.fields:
        said = _said(row, one)
        if one.name in NOT_HERS or not said:
            continue
        mark = mark_of(row, one)
        passages = [Passage(said, mark)] if mark else passages_of(said)
        parts = [{"n": next(numbers), "words": passage.words, "mark": passage.mark} for passage in passages]
        fields.append({"label": str(one.verbose_name).capitalize(), "parts": parts})
    return {"title": str(row._meta.verbose_name).capitalize(), "fields": fields}


def _said(row: Any, one: Any) -> str:
    """The value of a field as it reads on paper; blank where there is nothing."""
    value = getattr(row, one.attname)
    if value in (None, "", []):
        return ""
    if isinstance(one, models.ForeignKey):
        related = getattr(row, one.name)
        return str(getattr(related, "name", None) or getattr(getattr(related, "user", None), "name", None) or related)
    if one.choices:
        return str(dict(one.flatchoices).get(value, value))
    if isinstance(value, list):
        labels = dict(getattr(one.base_field, "flatchoices", ())) if hasattr(one, "base_field") else {}
        return ", ".join(str(labels.get(single, single)) for single in value)
    return in_words(value)


def in_words(value: Any) -> str:
    """Dates and yes or no as people write them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return str(value)


@dataclass(frozen=True)
class PreMark:
    """Fields that are withheld unless a reviewer gives them: by what they are, not by what was marked in them."""

    fields: frozenset[str]
    mark: CopyMark
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)  # only of rows with these values


WHERE_A_CHILD_LIVES = frozenset({"placement", "contact_plan"})
PRE_MARKED = {
    "women.Child": PreMark(WHERE_A_CHILD_LIVES, CopyMark.OTHER_PERSON),
    "women.ChildStatus": PreMark(WHERE_A_CHILD_LIVES, CopyMark.OTHER_PERSON),
    "women.ChildContact": PreMark(frozenset({"words"}), CopyMark.OTHER_PERSON),
    "women.Document": PreMark(frozenset({"title"}), CopyMark.OTHER_AGENCY, {"mark": tuple(CopyMark.values)}),
    "women.Person": PreMark(
        frozenset({"name", "what_to_her", "agency", "phone", "email", "words"}), CopyMark.OTHER_PERSON,
        {"kind": (PersonKind.FAMILY_OR_FRIEND,)},
    ),
    "women.Flag": PreMark(
        frozenset({"reason"}), CopyMark.SERIOUS_HARM,
        {"kind": (FlagKind.DANGER_FROM_SOMEONE, FlagKind.VISIT_IN_PAIRS)},
    ),
    "women.LegalHold": PreMark(
        frozenset({"reason", "words"}), CopyMark.OTHER_AGENCY, {"reason": (HoldReason.POLICE, HoldReason.INQUIRY)}
    ),
}  # fmt: skip


def mark_of(row: Any, one: Any) -> str:
    """Why a field of a row would be withheld for what it is; blank where it is hers."""
    rule = PRE_MARKED.get(row._meta.label)
    if rule is None or one.name not in rule.fields:
        return ""
    if not all(getattr(row, name) in values for name, values in rule.when.items()):
        return ""
    return str(getattr(row, "mark", "") or rule.mark.value)


def _change(change: Change, numbers: Iterator[int]) -> dict[str, Any]:
    """What stood there before; withheld as the row itself is where its kind is."""
    guarded = {
        str(apps.get_model(label)._meta.verbose_name).capitalize(): rule for label, rule in PRE_MARKED.items()
    }.get(change.noun)
    fields = []
    for label, before, _after in change.fields:
        if before == "nothing":
            continue
        names = {name.replace("_", " ").capitalize() for name in guarded.fields} if guarded else set()
        passages = [Passage(before, guarded.mark)] if guarded and label in names else passages_of(before)
        parts = [{"n": next(numbers), "words": one.words, "mark": one.mark} for one in passages]
        fields.append({"label": f"{label}, before {in_words(change.at)}", "parts": parts})
    return {"title": change.noun, "fields": fields}
