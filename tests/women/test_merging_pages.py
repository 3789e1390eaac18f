"""The pages of a merge: found, side by side, checked, done, and where the former address leads."""

from datetime import date
from io import BytesIO

import pytest
from django import forms
from PIL import Image

from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, scope_of, user_of
from tests.page_forms import press
from tests.practices.test_people import text_of
from tests.women.test_merging import Two
from women.models import Merge, Note, Place, Woman
from women.place_history import entries_of, standing_notes, standing_steps

pytestmark = pytest.mark.usefixtures("committed")


def picture():
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


DOOR = picture()


@pytest.fixture
def two(rotherham):
    with scope_of(rotherham):
        return Two()


@pytest.fixture
def lead(rotherham):
    return client_of(Role.PRACTICE_LEAD)


def address(two):
    return f"/rotherham/women/{two.woman.pk}/merge/{two.merged.pk}/"


def answers(two, **more):
    return {
        "value_known_as": "keep", "value_full_name": "take", "places": [str(two.place.pk)], "words": "She says so.",
        f"child_{two.same_child.pk}": str(two.child.pk), f"child_{two.second_child.pk}": "another",
    } | more  # fmt: skip


def test_she_is_found_and_both_stand_side_by_side_with_flags_and_safe_contact(lead, two):
    choose = f"/rotherham/women/{two.woman.pk}/merge/"
    assert f'href="{address(two)}"' in lead.post(choose, {"q": "noreen"}).content.decode()
    page = text_of(lead.get(address(two)))
    for said in ("Nora O’Brien", "Noreen Obrien", "Visit in pairs: the dog.", "07700 900111", "07700 900222",
                 "The same as Child 1, born May 2012", "Which place goes on?", "Let R-9 go on instead"):  # fmt: skip
        assert said in page, said


def test_what_she_lost_stands_beside_what_is_to_be_read_before(lead, two, rotherham):
    with scope_of(rotherham):
        factories.ChildFactory(woman=two.woman, child_no=8, loss="stillborn", born_on=None)
        factories.PregnancyFactory(woman=two.merged, ended_as="miscarriage")
    page = text_of(lead.get(address(two)))
    for said in ("Child 8: was stillborn", "Her baby was stillborn", "She had a miscarriage", "Pregnancies"):
        assert said in page, said


def test_of_places_that_exclude_each_other_one_is_chosen(lead, two, rotherham):
    field = lead.get(address(two)).context["form"].fields["places"]
    assert isinstance(field.widget, forms.RadioSelect)
    assert [value for value, _ in field.choices] == [str(two.place.pk), str(two.other_place.pk)]
    with scope_of(rotherham):
        two.place.closed_on, two.place.closure_reason = date(2018, 12, 1), "moved_away"
        two.place.save()
        later = factories.PlaceFactory(woman=two.woman, number=2, referred_on=date(2019, 2, 1), offered_on=None)
        factories.PlaceFactory(woman=two.merged, number=2, referred_on=date(2018, 8, 1), offered_on=None, closed_on=date(2018, 11, 1),
                               closure_reason="moved_away")  # fmt: skip
    words = [said for _, said in lead.get(address(two)).context["form"].fields["places"].choices]
    assert len(words) == 4
    assert any(said.count("R-1:") == 2 and "; and " in said for said in words), (words, later)


def test_documents_and_photographs_of_both_are_shown_and_go_back(lead, two, rotherham):
    with scope_of(rotherham):
        hers = factories.DocumentFactory(woman=two.woman, title="Tenancy letter")
        other = factories.DocumentFactory(woman=two.merged, title="Photo of the door", file_type="png")
        for document, content in ((hers, b"hers"), (other, DOOR)):
            factories.DocumentContentFactory(document=document, content=content)
    press(lead, address(two), answers(two))
    page = text_of(lead.get(f"/rotherham/women/{two.woman.pk}/documents/"))
    assert "Tenancy letter" in page and "Photo of the door" in page
    files = {one.pk: f"/rotherham/women/{{}}/documents/{one.pk}/" for one in (hers, other)}
    assert lead.get(files[other.pk].format(two.woman.pk)).content == DOOR
    with scope_of(rotherham):
        made = Merge.objects.get()
    lead.post(f"/rotherham/women/{two.woman.pk}/merges/{made.pk}/undo/", {})
    for document, owner, stranger, content in ((hers, two.woman, two.merged, b"hers"),
                                               (other, two.merged, two.woman, DOOR)):  # fmt: skip
        assert lead.get(files[document.pk].format(owner.pk)).content == content
        assert lead.get(files[document.pk].format(stranger.pk)).status_code == 404


def test_taken_apart_each_step_stands_once_and_is_whose_it_was(lead, two, rotherham):
    with scope_of(rotherham):
        recorder = user_of(Role.PRACTITIONER)
        for step, on in (("referred", date(2019, 1, 2)), ("offered", date(2019, 1, 7))):
            factories.StepFactory(place=two.other_place, step=step, on=on, recorded_by=recorder)
        factories.StepNoteFactory(place=two.other_place, about="offered", on=date(2019, 1, 7), words="She was glad.")
    press(lead, address(two), answers(two))
    merged_page = text_of(lead.get(f"/rotherham/women/{two.woman.pk}/place/"))
    assert "R-9 was merged into R-1" in merged_page
    assert merged_page.count("Place 1") == 1
    assert "A place that was taken back" in merged_page
    with scope_of(rotherham):
        made = Merge.objects.get()
    lead.post(f"/rotherham/women/{two.woman.pk}/merges/{made.pk}/undo/", {})
    with scope_of(rotherham):
        place = Place.objects.get(pk=two.other_place.pk)
        steps, notes = list(place.steps.all()), list(place.step_notes.all())
        entries = entries_of(place, steps, notes)
        assert [(one.what, one.by, one.stands) for one in entries] == [
            ("referred", recorder, True), ("offered", recorder, True),
        ]  # fmt: skip
        assert [one.recorded_by for one in standing_steps(steps)] == [recorder, recorder]
        assert [one.words for one in standing_notes(steps, notes)] == ["She was glad."]
    assert "Put back by" in text_of(lead.get(f"/rotherham/women/{two.merged.pk}/place/"))


def test_nothing_is_done_before_the_answers_were_checked(lead, two, rotherham):
    page = lead.post(address(two), answers(two))
    assert "Check your answers" in text_of(page)
    assert "She says so." in text_of(page)
    assert "Which place goes on?" in text_of(lead.post(address(two), answers(two, again="yes")))
    with scope_of(rotherham):
        assert not Merge.objects.exists()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(lead, two):
    page = lead.post(address(two), answers(two, places=[], sure="yes"))
    assert page.status_code == 422
    assert "Choose which of her places goes on." in text_of(page)
    assert "She says so." in text_of(page)
    both = lead.post(address(two), answers(two, places=f"{two.place.pk} {two.other_place.pk}", sure="yes"))
    assert both.status_code == 422


def test_done_her_former_address_leads_on_and_her_record_says_so(lead, two, rotherham):
    done = press(lead, address(two), answers(two), follow=True)
    assert "Merged. R-9 still finds her" in text_of(done)
    assert "Merged with R-9 on" in text_of(done)
    former = f"/rotherham/women/{two.merged.pk}/"
    assert lead.get(former).headers["Location"] == f"/rotherham/women/{two.woman.pk}/"
    assert lead.get(f"{former}goals/").headers["Location"] == f"/rotherham/women/{two.woman.pk}/goals/"
    assert "Former records" in text_of(lead.get(f"/rotherham/women/{two.woman.pk}/about/"))
    assert text_of(lead.get("/rotherham/women/?show=all")).count("R-9") == 0
    assert client_of(Role.PRACTICE_LEAD, "hackney").get(former).status_code == 404


def test_a_note_sent_to_the_former_address_is_written_on_the_record_that_goes_on(lead, two, rotherham):
    press(lead, address(two), answers(two))
    sent = lead.post(f"/rotherham/women/{two.merged.pk}/add/note/", {"words": "Typed before."}, follow=True)
    assert sent.status_code == 200
    with scope_of(rotherham):
        assert Note.objects.get(words="Typed before.").woman_id == two.woman.pk


def test_a_lead_takes_them_apart_and_nobody_else(lead, two, rotherham):
    press(lead, address(two), answers(two))
    with scope_of(rotherham):
        made = Merge.objects.get()
    undo = f"/rotherham/women/{two.woman.pk}/merges/{made.pk}/undo/"
    for role in (Role.PRACTITIONER, Role.COORDINATOR):
        assert client_of(role).get(undo).status_code == 403
        assert client_of(role).get(address(two)).status_code == 403
    assert "What was added since stays with R-1" in text_of(lead.get(undo))
    assert "Taken apart." in text_of(lead.post(undo, {}, follow=True))
    with scope_of(rotherham):
        assert set(Woman.objects.values_list("ref", flat=True)) == {"R-1", "R-9"}


def test_a_new_woman_does_not_take_a_former_reference(lead, two):
    press(lead, address(two), answers(two))
    page = lead.post("/rotherham/referrals/add/", {"known_as": "Zoe", "ref": "r-9", "referred_on": "2019-04-01"})
    assert "Another woman has this reference." in text_of(page)


def test_either_of_two_rules_of_a_channel_may_be_changed(lead, two, rotherham):
    press(lead, address(two), answers(two))
    with scope_of(rotherham):
        rule = two.woman.safe_contacts.get(detail="07700 900222")
    data = {"channel": "phone", "is_safe": "yes", "detail": "07700 900333", "voicemail": "no"}
    page = lead.get(f"/rotherham/women/{two.woman.pk}/change/safe-contact/{rule.pk}/")
    seen = page.context["form"].version()
    sent = lead.post(f"/rotherham/women/{two.woman.pk}/change/safe-contact/{rule.pk}/", data | {"seen": seen})
    assert sent.status_code == 302


def test_one_with_her_telephone_number_or_her_reference_looks_like_her(lead, rotherham):
    with scope_of(rotherham):
        woman = factories.WomanFactory(ref="R-77", known_as="Zuzanna", full_name="Zuzanna Novak")
        factories.SafeContactFactory(woman=woman, detail="07700 900444")
        factories.AgencyReferenceFactory(woman=woman, agency="LCS", reference="LCS-1234567")
        same_number = factories.WomanFactory(ref="R-78", known_as="Kim", full_name="Kim Bray")
        factories.PersonFactory(woman=same_number, phone="+44 7700 900444")
        same_reference = factories.WomanFactory(ref="R-79", known_as="Tess", full_name="Tess Hall")
        factories.AgencyReferenceFactory(woman=same_reference, agency="Social care", reference="lcs 1234567")
    page = text_of(lead.get(f"/rotherham/women/{woman.pk}/merge/"))
    assert "Compare with Kim" in page
    assert "Compare with Tess" in page


def test_without_a_second_record_the_page_says_what_to_do(lead, rotherham):
    with scope_of(rotherham):
        woman = factories.WomanFactory(ref="R-77", known_as="Zuzanna")
    assert "Nobody on record looks like her." in text_of(lead.get(f"/rotherham/women/{woman.pk}/merge/"))
