"""The numbers that the copies of a return hide, for reading its words: so that no sentence undoes what is hidden."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from reporting.disclosure.cells import REST, SMALLEST_SHOWN, Cell, name_of, table_of
from reporting.disclosure.hiding import follows_from, label_of_cell
from reporting.indicators.declared import BREAKDOWNS, SEATS, Shown
from reporting.indicators.values import Figure
from women.disclosure.numbers import HiddenNumbers


def hidden_numbers(figures: dict[str, Any], hidden: Iterable[str]) -> HiddenNumbers:
    """Each number that no reader of a copy can work out, and each share that is hidden,
    with the figures it stands in.
    """
    table = table_of(figures)
    addresses = dict.fromkeys(hidden, "")
    known = follows_from(table, addresses)
    values: dict[int, list[str]] = defaultdict(list)
    shares: dict[Fraction, list[str]] = defaultdict(list)
    for cell in table.cells:
        if cell.address in addresses:
            label = label_of_cell(cell.address)
            for number in _secrets(cell, table.values, known):
                values[number].append(label)
            part, whole = _share(cell, table.values)
            if 0 < part < whole:
                shares[Fraction(part, whole)].append(label)
    return HiddenNumbers(
        values={number: _once(labels) for number, labels in values.items()},
        percents=_percents(figures, addresses),
        shares={share: _once(labels) for share, labels in shares.items()},
        shown=frozenset(table.values[name] for name in known),
    )


def _once(labels: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))


def _secrets(cell: Cell, values: Mapping[str, int], known: set[str]) -> Iterator[int]:
    """The numbers of a hidden cell, and what is left over: the 2 who did not come are as secret as the 22 who did."""
    for quantity in cell.quantities:
        if quantity in known:
            continue
        yield values[quantity]
        left = [name for name in values if name.startswith(REST) and name.endswith(f" after {quantity}")]
        yield from (values[name] for name in left if 0 < values[name] < SMALLEST_SHOWN)


def _share(cell: Cell, values: Mapping[str, int]) -> tuple[int, int]:
    """What a cell counts and of how many; a plain count is of the women of the cohort."""
    whole = cell.quantities[1] if len(cell.quantities) > 1 else name_of(SEATS)
    return values[cell.quantities[0]], values.get(whole, 0)


def _percents(figures: dict[str, Any], hidden: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The hidden ratios as they would be printed, but for those that are printed for another figure."""
    printed = {address: _display_of(figures, address) for address in _ratios(figures)}
    shown = {said for address, said in printed.items() if address not in hidden}
    found: dict[str, list[str]] = defaultdict(list)
    for address, said in printed.items():
        if address in hidden and said.endswith("%") and said not in shown:
            found[said].append(label_of_cell(address))
    return {said: _once(labels) for said, labels in found.items()}


def _ratios(figures: dict[str, Any]) -> Iterator[str]:
    yield from (f"indicator/{key}" for key in figures["indicators"])
    for breakdown in BREAKDOWNS:
        rows = figures["breakdowns"].get(breakdown.key, {})
        yield from (f"breakdown/{breakdown.key}/{code}" for code, said in rows.items() if isinstance(said, dict))


def _display_of(figures: dict[str, Any], address: str) -> str:
    kind, key, *code = address.split("/", 2)
    if kind == "indicator":
        return str(figures["indicators"][key]["display"])
    said = figures["breakdowns"][key][code[0]]
    return Figure(said["numerator"], said["denominator"], Shown.PERCENT).display
