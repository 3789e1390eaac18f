"""The one way in which a spreadsheet is written: no cell is a formula by what it begins with, and text is plain."""

from typing import Any, Literal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from practices.plain_text import plain

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


class PlainWorksheet(Worksheet):
    """A sheet whose texts hold no sign that nobody can see."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Literal[0, -1, -2]:
        return super()._write_string(row, col, plain(string), cell_format)


class PlainWorkbook(xlsxwriter.Workbook):
    """A workbook of such sheets; text stays text, whatever it begins with."""

    def __init__(self, file: Any) -> None:
        """Write into `file`, a path or a stream."""
        super().__init__(file, SAFE)
        self.worksheet_class = PlainWorksheet
