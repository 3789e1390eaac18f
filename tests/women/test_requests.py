"""What she asks for by law: the clock, who she is, more time, and the answer."""

from datetime import date, timedelta

import holidays
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, scope_of
from tests.practices.test_people import text_of
from women.law.deadline import SUBDIVISIONS, answer_due, is_working_day
from women.models import Erasure, Note, Request, Woman
from women.tasks import erase_due


@pytest.mark.parametrize(
    ("received", "nation", "due"),
    [
        (date(2018, 9, 3), "England", date(2018, 10, 3)),  # the example of the Information Commissioner
        (date(2019, 3, 31), "England", date(2019, 4, 30)),  # no 31 April
        (date(2019, 1, 30), "England", date(2019, 2, 28)),
        (date(2020, 1, 30), "England", date(2020, 3, 2)),  # 29 February is a Saturday
        (date(2018, 11, 25), "England", date(2018, 12, 27)),  # Christmas and Boxing Day
        (date(2019, 3, 21), "England", date(2019, 4, 23)),  # Easter Sunday, then Easter Monday
        (date(2019, 3, 22), "Scotland", date(2019, 4, 22)),  # Easter Monday is none there
        (date(2018, 12, 2), "England", date(2019, 1, 2)),
        (date(2018, 12, 2), "Scotland", date(2019, 1, 3)),
        (date(2019, 2, 17), "Northern Ireland", date(2019, 3, 19)),  # a Sunday, then St Patrick's day on the Monday
        (date(2019, 2, 17), "Wales", date(2019, 3, 18)),
    ],
)
def test_when_an_answer_is_due(received, nation, due):
    assert answer_due(received, nation) == due


def test_two_months_more_count_from_receipt():
    assert answer_due(date(2018, 9, 3), "England", is_extended=True) == date(2018, 12, 3)
    assert answer_due(date(2018, 11, 30), "England", is_extended=True) == date(2019, 2, 28)


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.sampled_from(sorted(SUBDIVISIONS)))
def test_it_is_always_a_working_day_within_a_week_of_the_month(received, nation):
    due = answer_due(received, nation)
    free = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=due.year)
    assert due.weekday() < 5
    assert due not in free
    assert timedelta(days=28) <= due - received <= timedelta(days=31 + 7)
    assert not is_working_day(date(2018, 12, 25), nation)


pages = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


@pytest.fixture
def woman(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory(
            closed_on=date(2019, 2, 1), closure_reason="withdrew", woman__known_as="Amber", woman__full_name="Amber Ash"
        )
        factories.NoteFactory(woman=place.woman, words="About Amber.")
    return place.woman


def asked(rotherham, woman, **values):
    with scope_of(rotherham):
        return factories.RequestFactory(
            woman=woman, received_on=TODAY - timedelta(days=3), due_on=TODAY + timedelta(days=27), **values
        )


@pages
def test_whoever_hears_it_writes_it_down_and_the_lead_sees_when_it_is_due(rotherham, woman):
    client = client_of(Role.PRACTITIONER)
    form = {"right": "access", "how": "spoken", "received_on": TODAY, "words": "All that you wrote about me."}
    add = f"/rotherham/women/{woman.pk}/add/request/"
    page = text_of(client.post(add, form, follow=True))
    due = answer_due(TODAY, "England")
    assert f"answer due by {due.day} {due:%B %Y}" in page
    assert "She has asked for this already" in text_of(client.post(add, form))
    assert client.get("/rotherham/requests/").status_code == 403
    listed = text_of(client_of(Role.PRACTICE_LEAD).get("/rotherham/requests/"))
    assert f"{due.day} {due:%B %Y}" in listed
    assert "Amber" in listed


@pages
def test_a_request_from_the_future_is_asked_about(rotherham, woman):
    form = {"right": "access", "how": "spoken", "received_on": TODAY + timedelta(days=1)}
    answer = client_of(Role.PRACTITIONER).post(f"/rotherham/women/{woman.pk}/add/request/", form)
    assert answer.status_code == 422


@pages
def test_a_year_that_cannot_be_is_asked_about_and_a_wrong_day_is_put_right(rotherham, woman):
    form = {"right": "access", "how": "spoken", "received_on": date(1950, 1, 1)}
    refused = client_of(Role.PRACTITIONER).post(f"/rotherham/women/{woman.pk}/add/request/", form)
    assert "more than two years ago" in text_of(refused)
    held = asked(rotherham, woman)
    other = TODAY - timedelta(days=9)
    page = client_of(Role.PRACTICE_LEAD).post(
        f"/rotherham/requests/{held.pk}/identity/", {"identity_checked_on": TODAY, "received_on": other}, follow=True
    )
    due = answer_due(other, "England")
    assert f"Answer due by {due.day} {due:%B %Y}" in text_of(page)


@pages
def test_more_time_only_once_and_only_if_she_was_told_within_the_first_month(rotherham, woman):
    held = asked(rotherham, woman)
    lead = client_of(Role.PRACTICE_LEAD)
    url = f"/rotherham/requests/{held.pk}/more-time/"
    early = lead.post(url, {"told_on": TODAY - timedelta(days=4), "why": "Three files."})
    assert "before the request came" in text_of(early)
    done = text_of(lead.post(url, {"told_on": TODAY, "why": "Three files."}, follow=True))
    due = answer_due(held.received_on, "England", is_extended=True)
    assert f"Answer due by {due.day} {due:%B %Y}" in done
    assert "cannot be extended again" in text_of(lead.post(url, {"told_on": TODAY, "why": "More."}))
    late = asked(rotherham, woman, right="correction")
    with scope_of(rotherham):
        Request.objects.filter(pk=late.pk).update(received_on=TODAY - timedelta(days=60), due_on=TODAY - timedelta(30))
    said = text_of(lead.post(f"/rotherham/requests/{late.pk}/more-time/", {"told_on": TODAY, "why": "x"}))
    assert "She has to be told within the first month" in said
    assert "Late" in text_of(lead.get("/rotherham/requests/"))


@pages
def test_her_own_words_become_a_note_where_nothing_is_changed(rotherham, woman):
    held = asked(rotherham, woman, right="correction")
    lead = client_of(Role.PRACTICE_LEAD)
    url = f"/rotherham/requests/{held.pk}/answer/"
    form = {"outcome": "her_words_added", "answer": "I never missed that visit.", "on": TODAY}
    assert "sure that it is her" in text_of(lead.post(url, form))
    lead.post(
        f"/rotherham/requests/{held.pk}/identity/", {"identity_checked_on": TODAY, "received_on": held.received_on}
    )
    lead.post(url, form)
    with scope_of(rotherham):
        assert "I never missed that visit." in Note.objects.order_by("pk").last().words
        held.refresh_from_db()
        assert (held.outcome, held.closed_on) == ("her_words_added", TODAY)
    assert "answered already" in text_of(lead.post(url, form | {"answer": "Again."}))


@pages
def test_whoever_is_told_no_is_told_why(rotherham, woman):
    held = asked(rotherham, woman, right="erasure")
    url = f"/rotherham/requests/{held.pk}/answer/"
    answer = client_of(Role.PRACTICE_LEAD).post(url, {"outcome": "refused", "answer": "", "on": TODAY})
    assert answer.status_code == 422
    assert "Write down what she was told" in text_of(answer)


@pages
def test_erasing_because_she_asked_is_done_the_next_day(rotherham, woman):
    held = asked(rotherham, woman, right="erasure", identity_checked_on=TODAY)
    client_of(Role.PRACTICE_LEAD).post(f"/rotherham/requests/{held.pk}/answer/", {"outcome": "done", "on": TODAY})
    with scope_of(rotherham):
        assert Erasure.objects.get().due_on == TODAY + timedelta(days=1)
        Erasure.objects.update(due_on=TODAY)
    erase_due()
    with scope_of(rotherham):
        her = Woman.objects.get()
        assert (her.known_as, her.full_name) == ("", "")
        assert Note.objects.get().words == "Erased"


@pages
@pytest.mark.parametrize("against", ["hold", "place"])
def test_it_is_not_done_while_something_stands_against_it(against, rotherham, woman):
    held = asked(rotherham, woman, right="erasure", identity_checked_on=TODAY)
    with scope_of(rotherham):
        if against == "hold":
            factories.LegalHoldFactory(woman=woman)
        else:
            factories.PlaceFactory(woman=woman, number=2)
    answer = client_of(Role.PRACTICE_LEAD).post(
        f"/rotherham/requests/{held.pk}/answer/", {"outcome": "done", "on": TODAY}
    )
    assert answer.status_code == 422
    assert ("legal hold stands" if against == "hold" else "Her place goes on") in text_of(answer)
    with scope_of(rotherham):
        held.refresh_from_db()
        assert held.closed_on is None
        assert not Erasure.objects.exists()


@pages
def test_an_erased_woman_may_still_ask(rotherham, woman):
    with scope_of(rotherham):
        factories.ErasureFactory(woman=woman, done_at=timezone.now())
    form = {"right": "access", "how": "letter", "received_on": TODAY}
    client = client_of(Role.PRACTITIONER)
    assert client.post(f"/rotherham/women/{woman.pk}/add/request/", form).status_code == 302
    assert client.post(f"/rotherham/women/{woman.pk}/add/note/", {"words": "x"}).status_code == 403


@pages
def test_consent_and_legal_basis_are_two_facts(rotherham, woman):
    client = client_of(Role.PRACTICE_LEAD)
    data = f"/rotherham/women/{woman.pk}/data/"
    assert "Public task (Article 6(1)(e)); Health or social care (Article 9(2)(h)). The rule of this Practice." in (
        text_of(client.get(data))
    )
    client.post(
        f"/rotherham/women/{woman.pk}/add/consent/", {"to": "service", "how": "written", "given_on": date(2018, 8, 1)}
    )
    with scope_of(rotherham):
        consent = woman.consents.get()
    change = f"/rotherham/women/{woman.pk}/change/consent/{consent.pk}/"
    seen = client.get(change).context["form"].version()
    values = {"to": "service", "how": "written", "given_on": date(2018, 8, 1), "seen": seen}
    early = client.post(change, values | {"withdrawn_on": date(2018, 7, 1)})
    assert "before she agreed" in text_of(early)
    after = text_of(client.post(change, values | {"withdrawn_on": date(2019, 1, 5)}, follow=True))
    assert "Not since 5 Jan 2019" in after
    assert "Public task (Article 6(1)(e))" in after  # it does not fall with her consent
    basis = {"article_6": "legal_obligation", "article_9": "claims", "since_on": date(2019, 1, 6)}
    own = text_of(client.post(f"/rotherham/women/{woman.pk}/add/basis/", basis, follow=True))
    assert "Legal obligation (Article 6(1)(c)); Legal claims (Article 9(2)(f)). Of just this woman" in own
