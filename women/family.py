"""The ledger of each child: status over time, placement, and what is due and done between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from women.codes import LOSSES, ChildLoss, PregnancyEnd
from women.known_days import when
from women.models import Child, ChildContact, ChildStatus, Pregnancy, Woman


@dataclass(frozen=True)
class ChildLedger:
    """One child with its history, oldest first, and its contacts, what is due first."""

    child: Child
    statuses: list[ChildStatus]
    due: list[ChildContact]
    done: list[ChildContact]


def ledger_of(woman: Woman) -> list[ChildLedger]:
    """Every child of hers; three statements."""
    children = woman.children.prefetch_related("statuses", "family_contacts")
    return [
        ChildLedger(
            child,
            list(child.statuses.all()),
            [one for one in child.family_contacts.all() if one.done_on is None],
            [one for one in child.family_contacts.all() if one.done_on is not None],
        )
        for child in children
    ]


def losses_of(woman: Woman) -> list[Pregnancy]:
    """The pregnancies that she lost, as they were recorded."""
    return list(woman.pregnancies.filter(ended_as__in=LOSSES))


LOST: dict[str, str] = {
    PregnancyEnd.MISCARRIAGE: "She had a miscarriage",
    PregnancyEnd.STILLBIRTH: "Her baby was stillborn",
    PregnancyEnd.OTHER_LOSS: "She lost a pregnancy",
    ChildLoss.STILLBORN: "Her baby was stillborn",
    ChildLoss.DIED: "A child of hers died",
}
FRESH = timedelta(days=365)  # for how long a loss is said to whoever is about to ring her, wherever they begin


@dataclass(frozen=True)
class Lost:
    """One loss, as whoever is about to be in touch with her hears of it."""

    what: str
    on: date | None
    day_is_known: bool

    @property
    def said(self) -> str:
        """What happened and when, as far as that is known."""
        return " ".join(filter(None, [LOST[self.what], when(self.on, is_known=self.day_is_known)]))


def fresh_of_children(today: date) -> Q:
    """The children whose death is of the last year; also where nobody knows its day."""
    return ~Q(loss="") & (Q(died_on=None) | Q(died_on__gt=today - FRESH))


def fresh_of_pregnancies(today: date) -> Q:
    """The same of pregnancies: where the day is not known, of those that were known in the last year."""
    since = today - FRESH
    return Q(ended_as__in=LOSSES) & (Q(ended_on__gt=since) | Q(ended_on=None, known_on__gt=since))


def lost_by(woman: Woman, *, fresh_on: date | None = None) -> list[Lost]:
    """What she has lost, the latest first, without a day last; with `fresh_on` only that of the year before it."""
    children, pregnancies = woman.children.exclude(loss=""), woman.pregnancies.filter(ended_as__in=LOSSES)
    if fresh_on is not None:
        children = children.filter(fresh_of_children(fresh_on))
        pregnancies = pregnancies.filter(fresh_of_pregnancies(fresh_on))
    return _latest_first(
        [*(Lost(one.loss, one.died_on, one.died_day_is_known) for one in children),
         *(Lost(one.ended_as, one.ended_on, not one.ended_month_only) for one in pregnancies)]
    )  # fmt: skip


def _latest_first(found: Iterable[Lost]) -> list[Lost]:
    return sorted(found, key=lambda one: one.on or date.min, reverse=True)
