"""Words that others read as they are sent: nobody's name may stand in them, and what is like one is looked at."""

import hashlib
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from practices.forms.record import SentForm
from practices.models import Practice
from women.disclosure.matches import Match
from women.disclosure.reading import find
from women.disclosure.recorded import recorded_in

LOOKED_AT = "looked_at"


class LeavingForm(SentForm):
    """A form with a text that leaves the Practice: `leaving` names its field, `read_by` says who reads it there.

    Small numbers are not looked for: whoever reads it may know them.
    """

    leaving: ClassVar[str] = "words"
    read_by: ClassVar[str] = "National"

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        """`practice` is whose records the words are read against."""
        self.practice = practice
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Read what leaves, once it is right otherwise."""
        cleaned = super().clean()
        if words := cleaned.get(self.leaving):
            self._look_at(find({self.leaving: words}, recorded_in(self.practice)))
        return cleaned

    def _look_at(self, matches: list[Match]) -> None:
        """Refuse what stands in the records; ask about the rest, once for the same words."""
        certain = [match for match in matches if match.kind.is_certain]
        if certain:
            self.add_error(
                self.leaving, f"These match your records: {_listed(certain)}. {self.read_by} sees no name, reference, "
                "place or date. Say it without them.",
            )  # fmt: skip
            return
        digest = hashlib.sha256("".join(match.digest for match in matches).encode()).hexdigest()
        answered = self.data.getlist(LOOKED_AT) if isinstance(self.data, QueryDict) else []
        if not matches or digest in answered:
            return
        reasons = "; ".join(f"“{match.word}”: {match.why}" for match in matches)
        self.fields[LOOKED_AT] = forms.MultipleChoiceField(
            label="Look at these before it leaves", help_text=reasons, required=False,
            choices=[(digest, "I have looked at them: they tell of nobody")], widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.add_error(LOOKED_AT, f"Look at {_listed(matches)}. Say it without them, or tick that they tell of nobody.")


def _listed(matches: list[Match]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(match.word for match in matches))
