"""Passwords that are known from breaches are refused, from a list that is kept here: nothing is sent anywhere."""

import gzip
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

LIST = Path(__file__).parent / "breached.txt.gz"  # of 12 characters or more; shorter ones are refused anyway


@cache
def breached() -> frozenset[str]:
    """All of them, in lower case."""
    return frozenset(gzip.decompress(LIST.read_bytes()).decode().splitlines())


class BreachedPasswordValidator:
    """Refuses a password of the list, however its letters are cased."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where it is known."""
        if password.lower() in breached():
            raise ValidationError(
                "This password is on a list that thieves try first. Choose another: three or four words in a row, "
                "for example, that you would not say together.",
                code="password_breached",
            )

    def get_help_text(self) -> str:
        """What is asked."""
        return "It must not be one that is known from a breach."
