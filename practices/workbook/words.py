"""A lead's own words in a column of codes: what each stands for is asked once, however many rows it stands in."""

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import fuzz

from practices.workbook.cells import ErrorCell, as_written, folded
from practices.workbook.column_cells import ColumnCells
from practices.workbook.faults import listed
from practices.workbook.headings import can_read
from practices.workbook.questions import CORRECT, LEAVE_OUT, Choice

BETWEEN = ";"
FEWEST_ROWS = 2  # in which a word stands that is like none of ours: less often, it is a slip
MOST_WORDS = 25  # more, and the column is no list
LIKE_ENOUGH = 80
DENIALS = {"no", "not", "non", "never", "none", "without", "didn", "wasn", "isn", "nobody", "un", "failed", "missed"}


def settle_words(part: ColumnCells) -> dict[int, object]:
    """Return the cells with the words of the list that somebody says their own stand for."""
    read = part.column.read
    takes_many = isinstance(read(read.choices[0]), list)
    rows: dict[str, list[int]] = defaultdict(list)
    own: dict[str, str] = {}
    for number, cell in part.cells.items():
        if not isinstance(cell, str) or isinstance(cell, ErrorCell):
            continue
        for word in _words_in(cell, takes_many=takes_many):
            if (key := folded(word)) and not can_read(part.column, word):
                own.setdefault(key, word)
                rows[key].append(number)
    likely = {key: read.meant.get(key) or nearest(key, read.choices) for key in own}
    asked = [key for key in own if likely[key] or len(set(rows[key])) >= FEWEST_ROWS]
    if len(asked) > MOST_WORDS:
        return {}
    labels = {read.code_of(label): label for label in read.choices}
    changes: dict[int, object] = {}
    for key in asked:
        numbers = list(dict.fromkeys(rows[key]))
        proposed = likely[key]
        code = ask_word(part, own[key], numbers, labels, likely=read.code_of(proposed) if proposed else None)
        label = labels.get(code, "")
        for number in numbers if code != CORRECT else ():
            cell = str(changes.get(number, part.cells[number]))
            words = _words_in(cell, takes_many=takes_many)
            kept = [label if folded(word) == key else word for word in words]
            changes[number] = BETWEEN.join(word for word in kept if word)
    return changes


def _words_in(cell: str, *, takes_many: bool) -> list[str]:
    words = as_written(cell).split(BETWEEN) if takes_many else [as_written(cell)]
    return [word.strip() for word in words if word.strip()]


def ask_word(
    part: ColumnCells, word: str, rows: list[int], labels: Mapping[str, str], *, likely: str | None, of: str = "",
    problem: str = "is not on the list", key: str = "",
) -> str:  # fmt: skip
    """Ask which of `labels` (code → label) a word stands for; return its code, LEAVE_OUT, or CORRECT.

    `likely` is the code that is proposed; `of` and `key` say which part of the list is meant, where it is not all.
    """
    count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    where = f"{'Row' if len(rows) == 1 else 'Rows'} {listed(rows)}"
    choices = [Choice(code, f"It is {label}") for code, label in labels.items()]
    if not part.column.required:
        choices.append(Choice(LEAVE_OUT, "Leave it out: it is none of these"))
    choices.append(Choice(CORRECT, "None of these: show me the rows to correct"))
    answer = part.ask(
        "word", f"“{word}” in {part.words} {problem}, and stands in {count}. What is it?", tuple(choices), rows,
        proposal=likely or CORRECT, word=key or word, samples=(where,),
        short=f"“{word}” in “{part.heading}”{of}, {count}",
    )  # fmt: skip
    if answer == LEAVE_OUT:
        part.say(f"“{word}” was left out.", rows, passed_over=True)
    elif answer != CORRECT:
        part.say(f"“{word}” was read as {labels[answer]}.", rows, kind="words read so")
    return answer


def nearest(key: str, labels: tuple[str, ...]) -> str | None:
    """The label that a word is nearly, or that stands in it as the only one; one that denies it is like none."""
    words = set(key.split())
    spelt = {label: folded(label) for label in labels}
    alike = [label for label, said in spelt.items() if _denies(words) == _denies(set(said.split()))]
    scores = {label: fuzz.ratio(key, spelt[label]) for label in alike}
    if scores and max(scores.values()) >= LIKE_ENOUGH:
        return max(scores, key=lambda label: scores[label])
    inside = [label for label in scores if set(spelt[label].split()) <= words]
    return inside[0] if len(inside) == 1 else None


def _denies(words: set[str]) -> bool:
    return not DENIALS.isdisjoint(words)
