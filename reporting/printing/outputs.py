"""A return as files: the Practice's own, and the copies that leave. Imported in the worker: it loads WeasyPrint."""

from reporting.models import ReturnFile
from reporting.presenting import Both
from reporting.printing.pdf import render_board, render_pdf
from reporting.printing.sheets import write_sheets

Kind = ReturnFile.Kind


def draw_own(both: Both) -> dict[str, bytes]:
    """The whole return, exact."""
    return {Kind.PDF: render_pdf(both.own)}


def draw_copies(both: Both) -> dict[str, bytes]:
    """With small numbers hidden: the whole return, and one page for a board."""
    return {Kind.COMMISSIONER_PDF: render_pdf(both.leaving), Kind.BOARD_PDF: render_board(both.leaving)}


def all_files(both: Both) -> dict[str, bytes]:
    """Every file of a return by its kind."""
    return draw_own(both) | draw_copies(both) | write_sheets(both)
