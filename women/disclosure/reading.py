"""Texts read for what they would give away: each sentence once, every kind, the most certain for each word.

Nothing is hidden or changed here: what is found is shown to a person, who rewords it or says why it may stay.
"""

from collections.abc import Iterator, Mapping

from practices.folding import clean, fold
from women.disclosure.capitals import capitals_of
from women.disclosure.days_of_one import days_of_one
from women.disclosure.employers import employers_of
from women.disclosure.events import events_of
from women.disclosure.handles import disguised_names_of, handles_of
from women.disclosure.identifiers import identifiers_of
from women.disclosure.known_by import known_by
from women.disclosure.links import links_of
from women.disclosure.matches import ORDER, Found, Kind, Match
from women.disclosure.names import names_of
from women.disclosure.numbers import HiddenNumbers, numbers_of
from women.disclosure.reaching import days_of, ways_of
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence, sentences_of, without_sayings
from women.disclosure.small_letters import small_letters_of
from women.disclosure.vague_counts import ages_of, vague_counts_of

OF_SOMEBODY = {Kind.NAME, Kind.LIKE_A_NAME, Kind.PLACE, Kind.LIKE_A_PLACE}
AROUND = 60  # characters on either side


def find(texts: Mapping[str, str], recorded: Recorded, hidden: HiddenNumbers | None = None) -> list[Match]:
    """Every match in texts by field, once for each word of a sentence, in the order of the texts.

    Without `hidden` numbers are not read: whoever reads it may know them.
    """
    found: dict[str, Match] = {}
    for field, text in texts.items():
        for sentence in sentences_of(text):
            for one in look(sentence, recorded, hidden):
                match = Match(field, one.kind, one.word, sentence.text, one.why)
                found.setdefault(match.digest, match)
        said = {match.word for match in found.values() if match.field == field and match.kind is Kind.DATE}
        for match in _dates_over_lines(field, text, recorded) if "\n" in text else ():
            if match.word not in said:
                found.setdefault(match.digest, match)
    return list(found.values())


def look(sentence: Sentence, recorded: Recorded, hidden: HiddenNumbers | None = None) -> list[Found]:
    """What one sentence would give away; of words that overlap the most certain."""
    every = [
        *_of_somebody(sentence, recorded), *known_by(sentence, recorded), *events_of(sentence), *ages_of(sentence),
        *days_of_one(sentence),
    ]  # fmt: skip
    if hidden is not None:
        every += [*numbers_of(sentence, hidden), *vague_counts_of(sentence, hidden)]
    return list(_without_repeats(sorted(every, key=lambda one: ORDER[one.kind])))


def look_for_people(sentence: Sentence, recorded: Recorded) -> list[Found]:
    """Names, places and ways to reach somebody alone: what happened to her is hers to read."""
    return list(_without_repeats(sorted(_of_somebody(sentence, recorded), key=lambda one: ORDER[one.kind])))


def _of_somebody(sentence: Sentence, recorded: Recorded) -> list[Found]:
    readers = (
        names_of, disguised_names_of, ways_of, handles_of, links_of, capitals_of, employers_of, identifiers_of,
        small_letters_of,
    )  # fmt: skip
    plain = without_sayings(sentence)
    return [one for reader in readers for one in reader(plain, recorded)]


def _without_repeats(found: list[Found]) -> Iterator[Found]:
    """Of names and places that overlap the most certain one, of the rest each once."""
    said: list[tuple[bool, str]] = []
    for one in found:
        plain, is_somebody = fold(one.word), one.kind in OF_SOMEBODY
        overlaps = any(
            plain in other.split()
            or other in plain.split()
            or plain == other
            or (one.kind is Kind.REACHES and (plain in other or other in plain))
            for somebody, other in said
            if somebody == is_somebody
        )
        if not overlaps:
            said.append((is_somebody, plain))
            yield one


def _dates_over_lines(field: str, text: str, recorded: Recorded) -> Iterator[Match]:
    """Days of the records that are broken over two lines."""
    cleaned = clean(text)
    for at, why in days_of(cleaned, recorded):
        around = cleaned[max(0, at.start() - AROUND) : at.end() + AROUND].strip()
        yield Match(field, Kind.DATE, at.group(), around, why)
