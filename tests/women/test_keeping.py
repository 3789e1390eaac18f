"""How long a record is kept: the Practice's rules, notice, holds, the dry run, and the certificate."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from practices.models import AccessRecord
from practices.permissions import Role
from practices.tenancy.erasing import PERSONAL, count_words
from tests import factories
from tests.conftest import TODAY, client_of, scope_of, user_of
from tests.page_forms import form_on
from tests.practices.test_people import text_of
from tests.women.test_erasing import everything_of, words_left
from women.actions import erasures
from women.law import keeping
from women.models import Certificate, Erasure, KeepingRules, LegalHold, Woman
from women.tasks import erase_due

pytestmark = pytest.mark.usefixtures("committed")
NOW = datetime(2019, 5, 20, 12, tzinfo=UTC)
SECRET = "Secretwords"
LONG_AGO = {"offered_on": date(2011, 1, 10), "agreed_on": date(2011, 2, 10)}


@pytest.fixture
def ended(rotherham):
    """A woman whose place closed on 3 May 2013, with a row of every kind."""
    with scope_of(rotherham):
        place = factories.PlaceFactory(
            **LONG_AGO, closed_on=date(2013, 5, 3), closure_reason="completed", completed_on=date(2013, 5, 1),
            woman__known_as=SECRET, woman__ref="T-1",
        )  # fmt: skip
        everything_of(place.woman, place)
    return place


def place(**dates):
    return factories.PlaceFactory.build(practice=None, woman=None, cohort=None, **dates)


@pytest.mark.parametrize(
    ("dates", "check_in", "ended"),
    [
        ({**LONG_AGO, "closed_on": date(2013, 5, 3)}, None, date(2013, 5, 3)),
        ({**LONG_AGO, "completed_on": date(2012, 8, 10)}, None, date(2012, 8, 10)),
        ({**LONG_AGO, "completed_on": date(2012, 8, 10)}, date(2013, 8, 12), date(2013, 8, 12)),
        ({**LONG_AGO, "completed_on": date(2012, 8, 10), "closed_on": date(2013, 1, 1)}, None, date(2013, 1, 1)),
        ({"offered_on": date(2011, 1, 10), "closed_on": date(2011, 3, 1)}, None, date(2011, 3, 1)),  # never agreed
        (LONG_AGO, None, None),  # goes on
        ({"offered_on": date(2011, 1, 10), "declined_on": date(2011, 2, 1)}, None, None),  # the short rule
        ({"offered_on": None, "referred_on": date(2011, 1, 1)}, None, None),  # waits
    ],
)
def test_from_when_the_long_rule_counts(dates, check_in, ended):
    assert keeping.ended_on([place(**dates)], check_in) == ended


def test_a_woman_who_came_back_is_kept_from_her_last_end():
    first = place(**LONG_AGO, closed_on=date(2012, 1, 1))
    assert keeping.ended_on([first, place(offered_on=date(2014, 1, 1))]) is None
    declined = place(offered_on=date(2014, 1, 1), declined_on=date(2014, 2, 1))
    assert keeping.ended_on([first, declined]) == date(2014, 2, 1)  # she agreed once: not the short rule


def test_it_is_announced_28_days_before_and_carried_out_with_a_certificate(rotherham, ended):
    with scope_of(rotherham):
        erasures.begin_what_is_due(today=date(2019, 4, 4))  # 72 months: until 3 May 2019
        assert not Erasure.objects.exists()
        erasures.begin_what_is_due(today=date(2019, 4, 5))
        erasures.begin_what_is_due(today=date(2019, 4, 6))
        announced = Erasure.objects.get()
        assert (announced.reason, announced.due_on) == ("retention", date(2019, 5, 3))
        assert erasures.due(today=date(2019, 5, 2)) == []
        would_go = count_words(announced.woman_id)
        assert words_left()
    erasures.carry_out(rotherham.pk, announced.pk, now=NOW)
    with scope_of(rotherham):
        assert words_left() == set()
        certificate = Certificate.objects.get()
        assert certificate.rule == "72 months after the end, on 3 May 2013"
        assert {table: tuple(counts) for table, counts in certificate.rows.items()} == would_go
        assert set(certificate.rows) == set(PERSONAL) - {"women_merge"}  # of two records: test_merging
        assert certificate.rows["women_note"] == [1, 0]
        erasures.begin_what_is_due(today=date(2019, 6, 1))
        assert Erasure.objects.count() == 1  # nothing is announced of what is gone


def test_one_that_is_over_long_ago_still_has_its_notice(rotherham, ended):
    with scope_of(rotherham):
        erasures.begin_what_is_due(today=date(2030, 1, 1))
        assert Erasure.objects.get().due_on == date(2030, 1, 29)


@pytest.mark.parametrize("stands", ["hold", "access", "correction"])
def test_nothing_is_erased_while_a_hold_stands_or_an_answer_is_owed(stands, rotherham, ended):
    with scope_of(rotherham):
        erasures.begin_what_is_due(today=date(2019, 4, 5))
        if stands == "hold":
            held = factories.LegalHoldFactory(woman=ended.woman)
        else:
            held = factories.RequestFactory(woman=ended.woman, right=stands)
        erasure = Erasure.objects.get()
        assert erasures.due(today=date(2019, 6, 1)) == []
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    with scope_of(rotherham):
        assert Woman.objects.get().known_as == SECRET
        if stands == "hold":
            LegalHold.objects.filter(pk=held.pk).update(ended_on=date(2019, 5, 1))
        else:
            held.closed_on, held.outcome = date(2019, 5, 1), "refused"
            held.save()
        assert erasures.due(today=date(2019, 6, 1)) == [erasure.pk]
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    with scope_of(rotherham):
        assert Woman.objects.get().known_as == ""


def test_longer_rules_stop_what_was_announced_by_shorter_ones(rotherham, ended):
    with scope_of(rotherham):
        erasures.begin_what_is_due(today=date(2019, 4, 5))
        erasures.set_rules(
            rules=KeepingRules(months_after_ending=240), by=user_of(Role.PRACTICE_LEAD), now=NOW
        )  # fmt: skip
        assert Erasure.objects.get().stopped_on == date(2019, 5, 20)


def test_a_rule_that_changed_after_the_announcement_is_asked_again_on_the_day(rotherham, ended):
    with scope_of(rotherham):
        erasures.begin_what_is_due(today=date(2019, 4, 5))
        factories.KeepingRulesFactory(months_after_ending=120)
        erasure = Erasure.objects.get()
    erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
    with scope_of(rotherham):
        assert Woman.objects.get().known_as == SECRET
        assert Erasure.objects.get().stopped_on == date(2019, 5, 20)


def test_a_practices_own_rules_hold_for_it_alone(rotherham, hackney, ended):
    with scope_of(hackney):
        factories.KeepingRulesFactory(months_after_ending=1)
        assert keeping.rules_of_practice().months_after_ending == 1
    with scope_of(rotherham):
        assert keeping.rules_of_practice().months_after_ending == 72


def test_the_worker_does_it_by_itself(rotherham, ended):
    """Announced by the first run, carried out by one after the notice."""
    erase_due()
    with scope_of(rotherham):
        Erasure.objects.update(due_on=timezone.localdate())
    erase_due()
    with scope_of(rotherham):
        assert words_left() == set()
        assert Certificate.objects.count() == 1
        assert AccessRecord.objects.filter(action="erased").count() == 1


class TestPages:
    def test_a_lead_sees_what_is_announced_counts_it_and_puts_a_hold_on_it(self, rotherham, ended):
        with scope_of(rotherham):
            erasures.begin_what_is_due(today=timezone.localdate())
            erasure = Erasure.objects.get()
        lead = client_of(Role.PRACTICE_LEAD)
        page = text_of(lead.get("/rotherham/keeping/"))
        assert "72 months from the day her last place ended" in page
        assert SECRET in page
        counted = text_of(lead.get(f"/rotherham/keeping/erasures/{erasure.pk}/"))
        assert "What would be erased" in counted
        assert "nothing was changed" in counted
        day = timezone.localdate() + timedelta(days=60)
        held = lead.post(
            f"/rotherham/women/{ended.woman_id}/add/hold/", {"reason": "court", "review_on": day}, follow=True
        )
        assert "A legal hold stands: nothing is erased." in text_of(held)
        assert "Held" in text_of(lead.get("/rotherham/keeping/"))

    def test_a_certificate_is_a_page_without_a_name(self, rotherham, ended):
        with scope_of(rotherham):
            erasures.begin_what_is_due(today=date(2019, 4, 5))
            erasure = Erasure.objects.get()
        erasures.carry_out(rotherham.pk, erasure.pk, now=NOW)
        page = text_of(client_of(Role.PRACTICE_LEAD).get(f"/rotherham/keeping/erasures/{erasure.pk}/"))
        assert "Certificate of erasing" in page
        assert "T-1" in page
        assert "72 months after the end" in page
        assert SECRET not in page

    def test_the_rules_are_changed_with_their_source_and_bad_numbers_are_said(self, rotherham):
        lead = client_of(Role.PRACTICE_LEAD)
        rules = {"months_after_ending": "84", "days_after_no": "28", "waiting_days": "200", "article_6": "public_task",
                 "article_9": "care", "source": "Council schedule 7"}  # fmt: skip
        refused = lead.post("/rotherham/keeping/rules/", rules | {"months_after_ending": "0", "days_after_no": "0"})
        assert refused.status_code == 422
        said = text_of(refused)
        assert (
            said.count("“Months after her last place ended” is a whole number from 1 to 1200.") == 2
        )  # above, and there
        assert "a whole number from 7 to 365" in said
        saved = text_of(lead.post("/rotherham/keeping/rules/", rules, follow=True))
        assert "84 months" in saved
        assert "is announced anew" in saved
        page = form_on(lead.get("/rotherham/keeping/rules/"), "novalidate").fields
        again = text_of(lead.post("/rotherham/keeping/rules/", page, follow=True))
        assert "nothing is announced anew" in again
        assert "Council schedule 7" in saved

    def test_a_practitioner_puts_no_hold_and_changes_no_rule(self, rotherham, ended):
        client = client_of(Role.PRACTITIONER)
        assert client.get(f"/rotherham/women/{ended.woman_id}/add/hold/").status_code == 403
        assert client.get("/rotherham/keeping/").status_code == 403
        assert "Put a legal hold" not in text_of(client.get(f"/rotherham/women/{ended.woman_id}/data/"))


def test_rules_of_today(rotherham):
    with scope_of(rotherham):
        assert keeping.rules_of_practice().days_after_no == 28
        waiting = factories.PlaceFactory(offered_on=None, cohort=None, waiting_on=TODAY - timedelta(days=100))
        factories.KeepingRulesFactory(waiting_days=90, days_after_no=14)
        erasures.begin_what_is_due(today=TODAY)
        announced = Erasure.objects.get()
        assert announced.woman_id == waiting.woman_id
        assert announced.due_on == TODAY + timedelta(days=14)
