"""The Practice and the quarter that a command names."""

from django.core.management.base import CommandError

from practices.models import Practice
from reporting.quarters import NotAQuarter, Quarter


def practice_and_quarter(slug: str, written: str) -> tuple[Practice, Quarter]:
    """Both, or CommandError with what is wrong."""
    try:
        quarter = Quarter.parse(written)
    except NotAQuarter as error:
        raise CommandError(str(error)) from error
    practice = Practice.objects.filter(slug=slug).first()
    if practice is None:
        raise CommandError(f"There is no Practice {slug}.")
    return practice, quarter
