"""What of a gathered copy is given and what is withheld: the marks, changed by the reviewer's decisions."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from practices.codes import CopyMark
from women.models import CopyDecision

PASSAGES_A_PAGE = 40  # what one press may say of


@dataclass(frozen=True)
class Shown:
    """Words as they leave: given, or in their place why they are not."""

    words: str
    withheld: str = ""


def parts_of(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every passage of a section, in order."""
    for row in section["rows"]:
        for field in row["fields"]:
            yield from field["parts"]


def parts_in(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every passage of a copy, and every file, in order."""
    for section in content["sections"]:
        yield from parts_of(section)
    yield from content["files"]


def part_of(content: dict[str, Any], number: int) -> dict[str, Any]:
    """One passage or file; raises KeyError where there is none with that number."""
    for part in parts_in(content):
        if part["n"] == number:
            return part
    raise KeyError(number)


def pages_of(section: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The rows of a section in pages that a person can read at one go."""
    pages: list[list[dict[str, Any]]] = [[]]
    on_page = 0
    for row in section["rows"]:
        number = sum(len(field["parts"]) for field in row["fields"])
        if on_page and on_page + number > PASSAGES_A_PAGE:
            pages.append([])
            on_page = 0
        pages[-1].append(row)
        on_page += number
    return pages


def to_confirm(section: dict[str, Any], decided: Container[int]) -> list[dict[str, Any]]:
    """The passages of a section that name somebody else, as far as rules can tell, and that nobody has answered."""
    return [part for part in parts_of(section) if part.get("flags") and part["n"] not in decided]


def text_of(content: dict[str, Any], number: int) -> str:
    """The words of one passage; raises KeyError where there is none with that number."""
    part = part_of(content, number)
    return str(part.get("words", part.get("title", "")))


def phrases_of(words: str) -> list[str]:
    """The phrases that a decision withholds, one a line."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def phrases_missing(text: str, words: str) -> list[str]:
    """The phrases that do not stand in a passage."""
    return [phrase for phrase in phrases_of(words) if not spans_of(text, phrase)]


def shown(part: dict[str, Any], decision: CopyDecision | None) -> list[Shown]:
    """One passage as it leaves."""
    words = str(part.get("words", part.get("title", "")))
    if decision is None:
        return [_withheld(part["mark"])] if part["mark"] else [Shown(words)]
    if not decision.mark:
        return [Shown(words)]
    if not decision.words:
        return [_withheld(decision.mark)]
    pieces, end = [], 0
    for start, stop in spans_of(words, decision.words):
        pieces += [Shown(words[end:start]), _withheld(decision.mark)]
        end = stop
    return [one for one in (*pieces, Shown(words[end:])) if one.words or one.withheld]


def spans_of(text: str, words: str) -> list[tuple[int, int]]:
    """Where the phrases stand in a text, in any case; those that touch or overlap are one."""
    found = sorted(
        (at.start(), at.start() + len(phrase))
        for phrase in phrases_of(words)
        for at in re.finditer(f"(?={re.escape(phrase)})", text, re.IGNORECASE)
    )
    spans: list[tuple[int, int]] = []
    for start, stop in found:
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((start, stop))
    return spans


def _withheld(mark: str) -> Shown:
    return Shown("", CopyMark(mark).label.lower())


def as_it_leaves(content: dict[str, Any], decisions: Iterable[CopyDecision]) -> dict[str, Any]:
    """The copy for her: {sections: [{title, rows: [{title, fields: [{label, shown}]}]}], files: [{name, title, id}]}.

    A file that is withheld stands with its reason and without its number.
    """
    decided = {one.part: one for one in decisions}
    files = [_file(one, decided.get(one["n"])) for one in content["files"]]
    why_held = {
        one["id"]: left["withheld"] for one, left in zip(content["files"], files, strict=True) if left["withheld"]
    }
    sections = []
    for section in content["sections"]:
        rows = [
            {"title": row["title"], "fields": [
                {"label": field["label"], "shown": _field(field, decided, why_held.get(row.get("document"), ""))}
                for field in row["fields"]
            ]}
            for row in section["rows"]
        ]  # fmt: skip
        sections.append({"title": section["title"], "rows": rows})
    return {"sections": sections, "files": files}


def _field(field: dict[str, Any], decided: dict[int, CopyDecision], why_file_is_held: str) -> list[Shown]:
    """A field as it leaves; of a document that is withheld as a file, nothing but why."""
    if why_file_is_held:
        return [Shown("", why_file_is_held)]
    return [piece for part in field["parts"] for piece in shown(part, decided.get(part["n"]))]


def _file(file: dict[str, Any], decision: CopyDecision | None) -> dict[str, Any]:
    mark = file["mark"] if decision is None else decision.mark
    if mark:
        return {"title": "", "withheld": CopyMark(mark).label.lower()}
    return {"title": file["title"], "name": file["name"], "id": file["id"], "withheld": ""}


def summary_of(content: dict[str, Any], decisions: Iterable[CopyDecision]) -> dict[str, int]:
    """How many passages went whole, and how many were withheld in whole or in part, by reason."""
    decided = {one.part: one for one in decisions}
    found: Counter[str] = Counter()
    for part in parts_in(content):
        decision = decided.get(part["n"])
        mark = part["mark"] if decision is None else decision.mark
        found[mark or "given"] += 1
    return dict(found)
