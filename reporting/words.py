"""Codes of a return as people say them."""

from practices.codes import AreaOfLife
from reporting.indicators.counting import OTHER
from reporting.indicators.declared import Breakdown
from sessions_log.codes import SupportOutcome


def label_of(breakdown: Breakdown, code: str) -> str:
    """A code of a breakdown in words; services stand in a return by their label."""
    if code == OTHER:
        return "Other"
    if breakdown.by == "area":
        return str(AreaOfLife(code).label)
    return str(SupportOutcome(code).label) if breakdown.by == "outcome" else code
