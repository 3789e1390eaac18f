"""The empty workbook that we give, with a page of what each column takes; made from the sheets' own declarations."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practices.workbook.cells import as_written, is_blank
from practices.workbook.sheets import Column, Sheet
from practices.workbook.wording import label_of
from practices.workbook.writing import PlainWorkbook

HOW_TO = "How to fill it in"
MOST_ROWS = 5000  # of the list beside a cell
LONGEST_LIST = 255  # characters of a list that Excel keeps in the cell itself


@dataclass(frozen=True)
class ColumnFormat:
    """One column, as a person needs it who fills it in."""

    sheet: str
    name: str
    label: str
    needed: str
    takes: str
    choices: tuple[str, ...]


def formats_of(sheets: Sequence[Sheet]) -> list[tuple[str, list[ColumnFormat]]]:
    """Return each sheet's name with its columns."""
    return [
        (
            sheet.name,
            [
                ColumnFormat(
                    sheet.name,
                    column.name,
                    label_of(sheet.name, column.name),
                    needed_words(column),
                    column.read.takes,
                    column.read.choices,
                )
                for column in sheet.columns
            ],
        )
        for sheet in sheets
    ]


def needed_words(column: Column) -> str:
    """Return whether a column must be filled in: “yes”, “yes, for a woman who…” or “no”."""
    return "yes" if column.required else f"yes, {column.needed}" if column.needed else "no"


def empty_workbook(practice: Sheet, sheets: Sequence[Sheet], known: Mapping[str, Any]) -> bytes:
    """Return an .xlsx with every sheet and heading, what is `known` of the Practice, and a sheet on what each takes."""
    buffer = io.BytesIO()
    workbook = PlainWorkbook(buffer)
    bold = workbook.add_format({"bold": True, "bg_color": "#E8EDF2"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    as_text = workbook.add_format({"num_format": "@"})
    keys = workbook.add_worksheet(practice.name)
    for place, heading in enumerate(("key", "value")):
        keys.write_string(0, place, heading, bold)
    for number, column in enumerate(practice.columns, start=1):
        keys.write_string(number, 0, column.name)
        if not is_blank(value := known.get(column.name)):
            keys.write(number, 1, as_written(value), as_text)
    keys.set_column(0, 1, 30)
    for sheet in sheets:
        page = workbook.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, column.name, bold)
            is_reference = column.name.endswith("ref")
            page.set_column(place, place, max(14, len(column.name) + 2), as_text if is_reference else None)
            if column.read.choices and len(",".join(column.read.choices)) <= LONGEST_LIST:
                page.data_validation(
                    1, place, MOST_ROWS, place,
                    {"validate": "list", "source": list(column.read.choices), "error_type": "information"},
                )  # fmt: skip
    page = workbook.add_worksheet(HOW_TO)
    for place, (heading, width) in enumerate(
        (("Sheet", 16), ("Column", 28), ("In words", 28), ("Needed", 24), ("What it takes", 90))
    ):
        page.write_string(0, place, heading, bold)
        page.set_column(place, place, width)
    number = 0
    for _, columns in formats_of((practice, *sheets)):
        for one in columns:
            number += 1
            words = f"{one.takes}: {', '.join(one.choices)}" if one.choices else one.takes
            for place, cell in enumerate(
                (one.sheet, one.name, one.label, "" if one.needed == "no" else one.needed, words)
            ):
                page.write_string(number, place, cell, wrapped)
    page.freeze_panes(1, 0)
    workbook.close()
    return buffer.getvalue()
