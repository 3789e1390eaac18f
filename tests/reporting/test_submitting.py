"""From a draft to a frozen return: what stops it, what is asked first, who signs, and that two at once make one."""

import hashlib
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.utils.html import strip_tags

from practices.models import AccessRecord, Membership, Practice
from practices.permissions import Role
from practices.tenancy.erasing import ERASE_ALIAS, erase_woman
from practices.tenancy.scope import national_scope, practice_scope
from reporting.actions import returns
from reporting.actions.returns import AskFirst, CannotSubmit
from reporting.content import bytes_of_return, content_of_return
from reporting.models import Narrative, Return, Story
from reporting.readiness import readiness_of
from reporting.stories import told_with, withdraw
from tests import database
from tests.conftest import client_of, scope_of, user_of
from tests.factories import AppointmentFactory, HiddenByHandFactory, PlaceFactory
from tests.practices.test_people import text_of
from tests.reporting.building import NOW, Q4, TODAY, build, submit

URL = "/rotherham/quarters/2018-19-Q4"


@pytest.fixture
def place(in_rotherham):
    return PlaceFactory()


def words(**texts):
    return Narrative.objects.create(quarter=str(Q4), **texts)


# --- what stops it


def test_an_open_check_that_blocks_stops_it(place, in_rotherham):
    AppointmentFactory(woman=place.woman, attendance="scheduled")
    with pytest.raises(CannotSubmit, match="attendance not recorded: 1 open"):
        submit(build(in_rotherham), in_rotherham)


def test_a_name_in_the_narrative_stops_it(place, in_rotherham):
    words(went_well=f"{place.woman.known_as} found a flat.")
    with pytest.raises(CannotSubmit, match="match your records"):
        submit(build(in_rotherham), in_rotherham)


def test_letters_that_no_font_here_has_are_said_before_it_is_sent(place, in_rotherham):
    words(went_well="The group sang \ue123.")
    draft = build(in_rotherham)
    (warning,) = readiness_of(draft, in_rotherham, now=NOW, today=TODAY).warnings
    assert "1 character cannot be printed in a PDF from here" in warning.message
    assert "(U+E123)" in warning.message
    assert submit(draft, in_rotherham).status == "submitted"


def test_letters_that_no_font_here_has_are_said_when_the_words_are_saved(rotherham):
    told = text_of(client_of(Role.PRACTICE_LEAD).post(f"{URL}/narrative/", {"went_well": "Sang \ue123."}, follow=True))
    assert "The narrative is saved. 1 character cannot be printed in a PDF from here" in told


BOTH = {"story_consent": True, "story_names_checked": True}


@pytest.mark.parametrize("ticks", [{}, {"story_names_checked": True}, {"story_consent": True}, BOTH | {"of": None}])
def test_a_story_without_its_ticks_or_of_nobody_stays_out_and_the_lead_is_told(ticks, place, in_rotherham):
    of = {"story_of": place.woman} if "of" not in ticks else {}
    words(story="She chose a front door of her own.", **of, **{name: on for name, on in ticks.items() if name != "of"})
    draft = build(in_rotherham)
    assert not Story.objects.exists()
    (warning,) = readiness_of(draft, in_rotherham, now=NOW, today=TODAY).warnings
    assert "The story is not in this return" in warning.message
    assert submit(draft, in_rotherham).status == "submitted"


def test_what_has_to_be_hidden_since_it_was_built_cannot_be_waved_through(place, in_rotherham):
    for _ in range(5):
        PlaceFactory(cohort=place.cohort)
    draft = build(in_rotherham)
    assert "indicator/women_in_cohort" not in draft.more["hidden"]
    HiddenByHandFactory(cell="indicator/women_in_cohort")
    with pytest.raises(CannotSubmit, match="More has to be hidden"):
        submit(draft, in_rotherham, as_built=True)


def test_a_story_goes_beside_the_return_outside_its_seal_and_its_files(place, in_rotherham):
    words(story="She chose a front door of her own.", story_of=place.woman, **BOTH)
    sent = submit(build(in_rotherham), in_rotherham)
    assert b"front door" not in bytes_of_return(sent)
    assert told_with(sent).words == "She chose a front door of her own."
    story = Story.objects.get()
    assert story.woman_id == place.woman_id
    with pytest.raises(IntegrityError, match="withdrawn and nothing else"), transaction.atomic():
        Story.objects.update(words="Otherwise.")
    with pytest.raises(IntegrityError, match="withdrawn and nothing else"), transaction.atomic():
        Story.objects.all().delete()


def test_a_name_in_the_story_stops_it_too(place, in_rotherham):
    words(story=f"{place.woman.known_as} chose a front door.", story_of=place.woman, **BOTH)
    with pytest.raises(CannotSubmit, match="match your records"):
        submit(build(in_rotherham), in_rotherham)


def test_another_story_since_it_was_built_is_asked_about(place, in_rotherham):
    words(story="She chose a front door of her own.", story_of=place.woman, **BOTH)
    draft = build(in_rotherham)
    Narrative.objects.update(story="She has a garden.")
    with pytest.raises(AskFirst, match="the story"):
        submit(draft, in_rotherham)


@pytest.mark.usefixtures("committed")
class TestAStoryIsTakenBack:
    @pytest.fixture
    def sent(self, rotherham):
        with scope_of(rotherham):
            place = PlaceFactory()
            words(story="She chose a front door of her own.", story_of=place.woman, **BOTH)
            return submit(build(rotherham), rotherham), place

    def test_from_a_return_that_was_submitted_whose_seal_still_holds(self, sent, rotherham):
        found, _ = sent
        lead, analyst = client_of(Role.PRACTICE_LEAD), client_of(Role.NATIONAL_ANALYST, None)
        national = "/national/returns/rotherham/2018-19-Q4/1/"
        assert "front door" in analyst.get(national).content.decode()
        page = lead.post(f"{URL}/1/story/", follow=True).content.decode()
        assert "The story is withdrawn." in page
        assert "front door" not in page
        told = analyst.get(national).content.decode()
        assert "front door" not in told
        assert "The story was withdrawn on" in told
        with scope_of(rotherham):
            again = Return.objects.get(pk=found.pk)
            assert again.sha256 == found.sha256
            assert hashlib.sha256(bytes_of_return(again)).hexdigest() == found.sha256
        with scope_of(rotherham):
            told = Narrative.objects.get()
            assert (told.story, told.story_of, told.may_tell_story) == (
                "",
                None,
                False,
            )  # no later version brings it back
        assert "no story here any more" in lead.post(f"{URL}/1/story/", follow=True).content.decode()

    def test_erasing_her_record_takes_it_too(self, sent, rotherham):
        _, place = sent
        with scope_of(rotherham), practice_scope(rotherham.pk, using=ERASE_ALIAS):
            erase_woman(place.woman_id)
        with scope_of(rotherham):
            assert Story.objects.get().words == ""
            assert Narrative.objects.get().story == ""

    def test_from_a_draft_that_can_then_be_built_again(self, rotherham):
        with scope_of(rotherham):
            place = PlaceFactory()
            words(story="She chose a front door of her own.", story_of=place.woman, **BOTH)
            draft = build(rotherham)
            assert withdraw(found=draft, by=user_of(Role.PRACTICE_LEAD), today=TODAY)
            assert told_with(build(rotherham)) is None

    def test_a_lead_who_may_not_open_her_record_reads_it_takes_it_back_and_cannot_change_whose_it_is(
        self, sent, rotherham
    ):
        _, place = sent
        with scope_of(rotherham):
            type(place.woman).objects.filter(pk=place.woman_id).update(restricted_because="special_risk")
        lead = client_of(Role.PRACTICE_LEAD)
        form = lead.get(f"{URL}/narrative/").context["form"]
        assert "story" not in form.fields
        assert "story_of" not in form.fields
        assert "front door" in lead.get(f"{URL}/1/").content.decode()
        assert "The story is withdrawn." in lead.post(f"{URL}/1/story/", follow=True).content.decode()

    def test_national_cannot_read_whose_it_is(self, sent):
        with national_scope(), connections["national"].cursor() as cursor:
            cursor.execute("SELECT words FROM reporting_story")
            assert cursor.fetchone() == ("She chose a front door of her own.",)
            with pytest.raises(ProgrammingError, match="permission denied"):
                cursor.execute("SELECT woman_id FROM reporting_story")


def test_other_definitions_stop_it(place, in_rotherham, monkeypatch):
    draft = build(in_rotherham)
    monkeypatch.setattr(returns, "DEFINITIONS_VERSION", "v2")
    with pytest.raises(CannotSubmit, match="definitions have changed"):
        submit(draft, in_rotherham)


def test_a_version_that_does_not_exist_is_told(place, in_rotherham):
    draft = build(in_rotherham)
    with pytest.raises(CannotSubmit, match="no such return"):
        submit(draft, in_rotherham, version=7)


# --- what is asked first


def later_import(place):
    AppointmentFactory(woman=place.woman)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (later_import, "the figures"),
        (lambda place: words(went_well="More."), "the narrative"),
        (lambda place: AppointmentFactory(woman=place.woman, attendance="cancelled_by_service"), "what is left out"),
        (lambda place: setattr(place.woman, "ethnicity", "Any other") or place.woman.save(), "data quality"),
    ],
)
def test_what_has_changed_since_it_was_built_is_asked_about(change, said, place, in_rotherham):
    draft = build(in_rotherham)
    change(place)
    with pytest.raises(AskFirst, match=said):
        submit(draft, in_rotherham)
    sent = submit(draft, in_rotherham, as_built=True)
    assert sent.figures == draft.figures


def test_a_clock_that_went_back_is_asked_about(place, in_rotherham):
    draft = build(in_rotherham, now=NOW + timedelta(hours=2))
    with pytest.raises(AskFirst, match="clock of the server"):
        submit(draft, in_rotherham)


def test_a_clock_that_went_back_into_the_quarter_stops_it(place, in_rotherham):
    with pytest.raises(CannotSubmit, match="counted so far"):
        submit(build(in_rotherham), in_rotherham, today=date(2019, 3, 31), as_built=True)


# --- two people


class TestTwoPeople:
    @pytest.fixture
    def draft(self, place, in_rotherham):
        in_rotherham.countersigns_returns = True
        return build(in_rotherham)

    def second(self, draft, practice, by, **changes):
        given = {"practice": practice, "quarter": Q4, "version": 1, "seal": draft.sha256, "now": NOW, "today": TODAY}
        return returns.countersign(**given | {"by": by} | changes)

    def test_the_first_signature_sends_nothing(self, draft, in_rotherham):
        assert submit(draft, in_rotherham).status == "draft"
        with pytest.raises(CannotSubmit, match="waits for a second person"):
            submit(draft, in_rotherham)

    def test_the_second_sends_it_with_both_names(self, draft, in_rotherham):
        submit(draft, in_rotherham)
        sent = self.second(draft, in_rotherham, user_of(Role.COORDINATOR))
        assert (sent.status, sent.submitted_by, sent.countersigned_by) == (
            "submitted", user_of(Role.PRACTICE_LEAD), user_of(Role.COORDINATOR),
        )  # fmt: skip

    def test_nobody_signs_twice(self, draft, in_rotherham):
        submit(draft, in_rotherham)
        with pytest.raises(CannotSubmit, match="second person has to"):
            self.second(draft, in_rotherham, user_of(Role.PRACTICE_LEAD))

    def test_the_second_cannot_be_first(self, draft, in_rotherham):
        with pytest.raises(CannotSubmit, match="lead signs first"):
            self.second(draft, in_rotherham, user_of(Role.COORDINATOR))

    def test_a_signer_who_has_lost_her_post_has_not_signed(self, draft, in_rotherham):
        submit(draft, in_rotherham)
        Membership.objects.filter(user=user_of(Role.PRACTICE_LEAD)).update(role=Role.BOARD_VIEWER)
        with pytest.raises(CannotSubmit, match="may not any more"):
            self.second(draft, in_rotherham, user_of(Role.COORDINATOR))

    def test_the_rule_is_not_lifted_while_a_signed_return_waits(self, draft, in_rotherham):
        lead = user_of(Role.PRACTICE_LEAD)
        submit(draft, in_rotherham)
        with pytest.raises(CannotSubmit, match="waits for a second person"):
            returns.set_countersigning(practice=in_rotherham, wanted=False, by=lead)
        build(in_rotherham)
        returns.set_countersigning(practice=in_rotherham, wanted=False, by=lead)
        assert AccessRecord.objects.get(action="setting").why == "countersigned: False"

    def test_building_again_voids_the_signature(self, draft, place, in_rotherham):
        submit(draft, in_rotherham)
        later_import(place)
        build(in_rotherham)
        assert Return.objects.get().signed_at is None

    def test_what_changed_after_the_first_is_asked_of_the_second(self, draft, place, in_rotherham):
        submit(draft, in_rotherham)
        later_import(place)
        with pytest.raises(AskFirst):
            self.second(draft, in_rotherham, user_of(Role.COORDINATOR))


# --- pages, and two at once, on real transactions


@pytest.mark.usefixtures("committed")
class TestPages:
    @pytest.fixture
    def kept(self, rotherham):
        with scope_of(rotherham):
            PlaceFactory()
            return build(rotherham)

    def test_the_page_says_what_stops_it_and_leads_there(self, lead, kept, rotherham):
        with scope_of(rotherham):
            AppointmentFactory(attendance="scheduled")
        page = lead.get(f"{URL}/1/submit/").content.decode()
        assert "This stops the return" in page
        assert f'href="{URL}/checks/"' in page
        assert "Submit to National Pause</button>" not in page

    def test_the_page_shows_what_has_changed_and_asks(self, lead, kept, rotherham):
        with scope_of(rotherham):
            AppointmentFactory(woman=PlaceFactory().woman)
        page = lead.get(f"{URL}/1/submit/").content.decode()
        assert "Women in the cohort: 1 → 2" in page
        answer = lead.post(f"{URL}/1/submit/", {"seal": kept.sha256}, follow=True).content.decode()
        assert "Build it again to take that in" in answer
        lead.post(f"{URL}/1/submit/", {"seal": kept.sha256, "as_built": "yes"})
        with scope_of(rotherham):
            assert Return.objects.get().status == "submitted"

    def test_a_version_that_does_not_exist_leads_back_with_a_word(self, lead, kept):
        for way in (lead.get, lead.post):
            page = way(f"{URL}/9/submit/", follow=True).content.decode()
            assert "2018-19 Q4 has no version 9. Build the return first" in strip_tags(page)

    def test_two_people_by_page(self, lead, coordinator, kept, rotherham):
        lead.post("/rotherham/quarters/settings/", {"countersigns": "yes"})
        lead.post(f"{URL}/1/submit/", {"seal": kept.sha256})
        assert "Check and countersign" in coordinator.get(f"{URL}/1/").content.decode()
        page = coordinator.post(f"{URL}/1/countersign/", {"seal": kept.sha256}, follow=True).content.decode()
        assert "is submitted to National Pause and frozen" in page

    def test_two_leads_at_once_make_one_submission(self, kept, rotherham):
        answers = []
        gate = threading.Barrier(2)

        def send():
            client = client_of(Role.PRACTICE_LEAD)
            gate.wait()
            page = client.post(f"{URL}/1/submit/", {"seal": kept.sha256}, follow=True).content.decode()
            answers.append("is submitted to National Pause" in page)
            for connection in connections.all():
                connection.close()

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == [False, True]
        with scope_of(rotherham):
            assert [one.status for one in Return.objects.all()] == ["submitted"]


@pytest.mark.usefixtures("committed")
class TestVerify:
    @pytest.fixture
    def sent(self, rotherham):
        with scope_of(rotherham):
            PlaceFactory()
            return submit(build(rotherham), rotherham)

    def run(self, *more):
        call_command("verify_return", "rotherham", "2018-19 Q4", *more)

    def test_what_was_sealed_is_ok(self, sent, capsys, tmp_path):
        (tmp_path / "return.json").write_bytes(bytes_of_return(sent))
        self.run("--data", str(tmp_path / "return.json"), "--seal", sent.sha256.upper())
        assert capsys.readouterr().out.startswith("OK: 2018-19 Q4 version 1 of Rotherham, submitted")

    def test_a_version_is_named(self, sent, capsys):
        self.run("--version", "1")
        self.run("--return-version", "1")
        assert capsys.readouterr().out.count("OK: 2018-19 Q4 version 1 of Rotherham") == 2

    def test_it_goes_by_the_name_that_it_was_sent_under(self, sent, capsys, rotherham, lead):
        Practice.objects.using("owner").filter(pk=rotherham.pk).update(name="Rother Valley", delivered_by="Trust")
        user = user_of(Role.PRACTICE_LEAD)
        type(user).objects.filter(pk=user.pk).update(name="Married Name")
        self.run()
        assert "of Rotherham, submitted" in capsys.readouterr().out
        page = text_of(lead.get(f"{URL}/1/"))
        assert "Practice Rotherham (now Rother Valley)" in page
        assert "by Practice lead of Rotherham" in page
        analyst = client_of(Role.NATIONAL_ANALYST, None)
        assert "Rotherham, 2018-19 Q4" in text_of(analyst.get("/national/returns/rotherham/2018-19-Q4/1/"))
        with scope_of(rotherham):
            assert content_of_return(Return.objects.get())["practice"]["name"] == "Rotherham"

    def test_a_draft_under_another_name_is_built_again_first(self, rotherham):
        with scope_of(rotherham):
            PlaceFactory()
            draft = build(rotherham)
            rotherham.name = "Rother Valley"
            rotherham.save(update_fields=["name"])
            with pytest.raises(AskFirst, match="what the Practice is called"):
                submit(draft, rotherham)

    def test_a_data_file_in_which_one_digit_was_changed_is_not(self, sent, tmp_path):
        (tmp_path / "return.json").write_bytes(bytes_of_return(sent).replace(b'"numerator":1', b'"numerator":2', 1))
        with pytest.raises(CommandError, match=r"NOT OK.*return.json does not have the seal"):
            self.run("--data", str(tmp_path / "return.json"))

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ("UPDATE reporting_return SET figures = '{}'", "does not have the seal"),
            (
                'UPDATE reporting_return SET more = more || \'{"narrative": {"went_well": "!"}}\'',
                "does not have the seal",
            ),
            ("UPDATE reporting_returnfile SET content = 'x' WHERE kind = 'pdf'", "the file pdf is not the one"),
        ],
    )
    def test_what_somebody_changed_behind_the_freeze_is_found(self, change, said, sent):
        address = database.admin_url(database.NAME)
        with closing(psycopg2.connect(address)) as connection, connection, connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # only a superuser can step past the trigger
            cursor.execute(change)
        with pytest.raises(CommandError, match=said):
            self.run()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("nowhere", "2018-19 Q4"), "no Practice nowhere"),
            (("rotherham", "Q4"), "Write it like"),
            (("rotherham", "2018-19 Q4", "--version", "9"), "There is: 1"),
            (("rotherham", "2018-19 Q4", "--data", "/no/such"), "cannot be read"),
        ],
    )
    def test_says_what_is_wrong(self, arguments, said, sent):
        with pytest.raises(CommandError, match=said):
            call_command("verify_return", *arguments)

    def test_a_return_sealed_over_its_figures_alone_still_verifies(self, rotherham, capsys):
        from reporting.figures import figures_of, sha256_of
        from tests.factories import ReturnFactory

        with scope_of(rotherham):
            figures = figures_of(rotherham, Q4, today=TODAY)
            ReturnFactory(figures=figures, sha256=sha256_of(figures), built_at=datetime(2019, 4, 9, tzinfo=UTC))
        self.run()
        assert capsys.readouterr().out.startswith("OK")
