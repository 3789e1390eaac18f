"""A lead's own words for codes, and columns of dates in both orders: asked, and read as somebody says."""

from datetime import datetime

import pytest

from practices.workbook.kinds import chosen_before
from practices.workbook.questions import CORRECT, LEAVE_OUT
from sessions_log.importing.outcomes import labels_of
from tests.factories import LocalOutcomeFactory
from tests.sessions_log.importing import as_proposed, check, messages
from tests.workbooks import workbook
from women.workbook import WOMEN

WOMAN = {"ref": "A1", "offered_on": "1/8/2018"}


def contacts(*rows):
    return workbook(
        Women=[WOMAN], Contacts=[{"woman_ref": "A1", "mode": "phone", "outcome": "made"} | row for row in rows]
    )


def offered(*days):
    return workbook(Women=[{"ref": f"A{number}", "offered_on": day} for number, day in enumerate(days)])


def read(found):
    return [row["offered_on"] and row["offered_on"].isoformat() for row in found.reading.rows(WOMEN)]


class TestWords:
    def ask(self, practice, *modes, answers=None):
        rows = [{"started_at": datetime(2018, 10, n, 10), "mode": mode} for n, mode in enumerate(modes, start=1)]
        return check(contacts(*rows), practice, answers)

    def test_a_word_of_several_rows_is_asked_once_and_read_as_is_said(self, in_rotherham):
        found = self.ask(in_rotherham, "Popped in", "popped  in", "phone")
        (question,) = found.open_questions
        assert (question.kind, question.column, question.rows) == ("word", "mode", 2)
        assert question.text == (
            "“Popped in” in the column “mode” of the sheet Contacts is not on the list, and stands in 2 rows. What is it?"
        )
        assert chosen_before(question) == ""
        assert [(fault.row, fault.column) for fault in found.faults] == [(2, "mode"), (3, "mode")]
        found = self.ask(in_rotherham, "Popped in", "popped  in", "phone", answers={question.id: "office_visit"})
        assert (found.faults, found.open_questions) == ([], [])
        assert [row["mode"] for row in found.reading.sheets["Contacts"].rows] == ["office_visit"] * 2 + ["phone"]
        assert "“Popped in” was read as Office visit." in messages(found)

    def test_who_will_correct_it_is_shown_the_rows(self, in_rotherham):
        (question,) = self.ask(in_rotherham, "Popped in", "Popped in").open_questions
        found = self.ask(in_rotherham, "Popped in", "Popped in", answers={question.id: CORRECT})
        assert [(fault.row, fault.value) for fault in found.faults] == [(2, "Popped in"), (3, "Popped in")]

    @pytest.mark.parametrize(
        ("word", "mode"),
        [
            ("Home visits", "home_visit"),
            ("Door-steps", "doorstep"),
            ("planned home visit", "home_visit"),
            ("Phome", "phone"),
        ],
    )
    def test_the_nearest_is_chosen_and_is_for_a_person_to_confirm(self, word, mode, in_rotherham):
        found = self.ask(in_rotherham, word)
        (question,) = found.open_questions
        assert (question.proposal, chosen_before(question)) == (mode, mode)
        assert not found.faults

    def test_a_word_that_denies_one_of_ours_is_not_near_it(self, in_rotherham):
        row = {"started_at": datetime(2018, 10, 1, 10), "outcome": "contact not made"}
        found = check(contacts(row, row | {"started_at": datetime(2018, 10, 2, 10)}), in_rotherham)
        (question,) = found.open_questions
        assert chosen_before(question) == ""

    def test_one_slip_that_is_like_nothing_is_a_fault_and_no_question(self, in_rotherham):
        found = self.ask(in_rotherham, "Pigeon")
        assert (len(found.faults), found.open_questions) == (1, [])

    def test_of_several_words_in_one_cell_each_is_asked(self, in_rotherham):
        rows = [{"started_at": datetime(2018, 10, n, 10), "areas": "Housing; Bits and bobs"} for n in (1, 2)]
        (question,) = check(contacts(*rows), in_rotherham).open_questions
        assert question.word == "Bits and bobs"
        found = check(contacts(*rows), in_rotherham, {question.id: "money"})
        assert [row["areas"] for row in found.reading.sheets["Contacts"].rows] == [["housing", "money"]] * 2
        found = check(contacts(*rows), in_rotherham, {question.id: LEAVE_OUT})
        assert [row["areas"] for row in found.reading.sheets["Contacts"].rows] == [["housing"]] * 2
        assert [remark.message for remark in found.reading.gathered_remarks() if remark.passed_over] == [
            "“Bits and bobs” was left out."
        ]


class TestBothOrders:
    DAYS = ("13/02/2019", "02/14/2019", "03/02/2019")

    def test_a_column_in_both_orders_is_asked_and_nothing_is_chosen(self, in_rotherham):
        (question,) = check(offered(*self.DAYS), in_rotherham).open_questions
        assert (question.kind, chosen_before(question)) == ("mixed-dates", "")
        assert "13/02/2019 can only be day first, 02/14/2019 only month first." in question.text
        assert "1 date can be read in both ways, like 03/02/2019." in question.text

    @pytest.mark.parametrize(("answer", "day"), [("day_first", "2019-02-03"), ("month_first", "2019-03-02")])
    def test_one_order_may_be_said_for_those_that_can_be_both(self, answer, day, in_rotherham):
        (question,) = check(offered(*self.DAYS), in_rotherham).open_questions
        found = check(offered(*self.DAYS), in_rotherham, {question.id: answer})
        assert (found.faults, read(found)) == ([], ["2019-02-13", "2019-02-14", day])

    def test_it_is_answered_row_by_row(self, in_rotherham):
        (question,) = check(offered(*self.DAYS), in_rotherham).open_questions
        answers = {question.id: "row_by_row"}
        (row,) = check(offered(*self.DAYS), in_rotherham, answers).open_questions
        assert [choice.label for choice in row.choices][:2] == ["3 February 2019", "2 March 2019"]
        assert row.samples == ("Row 3: 02/14/2019",)
        assert chosen_before(row) == ""
        found = check(offered(*self.DAYS), in_rotherham, answers | {row.id: "month_first"})
        assert (found.faults, read(found)) == ([], ["2019-02-13", "2019-02-14", "2019-03-02"])

    def test_who_will_correct_it_is_told_every_row_and_how(self, in_rotherham):
        (question,) = check(offered(*self.DAYS), in_rotherham).open_questions
        found = check(offered(*self.DAYS), in_rotherham, {question.id: CORRECT})
        assert [fault.row for fault in found.faults] == [3, 4]
        assert all("Write the month of this one as a word, like 5 Nov 2018" in fault.message for fault in found.faults)

    def test_where_each_can_be_read_in_one_way_only_that_is_proposed(self, in_rotherham):
        days = ("13/02/2019", "02/14/2019", "05/05/2018")
        (question,) = check(offered(*days), in_rotherham).open_questions
        assert chosen_before(question) == "as_they_can"
        found = check(offered(*days), in_rotherham, {question.id: "as_they_can"})
        assert read(found) == ["2019-02-13", "2019-02-14", "2018-05-05"]

    def test_many_rows_are_not_asked_one_by_one(self, in_rotherham):
        days = ["13/02/2019", "02/14/2019", *(f"03/0{n % 2 + 1}/2019" for n in range(21))]
        (question,) = check(offered(*days), in_rotherham).open_questions
        assert [choice.value for choice in question.choices] == ["day_first", "month_first", CORRECT]


class TestExcelsOwnDates:
    def test_dates_that_excel_turned_round_are_turned_back_where_somebody_says_so(self, in_rotherham):
        content = offered("02/14/2019", "02/15/2019", datetime(2019, 3, 2))  # typed 02/03, as 3 February was meant
        (question,) = check(content, in_rotherham).open_questions
        assert [choice.value for choice in question.choices] == ["month_first", "month_first_and_turned", "day_first"]
        assert "2 March 2019 is 3 February 2019" in question.choices[1].label
        assert chosen_before(question) == ""  # what Excel made of the others, no cell can prove
        found = check(content, in_rotherham, {question.id: "month_first_and_turned"})
        assert read(found) == ["2019-02-14", "2019-02-15", "2019-02-03"]

    def test_month_first_in_every_cell_is_chosen_before(self, in_rotherham):
        found = check(offered("02/14/2019", "02/03/2019"), in_rotherham)
        (question,) = found.open_questions
        assert chosen_before(question) == "month_first"
        assert read(check(offered("02/14/2019", "02/03/2019"), in_rotherham, as_proposed(found))) == [
            "2019-02-14", "2019-02-03",
        ]  # fmt: skip

    def test_a_heading_over_month_first_dates_is_proposed(self, in_rotherham):
        content = workbook(Women=[{"ref": f"A{n}", "Date of offer": f"02/{n}/2019"} for n in (14, 15, 16)])
        assert as_proposed(check(content, in_rotherham)) != {}
        assert "offered_on" in as_proposed(check(content, in_rotherham)).values()


class TestOutcomesOfSupport:
    """An outcome belongs to an area of life: the same words are asked about once in each."""

    def ask(self, practice, *rows, answers=None):
        support = [{"woman_ref": "A1", "on": "5/1/2019", "area": area, "outcome": words} for area, words in rows]
        return check(workbook(Women=[{"ref": "A1"}], Support=support), practice, answers)

    def test_words_are_asked_about_once_in_each_area_with_its_own_outcomes(self, in_rotherham):
        LocalOutcomeFactory(area="money", code="saved", label="Saved each week")
        rows = [("money", "Sorted")] * 2 + [("housing", "sorted")] * 2 + [("housing", "new tenancy")]
        money, housing = self.ask(in_rotherham, *rows).open_questions
        assert money.text.startswith("“Sorted” in the column “outcome” of the sheet Support is no outcome of Money")
        assert [choice.value for choice in money.choices] == ["benefits_claim", "debt_advice", "saved", CORRECT]
        found = self.ask(in_rotherham, *rows, answers={money.id: "saved", housing.id: "eviction_avoided"})
        assert (found.faults, found.open_questions) == ([], [])
        outcomes = [row["outcome"] for row in found.reading.sheets["Support"].rows]
        assert outcomes == ["saved"] * 2 + ["eviction_avoided"] * 2 + ["new_tenancy"]
        assert "“Sorted” was read as Saved each week." in messages(found)

    def test_who_will_correct_them_is_shown_the_rows_and_what_to_choose(self, in_rotherham):
        (question,) = self.ask(in_rotherham, ("money", "Sorted"), ("money", "Sorted")).open_questions
        found = self.ask(in_rotherham, ("money", "Sorted"), ("money", "Sorted"), answers={question.id: CORRECT})
        assert [(fault.row, fault.value) for fault in found.faults] == [(2, "Sorted"), (3, "Sorted")]
        assert "Choose one of: " in found.faults[0].message

    def test_what_is_nearly_an_outcome_is_proposed_and_what_is_like_none_is_a_fault(self, in_rotherham):
        label = next(iter(labels_of("money", {}).values()))
        (question,) = self.ask(in_rotherham, ("money", f"{label}s"), ("money", "Sorted")).open_questions
        assert chosen_before(question) == next(iter(labels_of("money", {})))
        assert [fault.row for fault in self.ask(in_rotherham, ("money", "Sorted")).faults] == [2]

    def test_an_area_without_outcomes_has_nothing_to_choose(self, in_rotherham):
        found = self.ask(in_rotherham, ("relationships", "Sorted"), ("relationships", "Sorted"))
        assert found.open_questions == []
        assert "This area has no outcomes yet." in found.faults[0].message
