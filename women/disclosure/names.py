"""Names of the records in a sentence: as they are written, of several, shortened, with a slip, as initials."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from women.disclosure.lexicon import ALSO_NAMES, bare, capitals, fold, is_english, words_in
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence, Word

# names, or parts of names, that are everyday words: a match only where they are written with a capital
JOINING = {"al", "an", "and", "de", "el", "le", "of", "the", "van", "von"}
LEAST_SHORT, LEAST_SLIP = 3, 5  # letters
# what a person does right after her name; “Dawn broke” is no person, “Dawn came” is
DOES = words_in("does")
BEFORE_A_MONTH = {"in", "since", "until", "till", "by", "during", "last", "next", "this", "of", "from", "to", "early",
                  "late", "mid", "and", "each", "every", "between", "through", "before", "after"}  # fmt: skip
WITH = {"with", "met", "saw", "told", "asked", "and", "rang", "called", "by"}
AFTER = DOES | {"and", "at", "in", "on", "to", "today", "again", "about", "who", "when"}
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sister|Aunt|Auntie|Uncle|Nan|Judge)\.?\s+([A-Z][\w'-]*)")
DOTTED = re.compile(r"(?<![\w.])[A-Z]\.\s?(?:[A-Z]\.\s?)*[A-Z](?:\.|\b)(?!\w)|(?<![\w.])[A-Z]\.\s[A-Z][a-z]+")
SPACED = re.compile(r"(?<![\w'.-])([A-Z]) ([A-Z])(?![\w'-])")
JOINED = re.compile(r"(?<![\w'.-])([A-Z])/?([A-Z])(?:'s|s)?(?![\w-])")
SINGLE = re.compile(r"(?<![\w'.&-])([B-HJ-Z])(?:'s)?(?![\w'&-]|\.\w|\. [A-Z])")
BEFORE_A_NAME = re.compile(r"(?<![\w.'-])[B-HJ-Z] [A-Z][a-z]{2,}(?![\w-])")
LETTERED = re.compile(
    r"(?:plan|level|grade|group|hepatitis|vitamin|category|section|form|part|appendix|room|block|band|tier|type|class|"
    r"option|step|woman|person|parent|client|case|team|phase|annex|site) $",
    re.IGNORECASE,
)
NOT_INITIALS = {"U.K", "P.E", "R.E", "A.M", "P.M", "I.T", "U.S", "T.V", "G.P", "D.V", "N.B", "Q.A"}


def names_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Every name of the records that is written out, and what is like one."""
    for position, word in enumerate(sentence.words):
        following = sentence.words[position + 1] if position + 1 < len(sentence.words) else None
        found = _as_recorded(sentence, word, following, recorded) or _like_one(sentence, word, following, recorded)
        if found:
            yield found
    yield from _initials(sentence, recorded)


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> tuple[str, ...]:
    """A written word as the names that it may be: joined, in parts, without what makes it hers or several."""
    whole = fold(word)
    run = whole.replace("-", "").replace("'", "")
    found = dict.fromkeys([whole, bare(whole), run, *re.split(r"[-']", whole)])
    for one in list(found):
        if len(one) > LEAST_SHORT and one.endswith("s"):
            found[one[:-1]] = None
        if len(one) > LEAST_SLIP and one.endswith("es"):
            found[one[:-2]] = None
    return tuple(found)


def _as_recorded(sentence: Sentence, word: Word, following: Word | None, recorded: Recorded) -> Found | None:
    pair = fold(word.text) + fold(following.text) if following and len(word.text) > 1 else ""
    for form in (*forms_of(word.text), pair):
        if form not in recorded.names or not _is_meant(sentence, word, following, form):
            continue
        written = word.text
        for part in re.split(r"[-']", written):
            if fold(part) == form:
                written = part
        if following and form == pair:
            written = f"{word.text} {following.text}"
        return Found(Kind.NAME, written, f"the name of {recorded.names[form]}")
    return None


def _is_meant(sentence: Sentence, word: Word, following: Word | None, form: str) -> bool:
    """Whether a word that is a name is meant as one: an everyday word needs its capital,
    and more where all have one.
    """
    is_everyday = form in JOINING or form in ALSO_NAMES or form in capitals() or is_english(form)
    if not is_everyday:
        return True
    if not word.is_capital:
        return form in ALSO_NAMES and _is_written_small(sentence, word, following)
    before = sentence.text[max(0, word.start - 12) : word.start].split()[-1:] or [""]
    if form in capitals() and (
        before[0].lower() in BEFORE_A_MONTH or sentence.text[word.end : word.end + 2].strip().isdigit()
    ):
        return False  # a month or a season
    if not word.is_first or word.text.isupper():
        return True
    if following is None or following.is_capital or word.text.lower().endswith(("'s", "s'")):
        return True
    does = following.text.lower()
    after = sentence.text[word.end : word.end + 6]
    if does == "and":
        return after[-1:].isupper()
    return does in DOES or does.endswith("ed") or after[:1] == ","


def _is_written_small(sentence: Sentence, word: Word, following: Word | None) -> bool:
    """Whether a writer who uses no capitals means somebody: by what they do, or who is with them."""
    if not sentence.text[0].islower():
        return False
    before = sentence.text[: word.start].split()[-1:] or [""]
    does = following.text.lower() if following else ""
    return (word.start == 0 and does in DOES) or (before[0] in WITH and (following is None or does in AFTER))


def _like_one(sentence: Sentence, word: Word, following: Word | None, recorded: Recorded) -> Found | None:
    """A name that is shortened, or written with one slip; words of the language are what they are."""
    plain = bare(fold(word.text))
    if not word.is_capital or plain in capitals() or plain in recorded.own:
        return None
    if len(plain) >= LEAST_SHORT and _is_meant(sentence, word, following, plain):
        if plain in recorded.other_forms:
            return Found(Kind.LIKE_A_NAME, word.text, "another form of the name of a woman of the Practice")
        if any(name.startswith(plain) and name != plain for name in recorded.first_names):
            return Found(Kind.LIKE_A_NAME, word.text, "short for the name of a woman of the Practice")
    if len(plain) >= LEAST_SLIP and not is_english(plain):
        for form in (plain, plain[:-1] if plain.endswith("s") else plain):
            lengths = (len(form) - 1, len(form), len(form) + 1)
            names = (name for length in lengths for name in recorded.names_by_length.get(length, ()))
            near = next((name for name in names if _is_near(form, name)), None)
            if near:
                return Found(Kind.LIKE_A_NAME, word.text, f"one letter from the name of {recorded.names[near]}")
    return None


def _is_near(word: str, name: str) -> bool:
    return len(name) >= LEAST_SLIP and OSA.distance(word, name, score_cutoff=1) == 1


def _initials(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    if sentence.is_shouted:
        return
    text = sentence.text
    for hit in TITLE.finditer(text):
        if fold(bare(hit[1])) not in recorded.names:
            yield Found(Kind.LIKE_A_NAME, hit.group(), "a title, and a name after it")
    for hit in DOTTED.finditer(text):
        if hit.group().rstrip(".") not in NOT_INITIALS and fold(hit.group().split()[-1]) not in recorded.own:
            yield Found(Kind.LIKE_A_NAME, hit.group(), "initials")
    for hit in BEFORE_A_NAME.finditer(text):
        plain = bare(fold(hit.group()[2:]))
        if plain not in recorded.own and plain not in capitals() and not LETTERED.search(text[: hit.start()]):
            yield Found(Kind.LIKE_A_NAME, hit.group(), "an initial, and a name after it")
    for hit in SPACED.finditer(text):
        if "I" not in hit.groups() and not (hit[1] == "A" and hit.start() == 0 and hit[2] not in "BCDF"):
            yield Found(Kind.LIKE_A_NAME, hit.group(), "initials")
    for hit in JOINED.finditer(text):
        if fold(hit[1] + hit[2]) in recorded.initials and fold(hit[1] + hit[2]) not in capitals():
            whose = recorded.initials[fold(hit[1] + hit[2])]
            yield Found(Kind.LIKE_A_NAME, hit.group(), f"the initials of {whose}")
    for hit in SINGLE.finditer(text):
        is_hers = fold(hit[1]) in recorded.first_letters and not LETTERED.search(text[: hit.start()])
        if is_hers and not SPACED.search(text[max(0, hit.start() - 2) : hit.end() + 2]):
            yield Found(Kind.LIKE_A_NAME, hit.group(), "an initial of a woman of the Practice")
