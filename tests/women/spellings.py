"""Names of many kinds, and the ways in which a colleague may write each of them."""

import unicodedata

from hypothesis import strategies as st

FIRST = ["Nora", "Małgorzata", "Siân", "Éilis", "Kelly-Marie", "Zoë", "Anne Marie", "Fatima", "Chloë", "Søren", "Đặng"]
LAST = [
    "O'Brien", "O’Neill", "Wójcik", "ap Rhys", "Ní Dhomhnaill", "Smith-Jones", "McDonald", "Mc Donald", "MacKenzie",
    "D'Arcy", "St John", "de la Cruz", "van der Berg", "bint Khalid", "Al-Zahra", "Łuk", "Müller", "Saint Clair",
    "Taylor  Brown", "Smith\xa0Jones", "M’Bala", "Lloyd–George", "Ågård", "Đorđević", "Groß", "Jäger", "Åsæther",
]  # fmt: skip


def _without_accents(text: str) -> str:
    table = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Đ": "D", "đ": "d"})
    parts = unicodedata.normalize("NFD", text.translate(table))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _with_two_letters(text: str) -> str:
    """As its own language writes a letter that the keyboard has not."""
    text = unicodedata.normalize("NFC", text)
    for letter, two in {"å": "aa", "ä": "ae", "æ": "ae", "ø": "oe", "ö": "oe", "ü": "ue", "đ": "dj", "ß": "ss"}.items():
        text = text.replace(letter, two).replace(letter.upper(), two.title())
    return text


def _marks(*kinds: str):
    return lambda text, other: "".join(other if letter in kinds else letter for letter in text)


APOSTROPHES, DASHES, SPACES = "'’‘ʼ`´", "-–‐‑−", " \xa0\u2009"
SPELLINGS = [
    str.upper, str.lower, str.title, _without_accents, _with_two_letters,
    lambda text: unicodedata.normalize("NFD", text),
    *(lambda text, mark=mark: _marks(*APOSTROPHES)(text, mark) for mark in (*APOSTROPHES, "", " ")),
    *(lambda text, dash=dash: _marks(*DASHES)(text, dash) for dash in (*DASHES, "", " ", " - ")),
    *(lambda text, space=space: _marks(*SPACES)(text, space) for space in (*SPACES, "  ", "\u200b ")),
    lambda text: text.replace("Mc Donald", "McDonald").replace("MacK", "Mac K"),
    lambda text: text.replace("McD", "Mc D").replace("Mc ", "Mac "),
    lambda text: text.replace("MacK", "McK").replace("St ", "Saint ").replace("Saint ", "St "),
    lambda text: f" {text}\t",
]  # fmt: skip
WHOLE = [str, lambda text: text.split()[-1], lambda text: " ".join(reversed(text.split()))]
MOST_CHUNKS_ASKED = 8


def _spelt(name: str, spellings: list, whole) -> tuple[str, str]:
    text = whole(name)
    for spelling in spellings:
        text = spelling(text)
    return name, text


NAMES = st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))
NAMES_AND_SPELLINGS = st.builds(_spelt, NAMES, st.lists(st.sampled_from(SPELLINGS), max_size=3), st.sampled_from(WHOLE))
SAME_NAMES = st.builds(_spelt, NAMES, st.lists(st.sampled_from(SPELLINGS), max_size=3), st.just(str))
