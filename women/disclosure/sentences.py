"""A text in its sentences, and a sentence in its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from practices.folding import WORD, clean, fold

# a full stop ends no sentence after a title or a single letter, where no space and small letters follow
STOP = re.compile(
    r"(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bRd\.)(?<!\bNo\.)"
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<=[.!?…])[\"')\]]*\s+|(?<=[!?])\s+"
)
MARKS = " -•*–—\"“'(‘"
BEGIN_AFTER = frozenset(':•“"(*–—')


# sayings, games, feasts and tools that are called by a name and speak of nobody
SAYINGS = re.compile(
    r"\b(?:Kim['’]s Game|Robin Hood|Dawn Chorus|Chinese whispers|Russian dolls?|Mexican wave|Indian summer|"
    r"Dutch courage|French polish|"
    r"Tom,? Dick and Harry|Jack of all trades|Murphy['’]s law|Hobson['’]s choice|Pandora['’]s box|Jacob['’]s ladder|"
    r"Plain Jane|Maslow['’]s|Johari|"
    r"Bloody Mary|Holly and ivy|(?:Father|Merry|Happy) Christmas|(?:Mother|Father|Valentine|New Year|"
    r"Saint Valentine)['’]s (?:Day|Eve)|"
    r"Amber (?:rating|warnings?|alerts?|list|status)|Grace period|Grace and patience|Harry Potter|"
    r"Alice in Wonderland|Peter Rabbit|Winnie the Pooh|"
    r"Mary Poppins|Cinderella|Snow White|Simon Says|Black Friday|Billy Elliot|Mamma Mia|Will Aid|Virgin Money|"
    r"Holly wreaths?|May half[- ]term|"
    r"Jeans for Genes|Race for Life|Children in Need|Red Nose Day|Marks (?:&|and) Spencer|John Lewis|Ben (?:&|"
    r"and) Jerry['’]s|Iris scans?)(?!\w)"
)


@dataclass(frozen=True)
class Word:
    """A word of a sentence as it is written, and where it stands."""

    text: str
    start: int
    is_first: bool

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


@dataclass(frozen=True)
class Sentence:
    """A sentence, cleaned, with its words."""

    text: str

    @cached_property
    def words(self) -> list[Word]:
        """Its words in order; the first, and what follows a colon or a quotation mark, has its capital from there."""
        found = []
        for hit in WORD.finditer(self.text):
            found.append(Word(hit.group(), hit.start(), self._begins_at(hit.start())))
        return found

    def _begins_at(self, start: int) -> bool:
        before = self.text[max(0, start - 6) : start].rstrip()
        if not before.strip(MARKS):
            return start <= 6 and not self.text[:start].strip(MARKS)
        return before[-1] in BEGIN_AFTER or before.endswith(" -")

    @cached_property
    def folded(self) -> str:
        """Its words, folded."""
        return fold(self.text)

    @cached_property
    def is_shouted(self) -> bool:
        """Whether it is written in capitals throughout."""
        letters = [one for one in self.text if one.isalpha()]
        return len(letters) > 3 and all(one.isupper() for one in letters)


def sentences_of(text: str) -> Iterator[Sentence]:
    """Sentences by their stops and by lines."""
    for line in text.splitlines():
        for piece in STOP.split(clean(line)):
            if piece.strip():
                yield Sentence(piece.strip())


def without_sayings(sentence: Sentence) -> Sentence:
    """A sentence in which the names of sayings and games have no capital, so that they are read as words."""
    return Sentence(SAYINGS.sub(lambda hit: "-" * len(hit.group()), sentence.text))
