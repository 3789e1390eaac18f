"""A day of which only the month is known: each form asks it by one box, the same way round, and drops no day."""

from datetime import date

import pytest
from django import forms

from practices.forms.record import SentForm
from tests.factories import PlaceFactory
from women.forms import health, loss
from women.forms.death import DeathForm
from women.forms.family import ChildForm
from women.models import Child


def every_form(base=SentForm):
    for found in base.__subclasses__():
        yield found
        yield from every_form(found)


PAIRS = [(form, box) for form in every_form() for box in form.base_fields if box.endswith(("_month_only", "_is_known"))]


def test_forms_with_such_a_box_are_known():
    assert {form for form, _ in PAIRS} >= {ChildForm, health.PregnancyForm, loss.LossForm}


@pytest.mark.parametrize(("form", "box"), PAIRS, ids=lambda value: getattr(value, "__name__", value))
def test_each_box_asks_the_same_way_round(form, box):
    assert "only the month is known" in form.base_fields[box].label
    assert box in form.month_only
    day = form.base_fields[form.month_only[box]]
    assert "Only the month known? Enter 1 as the day, and say so below." in day.help_text
    fields = list(form.field_order or form.base_fields)
    assert fields.index(box) == fields.index(form.month_only[box]) + 1, "“below” is below"


def test_a_form_that_asks_such_a_day_asks_whether_it_is_only_a_month():
    for form in every_form():
        model = getattr(getattr(form, "Meta", None), "model", None)
        flags = {field.name for field in model._meta.fields} if model is not None else set()
        vague = {
            name
            for name in form.base_fields
            if {f"{name.removesuffix('_on')}_month_only", f"{name.removesuffix('_on')}_day_is_known"} & flags
        }
        assert vague == set(form.month_only.values()) or model is None, form


@pytest.mark.parametrize(
    ("typed", "box", "kept"),
    [("17 5 2020", "", (date(2020, 5, 17), True)), ("1 5 2020", "", (date(2020, 5, 1), True)),
     ("1 5 2020", "on", (date(2020, 5, 1), False))],
)  # fmt: skip
def test_a_day_that_was_typed_is_kept(typed, box, kept, in_rotherham):
    woman = PlaceFactory().woman
    names = dict(zip(("born_on_0", "born_on_1", "born_on_2"), typed.split(), strict=True))
    form = ChildForm(names | {"born_month_only": box}, woman=woman)
    assert form.is_valid(), form.errors
    form.save()
    child = Child.objects.get()
    assert (child.born_on, child.born_day_is_known) == kept
    again = ChildForm(instance=child, woman=woman)
    assert again["born_month_only"].value() is not kept[1]


def test_a_month_and_a_year_alone_are_enough_where_the_box_says_so(in_rotherham):
    names = {"born_on_0": "", "born_on_1": "5", "born_on_2": "2020", "born_month_only": "on"}
    form = ChildForm(names, woman=PlaceFactory().woman)
    assert form.is_valid(), form.errors
    form.save()
    assert (Child.objects.get().born_on, Child.objects.get().born_day_is_known) == (date(2020, 5, 1), False)
    assert not ChildForm({**names, "born_month_only": ""}, woman=PlaceFactory().woman).is_valid(), "the day is missing"


@pytest.mark.parametrize(("form", "answers", "day"), [
    (DeathForm, {"certainty": "about", "known_on_0": "3", "known_on_1": "12", "known_on_2": "2024"}, "died_on"),
    (loss.LossForm, {"certainty": "about"}, "on"),
])  # fmt: skip
def test_so_they_are_where_it_is_known_about_when(form, answers, day, in_rotherham):
    sent = form({**answers, f"{day}_0": "", f"{day}_1": "11", f"{day}_2": "2024"}, woman=PlaceFactory().woman)
    sent.is_valid()
    assert day not in sent.errors
    assert sent.cleaned_data[day] == date(2024, 11, 1)


def test_a_day_that_is_not_the_first_is_asked_about(in_rotherham):
    names = {"born_on_0": "17", "born_on_1": "5", "born_on_2": "2020", "born_month_only": "on"}
    form = ChildForm(names, woman=PlaceFactory().woman)
    assert not form.is_valid()
    assert form.errors["born_on"] == [
        "You entered the day, 17 May. Untick “only the month is known” below, or enter 1 as the day."
    ]
    assert isinstance(form.fields["born_month_only"], forms.BooleanField)
