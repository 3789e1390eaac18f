"""What goes with a woman to another Practice, and how it becomes a record there.

Who she is always goes; the rest as she and the sending lead choose. The work that was done stays with the Practice that
did it: no contact, appointment, note or score goes, and goals begin anew on the day of the move.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q

from women.codes import LOSSES
from women.models import Child, ChildContact, ChildStatus, Woman

WHO_SHE_IS = (
    "known_as", "full_name", "date_of_birth", "ethnicity", "care_leaver", "sexual_exploitation_victim",
    "age_at_first_birth",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Rows of one model that may go with her: which columns, and of which rows."""

    label: str
    model: str
    columns: tuple[str, ...]
    which: Q = field(default_factory=Q)


PARTS = {
    "safety": Part(
        "How to reach her safely", "women.SafeContact",
        ("channel", "detail", "is_safe", "hours", "voicemail", "who_else_sees", "code_word", "checked_on"),
    ),
    "flags": Part(
        "What to read before contact", "women.Flag", ("kind", "reason", "audience", "review_by", "raised_on"),
        Q(ended_on=None),
    ),
    "children": Part(
        "Her children, with what is due for them", "women.Child",
        ("child_no", "born_on", "born_day_is_known", "removed_on", "legal_status", "placement", "contact_plan",
         "loss", "died_on", "died_day_is_known", "remembers", "words"),
    ),
    "contraception": Part(
        "The contraception that she uses now", "women.Contraception",
        ("method", "started_on", "review_due_on", "in_her_words"), Q(ended_on=None),
    ),
    "goals": Part(
        "Her goals, to begin anew", "women.Goal", ("area", "in_her_words"), Q(achieved_on=None, stopped_on=None)
    ),
    "pregnancies": Part(
        "A pregnancy, and what she has lost", "women.Pregnancy",
        ("known_on", "known_month_only", "known_not_recorded", "outcome", "ended_as", "ended_on", "ended_month_only",
         "remembers"),
        Q(ended_as__in=("", *LOSSES)),
    ),
    "people": Part(
        "People around her", "women.Person",
        ("kind", "name", "what_to_her", "agency", "phone", "email", "words"), Q(ended_on=None),
    ),
    "references": Part("References of other agencies", "women.AgencyReference", ("agency", "reference")),
}  # fmt: skip
# goes with her children: of each the letters, contact and Life Story work to come, by the child's number
FAMILY_CONTACTS = ("kind", "due_on", "words")
Content = dict[str, Any]


def pack(woman: Woman, parts: list[str]) -> Content:
    """What goes, as JSON: {"woman": {column: text}, part: [{column: text}]}; in the sender's scope."""
    content: Content = {"woman": _as_text(woman, WHO_SHE_IS)}
    for key in parts:
        part = PARTS[key]
        model: Any = apps.get_model(part.model)
        content[key] = [_as_text(row, part.columns) for row in model.objects.filter(part.which, woman=woman)]
    if "children" in parts:
        due = ChildContact.objects.filter(child__woman=woman, child__loss="", done_on=None).select_related("child")
        content["family_contacts"] = [
            {"child_no": str(one.child.child_no), **_as_text(one, FAMILY_CONTACTS)} for one in due
        ]
    return content


def _as_text(row: Any, columns: tuple[str, ...]) -> dict[str, str | None]:
    values = {}
    for name in columns:
        value = getattr(row, name)
        values[name] = None if value is None else str(row._meta.get_field(name).value_to_string(row))
    return values


def unpack_woman(content: Content) -> dict[str, Any]:
    """Who she is, as values of a new record."""
    return _as_values(Woman, content["woman"])


def unpack_rows(content: Content, woman: Woman, *, today: date, goal_refs: Any) -> None:
    """The rows that came with her, written to her new record; in the receiver's scope. `goal_refs` gives references."""
    for key, part in PARTS.items():
        model: Any = apps.get_model(part.model)
        for values in content.get(key, []):
            more: dict[str, Any] = {"set_on": today, "ref": next(goal_refs)} if key == "goals" else {}
            row = model.objects.create(woman=woman, **_as_values(model, values), **more)
            if isinstance(row, Child) and row.legal_status:
                since = row.removed_on or today
                ChildStatus.objects.create(
                    child=row, legal_status=row.legal_status, since_on=since, placement=row.placement
                )
    for values in content.get("family_contacts", []):
        child = Child.objects.get(woman=woman, child_no=values["child_no"])
        of_it = {name: values[name] for name in FAMILY_CONTACTS}
        ChildContact.objects.create(child=child, **_as_values(ChildContact, of_it))


def _as_values(model: Any, texts: dict[str, str | None]) -> dict[str, Any]:
    return {name: None if text is None else model._meta.get_field(name).to_python(text) for name, text in texts.items()}
