"""`python -m tests.phrases FILE.json`: sentences, and whether the product asks for a look at each before it leaves.

FILE holds [{text, shown, kind}]. Rotherham is loaded from its workbook, 2018-19 Q4 is built with its copies by the
worker's own steps, and each sentence that is answered otherwise is printed with what was found. Exit 1 where any is.
"""

import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pause_cms.settings")
NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """A sentence, whether it should be shown, and what was found in it."""

    text: str
    shown: bool
    kind: str
    found: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether it was answered as it should be."""
        return bool(self.found) == self.shown

    def __str__(self) -> str:
        if self.found:
            return f"Not to be shown: {self.text}\n    found {'; '.join(self.found)}"
        return f"To be shown ({self.kind}): {self.text}\n    nothing found"


def main() -> int:
    """Start the servers, make a database, answer, stop."""
    if len(sys.argv) != 2:
        print("Say which file: python -m tests.phrases FILE.json", file=sys.stderr)
        return 2
    sentences = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    from tests.servers import pytest_configure, pytest_unconfigure

    here = type("Config", (), {})()
    pytest_configure(here)
    try:
        return run(sentences)
    finally:
        pytest_unconfigure(here)


def run(sentences: list[dict[str, Any]]) -> int:
    """Print what is answered otherwise; 1 where anything is."""
    import django

    django.setup()
    from django.db import connections

    from practices.models import Practice
    from practices.tenancy.scope import practice_scope
    from tests import database

    database.make_copy()
    practice = Practice.objects.get(slug="rotherham")
    with practice_scope(practice.pk):
        answers = answered(practice, sentences)
    for connection in connections.all():
        connection.close()
    wrong = [one for one in answers if not one.is_right]
    for one in wrong:
        print(one)
    print(said_of(answers))
    return 1 if wrong else 0


def answered(practice: Any, sentences: list[dict[str, Any]]) -> list[Answer]:
    """What the disclosure check finds in each sentence, with Rotherham's records and its return; the scope is open."""
    from reporting.disclosure.numbers import hidden_numbers
    from women.disclosure.reading import find
    from women.disclosure.recorded import recorded_in

    draft = built(practice)
    texts = {str(number): one["text"] for number, one in enumerate(sentences)}
    hidden = hidden_numbers(draft.figures, draft.more["hidden"])
    found: dict[str, list[str]] = {}
    for match in find(texts, recorded_in(practice), hidden):
        found.setdefault(match.field, []).append(f"{match.word} ({match.kind}: {match.why})")
    return [
        Answer(one["text"], one["shown"], one.get("kind", ""), tuple(found.get(str(number), ())))
        for number, one in enumerate(sentences)
    ]


def built(practice: Any) -> Any:
    """The return of 2018-19 Q4 from Rotherham's workbook, with its copies drawn."""
    from django.utils import timezone

    from reporting.presenting import present_both
    from reporting.printing.outputs import all_files
    from sessions_log.importing import service
    from tests.reporting.building import Q4, build
    from tests.workbooks import ROTHERHAM

    checked = service.check_for_practice(ROTHERHAM.read_bytes(), practice=practice, now=timezone.now())
    assert checked.plan is not None, checked.faults
    service.apply(checked, practice=practice, by=None)
    practice.refresh_from_db()
    draft = build(practice, quarter=Q4)
    both = present_both(draft.figures, draft.more, practice=practice, built_at=NOW, version=draft.version)
    assert all_files(both).keys() >= {"pdf", "commissioner_pdf", "board_pdf"}
    return draft


def said_of(answers: list[Answer]) -> str:
    """How many were found of those to be shown, by kind, and how many alarms were false."""
    to_show = [one for one in answers if one.shown]
    plain = [one for one in answers if not one.shown]
    missed = Counter(one.kind for one in to_show if not one.is_right)
    lines = [
        f"{sum(one.is_right for one in to_show)} of {len(to_show)} found",
        f"{sum(not one.is_right for one in plain)} false alarms in {len(plain)} plain sentences",
    ]
    if missed:
        lines.append("missed: " + ", ".join(f"{kind} {number}" for kind, number in sorted(missed.items())))
    return "; ".join(lines)


if __name__ == "__main__":
    sys.exit(main())
