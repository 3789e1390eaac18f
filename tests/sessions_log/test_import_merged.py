"""A workbook that still knows a woman under a reference that was merged: its rows go to the record that goes on."""

from datetime import UTC, date, datetime

import pytest

from practices.permissions import Role
from sessions_log.importing import service
from sessions_log.importing.planning import Fate
from sessions_log.models import Appointment, Contact
from tests.conftest import user_of
from tests.workbooks import workbook
from women.actions.merging import Choices, merge
from women.actions.unmerging import unmerge
from women.models import Child, Woman

NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
D = date
AT = datetime(2019, 2, 1, 10)


def sheets(**more):
    women = [
        {"ref": "R-1", "known_as": "Nora", "offered_on": D(2018, 7, 2)},
        {"ref": "R-9", "known_as": "Noreen", "referred_on": D(2019, 1, 2)},
    ]
    children = [
        {"woman_ref": "R-1", "child_no": 1, "born": "2012-05", "removed_on": D(2014, 1, 2)},
        {"woman_ref": "R-9", "child_no": 1, "born": "2016-08", "removed_on": D(2016, 8, 9)},
        {"woman_ref": "R-9", "child_no": 2, "born": "2012-05", "removed_on": D(2014, 1, 2)},
    ]
    contacts = [
        {"woman_ref": ref, "started_at": at, "mode": "phone", "outcome": "made"}
        for ref, at in (("R-1", AT), ("R-9", AT), ("R-9", datetime(2019, 2, 5, 10)))
    ]
    appointments = [{"woman_ref": "R-9", "at": AT, "service": "GP", "attendance": "attended"}]
    return {"Women": women, "Children": children, "Contacts": contacts, "Appointments": appointments} | more


def check(practice, content):
    checked = service.check_for_practice(content, practice=practice, now=NOW)
    assert checked.faults == []
    return checked


@pytest.fixture
def made(in_rotherham):
    """Both came by workbook; then a lead merged them."""
    service.apply(check(in_rotherham, workbook(**sheets())), practice=in_rotherham, by=None)
    woman, other = Woman.objects.get(ref="R-1"), Woman.objects.get(ref="R-9")
    same = {other.children.get(child_no=2).pk: woman.children.get().pk}
    choices = Choices(words="One woman.", goes_on=[woman.places.get().pk], same_child=same)
    return merge(
        practice=in_rotherham, woman_id=woman.pk, merged_id=other.pk, choices=choices,
        by=user_of(Role.PRACTICE_LEAD), now=NOW, today=NOW.date(),
    )  # fmt: skip


@pytest.mark.parametrize("spelling", ["r 9", "R-0009", "R–9", "r009", "R9"])
def test_a_former_reference_in_another_spelling_is_asked_about_and_leads_on(spelling, made, in_rotherham):
    content = workbook(
        Women=[{"ref": spelling, "known_as": "Noreen", "referred_on": D(2019, 1, 2)}],
        Contacts=[{"woman_ref": spelling, "started_at": datetime(2019, 3, 5, 10), "mode": "phone", "outcome": "made"}],
    )
    (question,) = service.check_for_practice(content, practice=in_rotherham, now=NOW).open_questions
    assert (question.kind, question.proposal) == ("former-reference", "same")
    assert f"{spelling.upper()} in row 2 from R-9" in question.text
    same = service.check_for_practice(content, practice=in_rotherham, now=NOW, answers={question.id: "same"})
    assert (same.is_clean, [row["ref"] for row in same.reading.sheets["Women"].rows]) == (True, ["R-1"])
    assert [row["woman_ref"] for row in same.reading.sheets["Contacts"].rows] == ["R-1"]
    others = service.check_for_practice(content, practice=in_rotherham, now=NOW, answers={question.id: "others"})
    assert [row["woman_ref"] for row in others.reading.sheets["Contacts"].rows] == [spelling.upper()]


def test_rows_of_other_sheets_are_led_on_from_a_misspelt_former_reference_and_it_is_said(made, in_rotherham):
    contact = {"woman_ref": "r 09", "started_at": datetime(2019, 3, 5, 10), "mode": "phone", "outcome": "made"}
    found = check(in_rotherham, workbook(Contacts=[contact]))
    said = [remark.message for remark in found.reading.remarks]
    assert [row["woman_ref"] for row in found.reading.sheets["Contacts"].rows] == ["R-1"]
    assert {"R 09 is read as R-9.", "R-9 was merged into R-1: its rows go there."} <= set(said)


def test_the_same_workbook_after_a_merge_makes_nobody_and_nothing_anew(made, in_rotherham):
    before = [model.objects.count() for model in (Woman, Child, Contact, Appointment)]
    assert before == [1, 2, 2, 1]
    checked = check(in_rotherham, workbook(**sheets()))
    assert checked.plan.of(Fate.NEW) == []
    assert "R-9 was merged into R-1: its row is passed over, since hers stands here too." in {
        remark.message for remark in checked.reading.remarks
    }
    service.apply(checked, practice=in_rotherham, by=None)
    assert [model.objects.count() for model in (Woman, Child, Contact, Appointment)] == before


def test_a_new_row_under_the_former_reference_goes_to_her(made, in_rotherham):
    contacts = [{"woman_ref": "R-9", "started_at": datetime(2019, 3, 1, 10), "mode": "phone", "outcome": "made"}]
    checked = check(in_rotherham, workbook(Women=[], Contacts=contacts))
    service.apply(checked, practice=in_rotherham, by=None)
    assert Contact.objects.latest("started_at").woman.ref == "R-1"


def test_a_workbook_that_knows_only_the_former_reference_asks_before_it_writes_over_her(made, in_rotherham):
    women = [{"ref": "R-9", "known_as": "Noreen", "referred_on": D(2019, 1, 2)}]
    checked = check(in_rotherham, workbook(Women=women))
    assert [planned.key for planned in checked.plan.of(Fate.CONFLICT)] == ["R-1"]
    assert checked.plan.of(Fate.NEW) == []


def test_taken_apart_each_reference_is_its_own_again(made, in_rotherham):
    unmerge(practice=in_rotherham, merge_id=made.pk, by=user_of(Role.PRACTICE_LEAD), now=NOW, today=NOW.date())
    checked = check(in_rotherham, workbook(**sheets()))
    assert checked.plan.changes_nothing
