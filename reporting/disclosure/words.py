"""The words of a return against the Practice's records: what is still open before they may leave."""

from reporting.content import NARRATIVE
from reporting.disclosure.matching import Known, Match, find, known_of_practice
from reporting.models import Dismissal
from reporting.quarters import Quarter


def open_matches(texts: dict[str, object], quarter: Quarter, *, known: Known | None = None) -> list[Match]:
    """The matches in the texts of a narrative that nobody has dismissed; the scope is open."""
    words = {name: str(texts[name]) for name in NARRATIVE if texts.get(name)}
    if not words:
        return []
    found = find(words, known or known_of_practice())
    dismissed = set(Dismissal.objects.filter(quarter=str(quarter)).values_list("match_digest", flat=True))
    return [match for match in found if match.digest not in dismissed]


def matches_in(text: str) -> list[Match]:
    """Every match in one text that leaves the Practice at once, such as an answer to National."""
    return find({"answer": text}, known_of_practice())
