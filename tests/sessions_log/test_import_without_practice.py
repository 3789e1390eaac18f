"""A lead's own workbook needs no sheet Practice where the Practice is known; her words of a woman find her."""

from datetime import date, datetime

import pytest

from tests.conftest import scope_of
from tests.factories import CohortFactory
from tests.sessions_log.importing import check
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


@pytest.mark.parametrize("written", ["Lisa-Marie", "LISA-MARIE", "lisa-marie dunne"])
def test_a_name_in_place_of_a_reference_is_said_as_written_and_finds_her(written, in_rotherham):
    (fault,) = check(workbook(Women=[WOMAN], Contacts=[CONTACT | {"woman_ref": written}]), in_rotherham).faults
    assert fault.message.startswith(f"There is no {written} in the sheet Women. It may be M09.")


def test_of_two_by_one_name_both_are_named_and_nobody_by_another(in_rotherham):
    women = [WOMAN, WOMAN | {"ref": "M10", "full_name": "Lisa-Marie Old"}]
    rows = [CONTACT | {"woman_ref": "Lisa-Marie"}, CONTACT | {"woman_ref": "Bryony", "started_at": D(2018, 12, 5)}]
    found = check(workbook(Women=women, Contacts=rows), in_rotherham).faults
    said = [fault.message for fault in found if fault.sheet == "Contacts"]
    assert "It may be M09 or M10." in said[0]
    assert "It may be" not in said[1]
