"""The words of a return against the Practice's records and its hidden figures: what is open before they may leave."""

from collections.abc import Mapping

from practices.models import Practice
from reporting.content import NARRATIVE
from reporting.models import Dismissal
from reporting.quarters import Quarter
from women.disclosure.matches import ToLookAt, by_sentence
from women.disclosure.numbers import HiddenNumbers
from women.disclosure.reading import find
from women.disclosure.recorded import recorded_in


def matches_of(
    practice: Practice, texts: Mapping[str, object], quarter: Quarter, hidden: HiddenNumbers
) -> tuple[list[ToLookAt], list[ToLookAt]]:
    """(open, dismissed): the sentences of a narrative with what was found in them; the scope is open.

    A sentence is open while one of its matches is: what was answered for once is not asked again.
    """
    words = {name: str(texts[name]) for name in NARRATIVE if texts.get(name)}
    if not words:
        return [], []
    dismissed = set(Dismissal.objects.filter(quarter=str(quarter)).values_list("match_digest", flat=True))
    found = find(words, recorded_in(practice), hidden)
    return (
        by_sentence([match for match in found if match.digest not in dismissed]),
        by_sentence([match for match in found if match.digest in dismissed]),
    )


def open_sentences(
    practice: Practice, texts: Mapping[str, object], quarter: Quarter, hidden: HiddenNumbers
) -> list[ToLookAt]:
    """Those that nobody has answered for."""
    return matches_of(practice, texts, quarter, hidden)[0]
