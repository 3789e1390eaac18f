"""A child who stands in both records is one: what the other record knows of it is kept, or said to differ.

What is blank is filled, of a month the day is taken where the other record knows it, and texts that differ stand side
by side. Where two facts exclude each other the record that goes on is believed; the lead is told before it happens, and
“What changed” keeps the other.
"""

from typing import Any

from practices.codes import YesNoUnknown
from women.history import Linked, said_of
from women.known_days import day_is_known
from women.models import Child

OF_A_CHILD = ("born_on", "removed_on", "legal_status", "placement", "contact_plan", "loss", "died_on", "remembers",
              "words")  # fmt: skip
TEXTS = {"placement": "; ", "contact_plan": "; ", "words": " "}  # what stands between two that differ
DAY_IS_KNOWN = {"born_on": "born_day_is_known", "died_on": "died_day_is_known"}


def taken_from(kept: Any, other: Child) -> dict[str, Any]:
    """The new values of the child that goes on (or of a version of it), with what the other record knows of it."""
    new: dict[str, Any] = {}
    for name in OF_A_CHILD:
        mine, theirs = getattr(kept, name), getattr(other, name)
        if theirs in (None, ""):
            continue
        if mine in (None, "") or _is_closer(name, kept, other):
            new[name] = theirs
            if name in DAY_IS_KNOWN:
                new[DAY_IS_KNOWN[name]] = getattr(other, DAY_IS_KNOWN[name])
        elif name in TEXTS and not _holds(mine, theirs):
            new[name] = joined(name, mine, theirs)
    return new


def joined(name: str, mine: str, theirs: str) -> str:
    """Both texts, hers first."""
    return f"{mine}{TEXTS[name]}{theirs}"


def too_long(kept: Child, other: Child) -> str:
    """Blank, or which texts of the two have no room beside each other."""
    for name in TEXTS:
        field: Any = Child._meta.get_field(name)
        over = len(str(taken_from(kept, other).get(name, ""))) - int(field.max_length)
        if over > 0:
            called = str(field.verbose_name).capitalize()
            return f"{kept}: “{called}” of both is too long by {over} to stand together. Shorten one of them first."
    return ""


def differences(kept: Child, other: Child) -> list[tuple[str, str, str]]:
    """What the two records say otherwise of one child, as (what, the record that goes on, the other one)."""
    found, linked = [], Linked([])
    new = taken_from(kept, other)
    for name in OF_A_CHILD:
        if name in new or name in TEXTS or getattr(other, name) in (None, "") or _is_closer(name, other, kept):
            continue
        field: Any = Child._meta.get_field(name)
        mine, theirs = (said_of(one, field, getattr(one, name), linked) for one in (kept, other))
        if mine != theirs:
            found.append((str(field.verbose_name).capitalize(), mine, theirs))
    return found


def _is_closer(name: str, one: Any, other: Any) -> bool:
    """Whether `other` says the same as `one`, and more closely: a day of that month, or an answer."""
    mine, theirs = getattr(one, name), getattr(other, name)
    if name == "remembers":
        return bool(mine == YesNoUnknown.UNKNOWN and theirs not in ("", YesNoUnknown.UNKNOWN))
    if name not in DAY_IS_KNOWN or mine is None or theirs is None:
        return False
    of_one_month = (mine.year, mine.month) == (theirs.year, theirs.month)
    return of_one_month and day_is_known(other, name) and not day_is_known(one, name)


def _holds(mine: str, theirs: str) -> bool:
    return theirs.casefold() in mine.casefold()
