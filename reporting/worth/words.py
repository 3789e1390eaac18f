"""A calculation in words: the sentence with its range and method, and the published claims beside it."""

from decimal import Decimal

from reporting.indicators.values import rounded
from reporting.worth.asked import Asked
from reporting.worth.declared import CLAIM, CLAIMED_EACH, EVALUATED_ENTRIES, EVALUATION, HORIZON
from reporting.worth.model import Worth

JOINED = "\u2060"  # keeps a minus at its amount at the end of a line


def pounds(amount: float) -> str:
    """An amount as people say it: to a thousand, from a million on to ten thousand."""
    sign, size = (f"−{JOINED}" if amount <= -500 else ""), Decimal(str(abs(amount)))
    if size >= 1_000_000:
        return f"{sign}£{rounded(size / 1_000_000, 2)}\u00a0million"
    return f"{sign}£{rounded(size / 1000, 0):,},000" if size >= 500 else "£0"


def number(value: float) -> str:
    """A number of births or children, with one decimal."""
    return f"{rounded(Decimal(str(value)), 1):,}"


def headline(asked: Asked, worth: dict[str, Worth]) -> str:
    """The sentence that may be quoted, with its range and why."""
    low, central, high = worth["low"], worth["central"], worth["high"]
    least, most = sorted((low.net, high.net))
    who = "this Practice" if asked.cohort.practices == 1 else f"these {asked.cohort.practices:,} Practices"
    return (
        f"Over {HORIZON} years one 18-month programme of {who} is worth between {pounds(least)} and {pounds(most)} "
        f"after its own cost, {pounds(central.net)} in the central estimate, because about "
        f"{number(central.births)} births and {number(central.entries)} care entries that the women’s own history lets "
        f"expect do not come about ({number(low.entries)} to {number(high.entries)} care entries). In prices of "
        f"{asked.base_year}, discounted; the ends of the range take every assumption low, or high, at once."
    )


def method(asked: Asked) -> list[str]:
    """How it was worked out, step by step."""
    cohort = asked.cohort
    years = asked.estimates["central"]["history_years"]
    expected = cohort.children / years if years else 0
    return [
        f"The {cohort.women:,} women have had {cohort.children:,} children removed. Over {years:g} years that is "
        f"{number(expected)} births a year without Pause; for the {cohort.engaged:,} who have agreed to pause, "
        f"{number(expected * cohort.engaged / cohort.women if cohort.women else 0)}.",
        f"From these the births that did come are taken away: {cohort.pregnancies_a_year:g} pregnancies a year "
        "became known while an agreement held.",
        "The effect on pregnancies is whole for 18 months, and then a share of it is left from year to year. Births "
        "come nine months later, so most of the first year’s births come about anyway.",
        "A share of the births would have been followed by care proceedings and by years in care, from half-way "
        "through the year of birth on average.",
        "Costs that fall on several are shown for each of them. Money of other years is brought to the same prices by "
        "the GDP deflator, and later years are discounted.",
        "Not counted: what it means to a woman and her children, care beyond five years, lost work, and any cost that "
        "has no line below.",
    ]


def checks(asked: Asked, worth: dict[str, Worth]) -> list[str]:
    """Published figures to hold the result against: claims, not constants; none of them goes into the calculation."""
    practices = max(1, asked.cohort.practices)
    most = max(year.entries for year in worth["central"].years) / practices
    each = worth["central"].saved / practices
    return [
        f"{EVALUATION} Here: {number(most)} for each Practice in the year with most "
        f"({rounded(Decimal(str(most / EVALUATED_ENTRIES * 100)), 0)}% of that).",
        f"{CLAIM} Here: {pounds(each)} for each Practice before its cost "
        f"({rounded(Decimal(str(each / CLAIMED_EACH * 100)), 0)}% of that).",
    ]
