"""What the import says names sheets and columns as the file does, or in words: never by our own names for them."""

import ast
import io
import re
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from practices.workbook.faults import Fault, Remark, grouped
from practices.workbook.naming import likeness, propose
from practices.workbook.wording import COLUMNS, NAMED, SHEETS, also_called, in_words, label_of, sheet_label_of
from sessions_log.importing.reading import ROW_SHEETS
from tests.sessions_log.importing import LATER, as_proposed, check
from tests.sessions_log.test_import_page import run
from tests.workbooks import WITH_ERRORS, workbook
from women.workbook import PRACTICE

ROOT = Path(__file__).parents[2]
SOURCES = [
    *(ROOT / "practices" / "workbook").glob("*.py"),
    *(ROOT / "sessions_log" / "importing").glob("*.py"),
    ROOT / "women" / "workbook.py",
    ROOT / "sessions_log" / "workbook.py",
]
OURS = {name for sheet in (PRACTICE, *ROW_SHEETS) for name in sheet.names()}
A_CODE = re.compile(r"(?<![{.\w])[a-z]+(?:_[a-z]+)+(?![}\w])")


def sentences(path):
    """Every text of a module that has words in it, without those that only say what the code does."""
    tree = ast.parse(path.read_text())
    described = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and node not in described else None
        if isinstance(said, str) and re.search(r"[a-z] |, ", said):
            yield said


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_sentence_has_a_name_of_ours_but_in_braces(path):
    assert [said for said in sentences(path) if A_CODE.search(said)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_each_name_in_braces_is_one_of_ours(path):
    for said in sentences(path):
        for first, second in NAMED.findall(said):
            assert first in OURS or first in SHEETS, said
            assert not second or second in OURS, said


def test_a_name_in_braces_is_said_as_the_file_calls_it_and_another_stays():
    def called(sheet, column):
        return "Visits", f"our {label_of(sheet, column).lower()}"

    assert in_words("{Goals.set_on} in {Goals}, {agreed_on}, {Nobody}", "Women", called) == (
        "“our set on” in Visits, “our agreed on”, {Nobody}"
    )
    assert [sheet_label_of(sheet) for sheet in SHEETS if " " in sheet_label_of(sheet)] == ["Goal scores"]


def in_her_words(book):
    """Each heading by a word of hers, in capitals: RANK for priority_rank; and each sheet too."""
    for sheet in book.worksheets:
        columns = {name: n for n, name in enumerate((cell.value for cell in sheet[1]), start=1)}
        for name, place in columns.items():
            if sheet.title != "Practice":
                sheet.cell(row=1, column=place).value = label_of(sheet.title, name).upper()
        for key in sheet["A"][1:] if sheet.title == "Practice" else ():
            key.value = label_of(sheet.title, key.value).upper()
        sheet.title = f"My {sheet.title.lower()}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_every_kind_of_fault():
    """The workbook with errors, and a fault of each rule between cells."""
    book = openpyxl.load_workbook(WITH_ERRORS)
    women = [cell.value for cell in book["Women"][1]]
    for number, cells in enumerate(
        [
            {"offered_on": "1/8/2018", "agreed_on": "1/7/2018"}, {"offered_on": "1/8/2018", "closure_reason": "Died"},
            {"offered_on": "1/8/2018", "agreed_on": "1/9/2018", "declined_on": "1/9/2018"}, {"agreed_on": "1/9/2018"},
            {"offered_on": "1/8/2018", "completed_on": "2/2/2019", "closed_on": "1/2/2019", "closure_reason": "Other"},
        ]
    ):  # fmt: skip
        book["Women"].append([{"ref": f"XX-{number}", **cells}.get(name) for name in women])
    contacts = [cell.value for cell in book["Contacts"][1]]
    late = {"started_at": "1/3/2019 10:00", "recorded_at": "28/2/2019 10:00", "mode": "Phone", "outcome": "Made"}
    book["Contacts"].append([{"woman_ref": "XX-1", **late}.get(name) for name in contacts])
    book["GoalScores"].append(["NOBODY", "1/2/2019", 5])
    return in_her_words(book)


@pytest.fixture
def found(in_rotherham):
    content = with_every_kind_of_fault()
    answers = {}
    for _ in range(4):  # sheets, then columns, then what hangs on both
        found = check(content, in_rotherham, answers, now=LATER)
        answers |= as_proposed(found)
    return found


def test_every_fault_question_and_remark_speaks_in_her_words(found):
    sheets = "|".join(sheet for sheet in SHEETS if sheet_label_of(sheet) != sheet)
    texts = [
        *(fault.message for fault in found.faults),
        *(group.where for group in grouped(found.faults)),
        *(remark.message for remark in found.reading.gathered_remarks()),
        *(remark.where for remark in found.reading.gathered_remarks()),
        *(question.text for question in found.reading.interview.asked),
        *(choice.label for question in found.reading.interview.asked for choice in question.choices),
    ]
    assert len(found.faults) > 17
    assert [text for text in texts if A_CODE.search(text) or re.search(rf"\b({sheets})\b|{{", text)] == []
    said = " ".join(fault.message for fault in found.faults)
    for words in ("“OFFERED ON”", "“CLOSED ON”", "“AGREED ON” and “DECLINED ON”", "“WHEN IT BEGAN (DATE AND TIME)”"):
        assert words in said
    assert any("in the sheet My women" in text or "in the sheet My goals" in text for text in texts)
    assert {group.title for group in grouped(found.faults)} >= {"My women", "My contacts"}


def test_our_own_names_stay_for_programs(found):
    assert {fault.column for fault in found.faults} - {""} <= OURS
    assert set(Fault("Women", 2, "ref", "", "x", "My women", "REF").as_json()) == {
        "sheet", "row", "column", "value", "message",
    }  # fmt: skip


@pytest.mark.usefixtures("committed", "rotherham")
def test_the_command_says_notes_and_faults_by_sheet_rows_and_heading(tmp_path):
    women = [{"Her Ref": f"A{n}", "Rank": rank, "ethnicity": "Martian"} for n, rank in enumerate(("x", "y", "y", "z"))]
    path = tmp_path / "w.xlsx"
    path.write_bytes(workbook(Women=women))
    _, said = run(path, expected=2)
    asked = re.findall(r"--answer (\S+)", said)
    _, said = run(path, *(f"--answer={one.replace('leave_out', 'priority_rank')}" for one in asked), expected=2)
    assert "Women 2–5 (4 rows) Rank: “x”, “y”, “z” – Write a whole number" in said
    assert "Note: Women, rows 2–5, ethnicity: “Martian” is not on the census list of England" in said
    one = Remark("Women", "x", 7, "agreed_on", title="My women", heading="Start")
    assert one.where == "My women, row 7, Start"


def test_every_label_is_taken_or_proposed_where_it_is_written_as_a_heading():
    for sheet in ROW_SHEETS:
        labels = {name: label_of(sheet.name, name) for name in sheet.names()}
        scores = {
            place: partial(lambda label, name, of: likeness(label, name, also_called(of, name)), label, of=sheet.name)
            for place, label in enumerate(labels.values())
        }
        assert propose(sheet.names(), scores) == dict(enumerate(labels))
    assert {name for name in COLUMNS if "." not in name} <= OURS
