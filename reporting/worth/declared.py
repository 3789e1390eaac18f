"""Every assumption of the calculator: its low, central and high estimate, its price year, and where it comes from.

"Low" is the value in the estimate that finds the least saving, whichever way that is. These stand until National sets
a newer version (reporting.models.Assumption); what has no published source says so.
"""

from dataclasses import dataclass
from enum import StrEnum

OURS = "No published source: our own judgement, to be replaced by yours."
GMCA = "New Economy Manchester, Unit Cost Database v1.4 (2015), "


class Payer(StrEnum):
    """Who does not have to pay."""

    COUNCIL = "Council, children’s services"
    HOUSING = "Council, housing"
    NHS = "NHS"
    POLICE = "Police"
    JUSTICE = "Courts, legal aid and Cafcass"


@dataclass(frozen=True)
class Assumed:
    """One assumption. `price_year` stands only for money; `least` and `most` bound what may be typed."""

    key: str
    label: str
    unit: str
    low: float
    central: float
    high: float
    source: str
    price_year: str = ""
    least: float = 0.0
    most: float = 10_000_000.0

    @property
    def is_money(self) -> bool:
        """Whether it is an amount in pounds of a price year."""
        return bool(self.price_year)

    def is_in_order(self, low: float, central: float, high: float) -> bool:
        """Whether three estimates run the way that this assumption's low, the one of least saving, to its high does."""
        runs_up = self.high >= self.low
        return low <= central <= high if runs_up else low >= central >= high

    @property
    def order(self) -> str:
        """What is to be done where they do not."""
        way = "smallest" if self.high >= self.low else "largest"
        return f"The low estimate finds the least saving, so it is the {way} of the three, and the central one between."

    def values(self) -> tuple[float, float, float]:
        """Low, central, high."""
        return self.low, self.central, self.high


DECLARED: tuple[Assumed, ...] = (
    Assumed(
        "history_years", "Years in which the children removed so far were born", "years", 13.5, 11.1, 9.0,
        "Rotherham 2019: 78 children of 24 women, and 7 births a year expected without Pause (15 over 27 months): "
        "78 / 7 = 11.1 years. Low and high: our own judgement.",
        least=1, most=40,
    ),
    Assumed(
        "births_per_pregnancy", "Births for each pregnancy that became known", "births", 1.0, 0.8, 0.6, OURS, most=1,
    ),
    Assumed(
        "care_share", "Share of births that would be followed by care", "share", 0.6, 0.8, 1.0,
        "Every woman in a cohort has had children removed. Compare the result with the 14.4 infants a year for each "
        "authority of the DfE evaluation (2020). " + OURS,
        most=1,
    ),
    Assumed(
        "lasting", "Share of the effect that is left, year by year, after the 18 months", "share", 0.25, 0.5, 0.75,
        OURS, most=1,
    ),
    Assumed(
        "care_years", "Years that an infant stays in care", "years", 1.3, 1.9, 4.0,
        "Entry into care to adoption: 1 year and 11 months on average (England, year to March 2019). Low: moving in "
        "with adopters, 486 days (2015 to 2018). High: " + OURS,
        most=18,
    ),
    Assumed(
        "care_cost", "A year of care for one child", "£ a year", 36_400, 51_080, 61_300,
        GMCA + "SS1.0, child in care, £51,080; low: SS2.0, foster care, £700 a week; high: a fifth more, ours.",
        "2013-14",
    ),
    Assumed(
        "proceedings_council", "Care proceedings, council’s part", "£ a case", 6_250, 6_250, 6_250,
        GMCA + "SS4.1.2, part of £25,000 for a section 31 application.", "2005-06",
    ),
    Assumed(
        "proceedings_justice", "Care proceedings, legal aid, court and Cafcass", "£ a case", 18_750, 18_750, 18_750,
        GMCA + "SS4.1.1, SS4.1.3 and SS4.1.4: £15,000, £1,250 and £2,500.", "2005-06",
    ),
    Assumed(
        "birth_cost", "A birth", "£ a birth", 3_410, 3_410, 4_730,
        "NHS reference costs 2017-18: vaginal delivery £3,410, caesarean £4,730. Care before and after is not in it.",
        "2017-18",
    ),
    Assumed(
        "police_incidents", "Police call-outs for domestic abuse avoided for each engaged woman", "a year", 0, 0.5, 1,
        OURS, most=52,
    ),
    Assumed(
        "police_cost", "A police call-out for domestic abuse", "£ a call-out", 415, 415, 415,
        GMCA + "CR2.0, the police’s part of an incident.", "2008-09",
    ),
    Assumed(
        "homeless_applications", "Homelessness applications avoided for each 24 women", "a year", 0, 1, 2,
        "Rotherham, January to March 2019: three new tenancies and an eviction avoided among 24 women. " + OURS,
        most=52,
    ),
    Assumed(
        "homeless_cost", "A homelessness application", "£", 2_501, 2_501, 2_501,
        GMCA + "HO3.0, one-off and on-going.", "2010-11",
    ),
    Assumed(
        "practice_cost", "A Practice, for a year", "£ a year", 360_000, 264_667, 264_667,
        "Northamptonshire 2019: £794,000 for 48 women, so £264,667 a year for a cohort of 24 over 18 months; low: £9m "
        "for five Practices over five years (Pause). Use your own budget.",
        "2019-20",
    ),
    Assumed(
        "discount", "Discount rate, real", "a year", 0.035, 0.035, 0.015,
        "HM Treasury, Green Book: 3.5% a year for the first 30 years; 1.5% for life and health. Under review in 2026.",
        most=0.2,
    ),
)  # fmt: skip
BY_KEY = {one.key: one for one in DECLARED}
HORIZON = 5  # years
CLAIM = "Pause’s own estimate of 2016: £12 million over five years for seven Practices, £1.7 million for each."
EVALUATION = "The evaluation for the DfE (2020): 14.4 fewer infants entering care a year in each authority."
EVALUATED_ENTRIES = 14.4
CLAIMED_EACH = 12_000_000 / 7
