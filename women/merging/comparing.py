"""Two records side by side: what each says of her, and how much work hangs on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from practices.forms.record import in_words
from practices.models import Membership
from women.family import Lost, lost_by
from women.known_days import as_known, day_said
from women.merging.rows import links_to_woman
from women.models import Child, Flag, Place, SafeContact, Woman
from women.presenters import is_known_to_have_died
from women.safety import flags_for

LABELS = {
    "known_as": "Known as", "full_name": "Full name", "date_of_birth": "Date of birth", "ethnicity": "Ethnicity",
    "care_leaver": "In care as a child", "sexual_exploitation_victim": "Sexually exploited",
    "age_at_first_birth": "Age at first birth", "practitioner": "Who works with her",
}  # fmt: skip
# what is told one by one on the page, and not as a number of rows
SHOWN = (Place, Child, Flag, SafeContact)


@dataclass(frozen=True)
class Fact:
    """One thing that both records say of her, in words."""

    name: str
    label: str
    mine: str
    theirs: str

    @property
    def is_asked(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.mine and self.theirs and self.mine != self.theirs)

    @property
    def only_theirs(self) -> bool:
        """Whether only the record that is merged says it: then it is taken."""
        return bool(self.theirs and not self.mine)


@dataclass(frozen=True)
class Side:
    """One of the two records, as its column shows it."""

    woman: Woman
    places: list[Place]
    children: list[Child]
    flags: list[Flag]
    rules: list[SafeContact]
    lost: list[Lost]

    @property
    def children_in_words(self) -> list[str]:
        """Her children, enough to know which one is which."""
        return [child_in_words(child) for child in self.children]


def side_of(woman: Woman, viewer: Membership) -> Side:
    """What stands on one record, as far as the viewer may see it; six statements."""
    return Side(
        woman,
        list(woman.places.select_related("cohort").order_by("number")),
        list(woman.children.order_by("child_no")),
        list(flags_for(viewer).filter(woman=woman)),
        list(woman.safe_contacts.all()),
        lost_by(woman),
    )


def facts(woman: Woman, merged: Woman) -> list[Fact]:
    """Who she is, by both records."""
    death = Fact("death", "Death", death_in_words(woman), death_in_words(merged))
    return [*(Fact(name, label, _said(woman, name), _said(merged, name)) for name, label in LABELS.items()), death]


def death_in_words(woman: Woman) -> str:
    """That she has died, and when, as far as it is known; blank where it is not recorded."""
    if not is_known_to_have_died(woman):
        return ""
    if woman.death_known_on is None:  # by a workbook, which says the day of the place alone
        place = woman.places.order_by("-number").first()
        return f"Has died, place closed {place.ended_said}" if place else "Has died"
    heard = as_known(woman.death_known_on, is_known=True)
    died = as_known(woman.died_on, is_known=woman.died_day_is_known)
    return f"Died {died}, we heard on {heard}" if died else f"Has died, we heard on {heard}"


def _said(woman: Woman, name: str) -> str:
    if name == "practitioner":
        return woman.practitioner_name
    display = getattr(woman, f"get_{name}_display", None)
    value = display() if display is not None else getattr(woman, name)
    return "" if value in (None, "") else in_words(value)


def how_much(woman: Woman, merged: Woman) -> list[tuple[str, int, int]]:
    """(what, rows on the one that goes on, rows on the other) of all else that hangs on them, where there is any."""
    found = []
    for model, name in links_to_woman():
        if model not in SHOWN:
            mine, theirs = (model.objects.filter(**{name: one}).count() for one in (woman, merged))
            if mine or theirs:
                found.append((plural_of(model), mine, theirs))
    return found


def plural_of(model: Any) -> str:
    """What a page calls several rows of a model: none has a plural of its own, and “pregnancys” is no word."""
    name = str(model._meta.verbose_name).capitalize()
    return f"{name[:-1]}ies" if name.endswith("y") and not name.endswith(("ay", "ey", "oy")) else f"{name}s"


def child_in_words(child: Child) -> str:
    """A child, enough to know which one it is; of one who is not alive, that too."""
    return f"Child {child.child_no}" + _days_of(child) + (f": {child.get_loss_display().lower()}" if child.loss else "")


def _days_of(child: Child) -> str:
    parts = []
    if child.born_on:
        parts.append(f"born {day_said(child, 'born_on')}")
    if child.removed_on:
        parts.append(f"removed {date_format(child.removed_on, 'j F Y')}")
    return f", {', '.join(parts)}" if parts else ""


def place_in_words(place: Place, today: date) -> str:
    """A place by whose record it stands on, where it is and since when."""
    days = {"referred": place.referred_on, "offered": place.offered_on, "agreed": place.agreed_on,
            "declined": place.declined_on, "completed": place.completed_on}  # fmt: skip
    told = {what: date_format(day, "j F Y") for what, day in days.items() if day is not None}
    told |= {"closed": day_said(place, "closed_on")} if place.closed_on else {}
    said = ", ".join(f"{what} {day}" for what, day in told.items())
    return f"{place.woman.ref}: {place.step_on(today).label.lower()}" + (f" ({said})" if said else "")


def same_child(hers: Sequence[Child], theirs: Sequence[Child]) -> dict[int, int]:
    """Children who are likely the same, theirs → hers: born in one month, and on one day where both know it."""
    found: dict[int, int] = {}
    for other in theirs:
        for child in hers:
            if child.pk not in found.values() and _born_alike(child, other):
                found[other.pk] = child.pk
                break
    return found


def _born_alike(one: Any, other: Any) -> bool:
    if one.born_on is None or other.born_on is None:
        return False
    if one.born_day_is_known and other.born_day_is_known:
        return bool(one.born_on == other.born_on)
    return (one.born_on.year, one.born_on.month) == (other.born_on.year, other.born_on.month)
