"""A return as spreadsheets and as flat tables: what is made without drawing a page."""

from reporting.models import ReturnFile
from reporting.presenting import Both
from reporting.printing.flat import render_csv
from reporting.printing.spreadsheet import render_spreadsheet

Kind = ReturnFile.Kind


def write_sheets(both: Both) -> dict[str, bytes]:
    """Spreadsheets and CSV, exact and as they leave."""
    return {
        Kind.XLSX: render_spreadsheet(both.own),
        Kind.COMMISSIONER_XLSX: render_spreadsheet(both.leaving),
        Kind.CSV: render_csv(both.own),
        Kind.COMMISSIONER_CSV: render_csv(both.leaving),
    }
