"""Erasing: every word of hers goes, in rows, in history and in files; references, dates, codes and figures stay."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import connections, models
from django.utils import timezone

from practices.models import AccessRecord
from practices.permissions import Role
from practices.tenancy.erasing import PERSONAL
from reporting.figures import figures_of
from reporting.quarters import Quarter
from sessions_log.models import Contact
from tests import factories
from tests.conftest import TODAY, client_of, scope_of
from women.actions import erasures
from women.actions.places import offer, refer, take_step
from women.codes import ErasureReason, PlaceStep
from women.models import Document, DocumentContent, Erasure, Woman
from women.tasks import erase_due

pytestmark = pytest.mark.usefixtures("committed")
NOW = datetime(2019, 5, 20, 12, tzinfo=UTC)
SECRET = "Secretwords"


def everything_of(woman, place, *, word=SECRET):
    """A row of every kind that hangs on her, each word of it the same."""
    child = factories.ChildFactory(woman=woman, placement=word, contact_plan=word, born_on=date(2015, 5, 3))
    contact = factories.ContactFactory(woman=woman, note=word, unsafe_reason=word)
    document = factories.DocumentContentFactory(document__woman=woman, document__title=word, content=word.encode())
    factories.ChildStatusFactory(child=child, placement=word)
    factories.ChildContactFactory(child=child, words=word)
    factories.ContraceptionFactory(woman=woman, in_her_words=word)
    factories.PregnancyFactory(woman=woman, outcome=word)
    factories.GoalScoreFactory(goal=factories.GoalFactory(woman=woman, in_her_words=word))
    factories.AgencyReferenceFactory(woman=woman, agency=word, reference=word)
    factories.PersonFactory(woman=woman, name=word, agency=word, phone=word, email="x@example.org", words=word)
    factories.NoteFactory(woman=woman, words=word)
    factories.AfterDeathFactory(woman=woman, words=word)
    factories.WithdrawalFactory(woman=woman, words=word, content=[{"model": "women.Note", "values": {"words": word}}])
    factories.FlagFactory(woman=woman, reason=word)
    factories.SafeContactFactory(woman=woman, detail=word, hours=word, who_else_sees=word, code_word=word)
    factories.TransitionPlanFactory(place=place, what_she_wants=word, people=word, services_to_come=word)
    factories.CheckInFactory(place=place, words=word)
    factories.StepNoteFactory(place=place, words=word)
    factories.AmendmentFactory(contact=contact, words=word)
    factories.AppointmentFactory(woman=woman, agency=word, service="other", service_as_written=word)
    factories.SupportFactory(woman=woman, agency=word)
    factories.AcceptanceFactory(woman=woman, words=word)
    factories.StoryFactory(woman=woman, words=word, return_of__quarter="2017-18 Q1")
    factories.NarrativeFactory(quarter="2018-19 Q3", story=word, story_of=woman)
    factories.ConsentFactory(woman=woman, words=word)
    factories.LegalHoldFactory(woman=woman, words=word, ended_on=date(2019, 1, 2))
    request = factories.RequestFactory(
        woman=woman, words=word, answer=word, extended_why=word, closed_on=date(2019, 3, 20), outcome="withdrawn"
    )
    copy = factories.RecordCopyFactory(request=request, content={"sections": [word], "files": []})
    factories.CopyDecisionFactory(copy=copy, why=word, words=word)
    factories.CopyFileFactory(copy=copy, content=word.encode())
    factories.TransferFactory(woman=woman, consent=factories.ConsentFactory(woman=woman, to="transfer"), words=word)
    return document


@pytest.fixture
def hers(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory(
            declined_on=date(2018, 8, 1), woman__known_as=SECRET, woman__full_name=SECRET, woman__date_of_birth=date(1990, 1, 1), woman__ref="T-1",
            referral_source="Midwifery",
        )  # fmt: skip
        everything_of(place.woman, place)
        woman = place.woman
        woman.known_as = SECRET + " again"  # a change, so that history holds two versions
        woman.save()
    return place


def words_left():
    """Where SECRET still stands, in every column of every table, asked as the owner in the scope."""
    found = set()
    for model in [
        m
        for label in ("practices", "women", "sessions_log", "reporting")
        for m in apps.get_app_config(label).get_models()
    ]:
        table = model._meta.db_table
        if table in ("reporting_packjob", "reporting_worthjob", "reporting_quartersums"):
            continue  # of no Practice, and not the app's login's to read
        with connections["default"].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{SECRET}%"])
            if cursor.fetchone()[0]:
                found.add(table)
            if any(isinstance(field, models.BinaryField) for field in model._meta.fields) and "content" in table:
                cursor.execute(
                    f"SELECT count(*) FROM {table} WHERE position(%s::bytea in content) > 0", [SECRET.encode()]
                )
                if cursor.fetchone()[0]:
                    found.add(table)
    return found


def test_no_word_of_hers_is_left_anywhere(rotherham, hers):
    with scope_of(rotherham):
        assert len(words_left()) > 25  # the test sees them while they are there, in history too
        erasure = erasures.begin(woman=hers.woman, reason=ErasureReason.DECLINED, on=TODAY, today=TODAY)
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    with scope_of(rotherham):
        assert words_left() == set()
        woman = Woman.objects.get()
        assert (woman.ref, woman.known_as, woman.date_of_birth) == ("T-1", "", None)
        assert woman.places.get().referral_source == "Midwifery"
        assert bytes(DocumentContent.objects.get().content) == b""
        assert Document.objects.get().title == "Erased"
        assert Erasure.objects.get().done_at == NOW
        assert AccessRecord.objects.filter(action="erased", woman_id=woman.pk, actor=None).count() == 1


@pytest.mark.parametrize("step", ["offered_on", "agreed_on"])
def test_a_woman_who_came_back_before_her_day_is_not_erased(step, rotherham, hers):
    with scope_of(rotherham):
        erasure = erasures.begin(woman=hers.woman, reason=ErasureReason.DECLINED, on=TODAY, today=TODAY)
        hers.declined_on = None
        if step == "agreed_on":
            hers.agreed_on = date(2019, 4, 2)
        hers.save()
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    with scope_of(rotherham):
        assert Woman.objects.get().known_as.startswith(SECRET)
        assert Erasure.objects.get().stopped_on == date(2019, 5, 20)


def test_an_offer_after_a_long_wait_stops_it(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory(offered_on=None, cohort=None, waiting_on=date(2018, 6, 2))
        erasures.begin_what_is_due(today=TODAY)
        offer(place=place, cohort=factories.CohortFactory(), on=TODAY, by=None, today=TODAY)
        assert Erasure.objects.get().stopped_on == TODAY
        erasures.begin_what_is_due(today=TODAY)
        assert Erasure.objects.count() == 1


def test_one_that_fails_does_not_hold_up_the_others(rotherham, hers, monkeypatch, caplog):
    with scope_of(rotherham):
        other = factories.PlaceFactory(declined_on=date(2018, 8, 1), woman__known_as="Bea")
        for place in (hers, other):
            erasures.begin(
                woman=place.woman, reason=ErasureReason.DECLINED, on=date(2018, 8, 1), today=date(2018, 8, 1)
            )
    whole = erasures.erase_woman

    def fails_for_her(woman_id):
        if woman_id == hers.woman_id:
            raise RuntimeError(SECRET)
        return whole(woman_id)

    monkeypatch.setattr(erasures, "erase_woman", fails_for_her)
    erase_due()
    assert SECRET not in caplog.text
    with scope_of(rotherham):
        assert Woman.objects.get(pk=other.woman_id).known_as == ""
        assert Woman.objects.get(pk=hers.woman_id).known_as.startswith(SECRET)


def test_nothing_is_written_to_an_erased_record_before_she_is_referred_again(rotherham, hers):
    with scope_of(rotherham):
        erasure = erasures.begin(woman=hers.woman, reason=ErasureReason.DECLINED, on=TODAY, today=TODAY)
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    client = client_of(Role.PRACTICE_LEAD)
    note = f"/rotherham/women/{hers.woman_id}/add/note/"
    refused = client.post(note, {"words": "Again."})
    assert refused.status_code == 403
    assert "Her details were erased." in refused.content.decode()
    reopen = f"/rotherham/women/{hers.woman_id}/reopen/"
    assert client.post(reopen, {"on": timezone.localdate(), "source": "Herself"}).status_code == 302
    assert client.post(note, {"words": "Again."}).status_code == 302


def test_nothing_is_written_to_one_erased_while_she_waited(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory(offered_on=None, cohort=None, waiting_on=date(2018, 6, 2))
        factories.ErasureFactory(woman=place.woman, reason="waiting", done_at=timezone.now())
    note = f"/rotherham/women/{place.woman_id}/add/note/"
    assert client_of(Role.PRACTITIONER).post(note, {"words": "Her name again."}).status_code == 403


def test_a_woman_who_ever_agreed_is_never_promised_an_erasure(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory(agreed_on=date(2018, 8, 1), closed_on=date(2018, 12, 1), closure_reason="other")
        again = factories.PlaceFactory(woman=place.woman, number=2, offered_on=date(2019, 1, 1))
        take_step(place=again, to=PlaceStep.DECLINED, on=date(2019, 2, 1), by=None, today=TODAY)
        assert not Erasure.objects.exists()


def test_another_womans_words_stay(rotherham, hers):
    with scope_of(rotherham):
        other = factories.PlaceFactory(woman__known_as="Bea")
        factories.ContactFactory(woman=other.woman, note="Hers.")
        erasure = erasures.begin(woman=hers.woman, reason=ErasureReason.DECLINED, on=TODAY, today=TODAY)
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    with scope_of(rotherham):
        assert Woman.objects.get(pk=other.woman_id).known_as == "Bea"
        assert Contact.objects.get(woman=other.woman).note == "Hers."


def test_every_figure_is_the_same_before_and_after(rotherham, hers):
    with scope_of(rotherham):
        before = figures_of(rotherham, Quarter(2018, 4), today=TODAY)
        erasure = erasures.begin(woman=hers.woman, reason=ErasureReason.DECLINED, on=TODAY, today=TODAY)
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    with scope_of(rotherham):
        assert figures_of(rotherham, Quarter(2018, 4), today=TODAY) == before


def test_every_column_of_words_is_named_for_erasing():
    """A text column of a record that is neither a code, a key nor named in PERSONAL would be forgotten."""
    staff_and_codes = {
        "women_woman": {"ref", "practitioner_name", "import_key"},
        "women_goalscore": {"import_hash"},  # of a day and a score
        "women_contraception": {"import_hash"},  # of a method and its days
        "women_place": {"referral_source", "closure_reason"},
        "women_goal": {"ref", "area", "import_key"},
        "sessions_log_contact": {"practitioner_name", "import_key"},
        "sessions_log_groupactivity": {"title"},
        "women_document": {"file_type"},
        "women_keepingrules": {"source"},
        "women_certificate": {"rule"},
        "women_recordcopy": {"doing"},
        "women_copyfile": {"sha256"},
        "women_transfer": {"phase"},
        "women_instrument": {"name"},
        "sessions_log_calendarfeed": {"secret_sha256"},
        "sessions_log_workbookupload": {"file_name"},  # thrown away within a day
        "sessions_log_localoutcome": {"code", "label"},
        "sessions_log_support": {"outcome", "area"},
        # words of the Practice about its work; a story is sent only with consent and after a check for names
        "reporting_narrative": {"quarter", "went_well", "was_hard", "is_next"},
        "reporting_message": {"words"},  # read against the records before it is sent
        "women_withdrawal": {"kind", "noun"},
        "reporting_dismissal": {"quarter", "match_digest", "why"},
        "reporting_acceptance": {"quarter", "check_key"},
        "reporting_hiddenbyhand": {"quarter", "cell"},
        # the names of the staff who signed it stay with what they signed
        "reporting_return": {"quarter", "definitions_version", "sha256", "submitted_name", "countersigned_name"},
        "reporting_returnfile": {"sha256"},
        "reporting_question": {"figure"},
        "reporting_returnjob": {"quarter", "doing"},
        "reporting_packjob": {"quarter", "doing"},
        "reporting_reminder": {"quarter"},
        "reporting_toprepare": {"quarter"},
        "reporting_standingfigures": {"quarter"},
        "reporting_quartersums": {"quarter"},
        "reporting_publication": {"quarter"},
        "reporting_assumption": {"key", "price_year", "source"},
        "reporting_worthjob": {"quarter", "doing"},
        # bodies and those who sign for them; evidence is read against the records before it is kept
        "reporting_successagreement": {
            "name",
            "funder",
            "council",
            "evaluator",
            "signed_for_funder",
            "signed_for_council",
            "signed_for_practice",
        },
        "reporting_criterion": {"indicator", "first", "last", "evidence"},
        "reporting_duedate": {"quarter"},
    }
    labels = ("women", "sessions_log", "reporting")
    for model in [m for label in labels for m in apps.get_app_config(label).get_models()]:
        table = model._meta.db_table
        if table.endswith("event") or "permission" in table:
            continue
        texts = {
            field.column
            for field in model._meta.fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        }
        named = set(PERSONAL[table].blanks) if table in PERSONAL else set()
        assert texts - named - staff_and_codes.get(table, set()) - {"import_key"} == set(), table


def test_declining_begins_it_28_days_ahead_and_the_worker_carries_it_out(rotherham, hers):
    with scope_of(rotherham):
        hers.declined_on = None
        hers.save()
        take_step(place=hers, to=PlaceStep.DECLINED, on=date(2019, 4, 1), by=None, today=TODAY)
        assert Erasure.objects.get().due_on == date(2019, 5, 8)  # 28 days from when it was written down
    erase_due()
    with scope_of(rotherham):
        assert words_left() == set()
        assert Erasure.objects.get().done_at


def test_one_whose_day_has_not_come_stays(rotherham):
    with scope_of(rotherham):
        woman = factories.WomanFactory(known_as="Bea")
        erasures.begin(
            woman=woman, reason=ErasureReason.NOT_ELIGIBLE, on=timezone.localdate(), today=timezone.localdate()
        )
    erase_due()
    with scope_of(rotherham):
        assert Woman.objects.get().known_as == "Bea"


def test_referring_her_again_stops_it(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory(offered_on=None, cohort=None)
        take_step(place=place, to=PlaceStep.NOT_ELIGIBLE, on=date(2018, 8, 1), by=None, today=TODAY)
        refer(woman=place.woman, on=date(2018, 8, 10), by=None)
    erase_due()
    with scope_of(rotherham):
        assert Woman.objects.get().known_as == "Amber"
        assert Erasure.objects.get().stopped_on == date(2018, 8, 10)


def test_a_woman_left_waiting_over_180_days_is_next(rotherham):
    with scope_of(rotherham):
        long, short = (
            factories.PlaceFactory(offered_on=None, cohort=None, waiting_on=day)
            for day in (date(2018, 10, 10), date(2018, 10, 13))
        )
        seated = factories.PlaceFactory(waiting_on=date(2018, 6, 2))
        erasures.begin_what_is_due(today=date(2019, 4, 10))
        assert [one.woman_id for one in Erasure.objects.all()] == [long.woman_id]
        assert short.woman_id != seated.woman_id
