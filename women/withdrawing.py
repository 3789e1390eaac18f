"""What can be taken back from a record, what hangs on it and goes with it, and how it becomes another woman's.

Every kind of row of `women.kinds` can, and what the apps add here. Of what hangs on a row each relation is declared; a
row that something else rests on is refused, so that a relation of tomorrow is no row that goes in silence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet

from practices.permissions import Permission
from women.death import last_day_of
from women.kinds import KINDS
from women.models import (
    AfterDeath,
    Child,
    ChildStatus,
    Consent,
    Contraception,
    Document,
    Goal,
    GoalScore,
    Need,
    Note,
    Pregnancy,
    Request,
    WellbeingScore,
    Woman,
)
from women.needs_again import answer_stands_again, make_room, what_stands_again
from women.only_one import taken_by
from women.parents import PARENTS
from women.presenters import is_known_to_have_died
from women.side_effects import after_a_loss, latest_status_stands, to_do_once

# kinds of row that are not taken back, each with what to do instead
NOT_TAKEN_BACK = {
    "about": "Her details are corrected, not taken back. Change them.",
    "check-in": "A check-in is planned by itself. Change it: empty the day on which it was done.",
}
HANGS_ON: dict[str, tuple[str, ...]] = {  # a model → the relations whose rows go with it
    "women.Goal": ("scores",),
    "women.Child": ("statuses", "family_contacts"),
    "women.Note": ("amendments",),
    "women.Document": ("content",),
}
LEFT_BEHIND: dict[str, tuple[str, ...]] = {}  # a model → the relations whose rows are deleted for good (BEFORE)
BEFORE: dict[str, Callable[[Any], None]] = {}  # a model → what is deleted for good before a row goes
ALSO: dict[str, Callable[[Any], Iterable[Any]]] = {}  # a model → rows that were made with it
RESTS: dict[str, Callable[[Any], str]] = {}  # a model → blank, or why a row cannot go at all, and what to do instead
ANEW: dict[str, Callable[[Any], None]] = {}  # a model → what is not so of the woman whose a row becomes
FOLLOWS: dict[str, Callable[[Any, Woman | None], Iterable[str]]] = {}  # a model → what else the check says of a row
MOVE_RULES: dict[str, Callable[[Any, Woman], str]] = {}  # a model → blank, or why a row cannot become hers
STAYS: dict[str, Callable[[Any], str]] = {}  # a model → blank, or why a row can become nobody else's
MAKES_ROOM: dict[str, Callable[[int], None]] = {}  # a model → what goes so that the row of that id can come back
AFTERWARDS: dict[str, Callable[[Any], None]] = {}  # a model → what is put right once a row is gone
KEYS: dict[str, Callable[[Any], str]] = {}  # a model → the key under which a workbook would find a row by what it says
ERASED_AT_ONCE = {"women.DocumentContent"}  # bytes are not kept twice: they cannot be put back


class CannotWithdraw(Exception):
    """Something else rests on the row; the message says what to do."""


@dataclass(frozen=True)
class Withdrawable:
    """A kind of row that can be taken back: what it is called, where it stands, and which rows are hers."""

    key: str
    noun: str
    section: str
    hers: Callable[[Woman], QuerySet[Any]]
    permission: Permission = Permission.WRITE_RECORDS


OTHERS: dict[str, Withdrawable] = {
    "document": Withdrawable("document", "a document", "documents", lambda woman: Document.objects.filter(woman=woman)),
    "need": Withdrawable("need", "an answer about a need", "needs", lambda woman: Need.objects.filter(woman=woman)),
    "request": Withdrawable(
        "request", "a request of hers", "data", lambda woman: Request.objects.filter(woman=woman), Permission.KEEP_DATA
    ),
}


def withdrawable(key: str) -> Withdrawable | None:
    """The kind of that key; None where there is none, or it is not taken back."""
    if key in OTHERS:
        return OTHERS[key]
    kind = KINDS.get(key)
    if kind is None or key in NOT_TAKEN_BACK:
        return None
    return Withdrawable(kind.key, kind.noun, kind.section, kind.hers, kind.permission)


def withdrawable_keys() -> list[str]:
    """Every kind that can be taken back."""
    return [key for key in dict.fromkeys([*KINDS, *OTHERS]) if key not in NOT_TAKEN_BACK]


def with_what_hangs_on(row: Any) -> list[Any]:
    """The row and all that goes with it, parents first; raises CannotWithdraw where something else rests on it."""
    found = [row]
    for relation in row._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created or relation.concrete:
            continue
        model = relation.related_model
        if hasattr(model, "pgh_tracked_model"):
            continue
        rows = list(model._base_manager.filter(**{relation.field.name: row.pk}).order_by("pk"))
        name = relation.get_accessor_name()
        if name in LEFT_BEHIND.get(row._meta.label, ()):
            continue
        if rows and name not in HANGS_ON.get(row._meta.label, ()):
            raise CannotWithdraw(
                f"This cannot be taken back while {called_of(model)} rests on it. Take that back, or end it, first."
            )
        for one in rows:
            found += with_what_hangs_on(one)
    return found


def called_of(model: Any) -> str:
    """What a model's rows are called, with an article."""
    name = str(model._meta.verbose_name)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def all_that_goes(row: Any) -> list[Any]:
    """The row, what hangs on it, and what was made with it; raises CannotWithdraw where it cannot go."""
    if row._meta.label in RESTS and (why := RESTS[row._meta.label](row)):
        raise CannotWithdraw(why)
    found = with_what_hangs_on(row)
    for one in ALSO.get(row._meta.label, lambda _: ())(row):
        found += with_what_hangs_on(one)
    return found


def is_of_a_woman(row: Model) -> bool:
    """Whether a row says itself whose it is; others hang on a goal, a child or a place of hers."""
    return any(field.name == "woman" for field in row._meta.fields)


def can_move(row: Model) -> bool:
    """Whether a row can be made another woman's."""
    return not why_it_stays(row)


def why_it_stays(row: Model) -> str:
    """Blank where a row can be made another woman's; else why not, and what to do."""
    if row._meta.label in STAYS and (why := STAYS[row._meta.label](row)):
        return why
    if is_of_a_woman(row) or row._meta.label in PARENTS:
        return ""
    return "This hangs on another row of hers. Move that one: this goes with it."


def rows_that_move(row: Any, going: list[Any], to: Woman) -> list[Any]:
    """The rows that become hers, parents first; what hangs on something of the wrong woman's stays taken back.

    Raises CannotWithdraw, with what to do, where a rule stands against it: asked when she is chosen, and at the press.
    """
    if why := why_it_stays(row):
        raise CannotWithdraw(why)
    hanging = with_what_hangs_on(row)
    moving = [one for one in going if is_of_a_woman(one) or one in hanging]
    for one in moving:
        if is_of_a_woman(one) and (taken := taken_by(one, to)):
            raise CannotWithdraw(f"{taken} Change that one, and take this back here.")
        rule = MOVE_RULES.get(one._meta.label)
        if rule is not None and (one is row or one not in hanging) and (problem := rule(one, to)):
            raise CannotWithdraw(problem)
    return moving


AFTERWARDS[ChildStatus._meta.label] = lambda status: latest_status_stands(status.child)
AFTERWARDS[AfterDeath._meta.label] = to_do_once
AFTERWARDS[Need._meta.label], MAKES_ROOM[Need._meta.label] = answer_stands_again, make_room
FOLLOWS[Need._meta.label] = what_stands_again
AFTERWARDS[Child._meta.label] = AFTERWARDS[Pregnancy._meta.label] = after_a_loss


def adds_to_another(note: Any) -> str:
    """A further note moves with the note that it adds to."""
    return "This adds to another note. Move that note: this goes with it." if note.amends_id else ""


def she_has_died(row: Any, woman: Woman) -> str:
    """What belongs after a death stands on no record of a woman who lives."""
    if is_known_to_have_died(woman):
        return ""
    return "It is not recorded that she has died. Record that first, then move this."


STAYS[Note._meta.label] = adds_to_another


def not_after_her_death(day_of: Callable[[Any], date]) -> Callable[[Any, Woman], str]:
    """A rule for what says that she did something on a day: not after the last day on which she may have lived."""

    def rule(row: Any, woman: Woman) -> str:
        last = last_day_of(woman, woman.places.order_by("-number").first())
        if last is None or day_of(row) <= last:
            return ""
        return f"This is of {day_of(row):%d/%m/%Y}, and she had died by then. Correct the day first, or take it back."

    return rule


MOVE_RULES[AfterDeath._meta.label] = she_has_died
for model, field in (
    (Consent, "given_on"), (Contraception, "started_on"), (Goal, "set_on"), (GoalScore, "on"), (Need, "on"),
    (Pregnancy, "known_on"), (WellbeingScore, "on"),
):  # fmt: skip
    MOVE_RULES[model._meta.label] = not_after_her_death(attrgetter(field))
