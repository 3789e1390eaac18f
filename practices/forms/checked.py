"""A form that is shown once more before it is saved: what was written between the two presses is asked about."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from practices.forms.record import SentForm

CHANGED_SINCE = "Somebody changed this while you were reading. It stands here as it is now: look again, then press."


class CheckedForm(SentForm):
    """The page that checks carries a digest of each thing it shows; the press holds for just these.

    `changed` are the rows that are others since, or new; `is_asked_again` is whether a press is asked once more.
    """

    looked_at = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nothing was pressed yet."""
        super().__init__(*args, **kwargs)
        self.changed: list[models.Model] = []
        self.is_asked_again = False

    def is_sure(self, *shown: models.Model | str) -> bool:
        """Whether the last press was made on a page that showed all this as it is now: rows, and what else it says."""
        now, before = _digests(shown), self._seen()
        is_pressed = self.data.get("sure") == "yes"
        if is_pressed and (before is None or before == now or self.was_saved()):
            return True
        self._put("looked_at", json.dumps(now))
        if is_pressed and before is not None:
            self.is_asked_again = True
            self.changed = [
                one for one in shown if not isinstance(one, str) and before.get(_key(one)) != now[_key(one)]
            ]
        return False

    def _seen(self) -> dict[str, str] | None:
        """What the page showed; None where it says nothing of it."""
        try:
            seen = json.loads(self.data.get("looked_at") or "null")
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else None


def _digests(shown: Iterable[models.Model | str]) -> dict[str, str]:
    return {_key(one): hashlib.sha256(_said(one).encode()).hexdigest()[:16] for one in shown}


def _key(one: models.Model | str) -> str:
    return _said(one) if isinstance(one, str) else f"{one._meta.label} {one.pk}"


def _said(one: models.Model | str) -> str:
    if isinstance(one, str):
        return one
    fields = [field for field in one._meta.concrete_fields if not isinstance(field, models.BinaryField)]
    return json.dumps([str(field.value_from_object(one)) for field in fields])
