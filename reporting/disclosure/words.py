"""The words of a return against the Practice's records: what is still open before they may leave."""

from practices.models import Practice
from reporting.content import NARRATIVE
from reporting.disclosure.matching import Kind, Match, find, recorded_in
from reporting.models import Dismissal
from reporting.quarters import Quarter


def matches_of(practice: Practice, texts: dict[str, object], quarter: Quarter) -> tuple[list[Match], list[Match]]:
    """(open, dismissed): the matches in the texts of a narrative; the scope is open."""
    words = {name: str(texts[name]) for name in NARRATIVE if texts.get(name)}
    if not words:
        return [], []
    dismissed = set(Dismissal.objects.filter(quarter=str(quarter)).values_list("match_digest", flat=True))
    found = find(words, recorded_in(practice))
    return (
        [match for match in found if match.digest not in dismissed],
        [match for match in found if match.digest in dismissed],
    )


def open_matches(practice: Practice, texts: dict[str, object], quarter: Quarter) -> list[Match]:
    """Those that nobody has dismissed."""
    return matches_of(practice, texts, quarter)[0]


def matches_in(practice: Practice, text: str) -> list[Match]:
    """Every match in an answer to National, who may know small numbers but nobody's name, place or days."""
    return [one for one in find({"answer": text}, recorded_in(practice)) if one.kind is not Kind.SMALL]
