"""What of a gathered copy is given and what is withheld: the marks, changed by the reviewer's decisions."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from practices.codes import CopyMark
from women.models import CopyDecision


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


def text_of(content: dict[str, Any], number: int) -> str:
    """The words of one passage; raises KeyError where there is none with that number."""
    for part in parts_in(content):
        if part["n"] == number:
            return str(part.get("words", part.get("title", "")))
    raise KeyError(number)


def phrases_of(words: str) -> list[str]:
    """The phrases that a decision withholds, the longest first, so that none hides within another."""
    return sorted((line.strip() for line in words.splitlines() if line.strip()), key=len, reverse=True)


def phrases_missing(text: str, words: str) -> list[str]:
    """The phrases that do not stand in a passage."""
    return [phrase for phrase in phrases_of(words) if phrase not in text]


def shown(part: dict[str, Any], decision: CopyDecision | None) -> list[Shown]:
    """One passage as it leaves."""
    words = str(part.get("words", part.get("title", "")))
    if decision is None:
        return [_withheld(part["mark"])] if part["mark"] else [Shown(words)]
    if not decision.mark:
        return [Shown(words)]
    if not decision.words:
        return [_withheld(decision.mark)]
    pieces = [Shown(words)]
    for phrase in phrases_of(decision.words):
        pieces = [found for piece in pieces for found in _without(piece, phrase, decision.mark)]
    return pieces


def _withheld(mark: str) -> Shown:
    return Shown("", CopyMark(mark).label.lower())


def _without(piece: Shown, phrase: str, mark: str) -> Iterator[Shown]:
    if piece.withheld or phrase not in piece.words:
        yield piece
        return
    for position, words in enumerate(piece.words.split(phrase)):
        if position:
            yield _withheld(mark)
        if words:
            yield Shown(words)


def as_it_leaves(content: dict[str, Any], decisions: Iterable[CopyDecision]) -> dict[str, Any]:
    """The copy for her: {sections: [{title, rows: [{title, fields: [{label, shown}]}]}], files: [{name, title, id}]}.

    A file that is withheld stands with its reason and without its number.
    """
    decided = {one.part: one for one in decisions}
    sections = []
    for section in content["sections"]:
        rows = [
            {
                "title": row["title"],
                "fields": [
                    {
                        "label": field["label"],
                        "shown": [piece for part in field["parts"] for piece in shown(part, decided.get(part["n"]))],
                    }
                    for field in row["fields"]
                ],
            }
            for row in section["rows"]
        ]
        sections.append({"title": section["title"], "rows": rows})
    return {"sections": sections, "files": [_file(one, decided.get(one["n"])) for one in content["files"]]}


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
