"""The sections of a record: who sees what, what may be added and changed, and what two people at once are told."""

import io
import uuid
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from practices.models import AccessRecord
from practices.permissions import Permission, Role
from tests import factories
from tests.conftest import client_of, membership_of, scope_of
from women.kinds import KINDS
from women.models import (
    Child,
    ChildContact,
    Contraception,
    Document,
    Goal,
    GoalScore,
    Need,
    Note,
    Person,
    SafeContact,
    WellbeingScore,
    Woman,
)
from women.record import SECTIONS

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        return factories.PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1))


def add(client, place, what, /, **values):
    return client.post(f"/rotherham/women/{place.woman_id}/add/{what}/", {"key": uuid.uuid4(), **values})


def boxes(name, day, month, year):
    return {f"{name}_0": day, f"{name}_1": month, f"{name}_2": year}


class TestAdding:
    def test_a_goal_takes_her_words_a_reference_and_a_first_score(self, practitioner, place, rotherham):
        assert (
            add(
                practitioner, place, "goal", in_her_words="Sleep.", area="mental_health", set_on=TODAY, first_score="0"
            ).status_code
            == 302
        )
        with scope_of(rotherham):
            goal = Goal.objects.get()
            assert (goal.in_her_words, goal.ref) == ("Sleep.", f"{place.woman.ref}-G1")
            assert GoalScore.objects.get().score == 0

    def test_a_score_of_eleven_is_refused_at_its_field(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            goal = factories.GoalFactory(woman=place.woman, set_on=date(2024, 2, 1))
        response = add(practitioner, place, "score", goal=goal.pk, on=TODAY, score="11")
        assert "A score is a whole number from 0 to 10." in response.content.decode()

    def test_a_goal_of_another_woman_cannot_be_scored_here(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            goal = factories.GoalFactory()
        assert add(practitioner, place, "score", goal=goal.pk, on=TODAY, score="5").status_code == 422
        with scope_of(rotherham):
            assert not GoalScore.objects.exists()

    def test_a_child_is_numbered_and_a_letterbox_date_hangs_on_it(self, practitioner, place, rotherham):
        add(practitioner, place, "child", **boxes("born_on", 1, 5, 2018), legal_status="adopted")
        with scope_of(rotherham):
            child = Child.objects.get()
        assert (child.child_no, child.born_on) == (1, date(2018, 5, 1))
        add(practitioner, place, "family-contact", child=child.pk, kind="letterbox", due_on=TODAY + timedelta(days=9))
        with scope_of(rotherham):
            assert ChildContact.objects.get().child == child
        assert "Letterbox contact" in practitioner.get(f"/rotherham/women/{place.woman_id}/children/").content.decode()

    def test_a_child_of_another_woman_cannot_be_chosen(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            child = factories.ChildFactory()
        assert (
            add(practitioner, place, "family-contact", child=child.pk, kind="letterbox", due_on=TODAY).status_code
            == 422
        )

    @pytest.mark.parametrize(
        "parts", [(31, 2, 2018), (0, 1, 2018), ("x", 1, 2018), (1, 13, 2018), (1, 1, 118), (1, "", "")]
    )
    def test_an_impossible_birth_date_is_told_at_the_field(self, parts, practitioner, place):
        response = add(practitioner, place, "child", **boxes("born_on", *parts))
        assert response.status_code == 422
        assert "Born: enter" in response.content.decode()

    def test_a_legal_status_stands_on_the_child_and_in_its_history(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            child = factories.ChildFactory(woman=place.woman, legal_status="interim_care_order")
        add(practitioner, place, "status", child=child.pk, legal_status="adopted", **boxes("since_on", 3, 4, 2024))
        with scope_of(rotherham):
            child.refresh_from_db()
            assert child.legal_status == "adopted"

    @pytest.mark.parametrize(
        ("method", "due"),
        [("injection", date(2024, 4, 24)), ("implant", date(2027, 1, 31)), ("ius", date(2032, 1, 31)), ("pill", None)],
    )
    def test_a_method_is_reviewed_at_the_usual_time(self, method, due, practitioner, place, rotherham):
        add(
            practitioner,
            place,
            "contraception",
            method=method,
            **boxes("started_on", 31, 1, 2024),
            in_her_words="My choice.",
        )
        with scope_of(rotherham):
            made = Contraception.objects.get()
            assert (made.review_due_on, made.in_her_words) == (due, "My choice.")

    def test_a_wellbeing_total_lies_in_its_range(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            scale = factories.InstrumentFactory(name="Scale", lowest=7, highest=35)
        response = add(practitioner, place, "wellbeing", instrument=scale.pk, on=TODAY, total="36")
        assert "from 7 to 35" in response.content.decode()
        assert add(practitioner, place, "wellbeing", instrument=scale.pk, on=TODAY, total="35").status_code == 302
        with scope_of(rotherham):
            assert WellbeingScore.objects.get().total == 35

    def test_needs_are_asked_on_one_page_and_laid_beside_one_another(self, practitioner, place, rotherham):
        url = f"/rotherham/women/{place.woman_id}/needs/ask/"
        practitioner.post(url, {"key": uuid.uuid4(), "stage": "start", "on": TODAY, "housing": "much", "money": "some"})
        practitioner.post(url, {"key": uuid.uuid4(), "stage": "end", "on": TODAY, "housing": "none"})
        with scope_of(rotherham):
            assert Need.objects.count() == 3
        page = practitioner.get(f"/rotherham/women/{place.woman_id}/needs/").content.decode()
        assert page.index("A lot of support") < page.index("Going well")

    def test_a_colleagues_answer_is_shown_before_it_is_written_over(self, practitioner, coordinator, place, rotherham):
        url = f"/rotherham/women/{place.woman_id}/needs/ask/"
        coordinator.post(url, {"key": uuid.uuid4(), "stage": "start", "on": TODAY, "housing": "much"})
        mine = {"key": uuid.uuid4(), "stage": "start", "on": TODAY, "housing": "none"}
        response = practitioner.post(url, mine)
        assert response.status_code == 422
        assert response.context["form"].conflicts == [("Housing", "A lot of support", "Going well")]
        with scope_of(rotherham):
            assert Need.objects.get().level == "much"
        practitioner.post(url, {**mine, "seen": response.context["form"]["seen"].value()})
        with scope_of(rotherham):
            assert Need.objects.get().level == "none"

    def test_a_note_is_amended_by_a_further_note(self, practitioner, coordinator, place, rotherham):
        add(practitioner, place, "note", words="First.")
        with scope_of(rotherham):
            note = Note.objects.get()
        add(coordinator, place, "note", words="Second.", amends=note.pk)
        page = practitioner.get(f"/rotherham/women/{place.woman_id}/notes/").content.decode()
        assert page.index("First.") < page.index("Second.")
        assert practitioner.get(f"/rotherham/women/{place.woman_id}/change/note/{note.pk}/").status_code == 404

    def test_the_same_form_twice_adds_one_row(self, practitioner, place, rotherham):
        form = {"key": uuid.uuid4(), "kind": "professional", "name": "Dr Nwosu"}
        for _ in range(2):
            practitioner.post(f"/rotherham/women/{place.woman_id}/add/person/", form)
        with scope_of(rotherham):
            assert Person.objects.count() == 1

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_of_row_shows_its_form_or_is_not_there(self, kind, practitioner, lead, place):
        asked, url = KINDS[kind], f"/rotherham/women/{place.woman_id}/add/{kind}/"
        hers = 302 if asked.section == "after" else 200  # she lives
        assert lead.get(url).status_code == (hers if asked.may_be_added else 404)
        if asked.permission is not Permission.WRITE_RECORDS:
            assert practitioner.get(url).status_code == 403


class TestTwoPeopleAtOnce:
    def test_the_second_is_shown_both_versions_and_may_then_save_hers(
        self, practitioner, coordinator, place, rotherham
    ):
        with scope_of(rotherham):
            person = factories.PersonFactory(woman=place.woman, name="Dr Nwosu")
        url = f"/rotherham/women/{place.woman_id}/change/person/{person.pk}/"
        mine = {"key": uuid.uuid4(), "kind": "professional", "name": "Dr N. Nwosu"}
        seen = practitioner.get(url).context["form"]["seen"].value()
        coordinator.post(url, {**mine, "key": uuid.uuid4(), "name": "Dr Nwosu-Hall", "seen": seen})
        response = practitioner.post(url, {**mine, "seen": seen})
        assert response.status_code == 422
        for words in ("Both versions", "Dr Nwosu-Hall", "Dr N. Nwosu"):
            assert words in response.content.decode()
        with scope_of(rotherham):
            assert Person.objects.get().name == "Dr Nwosu-Hall"
        now_seen = response.context["form"]["seen"].value()
        assert practitioner.post(url, {**mine, "seen": now_seen}).status_code == 302
        with scope_of(rotherham):
            assert Person.objects.get().name == "Dr N. Nwosu"

    def test_what_changed_says_who_when_before_and_after(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            person = factories.PersonFactory(woman=place.woman, name="Dr Nwosu", agency="Wick Road")
        url = f"/rotherham/women/{place.woman_id}/change/person/{person.pk}/"
        seen = practitioner.get(url).context["form"]["seen"].value()
        practitioner.post(url, {"key": uuid.uuid4(), "kind": "professional", "name": "Dr Hall", "seen": seen})
        page = practitioner.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()
        assert "Dr Nwosu → Dr Hall" in page
        assert "Practitioner of Rotherham" in page


class TestSafety:
    def test_a_flag_for_her_practitioner_and_the_lead_is_seen_by_nobody_else(
        self, practitioner, coordinator, lead, place, rotherham
    ):
        with scope_of(rotherham):
            flag = factories.FlagFactory(woman=place.woman, audience="lead_and_practitioner", reason="Private reason.")
            flag.reason = "Private reason, changed."
            flag.save()
            place.woman.practitioner = membership_of(Role.PRACTITIONER)
            place.woman.save()
        pages = ["", *(f"{key}/" for key in SECTIONS), f"change/flag/{flag.pk}/", "log/"]
        for path in pages:
            page = coordinator.get(f"/rotherham/women/{place.woman_id}/{path}").content.decode()
            assert "Private reason" not in page, path
            assert "there is something to read" not in page, path
        for client in (practitioner, lead):
            assert "Private reason" in client.get(f"/rotherham/women/{place.woman_id}/safety/").content.decode()
            assert "Private reason" in client.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()

    def test_log_a_contact_shows_no_flag_no_health_and_no_other_woman(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            factories.FlagFactory(woman=place.woman, reason="Two of us.")
            factories.ContraceptionFactory(woman=place.woman)
            factories.SafeContactFactory(woman=place.woman, code_word="library", detail="07700 900 123")
            factories.PlaceFactory(woman__known_as="Beatrix", woman__practitioner=membership_of(Role.PRACTITIONER))
        page = practitioner.get(f"/rotherham/women/{place.woman_id}/log/").content.decode()
        for words in ("Two of us", "Implant", "library", "07700", "Beatrix"):
            assert words not in page
        assert "there is something to read" in page

    def test_one_rule_a_channel(self, practitioner, place, rotherham):
        add(practitioner, place, "safe-contact", channel="phone", is_safe="no")
        response = add(practitioner, place, "safe-contact", channel="phone", is_safe="yes")
        assert "There is a rule for this already" in response.content.decode()
        with scope_of(rotherham):
            assert SafeContact.objects.get().is_safe == "no"


def docx(name="word/document.xml"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "<w/>")
    return buffer.getvalue()


class TestDocuments:
    def bring(self, client, place, content, name="letter.pdf"):
        url = f"/rotherham/women/{place.woman_id}/documents/add/"
        file = SimpleUploadedFile(name, content)
        return client.post(url, {"key": uuid.uuid4(), "title": "Letter", "file": file})

    def test_what_is_said_of_it_next_is_in_no_cookie(self, practitioner, place, rotherham):
        """A page's answer may name her or hold her words, and a cookie lies on the phone until it is read."""
        response = self.bring(practitioner, place, b"Plain words.")
        assert response.status_code == 302
        assert set(response.cookies) <= {"sessionid", "csrftoken"}
        assert "govuk-notification-banner" in practitioner.get(response.url).content.decode()

    @pytest.mark.parametrize(
        ("content", "ending"),
        [
            (b"%PDF-1.7 x", "pdf"),
            (docx(), "docx"),
            (b"Plain words.", "txt"),
        ],
    )
    def test_what_a_record_takes_is_kept_and_given_back(self, content, ending, practitioner, place, rotherham):
        assert self.bring(practitioner, place, content).status_code == 302
        with scope_of(rotherham):
            kept = Document.objects.get()
        response = practitioner.get(f"/rotherham/women/{place.woman_id}/documents/{kept.pk}/")
        assert response.content == content
        assert response.headers["Content-Disposition"] == f'attachment; filename="document-{kept.pk}.{ending}"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        with scope_of(rotherham):
            assert AccessRecord.objects.filter(action="opened", woman_id=place.woman_id).count() == 1

    @pytest.mark.parametrize(
        "content",
        [
            b"MZ\x90\x00",
            b"<html><script>x</script>",
            b"  <svg/>",
            docx("word/vbaProject.bin"),
            docx("evil.txt"),
            b"PK\x03\x04broken",
            b"\x00\x01",
        ],
    )
    def test_any_other_type_is_refused_whatever_its_name(self, content, practitioner, place, rotherham):
        response = self.bring(practitioner, place, content)
        assert response.status_code == 422
        assert "This type of file is not taken" in response.content.decode()
        with scope_of(rotherham):
            assert not Document.objects.exists()

    def test_one_of_thirty_megabytes_is_refused_with_its_size(self, practitioner, place):
        response = self.bring(practitioner, place, b"%PDF-" + b"x" * (30 * 2**20))
        assert response.status_code == 422
        assert "The file is 30 MB. It may have up to 10 MB" in response.content.decode()

    def test_another_file_under_the_same_form_is_not_dropped_in_silence(self, practitioner, place, rotherham):
        url, key = f"/rotherham/women/{place.woman_id}/documents/add/", uuid.uuid4()
        first, second = (
            practitioner.post(url, {"key": key, "title": "Letter", "file": SimpleUploadedFile("a.txt", words)})
            for words in (b"First letter.", b"Second letter.")
        )
        assert (first.status_code, second.status_code) == (302, 422)
        assert "sent before with other words" in second.content.decode()

    def test_another_womans_document_is_not_found_here(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            other = factories.DocumentContentFactory().document
        assert practitioner.get(f"/rotherham/women/{place.woman_id}/documents/{other.pk}/").status_code == 404


def test_my_women_come_first_and_a_search_names_nobody_in_an_address(rotherham):
    with scope_of(rotherham):
        factories.PlaceFactory(woman__known_as="Ava", woman__ref="A-1")
        factories.PlaceFactory(
            woman__known_as="Avery", woman__ref="Z-1", woman__practitioner=membership_of(Role.PRACTITIONER)
        )
    page = client_of(Role.PRACTITIONER).post("/rotherham/find/", {"q": "av"}).content.decode()
    assert page.index("Avery") < page.index(">Ava<")


def test_who_looked_names_everybody_who_opened_it(practitioner, coordinator, place):
    coordinator.get(f"/rotherham/women/{place.woman_id}/")
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/looks/").content.decode()
    assert "Coordinator of Rotherham" in page


def test_an_erased_or_nameless_woman_is_called_by_her_reference(practitioner, rotherham):
    with scope_of(rotherham):
        woman = factories.PlaceFactory(woman__known_as="", woman__ref="RTH-0009").woman
        assert Woman.objects.get(pk=woman.pk).name_on_page == "RTH-0009"
    assert "RTH-0009" in practitioner.get(f"/rotherham/women/{woman.pk}/").content.decode()


def test_a_reference_of_another_agency_is_written_once(practitioner, place, rotherham):
    assert add(practitioner, place, "reference", agency="NHS", reference="943 476 5919").status_code == 302
    twice = add(practitioner, place, "reference", agency="nhs", reference="943-476-5919")
    assert "This reference is written down already." in twice.content.decode()
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/people/").content.decode()
    assert page.count("943 476 5919") == 1
