"""What the pages of the import say: every kind of remark and every sheet's changes, in words, with their counts."""

from datetime import date, datetime

import pytest

from practices.workbook.faults import MOST_NAMED, MOST_OF_KIND, Remark, by_kind, listed
from sessions_log.importing.bindings import BINDINGS
from sessions_log.importing.reading import ROW_SHEETS
from sessions_log.importing.saying import changes_in_words, field_label, said
from sessions_log.importing.women import PLACE_FIELDS, WOMAN_FIELDS
from sessions_log.views.imports import MOST_OF_SHEET
from tests.sessions_log.importing import check
from tests.sessions_log.test_import_page import send
from tests.sessions_log.test_import_sent_quarters import _fields
from tests.workbooks import workbook
from women.workbook import PRACTICE

D = date
CONTACT = {"mode": "Home visit", "outcome": "Made", "minutes": 30}


def test_of_every_kind_of_remark_some_are_shown_with_the_count_of_its_own_kind():
    many = [Remark("Contacts", f"{n} is read as M{n}.", n, "woman_ref", kind="references read so") for n in range(30)]
    own = [Remark("Women", f"The column “{n}” was taken for “x”.") for n in range(40)]
    kinds = by_kind([*many[:3], *own, *many[3:], Remark("Contacts", "Shown as month.", 4, "on")])
    assert [(len(kind.shown), kind.more) for kind in kinds] == [(MOST_OF_KIND, 30 - MOST_OF_KIND), (40, 0), (1, 0)]
    assert kinds[0].more_words == f"Contacts, woman_ref: and {30 - MOST_OF_KIND} more references read so"


def test_rows_that_are_not_named_are_counted():
    numbers = range(2, 2 * MOST_NAMED + 12, 2)
    assert listed(numbers).endswith(f" and {len(numbers) - MOST_NAMED} more")


def test_the_page_hides_nothing_of_another_kind(lead):
    """How references were read stood behind “13 more like these”, which were none of them."""
    women = [{"ref": f"M{n:02}", "offered_on": D(2018, 8, 1), "ethnicity": f"Own {n}"} for n in range(1, 21)]
    contacts = [CONTACT | {"woman_ref": f"M {n}", "started_at": datetime(2018, 12, n, 10)} for n in range(1, 21)]
    page = " ".join(send(lead, workbook(Women=women, Contacts=contacts)).content.decode().split())
    assert "Worth knowing (40)" in page
    assert "M 1 is read as M01." in page
    assert "and 12 more references read so" in page
    assert "and 12 more kept as written" in page
    assert "more like these" not in page


def fields_of(sheet):
    binding = next((one for one in BINDINGS if one.sheet is sheet), None)
    return _fields(binding) if binding else {*WOMAN_FIELDS, *PLACE_FIELDS}


def test_every_field_and_every_code_of_every_sheet_is_said_in_words():
    for sheet in ROW_SHEETS:
        labels = [field_label(sheet.name, name) for name in fields_of(sheet)]
        assert not [label for label in labels if "_" in label or label == label.lower()], sheet.name
        assert len(set(labels)) == len(labels)
    for sheet in (PRACTICE, *ROW_SHEETS):
        for column in sheet.columns:
            for label in column.read.choices:
                read = column.read(label)
                code = read[0] if isinstance(read, (list, tuple)) else read
                assert said(sheet.name, column.name, code) == label
    assert said("Appointments", "accompanied", True) == "Yes"
    assert said("Contacts", "areas", []) == "nothing"
    assert said("Support", "outcome", "new_tenancy") == "New tenancy"


@pytest.mark.usefixtures("in_rotherham")
def test_what_changes_is_said_in_words(in_rotherham):
    found = changes_in_words("Contacts", [("practitioner_name", "", "Sam"), ("mode", "home_visit", "phone")])
    assert found == [("Practitioner", "nothing", "Sam"), ("Kind of contact", "Home visit", "Phone")]
    plan = check(workbook(Women=[{"ref": "A1"}]), in_rotherham).plan
    named = {name: after for name, _, after in changes_in_words("Practice", plan.practice_changes)}
    assert named["Cohort’s places"] == "24"


def test_a_long_sheet_of_changes_hides_no_other(lead):
    number = MOST_OF_SHEET + 5
    women = [{"ref": f"M{n:02}", "known_as": "Ann", "offered_on": D(2018, 8, 1), "declined_on": None,
              "completed_on": D(2019, 9, 1), "agreed_on": D(2018, 8, 2)} for n in range(number)]  # fmt: skip
    contact = CONTACT | {"woman_ref": "M01", "started_at": datetime(2018, 12, 4, 10), "practitioner": "Sam"}
    first = send(lead, workbook(Women=women, Contacts=[contact]))
    lead.post(f"/rotherham/import/{first.context['upload'].pk}/apply")
    changed = [woman | {"known_as": "Annie"} for woman in women]
    page = send(lead, workbook(Women=changed, Contacts=[contact | {"minutes": 50, "outcome": "No reply"}]))
    text = " ".join(page.content.decode().split())
    assert "Known as: Ann → Annie" in text
    assert "Women: and 5 more changed" in text
    assert "Outcome: Made → No reply" in text
