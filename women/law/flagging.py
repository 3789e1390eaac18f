"""Passages of a copy that a person looks at one by one: another's name or number, an agency, another woman.

The matcher of the words that leave reads every passage once, when it is gathered; what it found stays with the passage.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from practices.codes import CopyMark
from practices.folding import fold
from practices.models import Practice
from women.disclosure.matches import Kind
from women.disclosure.reading import look_for_people
from women.disclosure.recorded import Recorded, recorded_in
from women.disclosure.sentences import sentences_of
from women.law.around_her import around_her, is_of_somebody, of_another
from women.law.others import others_in
from women.models import AgencyReference, SafeContact, Woman

OF_OTHERS = {Kind.NAME, Kind.REFERENCE, Kind.REACHES, Kind.PLACE, Kind.LIKE_A_NAME, Kind.LIKE_A_REFERENCE}
SHORTEST_NUMBER = 9  # digits


def flag(content: dict[str, Any], woman: Woman) -> None:
    """Put beside each passage of words what it gives away of others; what is withheld already is passed over."""
    assert woman.practice_id is not None
    recorded = recorded_in(Practice.objects.get(pk=woman.practice_id)).without(woman)
    own = _own_ways(woman)
    hers = _own_references(woman)
    for section in content["sections"]:
        for row in section["rows"]:
            for field in row["fields"]:
                for part in field["parts"] if field.get("is_read") else ():
                    if not part["mark"] and (found := list(_flags(part["words"], recorded, own, hers))):
                        part["flags"] = found


def _flags(words: str, recorded: Recorded, own: str, hers: Collection[str]) -> Iterator[dict[str, str]]:
    for sentence in sentences_of(words):
        found = [
            one
            for one in look_for_people(sentence, recorded)
            if (one.kind in OF_OTHERS or (one.kind is Kind.LIKE_A_PLACE and is_of_somebody(sentence)))
            and not (one.kind is Kind.REACHES and _is_own(one.word, own))
            and not (one.kind is Kind.LIKE_A_REFERENCE and any(ref and ref in fold(one.word) for ref in hers))
        ]
        said = " ".join(fold(one.word) for one in found)
        more = (*others_in(sentence, recorded.own), *around_her(sentence))
        found += [one for one in more if fold(one.word) not in said]
        for one in found or of_another(sentence):
            yield {"word": one.word, "kind": one.kind.value, "why": one.why}


def _own_references(woman: Woman) -> set[str]:
    """By which the Practice and other agencies know her, folded."""
    refs = Woman.every.filter(Q(pk=woman.pk) | Q(merged_into=woman)).values_list("ref", flat=True)
    return {
        fold(ref) for ref in (*refs, *AgencyReference.objects.filter(woman=woman).values_list("reference", flat=True))
    }


def _own_ways(woman: Woman) -> str:
    """The digits and words by which she herself is reached."""
    return " ".join(SafeContact.objects.filter(woman=woman).values_list("detail", flat=True)).lower()


def _is_own(word: str, own: str) -> bool:
    digits = re.sub(r"\D", "", word)
    if len(digits) >= SHORTEST_NUMBER:
        return digits[-SHORTEST_NUMBER:] in re.sub(r"\D", "", own)
    return word.lower() in own


def flagged_words(part: dict[str, Any]) -> str:
    """The words of a passage that were found, one a line, as a decision withholds them."""
    return "\n".join(dict.fromkeys(str(one["word"]) for one in part.get("flags", ())))


def mark_for(part: dict[str, Any]) -> CopyMark:
    """Why the words that were found would be withheld: another person's, or from another agency where only that."""
    kinds = {one["kind"] for one in part.get("flags", ())}
    return CopyMark.OTHER_AGENCY if kinds == {Kind.PLACE.value} else CopyMark.OTHER_PERSON
