"""The ledger of each child: status over time, placement, and what is due and done between them."""

from dataclasses import dataclass

from women.codes import PregnancyEnd
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
    lost = [PregnancyEnd.MISCARRIAGE, PregnancyEnd.STILLBIRTH, PregnancyEnd.OTHER_LOSS]
    return list(woman.pregnancies.filter(ended_as__in=lost))
