"""What is drawn in Python is what Django's templates draw."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from practices.forms.fields import DayPicker, TimePicker
from practices.forms.renderer import PauseRenderer

CHOICES = [("", "None"), ("a", "A & <b>"), ("More", [("c", "C"), ("d", "D")])]
WIDGETS = [
    (forms.TextInput({"class": "x", "maxlength": 4}), 'a "quoted" <word>'),
    (forms.TextInput(), None),
    (forms.HiddenInput({"autocomplete": "off"}), "x"),
    (forms.NumberInput({"min": 0}), 5),
    (forms.EmailInput({"disabled": True, "required": False}), "a@example.org"),
    (DayPicker(), "2026-01-02"),
    (TimePicker(), "10:30"),
    (forms.Select(choices=CHOICES), "c"),
    (forms.Select(choices=CHOICES), ""),
    (forms.SelectMultiple(choices=CHOICES), ["a", "d"]),
]


def parts(html):
    """Tags with their attributes in any order, and the text between."""
    return [
        (sorted(re.findall(r'[\w-]+(?:="[^"]*")?', tag)), text.strip())
        for tag, text in re.findall(r"<([^>]+)>([^<]*)", html)
    ]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_widget_is_drawn_as_djangos_own_template_draws_it(widget, value):
    attrs = {"id": "id_x"}
    ours = widget.render("x", value, attrs, PauseRenderer())
    assert parts(ours) == parts(widget.render("x", value, attrs, DjangoTemplates()))
