"""Rows of a woman whose record was merged: with her former reference they go to the record that goes on."""

from typing import Any

from practices.workbook.faults import Remark
from practices.workbook.sheets import Row, Sheet
from sessions_log.importing.reading import ROW_SHEETS, Reading
from sessions_log.importing.spellings import settle_former
from women.merged import ref_that_goes_on
from women.models import Child, Woman
from women.workbook import CHILDREN, GOAL_SCORES, WOMEN


def lead_on(reading: Reading) -> None:
    """Give each row of a merged reference to the record that goes on; what stands twice so is passed over, and said."""
    goes_on = ref_that_goes_on()
    if goes_on:
        others = [reading.sheets[sheet.name] for sheet in ROW_SHEETS if sheet not in (WOMEN, GOAL_SCORES)]
        known = Woman.objects.values_list("ref", flat=True)
        reading.remarks += settle_former(reading.sheets[WOMEN.name], others, goes_on, known, reading.interview)
    for sheet in ROW_SHEETS if goes_on else ():
        if sheet is not GOAL_SCORES:
            _lead_on_sheet(reading, sheet, goes_on)


def _lead_on_sheet(reading: Reading, sheet: Sheet, goes_on: dict[str, str]) -> None:
    column = "ref" if sheet is WOMEN else "woman_ref"
    rows = reading.rows(sheet)
    former = [row for row in rows if row[column] in goes_on]
    own = [row for row in rows if row[column] not in goes_on]
    numbers = _Numbers(own) if sheet is CHILDREN and former else None
    for row in former:
        ref = row[column]
        row.former = dict(row.values)
        row.values[column] = goes_on[ref]
        if numbers is not None:
            stands = not numbers.give(row)
        elif sheet is WOMEN:
            stands = any(other["ref"] == row["ref"] for other in own)
        else:
            stands = any(other.values == row.values for other in own)
        what = "its row is passed over, since hers stands here too" if stands else "its rows go there"
        words, kind = f"{ref} was merged into {goes_on[ref]}: {what}.", f"rows of merged records: {what}"
        reading.remarks.append(Remark(sheet.name, words, row.number, column, kind=kind))
        if stands:
            rows.remove(row)
            reading.passed_over[sheet.name] += 1
        else:
            own.append(row)


class _Numbers:
    """The children of records that go on, and the numbers that are theirs."""

    def __init__(self, own: list[Row]) -> None:
        """With the rows that have her own reference."""
        self.own = own
        self.in_workbook = {(row["woman_ref"], row["child_no"]) for row in own}
        self.children: dict[str, list[Child]] = {}
        for child in Child.objects.select_related("woman").order_by("child_no"):
            self.children.setdefault(child.woman.ref, []).append(child)
        self.given: set[int] = set()
        self.paired: set[int] = set()

    def give(self, row: Row) -> bool:
        """Give a child of the former reference the number it has now; False where the workbook has it so already.

        It is found by its birth and its removal, since two records numbered their children each from one.
        """
        ref = row["woman_ref"]
        hers = self.children.get(ref, [])
        same = next((one for one in hers if one.pk not in self.given and _is_same(one, row)), None)
        if same is None and self._stands_in_workbook_alone(row, {one.child_no for one in hers}):
            return False
        if same is None:
            taken = {one.child_no for one in hers} | {number for other, number in self.in_workbook if other == ref}
            number = max((value for value in taken if value is not None), default=0) + 1
        else:
            self.given.add(same.pk)
            number = same.child_no
        if (ref, number) in self.in_workbook:
            return False
        row.values["child_no"] = number
        self.in_workbook.add((ref, number))
        return True

    def _stands_in_workbook_alone(self, row: Row, here: set[int]) -> bool:
        """Whether a row with her own reference is the same child, who is on record no more: taken back, or moved."""
        for one in self.own:
            is_gone = one["woman_ref"] == row["woman_ref"] and one["child_no"] not in here
            if is_gone and one.number not in self.paired and _days_of(one) == _days_of(row):
                self.paired.add(one.number)
                return True
        return False


def _is_same(child: Child, row: Row) -> bool:
    born = (child.born_on.year, child.born_on.month) if child.born_on else None
    return (born, child.removed_on) == _days_of(row)


def _days_of(row: Row) -> tuple[Any, Any]:
    """The month of a child's birth, and the day of the removal, as a row gives them."""
    born: Any = row["born"]
    day, _is_known = born or (None, False)
    return (day.year, day.month) if day else None, row["removed_on"]
