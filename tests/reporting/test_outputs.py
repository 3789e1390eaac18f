"""The PDF, the spreadsheet, the charts and the dictionary."""

import csv
import io
from datetime import UTC, datetime
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest

from practices.drawing_pdf import OwnFilesOnly
from practices.models import Practice
from reporting.charts.bars import Bar, bar_chart
from reporting.disclosure.hiding import hide
from reporting.indicators.declared import INDICATORS
from reporting.presenting import present
from reporting.printing.flat import render_csv, safe
from reporting.printing.pdf import render_board, render_pdf
from reporting.printing.spreadsheet import render_spreadsheet
from tests.reporting.test_counting import EXPECTED

BUILT = datetime(2019, 4, 9, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def presented():
    figures = {**EXPECTED, "indicators": {}}
    from reporting.indicators.declared import BY_KEY
    from reporting.indicators.values import Figure

    for key, said in EXPECTED["indicators"].items():
        figures["indicators"][key] = Figure(said["numerator"], said["denominator"], BY_KEY[key].shown).as_json()
    practice = Practice(
        name="Rotherham", slug="rotherham", nation="England", delivered_by="=cmd|calc", is_demonstration=True
    )
    return present(figures, practice=practice, built_at=BUILT, version=1)


@pytest.fixture(scope="module")
def pdf(presented):
    return pypdf.PdfReader(io.BytesIO(render_pdf(presented)))


def test_the_pdf_says_what_it_is_and_shows_the_published_figures(pdf):
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert pdf.metadata.title == "Quarterly return: Rotherham, 2018-19 Q4"
    for words in (
        "How much did we do?", "How well did we do it?", "Is anyone better off?", "January to March 2019", "3.3", "87%",
        "9 April 2019 at 13:00", "dataset v1", "Invented figures", "Page 1 of", "version 1",
    ):  # fmt: skip
        assert words in text, words
    for indicator in INDICATORS:
        assert indicator.name in text


def test_the_pdf_is_tagged_for_accessibility(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    found = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if not isinstance(node, dict):
            return
        if node.get("/S") == "/Figure":
            found.append(str(node.get("/Alt", "")))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            walk(kid)

    walk(root["/StructTreeRoot"])
    assert len(found) == 4
    assert all(words.startswith("Bar chart. ") for words in found)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "https://example.org/x",
        "file:///etc/passwd",
        "static:../../../etc/passwd",
        "static:pause.js",
    ],
)
def test_the_renderer_fetches_nothing_but_our_own_files(url):
    with pytest.raises(ValueError, match="our own files only"):
        OwnFilesOnly().fetch(url)


def test_the_renderer_fetches_our_font():
    assert OwnFilesOnly().fetch("static:vendor/inter-latin-wght-normal.woff2").read()


def test_the_spreadsheet_holds_the_figures_and_no_formula(presented):
    book = openpyxl.load_workbook(io.BytesIO(render_spreadsheet(presented)))
    sheet = book["Figures"]
    rows = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=2)}
    assert rows["appointment_attendance"][3:7] == ["87%", 0.87, 174, 200]
    assert len(rows) == len(INDICATORS)
    kinds = {cell.data_type for name in book.sheetnames for row in book[name].iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["About"]["B3"].value == "=cmd|calc"
    assert book["attendance_by_service"]["A5"].value == "Contact centre"


def test_a_chart_says_its_finding_and_its_numbers_in_words():
    svg = bar_chart(
        "k", finding="Most is <b>", description="d", bars=[Bar("A & B", 3, "3 of 4", 4), Bar("C", 0, "0 of 2", 2)]
    )
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Most is <b>"
    assert [text.text for text in root.iter(f"{space}text")] == ["A & B", "3 of 4", "C", "0 of 2"]
    assert root.attrib["role"] == "img"
    assert "style=" not in svg


@pytest.mark.parametrize(
    ("key", "finding"),
    [
        ("focus_areas", "Relationship with children stands first, with 14 women."),
        ("support_by_area", "Relationship with children stands first, with 11 women."),
        ("support_by_outcome", "Life Story work stands first, with 6 women."),
        ("attendance_by_service", "Attendance ran from 73% with Solicitor to 100% with Sexual health."),
    ],
)
def test_each_chart_states_its_finding(presented, key, finding):
    (shown,) = [one for part in presented.parts for one in part.breakdowns if one.breakdown.key == key]
    assert shown.finding == finding


def test_the_dictionary_page_holds_every_definition(lead):
    page = lead.get("/definitions/").content.decode()
    for indicator in INDICATORS:
        assert indicator.key in page


# --- the copies that leave

LONG = dict.fromkeys(("went_well", "was_hard", "is_next", "story"), "Words about the work of a quarter. " * 85)


@pytest.fixture(scope="module")
def leaving(presented):
    """Rotherham's published quarter as a commissioner gets it, with as many words as there may be."""
    more = {"hidden": hide(presented.figures), "narrative": LONG, "salt": "0" * 32}
    return present(
        presented.figures, practice=presented.practice, built_at=BUILT, version=1, more=more, hidden=more["hidden"]
    )


def hidden_rows(leaving):
    return [row for part in leaving.parts for one in part.breakdowns for row in one.rows if row.is_hidden]


def test_the_page_for_a_board_is_one_page_however_much_was_written(leaving):
    assert len(pypdf.PdfReader(io.BytesIO(render_board(leaving))).pages) == 1


def test_a_return_says_which_letters_of_its_words_it_left_out(presented):
    more = {"narrative": {"went_well": "The group sang \ue123 together."}}
    shown = present(presented.figures, practice=presented.practice, built_at=BUILT, version=1, more=more)
    text = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(shown))).pages).split()
    )
    assert "sang □ together" in text
    assert "1 character could not be printed; □ stands where it stands on the screen" in text


def test_a_commissioners_pdf_shows_no_hidden_number(leaving):
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(leaving))).pages)
    assert "Quarterly report for commissioners" in " ".join(text.split())
    assert hidden_rows(leaving)
    assert text.count("not shown") >= len(hidden_rows(leaving))
    assert "Data quality" not in text  # its counts are small too


def test_no_chart_draws_or_describes_a_hidden_number(leaving, presented):
    exact = {one.breakdown.key: one for part in presented.parts for one in part.breakdowns}
    for part in leaving.parts:
        for one in part.breakdowns:
            drawn = ElementTree.fromstring(str(one.chart))
            words = " ".join(drawn.itertext())
            for row in one.rows:
                if row.is_hidden:
                    assert f"{row.label}: not shown" in words
                    before = next(other for other in exact[one.breakdown.key].rows if other.code == row.code)
                    assert f"{row.label}: {before.display}" not in words


def test_hidden_rows_stand_in_the_order_of_their_names(leaving):
    for part in leaving.parts:
        for one in part.breakdowns:
            labels = [row.label for row in one.rows if row.is_hidden]
            assert labels == sorted(labels)


def test_the_csv_of_a_copy_leaves_the_cells_of_hidden_numbers_blank(leaving):
    rows = list(csv.DictReader(io.StringIO(render_csv(leaving).decode("utf-8-sig"))))
    hidden = [row for row in rows if row["shown"] == "not shown"]
    assert len(hidden) == len(leaving.more["hidden"])
    assert {row[name] for row in hidden for name in ("numerator", "denominator", "value")} == {""}
    assert all(row["code"] for row in rows if row["key"] == "focus_areas")


def test_the_spreadsheet_of_a_copy_holds_no_hidden_number(leaving):
    workbook = openpyxl.load_workbook(io.BytesIO(render_spreadsheet(leaving)))
    assert "Data quality" not in workbook.sheetnames
    for row in workbook["Figures"].iter_rows(min_row=2, values_only=True):
        if row[3] == "not shown":
            assert row[4:7] == (None, None, None)


def test_a_csv_begins_no_formula():
    for text in ("=1+1", "+1", "-1", "@x"):
        assert safe(text) == f"'{text}"
    assert safe("\tx") == "' x"  # a tab is a blank, and still no formula begins
    assert (safe("A-1"), safe(-3)) == ("A-1", -3)
