"""One reader of dates, for cells and for every box of every form."""

import importlib
import pkgutil
from datetime import date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from practices.dates import CENTURY, MONTHS, NotADate, month_number, parse_date, parse_moment, parse_month, swapped
from practices.durations import parse_time_of_day
from practices.forms.fields import DateBoxesField, DayField

D = date(2026, 3, 14)
SPELLINGS = ("14/03/2026", "14.3.26", "14-03-2026", "14 Mar 2026", "14th March 2026", "14 MARCH 26", "Sat 14 Mar 2026",
             "March 14, 2026", "2026-03-14", "14Mar26")  # fmt: skip


@pytest.mark.parametrize("written", SPELLINGS)
def test_a_date_in_each_of_its_spellings(written):
    assert parse_date(written) == D


@given(
    st.dates(min_value=date(1900 + CENTURY, 1, 1), max_value=date(1999 + CENTURY, 12, 31)),
    st.sampled_from(
        ["%d/%m/%Y", "%d.%m.%y", "%d %b %Y", "%d %B %y", "%Y-%m-%d", "%B %d, %Y", "%a %d %b %Y", "%d-%m-%Y"]
    ),
)
def test_what_a_program_writes_is_read_as_the_same_day(day, spelling):
    assert parse_date(day.strftime(spelling)) == day


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2049, 1, 1)))
def test_a_time_is_read_to_the_minute(moment):
    moment = moment.replace(second=0, microsecond=0)
    assert parse_moment(f"{moment:%d/%m/%Y %H:%M}") == parse_moment(f"{moment:%d %b %Y %H:%M}") == moment


DAYS = (*SPELLINGS, "14/03/26", "14-03-26", "14 03 2026", "14 March 2026", "14 Mar. 26", "14th Mar 26", "14th of March 26",
        "14-Mar-26", "14/Mar/26", "14 March, 26", "Mar 14, 26", "March 14th 2026", "March 14 26", "2026.03.14",
        "Saturday 14 Mar 26", "Sat. 14 March 2026", "Sat, 14.3.26")  # fmt: skip
TIMES = {
    time(9, 5): ("09:05", "9:05", "9.05", "0905", "9.05am", "9:05 AM", "9:05 a.m.", "09:05:00"),
    time(9): ("9am", "9 am", "9 a.m."),
    time(21, 30): ("21:30", "21.30", "2130", "9.30pm", "9:30 pm", "9:30 p.m."),
    time(14): ("14:00", "2pm"),
}
BETWEEN = (" ", ", ", " at ", " @ ", " - ", "  ")


def test_every_shape_of_a_day_is_read_beside_every_shape_of_a_time():
    shapes = [(day, clock, said) for day in DAYS for clock, spellings in TIMES.items() for said in spellings]
    wrong = []
    for day, clock, said in shapes:
        for between in BETWEEN:
            try:
                found = parse_moment(f"{day}{between}{said}")
            except NotADate:
                found = None
            if found != datetime.combine(D, clock):
                wrong.append((f"{day}{between}{said}", found))
    assert wrong == []
    assert all(parse_date(day) == parse_moment(day) == D for day in DAYS)
    assert all(parse_time_of_day(said) == clock for clock, spellings in TIMES.items() for said in spellings)


@pytest.mark.parametrize("written", ["10 Sep 11:00", "10 Sep 26 25:00", "31 Feb 26 11:00", "10 Sep 26 11", "11:00"])
def test_a_time_makes_no_day_of_what_is_none(written):
    with pytest.raises(NotADate):
        parse_moment(written)


@given(st.text(max_size=25))
def test_any_text_is_a_date_or_is_refused(text):
    for read in (parse_date, parse_moment, parse_month):
        try:
            assert isinstance(read(text), date)
        except NotADate:
            continue


@given(st.integers(1, 31), st.integers(13, 31), st.integers(1950, 2040))
def test_day_and_month_are_never_swapped(first, second, year):
    with pytest.raises(NotADate):
        parse_date(f"{first}/{second}/{year}")
    assert swapped(f"{first}/{second}/{year} 10:30") == f"{second}/{first}/{year} 10:30"


def test_a_weekday_that_contradicts_is_an_error_that_says_which_day_it_was():
    assert parse_moment("Sat 14/11/2026 10:30") == datetime(2026, 11, 14, 10, 30)
    for read in (parse_date, parse_moment, DayField().clean, lambda written: DateBoxesField().clean([written, "", ""])):
        with pytest.raises((NotADate, ValidationError), match="14 November 2026 is a Saturday"):
            read("Mon 14/11/2026")
    assert swapped("Mon 04/11/2026 10:30") == "Mon 11/04/2026 10:30"


def test_months_by_name_and_the_beginning_of_it():
    assert [month_number(name[:3]) for name in MONTHS] == list(range(1, 13))
    assert (month_number("Sept."), month_number("03")) == (9, 3)
    for written in ("ma", "j", "mai", ""):
        with pytest.raises(NotADate):
            month_number(written)


def every_form():
    """Every form class of the product, once all modules of forms and views are there."""
    for package in ("practices", "women", "sessions_log", "reporting"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if ".forms" in module.name or ".views" in module.name:
                importlib.import_module(module.name)
    waiting, found = [forms.BaseForm], set()
    while waiting:
        for cls in waiting.pop().__subclasses__():
            if cls not in found:
                found.add(cls)
                waiting.append(cls)
    return [cls for cls in found if cls.__module__.split(".")[0] in {"practices", "women", "sessions_log", "reporting"}]


def test_every_date_of_every_form_takes_a_date_as_people_write_it():
    days = [
        (cls.__name__, name, field)
        for cls in every_form()
        for name, field in cls.base_fields.items()
        if isinstance(field, (forms.DateField, DateBoxesField))
    ]
    assert len(days) > 40
    for form, name, field in days:
        assert isinstance(field, (DayField, DateBoxesField)), (form, name)
        for written in DAYS:
            box = [written, "", ""] if isinstance(field, DateBoxesField) else written
            assert field.clean(box) == D, (form, name, written)


def test_every_time_of_every_form_takes_a_time_as_people_write_it():
    clocks = [(cls.__name__, name, f) for cls in every_form() for name, f in cls.base_fields.items()
              if isinstance(f, forms.TimeField)]  # fmt: skip
    assert clocks
    for form, name, field in clocks:
        for clock, spellings in TIMES.items():
            assert [field.clean(said) for said in spellings] == [clock] * len(spellings), (form, name)


@pytest.mark.parametrize(
    "parts", [("14", "March", "2026"), ("14", "mar", "26"), ("14th", "3", "2026"), ("14", "03", "2026")]
)
def test_boxes_take_a_months_name_and_cut_nothing(parts):
    field = DateBoxesField(label="Born")
    assert field.clean(list(parts)) == D
    assert "maxlength" not in str(field.widget.render("born_on", None))


@pytest.mark.parametrize(
    "parts", [("14", "Ma", "2026"), ("31", "February", "2026"), ("14", "", "2026"), ("3", "14", "2026")]
)
def test_boxes_refuse_what_is_no_date(parts):
    with pytest.raises(ValidationError, match="Born: enter"):
        DateBoxesField(label="Born").clean(list(parts))


@pytest.mark.parametrize("written", ["25 October", "25/10", "Oct 25", "25th of October", "29 Feb"])
def test_a_date_without_its_year_says_so(written):
    for read in (DayField().clean, lambda text: DateBoxesField(label="Born").clean([text, "", ""])):
        with pytest.raises(ValidationError, match="The year is missing"):
            read(written)
