"""A button that says what becomes of a form has no field's name: the field would lose what was chosen in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.forms import BaseForm
from django.urls import get_resolver

BUTTON = re.compile(r'<button\b[^>]*?\bname="([^"{]+)"')
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
IS_THE_FIELD = {  # a button that answers the field of its name, or stands on no page of the form that has such a field
    "attendance": {"sessions_log/appointment_line.html", "women/sections/after.html"},
    "sure": {"reporting/accept.html", "reporting/decide.html", "women/merge/check.html"},
    "answer": {"women/law/copy_confirm.html", "women/law/transfer_likely.html", "women/law/transfers.html"},
}


def forms_of(form: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for one in form.__subclasses__():
        yield one
        yield from forms_of(one)


@pytest.fixture(scope="module")
def fields() -> set[str]:
    assert get_resolver().url_patterns  # every view is imported, and every form with it
    ours = [one for one in forms_of() if not one.__module__.startswith(("django.", "tests."))]
    assert len(ours) > 50
    return {name for one in ours for name in getattr(one, "base_fields", {})}


def test_no_button_has_the_name_of_a_field(fields):
    shared = {}
    for template in TEMPLATES:
        name_of = str(template.relative_to(Path(settings.BASE_DIR, "templates")))
        for name in set(BUTTON.findall(template.read_text())) & fields:
            if name_of not in IS_THE_FIELD.get(name, ()):
                shared[name_of] = name
    assert shared == {}, "rename the button, or the field: a press on it overwrites what was chosen"
