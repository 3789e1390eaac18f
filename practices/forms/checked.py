"""A form that is shown once more before it is saved: what was written between the two presses is asked about."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db import models

from practices.forms.record import SentForm

CHANGED_SINCE = "Somebody changed this while you were reading. It stands here as it is now: look again, then press."


PRESS, CHANGE = "press", "change"  # how a page sends a form back to be written on, and not yet to be saved


def is_to_change(sent: Mapping[str, Any]) -> bool:
    """Whether a form was sent to be shown again with what was typed: no field of a form has the name of a button."""
    return sent.get(PRESS) == CHANGE


class LookedAtForm(forms.Form):
    """The page that checks carries a digest of each thing it shows; the press holds for just these.

    A press that carries none was made on no such page: it is shown first, whatever it says. `changed` are the rows that
    are others since, or new; `is_asked_again` is whether a press is asked once more.
    """

    looked_at = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nothing was pressed yet; what is to be changed is shown once more before it is saved."""
        super().__init__(*args, **kwargs)
        if self.is_bound and is_to_change(self.data):
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            for name in ("sure", "looked_at"):
                data.pop(self.add_prefix(name), None)
            self.data = data
        self.changed: list[models.Model] = []
        self.is_asked_again = False

    def is_sure(self, *shown: models.Model | str) -> bool:
        """Whether the last press was made on a page that showed all this as it is now: rows, and what else it says."""
        now, before = _digests(shown), self._seen()
        is_pressed = self.data.get("sure") == "yes"
        if is_pressed and (self.has_seen(*shown) or self.was_saved()):
            return True
        self.shows(*shown)
        if is_pressed and before is not None:
            self.is_asked_again = True
            self.changed = [
                one for one in shown if not isinstance(one, str) and before.get(_key(one)) != now[_key(one)]
            ]
        return False

    def has_seen(self, *shown: models.Model | str) -> bool:
        """Whether what was sent was read on a page that showed all this as it is now."""
        return self._seen() == _digests(shown)

    def shows(self, *shown: models.Model | str) -> None:
        """Carry what the page that is drawn next shows."""
        said = self.initial["looked_at"] = json.dumps(_digests(shown))
        if self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data[self.add_prefix("looked_at")] = said
            self.data = data

    def was_saved(self) -> bool:
        """Whether these words were saved before: National's forms have no key to know it by."""
        return False

    def _seen(self) -> dict[str, str] | None:
        """What the page showed; None where it says nothing of it."""
        try:
            seen = json.loads(self.data.get("looked_at") or "null")
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else None


class CheckedForm(SentForm, LookedAtForm):
    """The same of a form of a Practice, which is sent once: it knows by its key whether these words were saved."""


def digest_of_page(*said: object) -> str:
    """What a page says that is no row, in short, for `is_sure`."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _digests(shown: Iterable[models.Model | str]) -> dict[str, str]:
    return {_key(one): hashlib.sha256(_said(one).encode()).hexdigest()[:16] for one in shown}


def _key(one: models.Model | str) -> str:
    return _said(one) if isinstance(one, str) else f"{one._meta.label} {one.pk}"


def _said(one: models.Model | str) -> str:
    if isinstance(one, str):
        return one
    fields = [field for field in one._meta.concrete_fields if not isinstance(field, models.BinaryField)]
    return json.dumps([str(field.value_from_object(one)) for field in fields])
