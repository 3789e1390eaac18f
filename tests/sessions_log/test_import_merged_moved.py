"""What was moved or taken back stays so, whether her record was merged before or after, for every kind of row."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from practices.permissions import Role
from sessions_log.importing import service
from sessions_log.importing.bindings import BINDINGS
from sessions_log.importing.planning import Fate
from sessions_log.models import Contact
from tests import factories as make
from tests.conftest import user_of
from tests.workbooks import workbook
from women.actions import withdrawals
from women.actions.merging import Choices, merge
from women.actions.unmerging import unmerge
from women.models import Woman
from women.withdrawing import withdrawable

NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
D = date
AT = datetime(2019, 2, 1, 10)
KIND_OF_SHEET = {
    "GoalScores": "score", "Children": "child", "Contraception": "contraception", "Pregnancies": "pregnancy",
    "Contacts": "contact", "Appointments": "appointment", "Support": "support", "Goals": "goal",
}  # fmt: skip


def of_both():
    """A workbook with a row of each sheet for her former reference; her child stands under both."""
    women = [
        {"ref": "R-1", "known_as": "Nora", "offered_on": D(2018, 7, 2)},
        {"ref": "R-9", "known_as": "Noreen", "referred_on": D(2019, 1, 2)},
    ]
    return {
        "Women": women,
        "Children": [
            {"woman_ref": "R-1", "child_no": 1, "born": "2012-05", "removed_on": D(2014, 1, 2)},
            {"woman_ref": "R-9", "child_no": 1, "born": "2016-08", "removed_on": D(2016, 8, 9)},
            {"woman_ref": "R-9", "child_no": 2, "born": "2012-05", "removed_on": D(2014, 1, 2)},
        ],
        "Contraception": [{"woman_ref": "R-9", "method": "implant", "started_on": D(2019, 1, 20)}],
        "Pregnancies": [{"woman_ref": "R-9", "known_on": D(2019, 2, 1)}],
        "Contacts": [
            {"woman_ref": ref, "started_at": AT, "mode": mode, "outcome": "made", "minutes": 30}
            for ref, mode in (("R-9", "phone"), ("R-9", "home_visit"), ("R-1", "home_visit"))
        ],
        "Appointments": [{"woman_ref": "R-9", "at": AT, "service": "GP", "attendance": "attended"}],
        "Support": [{"woman_ref": "R-9", "on": D(2019, 2, 2), "area": "housing", "outcome": "new_tenancy"}],
        "Goals": [{"goal_ref": "G-9", "woman_ref": "R-9", "area": "housing", "set_on": D(2019, 1, 9)}],
        "GoalScores": [{"goal_ref": "G-9", "on": D(2019, 1, 9), "score": 4}],
    }


@pytest.fixture
def lead(in_rotherham):
    return user_of(Role.PRACTICE_LEAD)


@pytest.fixture
def rows(in_rotherham):
    """Every row that came by the workbook for R-9, by sheet, the children of both references."""
    look(in_rotherham, apply=True)
    make.PlaceFactory(woman__ref="R-5", offered_on=D(2018, 7, 2), referred_on=D(2018, 7, 1))
    found = {}
    for binding in BINDINGS:
        field = "goal__woman__ref" if binding.parent == "goal" else "woman__ref"
        refs = ["R-1", "R-9"] if binding.sheet.name in ("Children", "Contacts") else ["R-9"]
        found[binding.sheet.name] = list(binding.model.objects.filter(**{f"{field}__in": refs}))
    return found


def look(practice, apply=False, **more):
    checked = service.check_for_practice(workbook(**of_both() | more), practice=practice, now=NOW)
    assert checked.faults == []
    assert checked.open_questions == []
    if apply:
        service.apply(checked, practice=practice, by=None)
    return checked


def merged(practice, by):
    woman, other = Woman.objects.get(ref="R-1"), Woman.objects.get(ref="R-9")
    same = {child.pk: kept.pk for child in other.children.filter(born_on__year=2012) for kept in woman.children.all()}
    goes_on = [woman.places.get().pk]
    return merge(
        practice=practice, woman_id=woman.pk, merged_id=other.pk, choices=Choices("One woman.", (), goes_on, same),
        by=by, now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip


def take_all(rows, by, *, to):
    """Take back every row, or make them Bea's: a score is taken back, since it moves with its goal alone."""
    for sheet in KIND_OF_SHEET:
        for old in rows[sheet]:
            row = type(old).objects.filter(pk=old.pk).first()
            if row is None:
                continue  # one of two that said the same
            whose = row.goal.woman if sheet == "GoalScores" else row.woman
            moves = to if sheet != "GoalScores" else None
            withdrawals.withdraw(
                row=row, kind=withdrawable(KIND_OF_SHEET[sheet]), woman=whose, by=by,
                reason="wrong_woman" if moves else "mistake", words="", now=timezone.now(), to=moves,
            )  # fmt: skip


def test_every_sheet_of_rows_is_among_them():
    assert {binding.sheet.name for binding in BINDINGS} == set(KIND_OF_SHEET)
    assert all(withdrawable(kind) for kind in KIND_OF_SHEET.values())


@pytest.mark.parametrize("is_merged_first", [True, False], ids=["merged first", "merged afterwards"])
@pytest.mark.parametrize("is_moved", [True, False], ids=["moved", "taken back"])
def test_the_same_workbook_brings_back_nothing(rows, lead, in_rotherham, is_merged_first, is_moved):
    to = Woman.objects.get(ref="R-5") if is_moved else None
    made = merged(in_rotherham, lead) if is_merged_first else None
    take_all(rows, lead, to=to)
    made = made or merged(in_rotherham, lead)
    checked = look(in_rotherham)
    assert [(one.row.sheet, one.name) for one in checked.plan.of(Fate.NEW)] == []
    assert {sheet for sheet, _ in service.left_out(checked.plan)} == set(KIND_OF_SHEET)
    look(in_rotherham, apply=True)
    assert Contact.objects.count() == (2 if is_moved else 0) + (is_moved and not is_merged_first)
    unmerge(practice=in_rotherham, merge_id=made.pk, by=lead, now=timezone.now(), today=timezone.localdate())
    assert [(one.row.sheet, one.name) for one in look(in_rotherham).plan.of(Fate.NEW)] == []


def test_a_contact_that_was_corrected_and_moved_after_a_merge_does_not_come_back(rows, lead, in_rotherham):
    merged(in_rotherham, lead)
    contact = Contact.objects.get(mode="phone")
    contact.started_at = datetime(2019, 3, 3, 9, tzinfo=UTC)
    contact.save()
    assert look(in_rotherham).plan.of(Fate.NEW) == []  # found by the key of her former reference
    withdrawals.withdraw(
        row=contact, kind=withdrawable("contact"), woman=contact.woman, by=lead, reason="wrong_woman", words="",
        now=timezone.now(), to=Woman.objects.get(ref="R-5"),
    )  # fmt: skip
    assert look(in_rotherham).plan.of(Fate.NEW) == []


def test_a_new_score_of_a_goal_that_was_taken_back_stays_out_with_it(rows, lead, in_rotherham):
    take_all({sheet: found if sheet == "Goals" else [] for sheet, found in rows.items()}, lead, to=None)
    scores = [*of_both()["GoalScores"], {"goal_ref": "G-9", "on": D(2019, 3, 1), "score": 5}]
    plan = look(in_rotherham, apply=True, GoalScores=scores).plan
    assert service.left_out(plan) == [("Goals", 1), ("GoalScores", 2)]
