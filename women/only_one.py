"""What there is only one of on a record: one rule, asked where a row is added, moved to another woman, or put back.

No constraint of the database holds these: where two records of one woman are merged, both rows stand until somebody has
asked her (women.merging), and of agencies' references the spelling decides, not the characters.
"""

from collections.abc import Callable
from typing import Any

from practices.folding import chunks_of
from women.models import AgencyReference, Request, SafeContact, Woman

NO_SECOND_RULE = "There is a rule for this already. Change that one."
NO_SECOND_REFERENCE = "This reference is written down already."


def has_rule_for(woman: Woman, channel: str, *, but: int | None = None) -> bool:
    """Return whether one of her ways of being reached has a rule, other than the row `but`."""
    return woman.safe_contacts.filter(channel=channel).exclude(pk=but or 0).exists()


def has_reference(woman: Woman, agency: str, reference: str, *, but: int | None = None) -> bool:
    """Return whether a reference of an agency is written down, however it is spaced, other than in the row `but`."""
    wanted = chunks_of(agency), chunks_of(reference)
    others = woman.agency_references.exclude(pk=but or 0)
    return any((chunks_of(one.agency), chunks_of(one.reference)) == wanted for one in others)


def has_open_request(woman: Woman, right: str | None, *, but: int | None = None) -> bool:
    """Return whether she asks for the same already and waits for an answer, other than by the row `but`."""
    return Request.objects.filter(woman=woman, right=right, closed_on=None).exclude(pk=but or 0).exists()


def _rule(row: SafeContact, woman: Woman) -> str:
    if not has_rule_for(woman, row.channel, but=row.pk):
        return ""
    return f"There is a rule for “{row.get_channel_display()}” on her record already."


def _reference(row: AgencyReference, woman: Woman) -> str:
    if not has_reference(woman, row.agency, row.reference, but=row.pk):
        return ""
    return "This reference is written down on her record already."


def _request(row: Request, woman: Woman) -> str:
    if row.closed_on is not None or not has_open_request(woman, row.right, but=row.pk):
        return ""
    return "She has asked for this already, and it is open on her record."


ONLY_ONE: dict[str, Callable[[Any, Woman], str]] = {
    SafeContact._meta.label: _rule,
    AgencyReference._meta.label: _reference,
    Request._meta.label: _request,
}


def taken_by(row: Any, woman: Woman) -> str:
    """Return blank, or which row of hers stands where this one would."""
    rule = ONLY_ONE.get(row._meta.label)
    return rule(row, woman) if rule is not None else ""
