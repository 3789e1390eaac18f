"""The calculation as a spreadsheet with live formulas: change a number, and everything that follows changes."""

import io
from collections.abc import Callable
from typing import Any

from practices.workbook.writing import PlainWorkbook
from reporting.worth.asked import COHORT_FIELDS, Asked
from reporting.worth.declared import HORIZON, Payer
from reporting.worth.model import ESTIMATES, Worth
from reporting.worth.prices import DEFLATOR
from reporting.worth.words import checks, headline, method

COHORT_TOP, TOP = 4, 12  # rows of the sheet Assumptions, counted from 1
YEARS = "BCDEF"  # the columns of the five years
TOTAL = "G"
UPRATED = {"low": "G", "central": "H", "high": "I"}
TYPED = {"low": "C", "central": "D", "high": "E"}
Cell = Callable[[str], str]
LINES = (
    "expected", "of_engaged", "avoided", "effect", "running", "births", "entries", "child_years",
    *(payer.name for payer in Payer), "cost", "factor",
)  # fmt: skip
LABELS = {
    "expected": "Births a year without Pause, all women", "of_engaged": "Births a year without Pause, engaged women",
    "avoided": "Births avoided a year", "effect": "Share of the effect", "running": "Share of the year it runs",
    "births": "Births avoided", "entries": "Care entries avoided", "child_years": "Years in care avoided",
    "cost": "Cost of the Practices", "factor": "Discount factor", **{payer.name: payer.value for payer in Payer},
}  # fmt: skip
ROW_OF = {line: at + 3 for at, line in enumerate(LINES)}


def render_worth(asked: Asked, *, who: str) -> bytes:
    """Sheets: Result, Assumptions, Low, Central, High, What matters, Prices."""
    worth = asked.worth()
    buffer = io.BytesIO()
    workbook = PlainWorkbook(buffer)
    workbook.set_properties({"title": f"What it is worth: {who}"})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    money = workbook.add_format({"num_format": "#,##0"})
    typed = workbook.add_format({"bg_color": "#fff7bf", "num_format": "#,##0.###"})
    result = workbook.add_worksheet("Result")
    _assumptions(workbook.add_worksheet("Assumptions"), asked, bold, wrapped, typed)
    for estimate in ESTIMATES:
        _estimate(workbook.add_worksheet(estimate.capitalize()), asked, estimate, worth[estimate], bold, money)
    _result(result, asked, worth, who, bold, wrapped, money)
    _what_matters(workbook.add_worksheet("What matters"), asked, bold, money)
    prices = workbook.add_worksheet("Prices")
    for row, (year, index) in enumerate(DEFLATOR.items()):
        prices.write_string(row, 0, year)
        prices.write_number(row, 1, index)
    workbook.close()
    return buffer.getvalue()


def _assumptions(sheet: Any, asked: Asked, bold: Any, wrapped: Any, typed: Any) -> None:
    """Yellow cells may be changed. Money stands in its own prices, and beside it in those of the base year."""
    sheet.write_string("A1", "Change the yellow cells: Low, Central, High and Result follow.", bold)
    sheet.write_string("A2", "Prices of", bold)
    sheet.write_string("B2", asked.base_year, typed)
    sheet.data_validation("B2", {"validate": "list", "source": list(DEFLATOR)})
    for at, (name, label) in enumerate(COHORT_FIELDS.items()):
        sheet.write_string(COHORT_TOP - 1 + at, 0, label, wrapped)
        sheet.write_number(COHORT_TOP - 1 + at, 1, getattr(asked.cohort, name), typed)
    headings = ("Assumption", "Unit", "Low", "Central", "High", "Prices of", "Low", "Central", "High", "Source")
    for column, words in enumerate(headings):
        sheet.write_string(TOP - 2, column, words, bold)
    for at, row in enumerate(asked.rows):
        number, one = TOP + at, row.assumed
        sheet.write_string(f"A{number}", one.label, wrapped)
        sheet.write_string(f"B{number}", one.unit)
        sheet.write_string(f"F{number}", one.price_year)
        sheet.write_string(f"J{number}", one.source, wrapped)
        for estimate in ESTIMATES:
            value, cell = asked.estimates[estimate][one.key], f"{TYPED[estimate]}{number}"
            sheet.write_number(cell, value, typed)
            index = f"VLOOKUP($B$2,Prices!$A$1:$B${len(DEFLATOR)},2,FALSE)"
            own = f"VLOOKUP($F{number},Prices!$A$1:$B${len(DEFLATOR)},2,FALSE)"
            brought = value * DEFLATOR[asked.base_year] / DEFLATOR[one.price_year] if one.is_money else value
            sheet.write_formula(
                f"{UPRATED[estimate]}{number}", f"={cell}*{index}/{own}" if one.is_money else f"={cell}", None, brought
            )
    sheet.set_column("A:A", 44)
    sheet.set_column("B:I", 13)
    sheet.set_column("J:J", 70)


def _estimate(sheet: Any, asked: Asked, estimate: str, worth: Worth, bold: Any, money: Any) -> None:
    keys = [row.assumed.key for row in asked.rows]

    def assumption(key: str) -> str:
        return f"Assumptions!${UPRATED[estimate]}${TOP + keys.index(key)}"

    def cohort(name: str) -> str:
        return f"Assumptions!$B${COHORT_TOP + list(COHORT_FIELDS).index(name)}"

    sheet.write_string("A1", f"{estimate.capitalize()} estimate", bold)
    for column, year in zip(YEARS, range(1, HORIZON + 1), strict=True):
        sheet.write_string(f"{column}2", f"Year {year}", bold)
    sheet.write_string(f"{TOTAL}2", "Discounted, all years", bold)
    cached = _cached(worth)
    for line in LINES:
        row = ROW_OF[line]
        sheet.write_string(f"A{row}", LABELS[line], bold)
        for at, column in enumerate(YEARS):
            formula = _formula(line, at, assumption, cohort)
            value = cached[line, at]
            sheet.write_formula(f"{column}{row}", f"={formula}", money if line == "cost" else None, value)
    first, last, factor = YEARS[0], YEARS[-1], ROW_OF["factor"]
    for line in (*(payer.name for payer in Payer), "cost"):
        row = ROW_OF[line]
        total = worth.cost if line == "cost" else worth.saved_by(Payer[line])
        product = f"=SUMPRODUCT({first}{row}:{last}{row},{first}{factor}:{last}{factor})"
        sheet.write_formula(f"{TOTAL}{row}", product, money, total)
    sheet.set_column("A:A", 44)
    sheet.set_column("B:G", 15)


def _cached(worth: Worth) -> dict[tuple[str, int], float]:
    """Every cell as it was worked out, for a viewer that does not calculate."""
    found: dict[tuple[str, int], float] = {}
    for at, year in enumerate(worth.years):
        lines = {
            "expected": worth.expected_a_year, "of_engaged": worth.of_engaged, "avoided": worth.avoided,
            "effect": year.effect, "running": year.running, "births": year.births, "entries": year.entries,
            "child_years": year.child_years, "cost": year.cost, "factor": year.factor,
            **{payer.name: saved for payer, saved in year.saved.items()},
        }  # fmt: skip
        found |= {(line, at): value for line, value in lines.items()}
    return found


def _formula(line: str, at: int, assumption: Cell, cohort: Cell) -> str:
    """One line in one year (`at` 0 to 4), as reporting.worth.model has it."""
    column, year = YEARS[at], at + 1

    def here(other: str) -> str:
        return f"{column}{ROW_OF[other]}"

    def in_care(since: int) -> str:
        years = assumption("care_years")
        return f"MIN(0.5,{years})" if since == 0 else f"MAX(0,MIN(1,{years}-{since}+0.5))"

    def cared_for() -> str:
        return "+".join(f"{YEARS[began]}{ROW_OF['entries']}*{in_care(at - began)}" for began in range(at + 1))

    lasting = assumption("lasting")

    def effect(of: int) -> str:
        if of < 2:
            return "1" if of == 1 else "0"
        return f"(1+{lasting})/2" if of == 2 else f"({lasting}^{of - 2}+{lasting}^{of - 1})/2"

    women = f"{cohort('women')}/24*{assumption('homeless_applications')}*{assumption('homeless_cost')}"
    formulas = {
        "expected": f"{cohort('children')}/{assumption('history_years')}",
        "of_engaged": f"IF({cohort('women')}=0,0,{here('expected')}*{cohort('engaged')}/{cohort('women')})",
        "avoided": (f"MAX(0,{here('of_engaged')}-{cohort('pregnancies_a_year')}*{assumption('births_per_pregnancy')})"),
        "effect": f"{effect(year)}/4+{effect(year - 1)}*3/4",
        "running": {1: "1", 2: "0.5"}.get(year, "0"),
        "births": f"{here('avoided')}*{here('effect')}",
        "entries": f"{here('births')}*{assumption('care_share')}",
        "child_years": cared_for(),
        "COUNCIL": (
            f"{here('entries')}*{assumption('proceedings_council')}+{here('child_years')}*{assumption('care_cost')}"
        ),
        "HOUSING": f"{women}*{here('running')}",
        "NHS": f"{here('births')}*{assumption('birth_cost')}",
        "POLICE": (
            f"{cohort('engaged')}*{assumption('police_incidents')}*{assumption('police_cost')}*{here('running')}"
        ),
        "JUSTICE": f"{here('entries')}*{assumption('proceedings_justice')}",
        "cost": f"{cohort('practices')}*{assumption('practice_cost')}*{here('running')}",
        "factor": f"(1+{assumption('discount')})^-{at}",
    }
    return formulas[line]


def _result(sheet: Any, asked: Asked, worth: dict[str, Worth], who: str, bold: Any, wrapped: Any, money: Any) -> None:
    sheet.write_string("A1", f"What it is worth: {who}", bold)
    for column, estimate in zip("BCD", ESTIMATES, strict=True):
        sheet.write_string(f"{column}2", estimate.capitalize(), bold)
    payers = list(Payer)
    for at, payer in enumerate(payers):
        row = 3 + at
        sheet.write_string(f"A{row}", payer.value)
        for column, estimate in zip("BCD", ESTIMATES, strict=True):
            source = f"={estimate.capitalize()}!{TOTAL}{ROW_OF[payer.name]}"
            sheet.write_formula(f"{column}{row}", source, money, worth[estimate].saved_by(payer))
    saved, cost, net, ratio = (3 + len(payers) + at for at in range(4))
    for row, label in ((saved, "Saved, all"), (cost, "Cost of the Practices"), (net, "Net"), (ratio, "Saved for £1")):
        sheet.write_string(f"A{row}", label, bold)
    for column, estimate in zip("BCD", ESTIMATES, strict=True):
        one = worth[estimate]
        sheet.write_formula(f"{column}{saved}", f"=SUM({column}3:{column}{saved - 1})", money, one.saved)
        sheet.write_formula(f"{column}{cost}", f"={estimate.capitalize()}!{TOTAL}{ROW_OF['cost']}", money, one.cost)
        sheet.write_formula(f"{column}{net}", f"={column}{saved}-{column}{cost}", money, one.net)
        divided = f'=IF({column}{cost}=0,"",{column}{saved}/{column}{cost})'
        sheet.write_formula(f"{column}{ratio}", divided, None, one.ratio if one.ratio is not None else "")
    for at, words in enumerate([headline(asked, worth), *method(asked), *checks(asked, worth)], start=ratio + 2):
        sheet.write_string(f"A{at}", words, wrapped)
    sheet.write_string(f"A{ratio + 1}", "As it was worked out when this file was made:", bold)
    sheet.set_column("A:A", 80)
    sheet.set_column("B:D", 16)


def _what_matters(sheet: Any, asked: Asked, bold: Any, money: Any) -> None:
    """The tornado's numbers, as they were when the file was made."""
    for column, words in enumerate(
        ("As it was when this file was made; assumption, all else central", "Net, low", "Net, high", "Apart")
    ):
        sheet.write_string(0, column, words, bold)
    for row, swing in enumerate(asked.swings(), start=1):
        sheet.write_string(row, 0, swing.label)
        for column, value in enumerate((swing.low, swing.high, swing.width), start=1):
            sheet.write_number(row, column, value, money)
    sheet.set_column("A:A", 60)
    sheet.set_column("B:D", 15)
