"""A lead's own workbook needs no sheet Practice where the Practice is known; her words of a woman find her."""

from datetime import date, datetime

import pytest

from practices.workbook.kinds import chosen_before
from practices.workbook.questions import CORRECT
from sessions_log.importing import service
from sessions_log.models import Contact
from tests.conftest import scope_of
from tests.factories import CohortFactory, PlaceFactory, WomanFactory
from tests.sessions_log.importing import as_proposed, check, messages
from tests.sessions_log.test_import_page import send
from tests.workbooks import workbook
from women.models import Cohort, Woman

D = date
WOMAN = {"ref": "M09", "known_as": "Lisa-Marie", "full_name": "Lisa-Marie Dunne", "offered_on": D(2018, 8, 1)}
CONTACT = {"started_at": datetime(2018, 12, 4, 10), "mode": "Phone", "outcome": "Made"}


def test_without_the_sheet_nothing_of_the_practice_changes(lead, rotherham):
    with scope_of(rotherham):
        CohortFactory(number=1, starts_on=D(2018, 7, 1), capacity=20)
    before = {name: getattr(rotherham, name) for name in ("name", "slug", "nation", "went_live_on", "delivered_by")}
    response = send(lead, workbook(False, Women=[WOMAN]))
    page = response.content.decode()
    assert "Check before applying" in page
    assert "nothing of the Practice changes" in page
    assert response.context["practice_changes"] == []
    lead.post(f"/rotherham/import/{response.context['upload'].pk}/apply")
    with scope_of(rotherham):
        assert Woman.objects.get().known_as == "Lisa-Marie"
        assert Cohort.objects.get().capacity == 20
    rotherham.refresh_from_db()
    assert {name: getattr(rotherham, name) for name in before} == before


def test_what_is_not_known_is_asked_for_by_its_keys_and_where_they_are(in_rotherham):
    (fault,) = check(workbook(False, Women=[WOMAN]), in_rotherham).faults
    assert fault.message == (
        "Add the sheet Practice, with the columns key and value and the keys cohort_number, cohort_starts_on, "
        "cohort_capacity. The empty workbook of the Import page has it, filled in with what is known."
    )


@pytest.mark.parametrize(
    ("written", "chosen"), [("Lisa-Marie", ""), ("LISA-MARIE", ""), ("lisa-marie dunne", "M09"), ("Lisa", "")]
)
def test_a_name_in_place_of_a_reference_is_asked_about_once(written, chosen, in_rotherham):
    """Her whole name is hers; by a first name somebody else may be meant, and a person chooses."""
    woman = WOMAN | {"full_name": "Lisa-Marie Dunne", "known_as": "Lisa" if written == "Lisa" else "Lisa-Marie"}
    rows = [CONTACT | {"woman_ref": written, "started_at": f"{day}/12/2018 10:00"} for day in (4, 5)]
    content = workbook(Women=[woman], Contacts=rows, Children=[{"woman_ref": written, "child_no": 1}])
    (question,) = check(content, in_rotherham).open_questions
    assert question.text == (
        f"“{written}” stands in place of a reference (Children, row 2, Contacts, 2 rows). Who is she?"
    )
    assert chosen_before(question) == chosen
    assert [choice.value for choice in question.choices] == ["M09", CORRECT]
    found = check(content, in_rotherham, {question.id: "M09"})
    assert (found.faults, found.open_questions) == ([], [])
    assert {row["woman_ref"] for row in found.reading.sheets["Contacts"].rows} == {"M09"}
    assert f"“{written}” was read as M09." in messages(found)
    faults = check(content, in_rotherham, {question.id: CORRECT}).faults
    assert [(fault.sheet, fault.row) for fault in faults] == [("Children", 2), ("Contacts", 2), ("Contacts", 3)]


def test_of_two_by_one_name_none_is_proposed_and_a_name_of_nobody_is_a_fault(in_rotherham):
    women = [WOMAN, WOMAN | {"ref": "M10", "full_name": "Lisa-Marie Old"}]
    rows = [CONTACT | {"woman_ref": "Lisa-Marie"}, CONTACT | {"woman_ref": "Bryony", "started_at": D(2018, 12, 5)}]
    content = workbook(Women=women, Contacts=rows)
    (question,) = [one for one in check(content, in_rotherham).open_questions if one.kind == "her-name"]
    assert question.proposal == CORRECT
    assert [choice.value for choice in question.choices] == ["M09", "M10", CORRECT]
    said = [fault.message for fault in check(content, in_rotherham, {question.id: "M10"}).faults]
    assert [one for one in said if one.startswith("There is no")] == [
        "There is no Bryony in the sheet Women. Correct the reference, or add the row there."
    ]


def test_a_log_of_contacts_alone_comes_in_where_the_women_are_here(in_rotherham):
    CohortFactory(number=1, starts_on=D(2018, 7, 1), capacity=24)
    WomanFactory(ref="B7", known_as="Bee", full_name="Blessing Okafor")
    rows = [CONTACT | {"woman_ref": "blessing okafor"}, CONTACT | {"woman_ref": "B7", "mode": "Text"}]
    found = check(workbook(False, Women=None, Contacts=rows), in_rotherham)
    found = check(workbook(False, Women=None, Contacts=rows), in_rotherham, as_proposed(found))
    assert (found.faults, found.open_questions) == ([], [])
    assert "There is no sheet Women: no woman is added or changed." in messages(found)
    service.apply(found, practice=in_rotherham, by=None)
    assert set(Contact.objects.values_list("woman__ref", flat=True)) == {"B7"}
    (fault,) = check(workbook(False, Women=None, Contacts=[CONTACT | {"woman_ref": "B8"}]), in_rotherham).faults
    assert fault.message.startswith("There is no B8")


def test_with_nobody_here_the_sheet_of_the_women_is_asked_for(in_rotherham):
    faults = check(workbook(Contacts=[CONTACT | {"woman_ref": "B8"}]), in_rotherham).faults
    assert [fault.message for fault in faults] == ["Add the sheet Women, with a row for each woman."]


def test_too_many_open_places_are_said_without_the_sheet_of_the_capacity(in_rotherham):
    cohort = CohortFactory(number=1, starts_on=D(2018, 7, 1), capacity=24)
    PlaceFactory(cohort=cohort)
    women = [{"ref": f"M{number}", "offered_on": D(2018, 8, 1)} for number in range(24)]
    (fault,) = check(workbook(False, Women=women), in_rotherham).faults
    assert (fault.sheet, fault.row) == ("Women", None)
    assert fault.message == (
        "25 women would hold an open place, 1 of them on record here and not in this workbook, and the cohort has 24. "
        "Close or complete a place, here or in the workbook."
    )
