"""Her whole record, gathered for a copy: every row that hangs on her, in passages that can be given or withheld.

Every model with a way to a woman stands here, in a section or among what is left out with a reason (a test asks each).
The content is JSON: {sections: [{key, title, rows: [{title, fields: [{label, parts: [{n, words, mark, flags}]}]}]}],
files: [{n, id, name, mark}]}. `n` numbers the passages through the whole copy; `mark` is why one would be withheld;
`flags` are what a person looks at before it leaves (women.law.flagging).
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
from practices.london import clock_of
from practices.marks import Passage, mark_in, passages_of
from women.codes import FlagKind, HoldReason, PersonKind
from women.history import hers_in, history_models
from women.known_days import day_said
from women.law.flagging import flag
from women.merged import ids_of
from women.models import Document, Place, Step, StepNote, Woman
from women.place_history import standing_notes, standing_steps
from women.withdrawn import withdrawn_rows


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
    Part("people", "People around you, and agencies’ references", ("women.Person", "women.AgencyReference")),
    Part("notes", "Notes", ("women.Note", "reporting.Acceptance", "reporting.Story")),
    Part("plan", "Your plan", ("women.TransitionPlan", "women.CheckIn")),
    Part("after", "After her death", ("women.AfterDeath",)),
    Part("documents", "Documents", ("women.Document",)),
    Part("data", "What you agreed to, and what you asked for",
         ("women.Consent", "women.LegalBasis", "women.LegalHold", "women.Request", "women.Erasure", "women.Transfer",
          "women.Merge")),
    Part("earlier", "Earlier versions of what was changed"),
)  # fmt: skip
LEFT_OUT = {
    "women.Cover": "who of the staff opened a restricted record: about them",
    "women.WomanUserObjectPermission": "who of the staff may open a restricted record: about them",
    "women.DocumentContent": "the documents themselves go beside the copy, as files",
    "women.RecordCopy": "this copy",
    "women.CopyDecision": "this copy",
    "women.CopyFile": "this copy",
    "women.Withdrawal": "that something was taken back, since it was not of her or not so",
    "women.Certificate": "counts of rows, of a record that was erased",
}
WAYS = ("woman", "place", "child", "goal", "contact", "document")  # from a row to her
NOT_HERS = {
    "id", "practice", "woman", "place", "child", "goal", "contact", "document", "import_key", "import_hash", "sha256",
    "amends", "group", "content", "parts", "consent", "corrects", "from_workbook", "mark", "born_day_is_known",
    "practitioner", "done_by", "died_day_is_known", "known_month_only", "known_not_recorded",
    "ended_month_only", "closed_day_is_known", "on_day_is_known", "merged", "merged_into", "moved",
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
    numbers, ids = count(1), ids_of(woman.pk)
    sections = []
    for part in PARTS:
        rows = [_row(row, numbers) for label in part.models for row in _rows(label, ids)]
        if part.key == "earlier":
            rows = list(_earlier(ids, numbers))
        rows = [row for row in rows if row["fields"]]
        if rows:
            sections.append({"key": part.key, "title": part.title, "rows": rows})
    files = [
        {"n": next(numbers), "id": one.pk, "name": f"{one.pk}.{one.file_type}", "title": one.title, "mark": one.mark}
        for one in Document.objects.filter(woman=woman).exclude(content__content=b"").order_by("pk")
    ]
    content = {"sections": sections, "files": files}
    flag(content, woman)
    return content


DAYS = ("on", "at", "started_at", "written_at", "added_at", "set_on", "started_on", "referred_on", "given_on",
        "received_on", "since_on", "raised_on", "known_on", "due_on")  # fmt: skip


def _rows(label: str, ids: list[int]) -> list[Any]:
    """A model's rows of her records, in the order of their days."""
    model: Any = apps.get_model(label)
    names = {one.name for one in model._meta.fields}
    day = next((name for name in DAYS if name in names), "pk")
    every = Woman.every if model is Woman else model.objects
    rows = list(every.filter(**{f"{way_to_her(model)}__in": ids}).order_by(day, "pk"))
    return [row for row in rows if row.pk in standing] if (standing := _standing(model, ids)) is not None else rows


def _standing(model: Any, ids: list[int]) -> set[int] | None:
    """Of steps and their words those that were not taken back as a mistake; None of every other model."""
    if model not in (Step, StepNote):
        return None
    found: set[int] = set()
    for place in Place.objects.filter(woman__in=ids).prefetch_related("steps", "step_notes"):
        steps, notes = list(place.steps.all()), list(place.step_notes.all())
        stands = standing_steps(steps) if model is Step else standing_notes(steps, notes)
        found |= {row.pk for row in stands}
    return found


def _row(row: Any, numbers: Iterator[int]) -> dict[str, Any]:
    fields = []
    for one in row._meta.fields:
        said = _said(row, one)
        if one.name in NOT_HERS or not said:
            continue
        mark = mark_of(row, one)
        passages = [Passage(said, mark)] if mark else passages_of(said)
        fields.append(_field(_label(row, one), passages, numbers, one))
    found = {"title": _title(row), "fields": fields}
    return found | {"document": row.pk} if row._meta.label == "women.Document" else found


def _field(label: str, passages: list[Passage], numbers: Iterator[int], of: Any) -> dict[str, Any]:
    parts = [{"n": next(numbers), "words": one.words, "mark": one.mark} for one in passages]
    is_words = _is_words(of)
    return {"label": label, "parts": parts, "is_words": is_words, "is_read": is_words and of.name not in NOT_READ}


# facts of hers that hold a name by what they are: her services, her practitioner, her reference
NOT_READ = {"agency", "service_as_written", "practitioner_name", "ref", "known_as", "full_name", "referral_source"}


def _is_words(one: Any) -> bool:
    """Whether people write here what they like: what a reviewer has to read."""
    return isinstance(one, models.CharField | models.TextField) and not one.choices


def _title(row: Any) -> str:
    """What a row is, as she would say it; a score with the goal that it is of."""
    title = TITLES.get(row._meta.label, str(row._meta.verbose_name).capitalize())
    if row._meta.label == "women.GoalScore":
        return f"{title}: {row.goal.get_area_display()}"
    return f"{title} {row.child.child_no}" if hasattr(row, "child") else title


TITLES = {
    "women.Woman": "You", "women.GoalScore": "Your score, from 0 to 10, for a goal", "women.Step": "A step",
    "women.StepNote": "What was said at a step", "women.SafeContact": "A way of reaching you",
    "women.Flag": "Something to read before contact", "women.ChildStatus": "Legal status of child",
    "women.ChildContact": "Contact with child", "women.CheckIn": "A check-in", "women.LegalHold": "A legal hold",
    "women.Erasure": "Erasing", "women.Consent": "What you agreed to", "women.Request": "What you asked for",
    "women.AgencyReference": "How an agency knows you",
    "women.Transfer": "A move to another Practice", "women.Merge": "Two records of you, brought together",
    "sessions_log.Amendment": "Added to a contact",
    "reporting.Acceptance": "Why something that is not recorded may stand", "reporting.Story": "Your story in a return",
}  # fmt: skip
LABELS = {
    "women.Woman.ref": "Your reference", "women.Merge.words": "Why they are of one woman",
    "women.Merge.merged_by": "Brought together by", "women.Woman.priority_rank": "Place on the list of referrals",
    "women.Woman.practitioner_name": "Your practitioner", "women.Child.child_no": "Child",
    "women.Request.right": "What you asked for", "women.Request.due_on": "Answer due by",
    "women.Goal.ref": "Reference of the goal", "women.Goal.in_her_words": "In your words",
    "women.Contraception.in_her_words": "In your words", "women.Pregnancy.outcome": "What is written of it",
    "women.Erasure.due_on": "On",
}  # fmt: skip


def _label(row: Any, one: Any) -> str:
    return LABELS.get(f"{row._meta.label}.{one.name}", str(one.verbose_name).capitalize())


def _said(row: Any, one: Any) -> str:
    """The value of a field as it reads on paper; blank where there is nothing."""
    value = getattr(row, one.attname)
    if value in (None, "", []) or value is False:  # a box that nobody ticked says nothing
        return ""
    if type(value) is date:
        return day_said(row, one.name)  # where the month is all that is known, it is all that is said
    if isinstance(one, models.ForeignKey):
        related = getattr(row, one.name)
        return str(getattr(related, "name", None) or getattr(getattr(related, "user", None), "name", None) or related)
    if one.choices:
        return str(getattr(row, f"get_{one.name}_display")())  # as its model says it of this row
    if isinstance(value, list):
        labels = dict(getattr(one.base_field, "flatchoices", ())) if hasattr(one, "base_field") else {}
        return ", ".join(str(labels.get(single, single)) for single in value)
    return in_words(value)


def in_words(value: Any) -> str:
    """Dates and yes or no as people write them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        clock = clock_of(value)
        return f"{timezone.localtime(value):%-d %B %Y}" + (f", {clock}" if clock else "")
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
    "women.Woman": PreMark(frozenset({"restricted_because"}), CopyMark.SERIOUS_HARM),
    "women.Child": PreMark(WHERE_A_CHILD_LIVES, CopyMark.OTHER_PERSON),
    "women.ChildStatus": PreMark(WHERE_A_CHILD_LIVES, CopyMark.OTHER_PERSON),
    "women.ChildContact": PreMark(frozenset({"words"}), CopyMark.OTHER_PERSON),
    "women.Document": PreMark(frozenset({"title"}), CopyMark.OTHER_AGENCY, {"mark": tuple(CopyMark.values)}),
    "women.Person": PreMark(
        frozenset({"name", "what_to_her", "agency", "phone", "email", "words"}), CopyMark.OTHER_PERSON,
        {"kind": (PersonKind.FAMILY_OR_FRIEND,)},
    ),
    # whoever finds the copy would know how to reach her, and what is known of him
    "women.SafeContact": PreMark(
        frozenset({"detail", "hours", "who_else_sees", "code_word"}), CopyMark.SERIOUS_HARM
    ),
    "women.Flag": PreMark(
        frozenset({"kind", "reason"}), CopyMark.SERIOUS_HARM,
        {"kind": (FlagKind.DANGER_FROM_SOMEONE, FlagKind.VISIT_IN_PAIRS)},
    ),
    "women.LegalHold": PreMark(
        frozenset({"reason", "words"}), CopyMark.OTHER_AGENCY, {"reason": (HoldReason.POLICE, HoldReason.INQUIRY)}
    ),
}  # fmt: skip


def mark_of(row: Any, one: Any, label: str = "") -> str:
    """Why a field of a row would be withheld for what it is; blank where it is hers."""
    rule = PRE_MARKED.get(label or row._meta.label)
    if rule is None or one.name not in rule.fields:
        return ""
    if not all(getattr(row, name) in values for name, values in rule.when.items()):
        return ""
    return str(getattr(row, "mark", "") or rule.mark.value)


def _earlier(ids: list[int], numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    """What stood in each row before it was changed, field by field.

    Words that any version of a field has marked are withheld in every earlier one: a mark that came later was meant
    for them too.
    """
    taken = withdrawn_rows(ids)
    for history in history_models():
        label = history.pgh_tracked_model._meta.label
        hers = hers_in(history, ids)
        if hers is None:
            continue
        versions: dict[int, list[Any]] = {}
        for event in history.objects.filter(hers).order_by("pgh_id"):
            if (label, event.pgh_obj_id) not in taken:
                versions.setdefault(event.pgh_obj_id, []).append(event)
        for events in versions.values():
            fields = [
                found
                for one in history.pgh_tracked_model._meta.fields
                if one.name not in NOT_HERS
                for found in _versions_of(one, events, numbers)
            ]
            if fields:
                yield {"title": _title_of_kind(history.pgh_tracked_model), "fields": fields}


def _title_of_kind(model: Any) -> str:
    return TITLES.get(model._meta.label, str(model._meta.verbose_name).capitalize())


def _versions_of(one: Any, events: list[Any], numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    said = [_said_then(event, one) for event in events]
    kind = one.model._meta.label
    marks = [mark_of(event, one, kind) or mark_in(words) for event, words in zip(events, said, strict=True)]
    marked = next((mark for mark in marks if mark), "")
    for words, after, event in zip(said, said[1:], events[1:], strict=False):
        if words and words != after:
            name = LABELS.get(f"{one.model._meta.label}.{one.name}", str(one.verbose_name).capitalize())
            label = f"{name}, until {in_words(event.pgh_created_at)}"
            yield _field(label, [Passage(words, marked)], numbers, one)


def _said_then(event: Any, one: Any) -> str:
    """A value as it stood in a version; of a person or a row only that it was another."""
    if isinstance(one, models.ForeignKey):
        return ""
    return _said(event, event._meta.get_field(one.name))
