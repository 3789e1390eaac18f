"""Quarters of the UK financial year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.quarters import NotAQuarter, Quarter, midnight

D = date


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2018-19 Q4", D(2019, 1, 1), D(2019, 3, 31)),
        ("2018-19 Q1", D(2018, 4, 1), D(2018, 6, 30)),
        ("2019-20 Q2", D(2019, 7, 1), D(2019, 9, 30)),
        ("2019-20 Q3", D(2019, 10, 1), D(2019, 12, 31)),
        (" 2019-20-q4 ", D(2020, 1, 1), D(2020, 3, 31)),
        ("1999-00 Q4", D(2000, 1, 1), D(2000, 3, 31)),
    ],
)
def test_a_quarter_has_a_first_and_a_last_day(written, start, end):
    quarter = Quarter.parse(written)
    assert (quarter.start, quarter.end) == (start, end)


@pytest.mark.parametrize("written", ["2018-20 Q4", "2018-19 Q5", "2018 Q4", "", "Q4", "2018-19Q4", "0000-01 Q1"])
def test_what_is_no_quarter_is_told_how_to_write_one(written):
    with pytest.raises(NotAQuarter, match="Write it like 2018-19 Q4"):
        Quarter.parse(written)


@given(st.dates(D(1950, 1, 1), D(2150, 1, 1)))
def test_every_day_lies_in_its_quarter_and_in_no_other(day):
    quarter = Quarter.of(day)
    assert quarter.start <= day <= quarter.end
    assert quarter.previous.end < day < quarter.next.start
    assert Quarter.parse(str(quarter)) == Quarter.parse(quarter.slug) == quarter
    assert quarter.next.previous == quarter.previous.next == quarter
    assert quarter.previous < quarter < quarter.next


def test_a_quarter_ends_when_its_last_day_is_over():
    assert not Quarter(2018, 4).has_ended(D(2019, 3, 31))
    assert Quarter(2018, 4).has_ended(D(2019, 4, 1))


def test_midnight_is_londons():
    assert midnight(D(2019, 4, 1)).utcoffset().total_seconds() == 3600
    assert midnight(D(2019, 1, 1)).utcoffset().total_seconds() == 0
