"""Edit conflicts: which answers of a form the writer changed, and which they left as the page showed them."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.crypto import salted_hmac

NOT_CHANGED_HERE = "You did not change this. What was saved stays."
NO_LONGER_ASKED = "no longer asked"


def digest_of(name: str, value: Any) -> str:
    """Return a short keyed digest of one answer: the same for what a form starts from and for its cleaned value."""
    return salted_hmac("pause.version", f"{name}={_plain(value)}", algorithm="sha256").hexdigest()[:12]


def version_token(values: Mapping[str, Any]) -> str:
    """Return what a page carries to say which answers it showed: field → digest, as JSON."""
    return json.dumps({name: digest_of(name, value) for name, value in values.items()}, sort_keys=True)


def shown_on_page(token: str) -> dict[str, str] | None:
    """Return the digests that a page carried; None where it carried none: a page of a row that was new."""
    try:
        shown = json.loads(token or "null")
    except ValueError:
        return None
    return shown if isinstance(shown, dict) else None


def as_sent(field: forms.Field, name: str, value: Any) -> dict[str, list[str]]:
    """Return what a browser sends of a field that shows this value: box → values, no value for an empty box."""
    widget: Any = field.widget
    if isinstance(widget, forms.MultiWidget):
        boxes: Any = widget
        parts = zip(boxes.widgets_names, boxes.decompress(value), strict=True)
        return {f"{name}{box}": _texts(part) for box, part in parts}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if value else []}
    prepared = field.prepare_value(value)
    return {name: _texts(widget.format_value(prepared))}


def _texts(value: Any) -> list[str]:
    several = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in several if one not in (None, "")]


def _plain(value: Any) -> str:
    """One value in one spelling, however it is held: blank for every kind of nothing."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list | tuple):
        return "|".join(sorted(str(one) for one in value))
    if value is None or value is False:
        return ""
    return "\n".join(line.rstrip() for line in str(value).strip().splitlines())


class EditConflict:
    """A row that was changed while its form was open: what was saved, beside what was typed.

    Answers that the writer left as the page showed them, and fields that were not on their page, are no answers of
    theirs: what was saved meanwhile stays.
    """

    def __init__(self, form: Any, cleaned: dict[str, Any], *, in_words: Callable[[forms.Field, Any], str]) -> None:
        """`form` is a bound RecordForm and `cleaned` its values so far; `in_words` says a value of a field."""
        self.form, self.cleaned, self.in_words = form, cleaned, in_words
        self.before = form.initial_values()
        self.shown = shown_on_page(cleaned.get("seen") or "")
        self.left_alone = [name for name in self.before if self._is_left_alone(name)]

    def both_versions(self) -> list[tuple[str, str, str]]:
        """Return what differs, as (label, what was saved, what was typed)."""
        rows = []
        for name in self.before:
            theirs, mine = self.form.both(name, self.before, self.cleaned)
            if name in self.left_alone:
                mine = NOT_CHANGED_HERE if self._changed_meanwhile(name) else theirs
            rows.append((str(self.form.fields[name].label), theirs, mine))
        return [row for row in rows if row[1] != row[2]] + self._not_asked_now()

    def keep_theirs(self) -> None:
        """Put what was saved into the fields that were left alone: sent again, the page writes over none of it."""
        data = self.form.data.copy()
        for name in self.left_alone:
            for box, texts in as_sent(self.form.fields[name], self.form.add_prefix(name), self.before[name]).items():
                data.setlist(box, texts) if hasattr(data, "setlist") else data.update({box: texts})
        self.form.data = data
        for name in self.left_alone:
            self.form.errors.pop(name, None)
            try:
                self.cleaned[name] = self.form.fields[name].clean(self._sent(self.form.fields[name], name))
            except forms.ValidationError:  # it was right when it was saved: the page that comes back asks again
                self.cleaned[name] = self.before[name]

    def _is_left_alone(self, name: str) -> bool:
        """Whether the writer left a field as the page showed it, or the page did not have it."""
        form = self.form
        if form.fields[name].widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name)):
            return True
        if name in form.errors:
            return self.shown is not None and name not in self.shown
        if self.shown is None:
            return not form.is_entered(name, self.cleaned.get(name))
        return name not in self.shown or digest_of(name, self.cleaned.get(name)) == self.shown[name]

    def _changed_meanwhile(self, name: str) -> bool:
        """Whether a field holds another value than the page showed; where the page had none, whether it holds any."""
        return digest_of(name, self.before[name]) != (self.shown or {}).get(name, digest_of(name, None))

    def _not_asked_now(self) -> list[tuple[str, str, str]]:
        """What was typed into fields that the form has no more, since the row is another now."""
        rows = []
        for name, was_shown in (self.shown or {}).items():
            field: Any = self.form.base_fields.get(name)
            if field is None or name in self.form.fields:
                continue
            try:
                typed = field.clean(self._sent(field, name))
            except forms.ValidationError:
                continue
            if digest_of(name, typed) != was_shown:
                rows.append((str(field.label), NO_LONGER_ASKED, self.in_words(field, typed)))
        return rows

    def _sent(self, field: Any, name: str) -> Any:
        return field.widget.value_from_datadict(self.form.data, self.form.files, self.form.add_prefix(name))
