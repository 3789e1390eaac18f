"""References on pages, `SOU-0049` or `R-2018/14`: each is one word, and no line ends at its hyphen or stroke."""

import re
from html import escape

from django.utils.safestring import SafeString

# letters and digits joined by hyphens or strokes, a digit among them: of a woman, a goal, an agency; days, too
JOINED = re.compile(r"(?<![\w/-])(?=[\w/-]*\d)\w+(?:[-/]\w+)+(?![\w/-])")


def in_one_piece(text: object) -> SafeString:
    """Words as HTML, each reference in them in one piece; what is HTML already stays as it is."""
    if isinstance(text, SafeString):
        return text
    said = str(text)
    parts, done = [], 0
    for found in JOINED.finditer(said):
        parts += [escape(said[done : found.start()]), str(one_piece(found[0]))]
        done = found.end()
    return SafeString("".join([*parts, escape(said[done:])]))


def one_piece(reference: object) -> SafeString:
    """A reference as HTML, whatever it is made of."""
    return SafeString(f'<span class="pause-ref">{escape(str(reference))}</span>') if reference else SafeString("")
