"""The calculation: births and care entries that did not happen, what each costs whom, year by year over five years.

Every step is one line of the spreadsheet too (reporting.worth.workbook), with the same names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.worth.declared import BY_KEY, DECLARED, HORIZON, Payer
from reporting.worth.prices import BASE_YEAR, uprated

Values = Mapping[str, float]
ESTIMATES = ("low", "central", "high")


@dataclass(frozen=True)
class Cohort:
    """Whom it is worked out for: numbers of submitted returns, added up over `practices` of them."""

    women: int
    engaged: int
    children: int
    pregnancies_a_year: float
    practices: int


@dataclass(frozen=True)
class Year:
    """One year: what is avoided, in births and care entries, and in pounds for each payer; undiscounted."""

    effect: float
    running: float
    births: float
    entries: float
    child_years: float
    saved: dict[Payer, float]
    cost: float
    factor: float

    @property
    def net(self) -> float:
        """What is saved less what the Practice costs, before discounting."""
        return sum(self.saved.values()) - self.cost

    @property
    def present(self) -> float:
        """The same in pounds of today."""
        return self.net * self.factor


@dataclass(frozen=True)
class Worth:
    """One estimate over the five years."""

    expected_a_year: float
    of_engaged: float
    avoided: float
    years: tuple[Year, ...]

    @property
    def births(self) -> float:
        """Births avoided in all."""
        return sum(year.births for year in self.years)

    @property
    def entries(self) -> float:
        """Care entries avoided in all."""
        return sum(year.entries for year in self.years)

    def saved_by(self, payer: Payer) -> float:
        """What one payer does not have to pay, discounted."""
        return sum(year.saved[payer] * year.factor for year in self.years)

    @property
    def saved(self) -> float:
        """What all of them do not have to pay, discounted."""
        return sum(self.saved_by(payer) for payer in Payer)

    @property
    def cost(self) -> float:
        """What the Practices cost, discounted."""
        return sum(year.cost * year.factor for year in self.years)

    @property
    def net(self) -> float:
        """Saved less cost."""
        return self.saved - self.cost

    @property
    def ratio(self) -> float | None:
        """Pounds saved for each pound spent; None where nothing is spent."""
        return self.saved / self.cost if self.cost else None


def effect_in(year: int, lasting: float) -> float:
    """The share of the effect on pregnancies in a year: whole for the 18 months, then `lasting` from year to year.

    Years of the calculation begin half-way between: the third is half of the first year after and half of the second.
    """
    if year < 1:
        return 0.0
    if year == 1:
        return 1.0
    return (1 + lasting) / 2 if year == 2 else (lasting ** (year - 2) + lasting ** (year - 1)) / 2


def births_effect_in(year: int, lasting: float) -> float:
    """The same for births, nine months later: a quarter of a year's own effect, three quarters of that before."""
    return effect_in(year, lasting) / 4 + effect_in(year - 1, lasting) * 3 / 4


def programme_in(year: int) -> float:
    """The share of a year in which the programme itself runs."""
    return {1: 1.0, 2: 0.5}.get(year, 0.0)


def in_care(years_in_care: float, since: int) -> float:
    """The share of a year that an infant is in care, who came half-way through a year, `since` years after that one."""
    if since == 0:
        return min(0.5, years_in_care)
    return max(0.0, min(1.0, years_in_care - since + 0.5))


def work_out(cohort: Cohort, values: Values, *, price_years: Mapping[str, str], base_year: str = BASE_YEAR) -> Worth:
    """One estimate from one value of every assumption; money in pounds of its price year."""
    v = {
        key: uprated(value, price_year=price_years[key], base_year=base_year) if price_years[key] else value
        for key, value in values.items()
    }
    expected = cohort.children / v["history_years"]
    of_engaged = expected * cohort.engaged / cohort.women if cohort.women else 0.0
    avoided = max(0.0, of_engaged - cohort.pregnancies_a_year * v["births_per_pregnancy"])
    effects = [births_effect_in(year, v["lasting"]) for year in range(1, HORIZON + 1)]
    entries = [avoided * effect * v["care_share"] for effect in effects]
    years = []
    for at, effect in enumerate(effects):
        running, births = programme_in(at + 1), avoided * effect
        cared_for = sum(entries[began] * in_care(v["care_years"], at - began) for began in range(at + 1))
        saved = {
            Payer.COUNCIL: entries[at] * v["proceedings_council"] + cared_for * v["care_cost"],
            Payer.HOUSING: cohort.women / 24 * v["homeless_applications"] * v["homeless_cost"] * running,
            Payer.NHS: births * v["birth_cost"],
            Payer.POLICE: cohort.engaged * v["police_incidents"] * v["police_cost"] * running,
            Payer.JUSTICE: entries[at] * v["proceedings_justice"],
        }
        cost = cohort.practices * v["practice_cost"] * running
        factor = (1 + v["discount"]) ** -at
        years.append(Year(effect, running, births, entries[at], cared_for, saved, cost, factor))
    return Worth(expected, of_engaged, avoided, tuple(years))


@dataclass(frozen=True)
class Swing:
    """What one assumption alone moves: the net worth with it low and high, all else central."""

    key: str
    label: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two lie."""
        return abs(self.high - self.low)


def swings(
    cohort: Cohort, estimates: Mapping[str, Values], *, price_years: Mapping[str, str], base_year: str = BASE_YEAR
) -> list[Swing]:
    """Each assumption that moves anything, the one that matters most first."""

    def net(key: str, estimate: str) -> float:
        values = {**estimates["central"], key: estimates[estimate][key]}
        return work_out(cohort, values, price_years=price_years, base_year=base_year).net

    found = [Swing(one.key, one.label, net(one.key, "low"), net(one.key, "high")) for one in DECLARED]
    return sorted((one for one in found if one.width > 0.5), key=lambda one: (-one.width, one.key))


def declared_values(estimate: str) -> dict[str, float]:
    """The declared assumptions of one estimate."""
    return {key: getattr(one, estimate) for key, one in BY_KEY.items()}
