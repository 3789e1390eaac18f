"""Every rule of the workbook, one at a time: where the fault stands, and that it is the only one."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
import xlsxwriter

from practices.workbook.faults import NotAWorkbook
from sessions_log.importing import service
from tests.factories import GoalFactory, LocalOutcomeFactory, PlaceFactory, WomanFactory
from tests.workbooks import PRACTICE, ROTHERHAM, WITH_ERRORS, edited, small, workbook

NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
TOMORROW = date(2019, 4, 11)
D = date


def faults_of(content, practice):
    return [
        (fault.sheet, fault.row, fault.column)
        for fault in service.check_for_practice(content, practice=practice, now=NOW).faults
    ]


def checked(content, practice):
    return service.check_for_practice(content, practice=practice, now=NOW)


def test_the_published_workbook_has_no_fault(in_rotherham):
    assert faults_of(ROTHERHAM.read_bytes(), in_rotherham) == []


def test_all_thirteen_planted_faults_are_found_at_once_and_no_other(in_rotherham):
    found = checked(WITH_ERRORS.read_bytes(), in_rotherham).faults
    assert [(fault.sheet, fault.row, fault.column, fault.value) for fault in found] == [
        ("Women", 5, "date_of_birth", "31/02/1990"),
        ("Women", 9, "agreed_on", "01/01/2017"),
        ("Children", 3, "child_no", "1"),
        ("Children", 20, "woman_ref", "RTH-9999"),
        ("Children", 33, "removed_on", "01/01/1980"),
        ("Contraception", 4, "method", "Magic"),
        ("Contacts", 50, "started_at", "soon"),
        ("Contacts", 60, "minutes", "-15"),
        ("Contacts", 75, "mode", "Pigeon"),
        ("Appointments", 30, "attendance", "Maybe"),
        ("Support", 8, "area", "Gardening"),
        ("GoalScores", 14, "score", "11"),
        ("GoalScores", 22, "goal_ref", "G999"),
    ]
    assert all(len(fault.message) > 20 for fault in found)


OFFERED = {"ref": "A1", "offered_on": D(2018, 8, 1)}
WOMAN_RULES = [
    ({"known_as": "No ref"}, "ref"),
    ({"ref": "A1", "declined_on": D(2018, 8, 1)}, "offered_on"),
    ({"ref": "A1", "agreed_on": D(2018, 8, 1)}, "offered_on"),
    ({"ref": "A1", "transition_on": D(2018, 8, 1)}, "offered_on"),
    ({"ref": "A1", "completed_on": D(2018, 8, 1)}, "offered_on"),
    (OFFERED | {"declined_on": D(2018, 7, 31)}, "declined_on"),
    (OFFERED | {"agreed_on": D(2018, 7, 31)}, "agreed_on"),
    (OFFERED | {"closed_on": D(2018, 7, 31), "closure_reason": "died"}, "closed_on"),
    (OFFERED | {"agreed_on": D(2018, 9, 1), "agreement_ended_on": D(2018, 8, 31)}, "agreement_ended_on"),
    (OFFERED | {"agreement_ended_on": D(2018, 7, 31)}, "agreement_ended_on"),
    (OFFERED | {"agreed_on": D(2018, 9, 1), "transition_on": D(2018, 8, 31)}, "transition_on"),
    (OFFERED | {"transition_on": D(2018, 7, 31)}, "transition_on"),
    (OFFERED | {"agreed_on": D(2018, 9, 1), "completed_on": D(2018, 8, 31)}, "completed_on"),
    (OFFERED | {"completed_on": D(2019, 2, 2), "closed_on": D(2019, 2, 1), "closure_reason": "other"}, "completed_on"),
    (OFFERED | {"closed_on": D(2019, 2, 1)}, "closure_reason"),
    (OFFERED | {"closure_reason": "withdrew"}, "closure_reason"),
    (OFFERED | {"closed_on": D(2019, 2, 1), "closure_reason": "bored"}, "closure_reason"),
    (OFFERED | {"declined_on": D(2018, 9, 1), "agreed_on": D(2018, 9, 1)}, "declined_on"),
    (OFFERED | {"declined_on": D(2018, 9, 1), "known_as": "Amber"}, "known_as"),
    (OFFERED | {"declined_on": D(2018, 9, 1), "full_name": "Amber Dale"}, "full_name"),
    (OFFERED | {"declined_on": D(2018, 9, 1), "date_of_birth": D(1990, 1, 1)}, "date_of_birth"),
    (OFFERED | {"date_of_birth": D(2006, 8, 2)}, "date_of_birth"),  # eleven at the offer
    (OFFERED | {"date_of_birth": D(1957, 8, 1)}, "date_of_birth"),  # sixty-one
    (OFFERED | {"care_leaver": "perhaps"}, "care_leaver"),
    (OFFERED | {"age_at_first_birth": "sixteen"}, "age_at_first_birth"),
    (OFFERED | {"priority_rank": 1.5}, "priority_rank"),
    ({"ref": "A1", "referred_on": TOMORROW}, "referred_on"),
    ({"ref": "A1", "offered_on": TOMORROW}, "offered_on"),
    (OFFERED | {"agreed_on": TOMORROW}, "agreed_on"),
    (OFFERED | {"completed_on": TOMORROW}, "completed_on"),
    (OFFERED | {"offered_on": "32/08/2018"}, "offered_on"),
    (OFFERED | {"offered_on": 2018}, "offered_on"),
    (OFFERED | {"offered_on": True}, "offered_on"),
    (OFFERED | {"known_as": "x" * 101}, "known_as"),
]


@pytest.mark.parametrize(("row", "column"), WOMAN_RULES)
def test_a_rule_of_the_sheet_women(row, column, in_rotherham):
    assert faults_of(workbook(Women=[{column: None} | row]), in_rotherham) == [("Women", 2, column)]


SOUND_WOMEN = [
    OFFERED | {"agreement_ended_on": D(2018, 8, 31)},
    {"ref": "A1", "transition_on": TOMORROW},  # a plan needs no offer yet
    OFFERED | {"date_of_birth": D(2006, 8, 1)},  # twelve that day
    OFFERED | {"date_of_birth": D(1957, 8, 2)},  # sixty still
    OFFERED | {"transition_on": TOMORROW},  # a plan
    OFFERED | {"agreed_on": D(2018, 8, 1), "agreement_ended_on": D(2018, 8, 1)},
    OFFERED | {"completed_on": D(2019, 2, 1), "closed_on": D(2019, 2, 1), "closure_reason": "Completed"},
    OFFERED | {"closed_on": D(2018, 8, 1), "closure_reason": "We lost touch"},
    {"ref": "A1", "closed_on": D(2018, 8, 1), "closure_reason": "not suitable"},
    {"ref": "A1", "offered_on": "1/8/2018", "agreed_on": "2018-08-02", "care_leaver": " y ", "nothing": "x"},
    {"ref": 17},
    {"ref": "A1", "priority_rank": "24.0", "age_at_first_birth": " 17 "},
]


@pytest.mark.parametrize("row", SOUND_WOMEN)
def test_what_the_rules_allow(row, in_rotherham):
    assert faults_of(workbook(Women=[row]), in_rotherham) == []


OTHER_RULES = [
    ("Children", {"child_no": 1, "born": "2017-05", "removed_on": D(2017, 4, 30)}, "removed_on"),
    ("Children", {"child_no": 1, "born": "2017-13"}, "born"),
    ("Children", {"child_no": 1, "born": "Spring 2017"}, "born"),
    ("Children", {"child_no": 1, "born": "2019-05"}, "born"),
    ("Children", {"child_no": None, "born": "2017-05"}, "child_no"),
    ("Children", {"child_no": 1, "legal_status": "lost"}, "legal_status"),
    ("Children", {"child_no": 1, "removed_on": TOMORROW}, "removed_on"),
    ("Contraception", {"method": "implant", "started_on": D(2018, 9, 2), "ended_on": D(2018, 9, 1)}, "ended_on"),
    ("Contraception", {"method": "implant", "started_on": None}, "started_on"),
    ("Contraception", {"method": None, "started_on": D(2018, 9, 2)}, "method"),
    ("Contraception", {"method": "implant", "started_on": TOMORROW}, "started_on"),
    ("Pregnancies", {"known_on": None, "outcome": "x"}, "known_on"),
    ("Pregnancies", {"known_on": TOMORROW}, "known_on"),
    ("Contacts", {"started_at": TOMORROW, "mode": "text", "outcome": "made"}, "started_at"),
    ("Contacts", {"started_at": "10/04/2019 10:00", "mode": None, "outcome": "made"}, "mode"),
    ("Contacts", {"started_at": "10/04/2019 10:00", "mode": "text", "outcome": None}, "outcome"),
    ("Contacts", {"started_at": "10/04/2019 25:00", "mode": "text", "outcome": "made"}, "started_at"),
    ("Contacts", {"started_at": "10/04/2019 10:00", "mode": "text", "outcome": "made", "minutes": 1441}, "minutes"),
    ("Contacts", {"started_at": "10/04/2019 10:00", "mode": "text", "outcome": "made", "minutes": 7.5}, "minutes"),
    (
        "Contacts",
        {"started_at": "1/4/2019 10:00", "mode": "text", "outcome": "made", "areas": "housing; hats"},
        "areas",
    ),
    (
        "Contacts",
        {"started_at": "1/4/2019 10:00", "recorded_at": "1/4/2019 09:59", "mode": "text", "outcome": "made"},
        "recorded_at",
    ),
    ("Appointments", {"at": "12/04/2019 10:00", "service": "GP", "attendance": "attended"}, "at"),
    ("Appointments", {"at": "1/04/2019 10:00", "service": None, "attendance": "attended"}, "service"),
    (
        "Appointments",
        {"at": "1/04/2019 10:00", "service": "GP", "attendance": "att", "accompanied": "m"},
        "accompanied",
    ),
    ("Support", {"on": D(2019, 1, 5), "area": "housing", "outcome": "life_story_work"}, "outcome"),
    ("Support", {"on": D(2019, 1, 5), "area": "housing", "outcome": "a cake"}, "outcome"),
    ("Support", {"on": D(2019, 1, 5), "area": "housing", "outcome": None}, "outcome"),
    ("Support", {"on": TOMORROW, "area": "housing", "outcome": "new_tenancy"}, "on"),
    (
        "Goals",
        {"goal_ref": "G1", "area": "money", "set_on": D(2019, 1, 5), "achieved_on": D(2019, 1, 4)},
        "achieved_on",
    ),
    ("Goals", {"goal_ref": "G1", "area": "money", "set_on": D(2019, 1, 5), "stopped_on": D(2019, 1, 4)}, "stopped_on"),
    ("Goals", {"goal_ref": None, "area": "money", "set_on": D(2019, 1, 5)}, "goal_ref"),
    ("Goals", {"goal_ref": "G1", "area": None, "set_on": D(2019, 1, 5)}, "area"),
]


@pytest.mark.parametrize(("sheet", "row", "column"), OTHER_RULES)
def test_a_rule_of_another_sheet(sheet, row, column, in_rotherham):
    content = workbook(Women=[{"ref": "A1"}], **{sheet: [{"woman_ref": "a1 "} | row]})
    assert faults_of(content, in_rotherham) == [(sheet, 2, column)]


SOUND_ROWS = [
    ("Children", {"child_no": 1, "born": "2017-05", "removed_on": D(2017, 5, 1)}),
    ("Children", {"child_no": 1, "born": D(2017, 5, 14), "removed_on": D(2017, 5, 2)}),
    ("Contacts", {"started_at": D(2019, 4, 1), "mode": "Phone Call", "outcome": "Cancelled by her"}),
    (
        "Contacts",
        {"started_at": "28/10/2018 01:50", "recorded_at": "28/10/2018 01:10", "mode": "text", "outcome": "made"},
    ),
    (
        "Contacts",  # a program wrote it down, in an hour that the clocks skipped: nobody is asked
        {"started_at": "30/03/2019 10:00", "recorded_at": "31/03/2019 01:30", "mode": "text", "outcome": "made"},
    ),
    ("Appointments", {"at": "12/05/2019 10:00", "service": "Hairdresser", "attendance": "scheduled"}),
    ("Appointments", {"at": "1/04/2019 10:00", "service": "gp", "attendance": "ATT", "accompanied": ""}),
    ("Support", {"on": D(2019, 1, 5), "area": "Loss and grief", "outcome": "Counselling"}),
    ("Contraception", {"method": "INJECTION", "started_on": D(2019, 1, 5), "review_due_on": D(2030, 1, 1)}),
]


@pytest.mark.parametrize(("sheet", "row"), SOUND_ROWS)
def test_what_the_rules_of_other_sheets_allow(sheet, row, in_rotherham):
    assert faults_of(workbook(Women=[{"ref": "A1"}], **{sheet: [{"woman_ref": "A1"} | row]}), in_rotherham) == []


PRACTICE_RULES = [
    ({"name": None}, "name"),
    ({"slug": "Not A Slug"}, "slug"),
    ({"slug": "national"}, "slug"),
    ({"nation": "France"}, "nation"),
    ({"cohort_capacity": 25}, "cohort_capacity"),
    ({"cohort_capacity": 0}, "cohort_capacity"),
    ({"cohort_starts_on": None}, "cohort_starts_on"),
    ({"cohort_number": "one"}, "cohort_number"),
    ({"programme_clock": "moon"}, "programme_clock"),
    ({"scoping_women": -1}, "scoping_women"),
    ({"went_live_on": TOMORROW}, "went_live_on"),
    ({"slug": "hackney"}, "slug"),
]


@pytest.mark.parametrize(("practice", "key"), PRACTICE_RULES)
def test_a_rule_of_the_sheet_practice_names_the_key_as_its_column(practice, key, in_rotherham):
    ((sheet, _, column),) = faults_of(workbook(practice), in_rotherham)
    assert (sheet, column) == ("Practice", key)


def test_missing_sheets_are_named(in_rotherham):
    assert faults_of(workbook(False), in_rotherham) == [("Practice", None, "")]
    assert faults_of(workbook(Women=None), in_rotherham) == [("Women", None, "")]


def test_another_missing_sheet_is_empty(in_rotherham):
    assert faults_of(workbook(), in_rotherham) == []


def test_a_missing_column_is_one_fault_and_only_where_a_cell_must_stand_in_it(in_rotherham):
    women = [{"ref": "A1"}, {"ref": "A2"}]
    contacts = [
        {"woman_ref": "A1", "mode": "text", "outcome": "made"},
        {"woman_ref": "A2", "mode": "text", "outcome": "made"},
    ]
    assert faults_of(workbook(Women=women, Contacts=contacts), in_rotherham) == [("Contacts", 1, "started_at")]
    late = [{"ref": "A1", "agreed_on": D(2018, 9, 1)}, {"ref": "A2", "agreed_on": D(2018, 9, 1)}]
    assert faults_of(workbook(Women=late), in_rotherham) == [("Women", 1, "offered_on")]


def test_unknown_sheets_and_columns_that_are_empty_are_remarked_and_passed_over(in_rotherham):
    found = checked(workbook(Women=[{"ref": "A1", "shoe_size": None}], Recipes=[]), in_rotherham)
    assert (found.faults, found.open_questions) == ([], [])
    assert {remark.sheet for remark in found.reading.remarks} == {"Women", "Recipes"}


def test_columns_may_stand_in_any_order_and_case(in_rotherham):
    found = checked(workbook(Women=[{"KNOWN_AS": "Amber", " Ref ": "a1"}]), in_rotherham)
    assert found.faults == []
    assert found.plan.sheets["Women"][0].values["known_as"] == "Amber"


def test_a_column_that_stands_twice_is_a_fault(in_rotherham):
    content = workbook(Women=[{"ref": "A1", "Known_as": "Amber", "known_as": "Bea"}])
    assert faults_of(content, in_rotherham) == [("Women", 1, "known_as")]


def test_what_must_stand_once_is_reported_on_the_later_row(in_rotherham):
    women = [{"ref": "A1"}, {"ref": "a1"}]
    children = [{"woman_ref": "A1", "child_no": 1}, {"woman_ref": "A1", "child_no": 1}]
    goals = [{"goal_ref": "G1", "woman_ref": "A1", "area": "money", "set_on": D(2019, 1, 1)}] * 2
    assert faults_of(workbook(Women=women, Children=children, Goals=goals), in_rotherham) == [
        ("Women", 3, "ref"),
        ("Children", 3, "child_no"),
        ("Goals", 3, "goal_ref"),
    ]


def test_a_score_is_not_before_its_goal_was_set(in_rotherham):
    goals = [{"goal_ref": "G1", "woman_ref": "A1", "area": "money", "set_on": D(2019, 1, 2)}]
    scores = [{"goal_ref": "g1", "on": D(2019, 1, 1), "score": 3}, {"goal_ref": "G1", "on": D(2019, 1, 2), "score": 0}]
    content = workbook(Women=[{"ref": "A1"}], Goals=goals, GoalScores=scores)
    assert faults_of(content, in_rotherham) == [("GoalScores", 2, "on")]


def test_one_fault_is_one_error(in_rotherham):
    """An unreadable offer is not also a missing one, nor is what follows it before it."""
    row = {"ref": "A1", "offered_on": "whenever", "agreed_on": D(2018, 1, 1), "date_of_birth": D(2010, 1, 1)}
    children = [{"woman_ref": "A1", "child_no": 1}, {"woman_ref": "A1", "child_no": "one"}]
    assert faults_of(workbook(Women=[row], Children=children), in_rotherham) == [
        ("Women", 2, "offered_on"),
        ("Children", 3, "child_no"),
    ]


ONE_FAULT = [
    (OFFERED | {"agreed_on": D(2018, 9, 1), "declined_on": D(2018, 9, 2), "known_as": "Amber"}, "declined_on"),
    (OFFERED | {"completed_on": D(2019, 1, 1), "closed_on": D(2017, 1, 1), "closure_reason": "other"}, "closed_on"),
]


@pytest.mark.parametrize(("row", "column"), ONE_FAULT)
def test_one_wrong_cell_is_not_blamed_on_others(row, column, in_rotherham):
    assert faults_of(workbook(Women=[row]), in_rotherham) == [("Women", 2, column)]


KEY_FAULTS = [
    ({("Women", 2, "ref"): None}, [("Women", 2, "ref")]),
    ({("Women", 3, "ref"): "RTH-0001"}, [("Women", 3, "ref")]),
    ({("Goals", 5, "goal_ref"): None}, [("Goals", 5, "goal_ref")]),
    (
        {("Women", 2, "ref"): None, ("Contacts", 5, "woman_ref"): "RTH-9999"},
        [("Women", 2, "ref"), ("Contacts", 5, "woman_ref")],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), KEY_FAULTS)
def test_a_key_that_cannot_be_read_is_one_error_and_not_one_for_every_row_below_it(changes, expected, in_rotherham):
    assert faults_of(edited(small(), changes), in_rotherham) == expected


def test_a_workbook_without_its_women_is_one_error(in_rotherham):
    book = openpyxl.load_workbook(io.BytesIO(small()))
    del book["Women"]
    out = io.BytesIO()
    book.save(out)
    assert faults_of(out.getvalue(), in_rotherham) == [("Women", None, "")]


def test_a_goal_that_stands_twice_does_not_hide_a_score_before_it_was_set(in_rotherham):
    goal = {"goal_ref": "G1", "woman_ref": "A1", "area": "money", "set_on": D(2019, 1, 2)}
    scores = [{"goal_ref": "G1", "on": D(2019, 1, 1), "score": 3}]
    content = workbook(Women=[{"ref": "A1"}], Goals=[goal, goal], GoalScores=scores)
    assert faults_of(content, in_rotherham) == [("Goals", 3, "goal_ref"), ("GoalScores", 2, "on")]


def test_a_cell_in_which_excel_shows_an_error_is_a_fault(in_rotherham):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Practice")
    for number, (key, value) in enumerate([("key", "value"), *PRACTICE.items()]):
        sheet.write(number, 0, key)
        sheet.write(number, 1, value.strftime("%d/%m/%Y") if isinstance(value, D) else value)
    women = book.add_worksheet("Women")
    women.write_row(0, 0, ["ref", "known_as", "offered_on", "agreed_on"])
    women.write(1, 0, "A1")
    women.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    women.write_formula(1, 2, '="01/08/"&2018', None, "01/08/2018")
    book.close()
    found = checked(buffer.getvalue(), in_rotherham).faults
    assert [(fault.row, fault.column, fault.value) for fault in found] == [(2, "known_as", "#DIV/0!")]


@pytest.mark.parametrize(
    ("written", "code"), [("5", "attended"), (6, "attended_late"), ("3", "did_not_attend"), (0, "scheduled")]
)
def test_attendance_may_be_the_nhs_number(written, code, in_rotherham):
    rows = [{"woman_ref": "A1", "at": "1/04/2019  10:00", "service": "GP", "attendance": written}]
    found = checked(workbook(Women=[{"ref": "A1"}], Appointments=rows), in_rotherham)
    assert found.plan.sheets["Appointments"][0].values["attendance"] == code


def test_a_reference_may_name_what_the_practice_holds_already(in_rotherham):
    goal = GoalFactory(woman=WomanFactory(ref="B7"), ref="G77", set_on=D(2019, 1, 2))
    content = workbook(
        Children=[{"woman_ref": "b7", "child_no": 1}], GoalScores=[{"goal_ref": "g77", "on": D(2019, 1, 1), "score": 1}]
    )
    assert goal.pk
    assert faults_of(content, in_rotherham) == [("GoalScores", 2, "on")]


def test_a_25th_open_place_is_refused_and_a_past_excess_is_not(in_rotherham):
    seated = [{"ref": f"A{n}", "offered_on": D(2018, 8, 1)} for n in range(25)]
    assert faults_of(workbook(Women=seated), in_rotherham) == [("Practice", 7, "cohort_capacity")]
    seated[24] |= {"declined_on": D(2019, 4, 1)}
    assert faults_of(workbook(Women=seated), in_rotherham) == []


def test_places_that_are_open_here_count_towards_the_seats(in_rotherham):
    PlaceFactory()
    seated = [{"ref": f"A{n}", "offered_on": D(2018, 8, 1)} for n in range(24)]
    assert faults_of(workbook(Women=seated), in_rotherham) == [("Practice", 7, "cohort_capacity")]


def test_an_outcome_that_the_practice_added_belongs_to_its_area(in_rotherham):
    LocalOutcomeFactory(area="life_skills", code="cooked", label="Cooked a meal")
    rows = [{"woman_ref": "A1", "on": D(2019, 1, 5), "area": "life skills", "outcome": "cooked a meal"}]
    assert faults_of(workbook(Women=[{"ref": "A1"}], Support=rows), in_rotherham) == []


def test_an_ethnicity_on_no_list_is_kept_with_a_remark(in_rotherham):
    found = checked(
        workbook(Women=[{"ref": "A1", "ethnicity": "Cornish"}, {"ref": "A2", "ethnicity": "white: IRISH"}]),
        in_rotherham,
    )
    values = [planned.values["ethnicity"] for planned in found.plan.sheets["Women"]]
    assert values == ["Cornish", "White: Irish"]
    assert [remark.row for remark in found.reading.remarks] == [2]


def test_a_date_alone_in_a_column_of_times_is_midnight_with_a_remark(in_rotherham):
    rows = [{"woman_ref": "A1", "started_at": "01/04/2019", "mode": "text", "outcome": "made"}]
    found = checked(workbook(Women=[{"ref": "A1"}], Contacts=rows), in_rotherham)
    started = found.plan.sheets["Contacts"][0].values["started_at"]
    assert started == datetime(2019, 3, 31, 23, 0, tzinfo=UTC)
    assert [(remark.row, remark.column) for remark in found.reading.remarks] == [(2, "started_at")]


def test_a_cell_that_looks_like_a_formula_stays_text(in_rotherham):
    found = checked(workbook(Women=[{"ref": "A1", "known_as": "=1+1"}]), in_rotherham)
    assert found.plan.sheets["Women"][0].values["known_as"] == "=1+1"


def test_the_day_of_import_is_londons(in_rotherham):
    just_after_midnight = datetime(2019, 4, 9, 23, 10, tzinfo=UTC)
    content = workbook(Women=[{"ref": "A1", "referred_on": D(2019, 4, 10)}])
    assert service.check_for_practice(content, practice=in_rotherham, now=just_after_midnight).faults == []
    hour_before = just_after_midnight - timedelta(hours=1)
    assert service.check_for_practice(content, practice=in_rotherham, now=hour_before).faults != []


def test_the_marked_copy_says_what_to_fix_and_can_be_mended_and_sent(in_rotherham):
    copy = checked(WITH_ERRORS.read_bytes(), in_rotherham).marked
    assert len(faults_of(copy, in_rotherham)) == 13
    sound = {
        ("Women", 5, "date_of_birth"): D(1999, 7, 22), ("Women", 9, "agreed_on"): D(2018, 11, 4),
        ("Children", 3, "child_no"): 2, ("Children", 20, "woman_ref"): "RTH-0007",
        ("Children", 33, "removed_on"): D(2016, 5, 11), ("Contraception", 4, "method"): "Implant",
        ("Contacts", 50, "started_at"): datetime(2018, 9, 22, 13, 45), ("Contacts", 60, "minutes"): 45,
        ("Contacts", 75, "mode"): "Phone", ("Appointments", 30, "attendance"): "Attended", ("Support", 8, "area"): "Housing",
        ("GoalScores", 14, "score"): 0, ("GoalScores", 22, "goal_ref"): "G008",
    }  # fmt: skip
    again = checked(edited(copy, sound), in_rotherham)
    assert again.faults == []
    assert [len(sheet.rows) for sheet in again.reading.sheets.values()] == [39, 78, 14, 0, 1125, 439, 37, 63, 162]


def test_the_marked_copy_makes_no_formula_of_a_cell(in_rotherham):
    copy = checked(workbook(Women=[{"ref": "A1", "known_as": "=HYPERLINK()", "agreed_on": "x"}]), in_rotherham).marked
    sheet = openpyxl.load_workbook(io.BytesIO(copy))["Women"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=HYPERLINK()", "s")


def test_a_file_that_is_no_workbook_is_one_line(in_rotherham):
    with pytest.raises(NotAWorkbook, match="not an Excel workbook"):
        checked(b"hello", in_rotherham)
