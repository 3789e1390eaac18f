"""Sentences beside figures: true of each that they speak of, of one as of many."""

import re

from reporting.breakdowns import PresentedRow, _ratio_finding
from reporting.indicators.beside import LEFT_OUT


def rows(*attended):
    return [PresentedRow(label.lower(), label, number, 2) for label, number in attended]


def test_a_finding_names_each_service_at_its_ends_or_says_how_many():
    found = rows(("GP", 1), ("Court", 2), ("Police", 2))
    assert _ratio_finding(found) == "Attendance ran from 50% with GP to 100% with Court and Police."
    found += rows(("Housing", 2), ("Nursery", 2))
    assert _ratio_finding(found) == "Attendance ran from 50% with GP to 100% with 4 services."
    assert _ratio_finding(found[1:]) == "Attendance was 100% with every service."


def test_what_is_left_out_is_said_of_many_women_as_of_one():
    assert [one.why for one in LEFT_OUT if re.search(r"\bshe\b", one.why)] == []
