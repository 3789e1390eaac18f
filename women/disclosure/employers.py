"""Where somebody works: “nights at Morrisons”, “a job at Greggs”."""

import re
from collections.abc import Iterator

from women.disclosure.capitals import BODIES
from women.disclosure.lexicon import bare, capitals, fold, words_in
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence

# shops and firms that everybody knows: nobody's name, and still where she can be found
EMPLOYERS = words_in("employers")
WORKS = re.compile(
    r"\b(?:works?|worked|working|jobs?|shifts?|nights|employed|employment|hired|apprentice\w*|interview|cleaner|"
    r"cleaning|career|trainee|hours|taken on)(?: (?!at\b|for\b|by\b|with\b|in\b)[\w'-]+){0,3} "
    r"(?P<at>at|for|by|with|in) (?:the |a |an |our |her |local )*(?P<where>[A-Z][\w'&-]*(?: (?:& )?[A-Z][\w'&-]*)*)"
)


def employers_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Each place of work that has a name; the Practice, its partners and public bodies are none."""
    if sentence.is_shouted:
        return
    for hit in WORKS.finditer(sentence.text):
        plain = [bare(fold(word)) for word in hit["where"].split() if word != "&"]
        if _is_known(plain) or (hit["at"] in ("at", "for") and _is_particular(hit["where"], plain, recorded)):
            yield Found(Kind.LIKE_A_PLACE, hit["where"], "where somebody works")


def _is_known(plain: list[str]) -> bool:
    return plain[0] in EMPLOYERS or plain[0].rstrip("s") in EMPLOYERS


def _is_particular(where: str, plain: list[str], recorded: Recorded) -> bool:
    """Whether a place may be a firm: it has no word of a public body, of the programme or of the Practice."""
    is_ours = any(one in recorded.own or one in BODIES or one in capitals() for one in plain)
    return not is_ours and not where.isupper()
