"""What a calculation is asked for: the numbers in the address, over the assumptions that stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from reporting.models import Assumption
from reporting.worth.declared import BY_KEY, DECLARED, Assumed
from reporting.worth.model import ESTIMATES, Cohort, Swing, Worth, swings, work_out
from reporting.worth.prices import BASE_YEAR, DEFLATOR


def standing_assumptions(using: str = DEFAULT_DB_ALIAS) -> list[tuple[Assumed, int]]:
    """Each assumption with the version that stands: 0 for what is declared, else National's latest."""
    latest: dict[str, Assumption] = {}
    for one in Assumption.objects.using(using).order_by("version"):
        latest[one.key] = one
    return [_with(one, latest.get(one.key)) for one in DECLARED]


def _with(declared: Assumed, kept: Assumption | None) -> tuple[Assumed, int]:
    if kept is None:
        return declared, 0
    newer = Assumed(
        declared.key, declared.label, declared.unit, kept.low, kept.central, kept.high, kept.source, kept.price_year,
        declared.least, declared.most,
    )  # fmt: skip
    return newer, kept.version


@dataclass(frozen=True)
class Row:
    """One assumption as the form shows it: what stands, and what was typed instead."""

    assumed: Assumed
    version: int
    typed: dict[str, str]
    errors: dict[str, str]
    note: str = ""  # used as typed all the same

    @property
    def cells(self) -> list[tuple[str, str, str, str]]:
        """(field name, estimate, what stands in the box, what is wrong with it)."""
        key = self.assumed.key
        return [(f"{key}.{one}", one, self.typed[one], self.errors.get(one, "")) for one in ESTIMATES]

    @property
    def is_changed(self) -> bool:
        """Whether something else was typed than what stands."""
        return any(self.typed[name] != plain(getattr(self.assumed, name)) for name in ESTIMATES)


@dataclass
class Asked:
    """A whole calculation as it was asked for; `errors` are (field, message)."""

    cohort: Cohort
    rows: list[Row]
    base_year: str
    estimates: dict[str, dict[str, float]]
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def price_years(self) -> dict[str, str]:
        """The price year of each assumption, blank where it is no money."""
        return {row.assumed.key: row.assumed.price_year for row in self.rows}

    def worth(self) -> dict[str, Worth]:
        """The three estimates."""
        return {
            one: work_out(self.cohort, values, price_years=self.price_years, base_year=self.base_year)
            for one, values in self.estimates.items()
        }

    def swings(self) -> list[Swing]:
        """What each assumption alone moves."""
        return swings(self.cohort, self.estimates, price_years=self.price_years, base_year=self.base_year)

    def as_json(self) -> dict[str, Any]:
        """All that it is worked out from, for a job."""
        return {
            "cohort": vars(self.cohort), "base_year": self.base_year, "estimates": self.estimates,
            "assumptions": [{**vars(row.assumed), "version": row.version} for row in self.rows],
        }  # fmt: skip


COHORT_FIELDS = {
    "women": "Women in the cohorts", "engaged": "Women fully engaged", "children": "Children removed so far",
    "pregnancies_a_year": "Pregnancies a year while an agreement held", "practices": "Practices",
}  # fmt: skip
MOST_COHORT = 1_000_000.0


def plain(value: float) -> str:
    """A number as it stands in a box: no needless noughts."""
    return f"{value:.10g}"


def read_asked(typed: Mapping[str, str], cohort: Cohort, standing: list[tuple[Assumed, int]]) -> Asked:
    """What was typed over what stands. What is wrong is kept as typed and named; what stands is used in its place."""
    errors: list[tuple[str, str]] = []
    numbers: dict[str, float] = {}
    for name, label in COHORT_FIELDS.items():
        numbers[name] = _number(typed.get(name, ""), float(getattr(cohort, name)), 0, MOST_COHORT, label, name, errors)
    if numbers["engaged"] > numbers["women"]:
        errors.append(("engaged", "Women fully engaged cannot be more than the women in the cohorts."))
    if errors:  # all five stand or fall together: five women of whom thirteen are engaged would be nobody's
        numbers = {name: float(getattr(cohort, name)) for name in COHORT_FIELDS}
    estimates: dict[str, dict[str, float]] = {one: {} for one in ESTIMATES}
    rows = []
    for assumed, version in standing:
        boxes, wrong = {}, {}
        for estimate in ESTIMATES:
            name, before = f"{assumed.key}.{estimate}", len(errors)
            told = typed.get(name, "")
            value = _number(
                told,
                getattr(assumed, estimate),
                assumed.least,
                assumed.most,
                f"{assumed.label}, {estimate}",
                name,
                errors,
            )
            estimates[estimate][assumed.key] = value
            boxes[estimate] = told or plain(value)
            if len(errors) > before:
                wrong[estimate] = errors[-1][1]
        taken = [estimates[one][assumed.key] for one in ESTIMATES]
        note = "" if wrong or BY_KEY[assumed.key].is_in_order(*taken) else BY_KEY[assumed.key].order
        rows.append(Row(assumed, version, boxes, wrong, note))
    base_year = typed.get("base_year") or BASE_YEAR
    if base_year not in DEFLATOR:
        errors.append(("base_year", f"Choose a price year from the list, like {BASE_YEAR}."))
        base_year = BASE_YEAR
    people = {name: int(numbers[name]) for name in ("women", "engaged", "children", "practices")}
    found = Cohort(**people, pregnancies_a_year=numbers["pregnancies_a_year"])
    return Asked(found, rows, base_year, estimates, errors)


def _number(
    typed: str, otherwise: float, least: float, most: float, label: str, name: str, errors: list[tuple[str, str]]
) -> float:
    if not typed.strip():
        return otherwise
    try:
        value = float(typed.replace(",", "").replace("£", "").strip())
    except ValueError:
        value = float("nan")
    if not isfinite(value) or not least <= value <= most:
        errors.append((name, f"{label} must be a number from {plain(least)} to {most:,.10g}."))
        return otherwise
    return value


def asked_from_json(kept: Mapping[str, Any]) -> Asked:
    """A calculation as a job has kept it."""
    rows = []
    for one in kept["assumptions"]:
        facts = dict(one)
        version = facts.pop("version")
        typed = {name: plain(kept["estimates"][name][facts["key"]]) for name in ESTIMATES}
        rows.append(Row(Assumed(**facts), version, typed, {}))
    estimates = {name: dict(values) for name, values in kept["estimates"].items()}
    return Asked(Cohort(**kept["cohort"]), rows, kept["base_year"], estimates)
