"""Dates that are all the first of a month are asked about as a column: was a day ever known?"""

from datetime import date

import pytest

from tests.sessions_log.importing import as_proposed, check
from tests.workbooks import workbook

MONTHS = [date(1990 + year, month, 1) for year, month in ((0, 3), (1, 5), (4, 9), (6, 1))]


def women(days):
    rows = [{"ref": f"N-{number}", "date_of_birth": day} for number, day in enumerate(days)]
    return workbook(Women=[row | {"offered_on": date(2018, 8, 14)} for row in rows])


def children(days):
    rows = [{"woman_ref": "N-0", "child_no": number, "born": day} for number, day in enumerate(days, start=1)]
    return workbook(Women=[{"ref": "N-0"}], Children=rows)


@pytest.mark.parametrize("written", ["{:%d/%m/%Y}", "{:%Y-%m-%d}", "1 {:%B %Y}"])
def test_text_is_asked_about_as_excels_dates_are(written, in_rotherham):
    for content in (women(MONTHS), women([written.format(day) for day in MONTHS])):
        (question,) = check(content, in_rotherham).open_questions
        assert (question.kind, question.rows, question.proposal) == ("first-of-month", 4, "known")
        assert "All 4 dates in the column “date_of_birth” of the sheet Women are the first of a month." in question.text
        assert question.samples[0].startswith("Row 2: ")


def test_her_birth_dates_are_kept_or_left_empty(in_rotherham):
    (question,) = check(women(MONTHS), in_rotherham).open_questions
    kept = check(women(MONTHS), in_rotherham, {question.id: "known"})
    assert [row["date_of_birth"] for row in kept.reading.sheets["Women"].rows] == MONTHS
    empty = check(women(MONTHS), in_rotherham, {question.id: "leave_out"})
    assert {row["date_of_birth"] for row in empty.reading.sheets["Women"].rows} == {None}


def test_a_childs_are_kept_as_months_or_as_days(in_rotherham):
    days = [day.replace(year=day.year + 20) for day in MONTHS]
    found = check(children(days), in_rotherham)
    (question,) = found.open_questions
    born = [
        row["born"] for row in check(children(days), in_rotherham, as_proposed(found)).reading.sheets["Children"].rows
    ]
    assert born == [(day, False) for day in days]
    born = [
        row["born"]
        for row in check(children(days), in_rotherham, {question.id: "known"}).reading.sheets["Children"].rows
    ]
    assert born == [(day, True) for day in days]


@pytest.mark.parametrize(
    "days",
    [MONTHS[:3], [*MONTHS, date(1990, 3, 2)], [MONTHS[0]] * 5],
    ids=["three only", "one is another day", "one day for all"],
)
def test_others_are_not_asked_about(days, in_rotherham):
    assert check(women(days), in_rotherham).open_questions == []


def test_plans_are_not_asked_about(in_rotherham):
    rows = [
        {"woman_ref": "N-0", "method": "implant", "started_on": date(2018, 9, 14), "review_due_on": day}
        for day in MONTHS
    ]
    found = check(workbook(Women=[{"ref": "N-0"}], Contraception=rows), in_rotherham)
    assert "first-of-month" not in {one.kind for one in found.open_questions}
