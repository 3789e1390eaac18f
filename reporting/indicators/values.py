"""From numerator and denominator to the value and to what is printed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reporting.indicators.declared import Shown

NO_VALUE = "–"  # an en dash: "there is none", never 0%


@dataclass(frozen=True)
class Figure:
    """One figure of one Practice. `denominator` is None for a count; a ratio over 0 has no value."""

    numerator: int
    denominator: int | None
    shown: Shown

    @property
    def exact(self) -> Decimal | None:
        """The value before rounding."""
        if self.denominator is None:
            return Decimal(self.numerator)
        return Decimal(self.numerator) / Decimal(self.denominator) if self.denominator else None

    @property
    def value(self) -> int | float | None:
        """A count as it is; a ratio to 4 decimals, rounded half up."""
        if self.denominator is None:
            return self.numerator
        return None if self.exact is None else float(rounded(self.exact, 4))

    @property
    def display(self) -> str:
        """As it is printed: a percentage with no decimals, an average with one, rounded half up."""
        if self.exact is None:
            return NO_VALUE
        if self.shown is Shown.PERCENT:
            return f"{rounded(self.exact * 100, 0)}%"
        return str(rounded(self.exact, 1 if self.shown is Shown.ONE_DECIMAL else 0))

    def as_json(self) -> dict[str, Any]:
        """As it stands in a return."""
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "display": self.display,
        }


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` rounded half up in decimal arithmetic: 3.25 to one decimal is 3.3 (DOMAIN §3)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
