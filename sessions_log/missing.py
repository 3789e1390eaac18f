"""What a coordinator sees is missing, with whom, so that it can be mended today."""

from collections.abc import Callable
from dataclasses import dataclass

from sessions_log.queries.day import Day
from women.models import Woman


@dataclass(frozen=True)
class Missing:
    """One kind of gap, and the women who have it; `where` is the section of a record that mends it."""

    what: str
    women: list[Woman]
    where: str


RULES: tuple[tuple[str, str, Callable[[Woman], bool]], ...] = (
    ("No practitioner linked", "", lambda woman: woman.practitioner_id is None),
    ("No date of birth", "about", lambda woman: woman.date_of_birth is None),
    ("Ethnicity not asked", "about", lambda woman: not woman.ethnicity),
)


def missing_of(day: Day) -> list[Missing]:
    """The gaps of a team's day, the emptiest left out."""
    seated = [card.shown.woman for card in day.cards]
    without = {appointment.woman_id: appointment.woman for appointment in day.without_outcome}
    found = [
        Missing("Referred, no decision yet", day.waiting, "place"),
        Missing("An appointment without an outcome", list(without.values()), "appointments"),
        Missing("Agreed, and no goal yet", day.without_goals, "goals"),
        *(Missing(what, [woman for woman in seated if is_missing(woman)], where) for what, where, is_missing in RULES),
    ]
    return [one for one in found if one.women]
