"""Names in the order that people expect: é beside e, ł beside l, capitals, hyphens and apostrophes aside.

Neither the server's locale nor ICU is asked: the embedded server is built without it, and a C locale sorts by bytes.
"""

import sys
import unicodedata
from typing import Any

from anyascii import anyascii
from django.db.models import CharField, F, Func

ASIDE = "'’‘`´-‐‑. "  # D'Arcy stands by Darcy, and de Souza among the d's as one word


def _letters() -> tuple[str, str]:
    """Each Latin letter with a mark, and the plain small one by which it is sorted; the first of two (ß as s)."""
    last = 0x1EFF
    marked = [letter for letter in map(chr, range(0xC0, last + 1)) if unicodedata.category(letter) in ("Lu", "Ll")]
    pairs = [(letter, plain[0].lower()) for letter in marked if (plain := anyascii(letter)) and plain[0].isalpha()]
    latin = [(letter, plain) for letter, plain in pairs if unicodedata.name(letter, "").startswith("LATIN")]
    return "".join(letter for letter, _ in latin), "".join(plain for _, plain in latin)


MARKED, PLAIN = map(sys.intern, _letters())
FROM = MARKED + ASIDE  # what has no counterpart is left out
FOLDED = f"lower(translate(%s, '{FROM.replace(chr(39), chr(39) * 2)}', '{PLAIN}')) COLLATE \"C\""


def order_sql(column: str) -> str:
    """The same for a statement written by hand; `column` is ours and no text of anybody."""
    return FOLDED % column


class NameOrder(Func):
    """A name as it is sorted."""

    output_field = CharField()

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The letters stand in the statement itself."""
        sql, params = compiler.compile(self.source_expressions[0])
        return FOLDED % sql, list(params)


def by_name(field: str = "name") -> NameOrder:
    """Order by a field of names."""
    return NameOrder(F(field))


def sort_key(name: str) -> str:
    """The same order for a list that is in Python already."""
    return name.translate(TABLE).lower()


TABLE = {ord(letter): plain for letter, plain in zip(MARKED, PLAIN, strict=True)} | {ord(one): None for one in ASIDE}
