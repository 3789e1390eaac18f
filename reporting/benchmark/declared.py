"""How each indicator is compared between Practices: over what, with which limits, and whether a verdict is given."""

from dataclasses import dataclass
from enum import StrEnum

from reporting.indicators.declared import INDICATORS, Better, Indicator, Shown


class Kind(StrEnum):
    """What an indicator is to a funnel plot."""

    PROPORTION = "proportion"  # x of n, each of the n either way: exact binomial limits
    RATE = "rate"  # x events over what is expected of n: exact Poisson limits
    PLAIN = "plain"  # no limits: chance has no part in it, or not in a way that these describe


# what a rate is over: a number of another indicator, by its key and place (0 numerator, 1 denominator)
WOMEN = ("women_in_cohort", 0)
HELD = ("attrition", 1)  # women who held a seat in the quarter: events befall them, whoever is left on the last day


@dataclass(frozen=True)
class Comparison:
    """One indicator's comparison.

    `over` names the number that a rate is over; a value is then x / n times `per`, said with `unit`.
    `because` says why no verdict is given; blank where one is.
    """

    indicator: Indicator
    kind: Kind
    over: tuple[str, int] = ("", 0)
    per: int = 1
    unit: str = ""
    because: str = ""

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.indicator.key

    @property
    def across(self) -> str:
        """What the size of a Practice counts: the horizontal axis of a funnel plot."""
        if self.kind is Kind.PROPORTION:
            return COUNTED_OVER[self.key]
        return "Women in the cohort" if self.over == WOMEN else "Women who held a seat in the quarter"

    @property
    def is_judged(self) -> bool:
        """Whether Practices are given a verdict."""
        return not self.because

    @property
    def pools(self) -> bool:
        """Whether quarters may be added up: of events only, or the same women would be counted again."""
        return not self.indicator.on_a_day


NEUTRAL = "Neither higher nor lower is better, so nobody is judged by it."
RATES = {
    "children_removed_per_woman": (WOMEN, 1, "for each woman"),
    "pregnancies": (HELD, 24, "for each 24 women a quarter"),
    "active_goals": (WOMEN, 1, "for each woman"),
    "goals_achieved": (HELD, 24, "for each 24 women a quarter"),
    "appointments_due": (HELD, 1, "for each woman a quarter"),
    "contacts_attempted": (HELD, 1, "for each woman a quarter"),
    "women_supported": (HELD, 24, "for each 24 women a quarter"),
}
# what a proportion is counted over, as the axis of its funnel plot says it
COUNTED_OVER = {
    "fully_engaged": "Women in the cohort", "larc_in_use": "Women fully engaged",
    "pause_maintained": "Women fully engaged", "goals_reviewed": "Goals being worked on",
    "goals_improved": "Goals scored at least twice", "agreed_within_16_weeks": "Women whose 16 weeks ended",
    "attrition": "Women who held a seat", "appointment_attendance": "Appointments due",
    "appointments_accompanied": "Appointments attended", "contacts_made": "Contacts tried",
    "women_contacted": "Women in the cohort", "weekly_reach": "Weeks of women in the cohort",
    "recorded_within_2_days": "Contacts tried",
}  # fmt: skip
UNITS = {"attrition": "a quarter"}  # of shares that are counted again each quarter
PLAIN = {
    "women_in_cohort": "How many women a Practice works with is agreed, not a matter of chance.",
    "seats_filled": "Seats are filled by decision, not by chance, so no limits are drawn.",
    "children_removed": "It is compared as children removed for each woman.",
    "women_in_transition": "When a cohort began decides it.",
    "offers_made": "When a cohort began decides it.",
    "offers_declined": "When a cohort began decides it. Pause is voluntary: a refusal is respected.",
    "completed": "Women complete when their 18 months end: the calendar decides it, not chance.",
    "contact_hours": "Hours come in visits of any length, which these limits do not describe.",
}


def _of(indicator: Indicator) -> Comparison:
    if indicator.key in PLAIN:
        return Comparison(indicator, Kind.PLAIN, because=PLAIN[indicator.key])
    because = NEUTRAL if indicator.better is Better.NEUTRAL else ""
    if indicator.key in RATES:
        over, per, unit = RATES[indicator.key]
        return Comparison(indicator, Kind.RATE, over, per, unit, because)
    if indicator.shown is not Shown.PERCENT:
        raise TypeError(f"Say how {indicator.key} is compared between Practices.")
    return Comparison(indicator, Kind.PROPORTION, unit=UNITS.get(indicator.key, ""), because=because)


COMPARISONS: tuple[Comparison, ...] = tuple(_of(indicator) for indicator in INDICATORS)
COMPARISON_OF = {one.key: one for one in COMPARISONS}
JUDGED = tuple(one for one in COMPARISONS if one.is_judged)
