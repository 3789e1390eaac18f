"""What the law asks, as the people who live with it do it: on a phone and at a desk, with a real worker."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from tests.conftest import scope_of
from tests.factories import ConsentFactory, DocumentContentFactory, FlagFactory, NoteFactory, PlaceFactory
from women.actions import erasures
from women.models import Note

pytestmark = pytest.mark.xdist_group(__name__)
TODAY = timezone.localdate()


@pytest.fixture
def marigold(rotherham):
    with scope_of(rotherham):
        place = PlaceFactory(
            woman__known_as="Marigold", agreed_on=date(2018, 9, 1), closed_on=date(2019, 3, 1), closure_reason="other"
        )
        FlagFactory(woman=place.woman, kind="danger_from_someone", reason="Her former partner")
        DocumentContentFactory(document__woman=place.woman, document__title="Tenancy")
    return place.woman


def test_words_are_marked_as_they_are_written(visitor, marigold, rotherham):
    page = visitor.page
    visitor.signs_in(Role.PRACTITIONER)
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/add/note/")
    visitor.checks_the_page()
    page.fill("#id_words", "Rang. Her sister Ann is ill.")
    mark = page.get_by_role("button", name="about somebody else")
    mark.click()
    visitor.sees("Choose the words first.")
    page.evaluate("document.getElementById('id_words').setSelectionRange(6, 20)")
    mark.click()
    assert page.input_value("#id_words") == "Rang. [[other person: Her sister Ann]] is ill."
    mark.click()  # with the cursor right behind it nothing is chosen
    visitor.sees("Choose the words first.")
    visitor.presses("Save")
    visitor.sees("Her sister Ann (about somebody else)")
    assert page.locator("mark").bounding_box()["width"] > 80
    visitor.checks_the_page()
    with scope_of(rotherham):
        assert Note.objects.get().words == "Rang. [[other person: Her sister Ann]] is ill."


def test_from_what_she_says_at_the_door_to_the_copy_in_her_hand(visitor, marigold, rotherham):
    page = visitor.page
    with scope_of(rotherham):
        NoteFactory(woman=marigold, words="Rang. [[other person: Her sister Ann]] is ill.")
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/data/")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="She asks for something"))
    page.select_option("#id_right", "access")
    page.select_option("#id_how", "spoken")
    page.fill("#id_received_on", TODAY.isoformat())
    visitor.checks_the_page()
    visitor.presses("Save")
    visitor.sees("answer due by")
    visitor.goes_to("/rotherham/requests/")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="A copy of her record for Marigold"))
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="Say so"))
    visitor.checks_the_page()
    visitor.presses("Save")
    visitor.sees("Sure since")
    page.get_by_role("button", name="Prepare the copy").click()
    page.get_by_text("still to read").wait_for(timeout=60_000)
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="Notes"))
    visitor.sees("[Withheld: about somebody else]")
    visitor.checks_the_page()
    page.get_by_role("link", name="Give or change").first.click()
    visitor.checks_the_page()
    page.get_by_label("Give it to her").check()
    page.fill("#id_why", "She told us herself.")
    visitor.presses("Save")
    visitor.sees("She told us herself.")
    for _ in range(20):  # from each section to the next
        if page.get_by_text("All read.").count():
            break
        read = page.get_by_role("button", name="I have read this through")
        with page.expect_navigation():
            (read if read.count() else page.get_by_role("link", name="Copy of her record")).click()
    visitor.sees("All read.")
    page.get_by_role("button", name="Make the files").click()
    page.get_by_text("Take the PDF").wait_for(timeout=60_000)
    visitor.checks_the_page()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the PDF").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    visitor.follows(page.get_by_role("link", name="say so on the request"))
    visitor.follows(page.get_by_role("button", name="The copy has reached her"))
    page.get_by_label("Given into her hand").check()
    visitor.checks_the_page()
    visitor.presses("Save")
    visitor.sees("given into her hand")
    visitor.checks_the_page()


def test_what_goes_next_is_counted_and_held(visitor, marigold, rotherham):
    page = visitor.page
    with scope_of(rotherham):
        erasures.begin_what_is_due(today=TODAY)
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to("/rotherham/keeping/")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="Count it for Marigold"))
    visitor.sees("What would be erased")
    visitor.checks_the_page()
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/add/hold/")
    page.select_option("#id_reason", "court")
    page.fill("#id_review_on", (TODAY + timedelta(days=90)).isoformat())
    visitor.checks_the_page()
    visitor.presses("Save")
    visitor.sees("A legal hold stands: nothing is erased.")
    visitor.goes_to("/rotherham/keeping/")
    visitor.sees("Held")
    visitor.checks_the_page()
    visitor.goes_to("/rotherham/keeping/rules/")
    page.fill("#id_months_after_ending", "0")
    visitor.presses("Save")
    visitor.sees("is a whole number from 1 to 1200")
    visitor.checks_the_page()


def test_a_woman_moves_from_one_practice_to_another(visitor, marigold, rotherham, hackney):
    page = visitor.page
    with scope_of(rotherham):
        ConsentFactory(woman=marigold, to="transfer")
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/transfer/")
    page.select_option("#id_to", label="Hackney")
    page.fill("#id_words", "She likes to walk.")
    visitor.checks_the_page()
    visitor.presses("Offer her")
    visitor.sees("Offered. Their lead has been told")
    visitor.checks_the_page()
    visitor.signs_out()
    visitor.signs_in(Role.PRACTICE_LEAD, "hackney")
    visitor.goes_to("/hackney/referrals/")
    visitor.sees("1 woman is offered to you")
    visitor.follows(page.get_by_role("link", name="Moves between Practices"))
    visitor.sees("She likes to walk.")
    visitor.checks_the_page()
    page.get_by_role("button", name="Accept", exact=False).first.click()
    visitor.sees("She is here now, as a referral")
    visitor.sees("Marigold")
    visitor.checks_the_page()
