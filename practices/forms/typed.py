"""What somebody typed into a page that can no longer be saved, said back so that nothing of it is lost."""

import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict

from practices.forms.record import NOT_WORDS, as_shown, in_words
from practices.models import Submission, User


def typed_into(form: Any, data: QueryDict, *, but: Collection[str] = ()) -> list[tuple[str, str]]:
    """(label, what was typed) of each visible field that holds something, in the order of the form.

    What cannot be read as the field asks is given back letter for letter. `form` may be one that is not made, since the
    row that it was of is gone. `but` are the fields that are shown elsewhere.
    """
    found = []
    fields = {**form.base_fields, **getattr(form, "fields", {})}  # one that is made knows more of its choices
    for name, field in fields.items():
        if name in NOT_WORDS or name in but or field.widget.is_hidden or _has_nothing_to_choose_from(field):
            continue
        raw = field.widget.value_from_datadict(data, {}, name)
        if said := _said(field, raw):
            found.append((str(field.label or name), said))
    return found


def sent_again(data: QueryDict) -> list[tuple[str, str]]:
    """What was sent as (name, value), to be sent to another page; without its key and its token."""
    return [(name, value) for name, values in data.lists() if name not in NOT_WORDS for value in map(str, values)]


def was_saved(data: QueryDict, by: User) -> bool:
    """Whether this page was saved before, and is sent a second time."""
    try:
        key = uuid.UUID(data.get("key", ""))
    except ValueError:
        return False
    return Submission.objects.filter(key=key, by=by).exists()


def _has_nothing_to_choose_from(field: forms.Field) -> bool:
    """A choice of a row of hers knows its rows only in a form that is made."""
    return isinstance(field, forms.ModelChoiceField) and field.queryset is None


def _said(field: forms.Field, raw: Any) -> str:
    parts = raw if isinstance(raw, list | tuple) else [raw]
    if not any(parts):
        return ""
    try:
        value = field.clean(raw)
    except forms.ValidationError:
        return " ".join(str(one) for one in parts if one)
    said = as_shown(field, value)
    return "" if said == in_words(None) else said
