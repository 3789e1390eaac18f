"""Whatever a page that adds refuses, the page that changes refuses too, or it is said why it cannot come up there."""

import ast
import inspect
import textwrap
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from practices.forms.record import SentForm
from sessions_log.forms.appointment import AppointmentForm, AttendanceForm
from sessions_log.forms.contact import ContactForm
from sessions_log.forms.when import WhenForm
from sessions_log.models import Contact, Support
from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on
from women.models import GoalScore, Withdrawal

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
NOT_ASKED = "the page that changes has not that field"
OWN_PAGE = "what came of it is changed on a page of its own, whose form has the rule"
# each error of the page that logs a contact: what is sent to the page that changes one, and where it says so
SENT = {
    "(name, NEEDS_CONTACT_MADE)": ({"outcome": "not_there"}, "take_back_too"),
    "('minutes', 'This is over 24 hours. Enter the minutes of this one contact.')": ({"minutes": "1441"}, "minutes"),
    "('minutes', 'Minutes must be a whole number, like 45.')": ({"minutes": "-1"}, "minutes"),
    "('minutes', problem)": ({"minutes": ""}, "minutes"),
    "('other_day' if cleaned.get('when') == 'other' else 'when', problem)": ({"on": "2019-01-01"}, "on"),
    "('other_day' if day > self.today else 'at', NOT_IN_FUTURE)": ({"on": TODAY + timedelta(days=1)}, "on"),
    "('at', str(error))": ({"on": "2026-03-29", "at": "01:30"}, "at"),
    "(f'goal_{goal.pk}', f'This goal was set on {goal.set_on:%d/%m/%Y}, after that day.')": ({"on": "2024-01-20"}, "on"),
}  # fmt: skip
NOT_SENT = {
    "('support', 'You wrote with whom. Choose what came of it, or empty “With whom”.')": OWN_PAGE,
    "(None, self._goal_is_gone(name.removeprefix('goal_')))": OWN_PAGE,
    "('unsafe_reason', 'Say in a few words why this way today.')": "the words that are added say why",
    "(name, message)": OWN_PAGE,
    "('next_on', 'The next appointment is in the past. Enter a day to come.')": OWN_PAGE,
    "('next_on', problem)": OWN_PAGE,
    "('next_at', str(error))": OWN_PAGE,
    "('other_day', NOT_BOTH)": NOT_ASKED,
    "('other_day', 'Enter the day, or choose today or yesterday.')": "its day is required",
    "('when', f'This page was opened on {opened}, and it is {now} now. Choose the day again.')": NOT_ASKED,
}  # fmt: skip


def rules_of(*forms):
    """The arguments of each `add_error` of these forms, as they are written."""
    for form in forms:
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(form)))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "self.add_error":
                yield f"({', '.join(ast.unparse(one) for one in node.args)})"


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        return make.PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1))


@pytest.fixture
def contact(practitioner, place, rotherham):
    """A contact that was made, with a score and support that came of it."""
    with scope_of(rotherham):
        goal = make.GoalFactory(woman=place.woman, set_on=date(2024, 2, 1), in_her_words="Sleep")
    sent = {
        "key": uuid.uuid4(), "when": "other", "other_day": "2026-03-27", "at": "10:00", "outcome": "made",
        "mode": "home_visit", "minutes": "30", f"goal_{goal.pk}": "6", "support": "housing:new_tenancy",
    }  # fmt: skip
    assert practitioner.post(f"/rotherham/women/{place.woman_id}/log/", sent).status_code == 302
    with scope_of(rotherham):
        return Contact.objects.get()


def send(client, contact, **changed):
    url = f"/rotherham/women/{contact.woman_id}/contacts/{contact.pk}/"
    return client.post(url, {**form_on(client.get(url)).fields, "words": "Put right.", **changed})


def test_every_rule_of_logging_a_contact_is_a_rule_of_changing_it_or_said_why_not():
    assert set(rules_of(ContactForm, WhenForm)) == {*SENT, *NOT_SENT}
    assert set(rules_of(SentForm)) & {*SENT, *NOT_SENT} == set()


@pytest.mark.parametrize("rule", SENT)
def test_what_logging_a_contact_refuses_changing_it_refuses(rule, practitioner, contact):
    changed, field = SENT[rule]
    answer = send(practitioner, contact, **changed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_contact_that_was_not_made_asks_for_what_came_of_it_and_takes_it_back_when_told(
    practitioner, contact, rotherham
):
    answer = send(practitioner, contact, outcome="not_there")
    page = answer.content.decode()
    for words in ("This needs a contact that was made", "her score 6 of “Sleep”", "“New tenancy”", "Put right."):
        assert words in page
    with scope_of(rotherham):
        assert (GoalScore.objects.count(), Support.objects.count(), Contact.objects.get().outcome) == (1, 1, "made")
    sent = {**form_on(answer).fields, "take_back_too": "on"}
    url = f"/rotherham/women/{contact.woman_id}/contacts/{contact.pk}/"
    for _ in range(2):
        assert practitioner.post(url, sent).status_code == 302
    with scope_of(rotherham):
        assert (GoalScore.objects.count(), Support.objects.count()) == (0, 0)
        assert Contact.objects.get().outcome == "not_there"
        assert sorted(one.kind for one in Withdrawal.objects.all()) == ["score", "support"]
    history = practitioner.get(f"/rotherham/women/{contact.woman_id}/history/").content.decode()
    assert history.count("Put it back") == 2
    assert "Take back what came of it" not in practitioner.get(url).content.decode()


def test_what_came_of_a_contact_goes_to_the_day_that_is_put_right(practitioner, contact, rotherham):
    assert send(practitioner, contact, on="2026-04-01").status_code == 302
    with scope_of(rotherham):
        assert GoalScore.objects.get().on == Support.objects.get().on == date(2026, 4, 1)
        Support.objects.update(on=date(2026, 3, 30))  # put right on its own page
    assert send(practitioner, contact, on="2026-04-02").status_code == 302
    with scope_of(rotherham):
        assert GoalScore.objects.get().on == date(2026, 4, 2)
        assert Support.objects.get().on == date(2026, 3, 30)


def test_nothing_goes_with_a_contact_that_was_made(practitioner, contact, rotherham):
    answer = send(practitioner, contact, take_back_too="on")
    assert "so this stays" in answer.content.decode()
    with scope_of(rotherham):
        assert GoalScore.objects.exists()


def test_a_goal_is_not_set_after_a_score_of_it(lead, contact, rotherham):
    with scope_of(rotherham):
        goal = GoalScore.objects.get().goal
    url = f"/rotherham/women/{contact.woman_id}/change/goal/{goal.pk}/"
    opened = form_on(lead.get(url)).fields
    answer = lead.post(url, {**opened, "set_on": "2026-03-28"})
    assert answer.status_code == 422
    assert "She scored this goal on 27 March 2026. Enter that day or an earlier one." in answer.content.decode()
    assert lead.post(url, {**opened, "set_on": "2026-03-27"}).status_code == 302


def test_a_hold_is_not_put_off_to_a_day_that_has_been(lead, place, rotherham):
    with scope_of(rotherham):
        hold = make.LegalHoldFactory(woman=place.woman, review_on=TODAY + timedelta(days=30))
    url = f"/rotherham/women/{place.woman_id}/change/hold/{hold.pk}/"
    opened = form_on(lead.get(url)).fields
    past = (TODAY - timedelta(days=1)).isoformat()
    assert "Enter a day to come." in lead.post(url, {**opened, "review_on": past}).content.decode()
    assert lead.post(url, {**opened, "review_on": past, "ended_on": TODAY.isoformat()}).status_code == 302


def test_the_rules_of_an_appointments_attendance_are_the_same_on_both_pages():
    assert "NOT_YET" in " ".join(rules_of(AppointmentForm))
    assert "NOT_YET" in inspect.getsource(AttendanceForm)
