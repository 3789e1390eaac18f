"""Whether a sum over Practices gives a hidden number away to somebody who knows one of them: her own.

SECURITY §7: small numbers stay hidden, and whatever would give them away by subtraction.
"""

from collections.abc import Iterable, Sequence

from reporting.disclosure.cells import SMALLEST_SHOWN, Table, is_small

FEWEST_LEFT = 3  # values that a hidden number must still be able to have
GROUP = 40  # hidden numbers that are looked at together; the rest is taken as known, which tells more, never less
Choices = frozenset[int]


SMALL = range(1, SMALLEST_SHOWN)


def choices_of(table: Table, quantity: str) -> Choices:
    """What a reader may think a hidden quantity to be, who knows all else of that Practice, and why it is hidden.

    1 to 4, or all but 1 to 4 of a whole, or 1 to 4 more than a part; its own value alone where it is hidden only for
    another's sake.
    """
    values = table.values
    found = set(SMALL) if is_small(values[quantity]) else set()
    for tie in table.sums:
        if len(tie.parts) != 2 or quantity not in (tie.total, *tie.parts):
            continue
        for part, other in (tie.parts, tie.parts[::-1]):
            if not is_small(values[other]):
                continue
            if quantity == part:
                found |= {values[tie.total] - one for one in SMALL if one <= values[tie.total]}
            elif quantity == tie.total:
                found |= {values[part] + one for one in SMALL}
    return frozenset(found) if values[quantity] in found else frozenset({values[quantity]})


def gives_away(hidden: Sequence[tuple[int, Choices]]) -> bool:
    """Whether the sum of these hidden numbers, each with all that it might be, leaves one of them too few values.

    Asked for an outsider and for each Practice among them, who knows her own.
    """
    groups = [hidden[at : at + GROUP] for at in range(0, len(hidden), GROUP)]
    if len(groups) > 1 and len(groups[-1]) < GROUP:
        groups[-2:] = [[*groups[-2], *groups[-1]]]
    return any(_tells(group, knows) for group in groups for knows in (None, *range(len(group))))


def _tells(group: Sequence[tuple[int, Choices]], knows: int | None) -> bool:
    """Each number in turn: which of its choices the rest can make up to the sum. Sums are the bits of whole numbers."""
    left = [one for at, one in enumerate(group) if at != knows]
    total = sum(value for value, _ in left)
    before = [1]  # bit s of before[i]: the first i of them can add up to s
    for _, choices in left:
        before.append(_either(before[-1] << choice for choice in choices))
    after = 1 << total  # bit t: those that come after can add up to total - t
    for at in range(len(left) - 1, -1, -1):
        choices = left[at][1]
        possible = sum(bool((before[at] << choice) & after) for choice in choices)
        if possible < min(FEWEST_LEFT, len(choices)):
            return True
        after = _either(after >> choice for choice in choices)
    return False


def _either(sums: Iterable[int]) -> int:
    found = 0
    for one in sums:
        found |= one
    return found
