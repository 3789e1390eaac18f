"""The way from records to a submitted return, as the quarter page lists it: what is done, and what stops it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from reporting.actions.returns import is_asked_for
from reporting.content import narrative_of
from reporting.disclosure.words import open_matches
from reporting.models import Return, ReturnStatus
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter

TEXTS = ("went_well", "was_hard", "is_next")


@dataclass(frozen=True)
class Step:
    """One line: what to do, where, how it stands, and the colour of that."""

    name: str
    url: str
    state: str
    colour: str


def may_build(returns: Sequence[Return]) -> bool:
    """Whether a build would make a draft: there is none, it is a draft, it was returned, or it has moved too far."""
    if not returns or returns[0].status in (ReturnStatus.DRAFT, ReturnStatus.RETURNED):
        return True
    return is_asked_for(returns[0])


def steps_of(
    practice: Practice, quarter: Quarter, returns: Sequence[Return], figures: dict[str, Any], *, now: datetime
) -> list[Step]:
    """The steps of a quarter whose return is still to be sent; none once it is."""
    if not may_build(returns):
        return []
    draft = returns[0] if returns and returns[0].status == ReturnStatus.DRAFT else None
    address = [practice.slug, quarter.slug]
    return [
        _checks(practice, quarter, address, now),
        _narrative(quarter, address),
        _disclosure(quarter, address),
        _build(draft, figures, address),
        _send(draft, quarter, address, has_ended=quarter.has_ended(timezone.localdate(now))),
    ]


def _checks(practice: Practice, quarter: Quarter, address: list[str], now: datetime) -> Step:
    checked = check_quarter(practice.pk, quarter, now=now)
    blocking = sum(len(one.open) for one in checked if one.blocks)
    worth = sum(len(one.open) for one in checked if not one.blocks)
    url = reverse("checks", args=address)
    if blocking:
        return Step("Data quality", url, f"{blocking} to mend, {worth} worth a look", "red")
    return Step("Data quality", url, f"{worth} worth a look" if worth else "Clear", "orange" if worth else "green")


def _narrative(quarter: Quarter, address: list[str]) -> Step:
    written = sum(bool(narrative_of(quarter).get(name)) for name in TEXTS)
    state, colour = ("Written", "green") if written == len(TEXTS) else (f"{written} of {len(TEXTS)} texts", "blue")
    return Step("Narrative", reverse("narrative", args=address), state, colour)


def _disclosure(quarter: Quarter, address: list[str]) -> Step:
    number = len(open_matches(narrative_of(quarter), quarter))
    state, colour = (f"{number} in the words", "red") if number else ("Nothing in the words", "green")
    return Step("Disclosure check", reverse("disclosure", args=address), state, colour)


def _build(draft: Return | None, figures: dict[str, Any], address: list[str]) -> Step:
    if draft is None:
        return Step("Build the return", "", "Not built yet", "grey")
    url = reverse("return", args=[*address, draft.version])
    if draft.figures != figures:
        return Step("Build the return", url, "Built, figures have changed since", "orange")
    return Step("Build the return", url, "Built", "green")


def _send(draft: Return | None, quarter: Quarter, address: list[str], *, has_ended: bool) -> Step:
    if not has_ended:
        return Step("Check and submit", "", "Once the quarter is over", "grey")
    if draft is None or draft.so_far:
        return Step("Check and submit", "", "Build it first", "grey")
    url = reverse("submit", args=[*address, draft.version])
    if draft.signed_at is not None:
        return Step("Check and submit", url, "Signed, waits for a second person", "blue")
    return Step("Check and submit", url, "Ready to check", "blue")
