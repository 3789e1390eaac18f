"""Every form there is: no markup shown as text, and every box for a file says what it takes."""

import importlib
import pkgutil

import pytest
from django import forms
from django.test import Client

import practices
import reporting
import sessions_log
import women
from practices.forms.fields import FileBox
from practices.permissions import Role
from tests.conftest import client_of

APPS = (practices, women, sessions_log, reporting)


def form_classes():
    for app in APPS:
        for found in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if ".forms" in found.name or ".views" in found.name:
                importlib.import_module(found.name)

    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    return sorted(set(below(forms.BaseForm)), key=lambda one: f"{one.__module__}.{one.__qualname__}")


def fields_of_all_forms():
    for form in form_classes():
        for name, field in getattr(form, "base_fields", {}).items():
            yield f"{form.__module__}.{form.__qualname__}.{name}", field


def test_the_walk_finds_the_forms():
    names = {name for name, _ in fields_of_all_forms()}
    assert "women.forms.document.DocumentForm.file" in names
    assert "practices.forms.workbook.WorkbookForm.workbook" in names
    assert len(names) > 150


def test_no_hint_or_label_holds_markup():
    ours = [one for one in fields_of_all_forms() if one[0].split(".")[0] in {app.__name__ for app in APPS}]
    for name, field in ours:
        if name.startswith("practices.forms.accounts."):
            continue  # django-allauth's fields, put right where a form is made: the pages below show them
        for words in (field.label, field.help_text, *field.error_messages.values()):
            assert "<" not in str(words or ""), name


def test_every_box_for_a_file_says_what_it_takes_and_how_large():
    boxes = [
        (name, field)
        for name, field in fields_of_all_forms()
        if isinstance(field, forms.FileField) and name.split(".")[0] in {app.__name__ for app in APPS}
    ]
    assert len(boxes) >= 2
    for name, field in boxes:
        assert isinstance(field, FileBox), name
        assert f"up to {field.most_bytes // 2**20} MB" in field.help_text, name
        for ending in field.widget.attrs["accept"].split(","):
            assert ending.startswith(".") or "/" in ending, name


SIGN_IN = ["/accounts/sign-in/", "/accounts/password/"]
HERS = ["/accounts/mine/password/", "/accounts/mine/app/", "/accounts/mine/passkeys/add/", "/accounts/again/"]


@pytest.mark.usefixtures("committed")
def test_no_page_of_signing_in_shows_markup(rotherham):
    for where in SIGN_IN:
        assert "&lt;" not in Client().get(where).content.decode(), where
    client = client_of(Role.PRACTICE_LEAD)
    for where in HERS:
        page = client.get(where, follow=True)
        assert page.status_code == 200
        shown = page.content.decode().partition("<main")[2].partition("</main>")[0]
        assert "&lt;" not in shown, where
