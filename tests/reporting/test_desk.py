"""National's desk: the board, questions and answers, decisions, due dates, reminders by a real mail server, the pack."""

import io
import socket
from datetime import date, timedelta

import openpyxl
import pytest
from aiosmtpd.controller import Controller
from django.db import ProgrammingError, connections, transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from pypdf import PdfReader

from practices.models import Membership
from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.desk.board import BoardState, board
from reporting.models import Decision, Message, PackJob, Question, Reminder, Return
from reporting.quarters import Quarter
from reporting.tasks import build_pack, send_reminder
from tests.conftest import TODAY, scope_of, user_of
from tests.factories import PlaceFactory, WomanFactory
from tests.page_forms import form_on, press
from tests.reporting.building import Q4, build, submit

pytestmark = pytest.mark.usefixtures("committed")
BOARD = "/national/returns/quarter/2018-19-Q4/"
RETURN = "/national/returns/rotherham/2018-19-Q4/1/"
SURE = {"sure": "yes"}


@pytest.fixture
def sent(rotherham):
    with scope_of(rotherham):
        PlaceFactory()
        return submit(build(rotherham), rotherham)


def states(today):
    with national_scope():
        return {row.practice.slug: row.focus.state for row in board(Q4, today=today)}


class TestBoard:
    @pytest.mark.parametrize(
        ("today", "state"),
        [
            (date(2019, 3, 31), BoardState.NOT_DUE),
            (date(2019, 4, 1), BoardState.OPEN),
            (date(2019, 4, 30), BoardState.OPEN),
            (date(2019, 5, 1), BoardState.LATE),
        ],
    )
    def test_what_was_not_sent_is_not_due_open_or_late(self, today, state, rotherham):
        assert states(today)["rotherham"] is state

    def test_what_was_sent_stands_as_it_was_decided(self, sent, analyst, rotherham):
        assert states(TODAY)["rotherham"] is BoardState.SUBMITTED
        press(analyst, f"{RETURN}accept", SURE)
        assert states(TODAY)["rotherham"] is BoardState.ACCEPTED

    def test_a_draft_is_not_national_s_to_see(self, rotherham):
        with scope_of(rotherham):
            build(rotherham)
        assert states(TODAY)["rotherham"] is BoardState.OPEN

    def test_a_practice_that_was_not_live_owes_nothing(self, rotherham):
        with national_scope():
            assert board(Quarter(2016, 4), today=TODAY) == []

    def test_as_many_statements_for_one_as_for_many(self, sent, django_assert_max_num_queries):
        with national_scope(), django_assert_max_num_queries(4, connection=connections["national"]):
            board(Q4, today=TODAY)

    def test_filters_stand_in_the_address(self, sent, analyst):
        page = analyst.get(f"{BOARD}?state=submitted").context["page"]
        assert [row.practice.slug for row in page] == ["rotherham"]
        assert [row.practice.slug for row in analyst.get(f"{BOARD}?name=hac").context["page"]] == ["hackney"]
        assert analyst.get(f"{BOARD}?state=nonsense&page=x").status_code == 200


class TestQuestions:
    def ask(self, analyst, words="Why so few?"):
        return analyst.post(f"{RETURN}ask/fully_engaged/", {"words": words}, follow=True)

    def test_a_thread_runs_at_the_number_and_the_answer_comes_back(self, sent, analyst, lead, rotherham):
        assert "Why so few?" in self.ask(analyst).content.decode()
        page = lead.get("/rotherham/quarters/2018-19-Q4/1/")
        (thread,) = page.context["threads"]
        url = f"/rotherham/questions/{thread.question.pk}/"
        lead.post(url, {"words": "Two moved away."})
        assert "Two moved away." in analyst.get(RETURN).content.decode()
        self.ask(analyst, "Thank you.")
        with scope_of(rotherham):
            assert [one.side for one in Message.objects.all()] == ["national", "practice", "national"]
            assert Question.objects.count() == 1

    def test_an_answer_that_names_a_woman_is_not_sent(self, sent, analyst, lead, rotherham):
        self.ask(analyst)
        with scope_of(rotherham):
            name = WomanFactory(known_as="Marigold", ref="T-77").known_as
            question = Question.objects.get()
        for words in (f"{name} moved.", "It is T-77."):
            response = lead.post(f"/rotherham/questions/{question.pk}/", {"words": words})
            assert response.status_code == 422
            assert "These match your records" in response.content.decode()
        with scope_of(rotherham):
            assert Message.objects.filter(side="practice").count() == 0

    def test_the_same_answer_sent_twice_is_one(self, sent, analyst, lead, rotherham):
        self.ask(analyst)
        with scope_of(rotherham):
            url = f"/rotherham/questions/{Question.objects.get().pk}/"
        key = str(lead.get(url).context["form"].fields["key"].initial)
        for _ in range(2):
            lead.post(url, {"words": "Two moved away.", "key": key})
        with scope_of(rotherham):
            assert Message.objects.filter(side="practice").count() == 1

    def test_a_return_goes_back_with_a_question_and_a_new_version_follows(self, sent, analyst, lead, rotherham):
        told = press(analyst, f"{RETURN}return", SURE, follow=True).content.decode()
        assert "Ask about a number first" in told
        self.ask(analyst)
        press(analyst, f"{RETURN}return", SURE)
        with scope_of(rotherham):
            submit(build(rotherham), rotherham)
            assert list(Return.objects.order_by("version").values_list("version", "status")) == [
                (1, "returned"), (2, "submitted"),
            ]  # fmt: skip
        assert lead.get("/rotherham/quarters/2018-19-Q4/1/").status_code == 200
        assert "Versions" in analyst.get(RETURN.replace("/1/", "/2/")).content.decode()

    def test_what_is_decided_stays_decided(self, sent, analyst):
        self.ask(analyst)
        press(analyst, f"{RETURN}accept", SURE)
        assert "decided on already" in press(analyst, f"{RETURN}return", SURE, follow=True).content.decode()
        assert "decided on already" in press(analyst, f"{RETURN}accept", SURE, follow=True).content.decode()

    @pytest.mark.parametrize(
        "url", [f"{RETURN}ask/no_such_figure/", "/national/returns/rotherham/2018-19-Q4/9/ask/fully_engaged/"]
    )
    def test_a_number_that_does_not_exist_is_404(self, url, sent, analyst):
        assert analyst.get(url).status_code == 404

    def test_no_words_are_told(self, sent, analyst):
        response = analyst.post(f"{RETURN}ask/fully_engaged/", {"words": " "})
        assert (response.status_code, "Write your words" in response.content.decode()) == (422, True)


class TestNationalsLogin:
    """What the database itself lets National's login do, whatever the code above it says."""

    def refused(self, statement, *values):
        with (
            national_scope(), pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic(using="national"),
            connections["national"].cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(statement, values)

    def test_it_changes_no_figure(self, sent):
        self.refused("UPDATE reporting_return SET figures = '{}'")
        self.refused("UPDATE reporting_return SET sha256 = ''")

    def test_it_decides_only_what_was_submitted(self, sent):
        self.refused("UPDATE reporting_return SET status = 'draft'")

    def test_it_does_not_speak_for_a_practice(self, sent, analyst, rotherham):
        analyst.post(f"{RETURN}ask/fully_engaged/", {"words": "Why?"})
        with scope_of(rotherham):
            question = Question.objects.get()
        by = user_of(Role.NATIONAL_ANALYST, None).pk
        insert = "INSERT INTO reporting_message (practice_id, question_id, side, words, at, by_id) VALUES (%s, %s, %s, 'x', now(), %s)"
        self.refused(insert, rotherham.pk, question.pk, "practice", by)

    def test_a_practice_does_not_speak_for_national(self, sent, analyst, rotherham):
        analyst.post(f"{RETURN}ask/fully_engaged/", {"words": "Why?"})
        with scope_of(rotherham), pytest.raises(ProgrammingError), transaction.atomic():
            Message.objects.create(
                question=Question.objects.get(), side="national", words="x", by=user_of(Role.PRACTICE_LEAD)
            )

    def test_it_asks_nothing_of_a_draft(self, rotherham):
        with scope_of(rotherham):
            draft = build(rotherham)
        self.refused(
            "INSERT INTO reporting_question (practice_id, return_id, figure, asked_at) VALUES (%s, %s, 'x', now())",
            rotherham.pk, draft.pk,
        )  # fmt: skip

    def test_it_sees_no_word_before_it_is_sent(self, rotherham):
        self.refused("SELECT * FROM reporting_narrative")
        self.refused("SELECT * FROM reporting_acceptance")
        self.refused("SELECT * FROM women_woman")


def test_many_are_accepted_at_once_after_a_look(sent, analyst, rotherham):
    page = analyst.post(f"{BOARD}accept", {"returns": [sent.pk, 999]}).content.decode()
    assert "Accept 1 return" in page
    told = press(analyst, f"{BOARD}accept", {"returns": [sent.pk], "sure": "yes"}, follow=True).content.decode()
    assert "1 accepted" in told
    assert "Tick at least one" in analyst.post(f"{BOARD}accept", {}, follow=True).content.decode()
    with scope_of(rotherham):
        assert Return.objects.get().status == "accepted"
        decision = Decision.objects.get()
    assert (decision.accepted, decision.decided_by) == (True, user_of(Role.NATIONAL_ANALYST, None))


def test_what_was_sent_anew_since_the_look_is_not_accepted_in_its_place(sent, analyst, rotherham):
    analyst.post(f"{RETURN}ask/fully_engaged/", {"words": "Why?"})
    press(analyst, f"{RETURN}return", SURE)
    with scope_of(rotherham):
        submit(build(rotherham), rotherham)
    told = press(analyst, f"{BOARD}accept", {"returns": [sent.pk], "sure": "yes"}, follow=True).content.decode()
    assert "sent anew meanwhile" in told
    with scope_of(rotherham):
        assert list(Return.objects.order_by("version").values_list("status", flat=True)) == ["returned", "submitted"]


def test_one_is_accepted_after_a_look_too(sent, analyst, rotherham):
    assert "cannot be sent back" in analyst.post(f"{RETURN}accept").content.decode()
    with scope_of(rotherham):
        assert Return.objects.get().status == "submitted"


def test_a_new_version_shows_what_changed_and_keeps_the_thread(sent, analyst, lead, rotherham):
    analyst.post(f"{RETURN}ask/fully_engaged/", {"words": "Why so few?"})
    press(analyst, f"{RETURN}return", SURE)
    assert "1 to answer" in lead.get("/rotherham/quarters/2018-19-Q4/").content.decode()
    with scope_of(rotherham):
        PlaceFactory()
        draft = build(rotherham)
    page = lead.get("/rotherham/quarters/2018-19-Q4/2/submit/").content.decode()
    assert "National waits for an answer on: Fully engaged" in page
    with scope_of(rotherham):
        submit(draft, rotherham)
    page = analyst.get(RETURN.replace("/1/", "/2/")).content.decode()
    assert "Changed since version 1" in page
    assert "Why so few?" in page


def test_a_due_date_is_set_after_the_quarter_and_shown_to_the_practice(analyst, lead):
    url = f"{BOARD}due/"
    assert "Choose a later day" in analyst.post(url, {"due_on": "2019-03-31"}).content.decode()
    analyst.post(url, {"due_on": "2019-05-10"})
    assert "due on 10 May 2019" in lead.get("/rotherham/quarters/2018-19-Q4/").content.decode()
    assert states(date(2019, 5, 10))["rotherham"] is BoardState.OPEN


class Inbox:
    """A real SMTP server that keeps what it is given; `away` refuses the first letters."""

    def __init__(self):
        self.letters = []
        self.away = 0
        self.refused = ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.refused:
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.away:
            self.away -= 1
            return "451 not now"
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


class TestReminders:
    @pytest.fixture
    def inbox(self, settings):
        inbox = Inbox()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = Controller(inbox, hostname="127.0.0.1", port=port)
        server.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, port
        settings.SITE_URL = "https://pause.example"
        yield inbox
        server.stop()

    @pytest.fixture
    def reminder(self, rotherham):
        with scope_of(rotherham):
            return Reminder.objects.create(quarter=str(Q4), asked_on=TODAY)

    def test_each_lead_gets_a_link_and_nothing_personal(self, inbox, reminder, rotherham):
        with scope_of(rotherham):
            woman = WomanFactory()
        send_reminder(practice_id=rotherham.pk, reminder_id=reminder.pk)
        ((to, letter),) = inbox.letters
        assert to == ["lead@rotherham.example"]
        assert "https://pause.example/accounts/letter/" in letter
        assert "?next=/rotherham/quarters/2018-19-Q4/" in letter
        assert woman.known_as not in letter
        assert woman.ref not in letter
        with scope_of(rotherham):
            reminder.refresh_from_db()
        assert (reminder.sent_to, reminder.sent_at is not None) == (1, True)

    def test_it_is_sent_once_however_often_the_message_comes(self, inbox, reminder, rotherham):
        for _ in range(3):
            send_reminder(practice_id=rotherham.pk, reminder_id=reminder.pk)
        assert len(inbox.letters) == 1

    def test_a_server_that_refuses_is_tried_again_later(self, inbox, reminder, rotherham):
        inbox.away = 1
        for _ in range(2):  # the second comes too soon
            send_reminder(practice_id=rotherham.pk, reminder_id=reminder.pk)
        assert inbox.letters == []
        with scope_of(rotherham):
            Reminder.objects.update(tried_at=timezone.now() - timedelta(minutes=11))
        send_reminder(practice_id=rotherham.pk, reminder_id=reminder.pk)
        assert len(inbox.letters) == 1

    def test_an_address_that_is_refused_keeps_no_letter_from_the_others(self, inbox, reminder, rotherham, caplog):
        with scope_of(rotherham):
            gone = user_of(Role.PRACTICE_LEAD, "hackney")  # a lead of both
            Membership.objects.create(
                practice=rotherham, user=gone, role=Role.PRACTICE_LEAD, starts_on=date(2018, 1, 1)
            )
        inbox.refused = gone.email
        try:
            for _ in range(3):
                send_reminder(practice_id=rotherham.pk, reminder_id=reminder.pk)
        finally:
            with scope_of(rotherham):
                Membership.objects.filter(user=gone).delete()
        assert [to for to, _ in inbox.letters] == [["lead@rotherham.example"]]
        assert gone.email not in caplog.text

    def test_the_desk_reminds_those_who_have_not_sent_once_a_day(self, inbox, sent, analyst, hackney, settings):
        page = analyst.post(f"{BOARD}remind", follow=True).content.decode()
        assert "1 Practices are being reminded" in page or "1 Practice is being reminded" in page
        assert "reminded today already" in analyst.post(f"{BOARD}remind", follow=True).content.decode()
        with scope_of(hackney):
            assert Reminder.objects.count() == 1

    def test_the_sweep_sends_what_redis_lost(self, reminder, rotherham):
        from reporting.actions.asking import reminders_to_send_again

        now = timezone.now()
        with scope_of(rotherham):
            Reminder.objects.update(asked_on=timezone.localdate(now))
        assert reminders_to_send_again(now=now) == [(rotherham.pk, reminder.pk)]
        assert reminders_to_send_again(now=now + timedelta(days=5)) == []


class TestPack:
    def build(self, analyst):
        analyst.post(f"{BOARD}pack")
        with national_scope():
            job = PackJob.objects.get()
            build_pack(job_id=job.pk)
            return PackJob.objects.get()

    def test_the_pack_holds_every_practice_and_the_sum_of_all(self, sent, analyst):
        job = self.build(analyst)
        assert (job.state, job.practices) == ("done", 2)
        page = analyst.get(f"/national/returns/pack/{job.pk}/").content.decode()
        assert "The pack as PDF" in page
        pdf = PdfReader(io.BytesIO(analyst.get(f"/national/returns/pack/{job.pk}/pack.pdf").content))
        text = " ".join(page.extract_text() for page in pdf.pages)
        assert "returns of 1 of 2 Practices" in text
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
        for number, page in enumerate(pdf.pages, start=1):
            assert f"Page {number}" in page.extract_text()
        content = analyst.get(f"/national/returns/pack/{job.pk}/pack.xlsx").content
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Values"]
        rows = {row[0]: row[1:4] for row in sheet.iter_rows(min_row=2, values_only=True)}
        assert rows["Rotherham"] == ("Submitted", 1, "1")
        assert rows["Hackney"][0] == "Late"

    def test_a_second_press_finds_the_first(self, sent, analyst):
        for _ in range(2):
            analyst.post(f"{BOARD}pack")
        with national_scope():
            assert PackJob.objects.count() == 1

    def test_a_pack_whose_worker_died_is_taken_over_and_written_once(self, sent, analyst):
        from practices import jobs
        from reporting.actions import asking

        analyst.post(f"{BOARD}pack")
        now = timezone.now()
        with national_scope():
            job = PackJob.objects.get()
            dead = jobs.claim(job.pk, now=now - timedelta(hours=1), kind=PackJob)
            assert asking.national_jobs_to_send_again(PackJob, now=now) == [job.pk]
            build_pack(job_id=job.pk)
            with pytest.raises(jobs.LostLease):
                jobs.finish(dead, now=now, pdf=b"late", xlsx=b"late", practices=0)
            assert bytes(PackJob.objects.get().pdf).startswith(b"%PDF")

    def test_a_pack_that_is_not_ready_has_no_file(self, sent, analyst):
        analyst.post(f"{BOARD}pack")
        with national_scope():
            job = PackJob.objects.get()
        assert analyst.get(f"/national/returns/pack/{job.pk}/pack.pdf").status_code == 404
        assert "Waiting to start" in analyst.get(f"/national/returns/pack/{job.pk}/progress").content.decode()


class TestBetweenTwoPresses:
    """What National decides is decided on a page that shows it as it is: any other press is shown one first."""

    def test_a_press_made_on_no_page_decides_nothing(self, sent, analyst, rotherham):
        for url, values in ((f"{RETURN}accept", SURE), (f"{BOARD}accept", {**SURE, "returns": [sent.pk]})):
            page = analyst.post(url, values)
            assert page.status_code == 200
            assert "cannot be sent back" in page.content.decode()
        with scope_of(rotherham):
            assert Return.objects.get().status == "submitted"

    def test_what_was_asked_meanwhile_is_read_before_it_is_accepted(self, sent, analyst, rotherham):
        check = form_on(analyst.post(f"{RETURN}accept"), "data-sure").fields
        analyst.post(f"{RETURN}ask/fully_engaged/", {"words": "Why so few?"})
        again = analyst.post(f"{RETURN}accept", {**check, **SURE})
        assert again.status_code == 200
        assert "Something was asked or answered while you were reading." in again.content.decode()
        assert "1 question stands" in again.content.decode()
        pressed = {**form_on(again, "data-sure").fields, **SURE}
        assert "is accepted" in analyst.post(f"{RETURN}accept", pressed, follow=True).content.decode()
