"""A lead finds that a woman has two records, and makes one of them: at a desk and on a phone."""

import pytest

from practices.permissions import Role
from tests.conftest import scope_of
from tests.women.test_merging import Two
from women.models import Woman

pytestmark = pytest.mark.xdist_group(__name__)


def test_a_lead_merges_two_records_and_takes_them_apart_again(visitor, rotherham):
    page = visitor.page
    with scope_of(rotherham):
        two = Two()
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to(f"/rotherham/women/{two.woman.pk}/about/")
    visitor.follows(page.get_by_role("link", name="She has a second record"))
    visitor.checks_the_page()
    page.fill("#q", "noreen")
    visitor.presses("Find")
    visitor.follows(page.get_by_role("link", name="Compare with Noreen, R-9"))
    visitor.sees("Are these the same woman?")
    visitor.checks_the_page()
    visitor.presses("Check your answers")
    visitor.sees("Say how you know: somebody will ask.")
    visitor.checks_the_page()
    page.get_by_label("Noreen Obrien (R-9)").check()
    page.fill("#id_words", "The same date of birth, and she says so.")
    visitor.presses("Check your answers")
    visitor.sees("What happens")
    visitor.checks_the_page()
    visitor.presses("Merge the two records")
    visitor.sees("Merged. R-9 still finds her")
    visitor.checks_the_page()
    with scope_of(rotherham):
        assert [one.full_name for one in Woman.objects.all()] == ["Noreen Obrien"]
    visitor.goes_to(f"/rotherham/women/{two.merged.pk}/safety/")
    section = page.locator(".pause-record__body")
    for shown in section.get_by_text("I have read this").all():
        shown.click()
    for said in ("Visit in pairs: the dog.", "07700 900111", "07700 900222"):
        section.get_by_text(said).first.wait_for(timeout=20_000)
    visitor.checks_the_page()
    visitor.goes_to(f"/rotherham/women/{two.woman.pk}/")
    visitor.follows(page.get_by_role("link", name="Undo until"))
    visitor.checks_the_page()
    visitor.presses("Take them apart")
    visitor.sees("Taken apart.")
    with scope_of(rotherham):
        assert set(Woman.objects.values_list("ref", flat=True)) == {"R-1", "R-9"}
