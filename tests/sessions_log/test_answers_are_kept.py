"""Where one answer excludes another, the page says so and keeps both: nothing that was typed goes in silence."""

import ast
import html
import inspect
import textwrap
import uuid
from datetime import date, timedelta

import pytest
from django.forms.forms import BaseForm
from django.urls import get_resolver
from django.utils import timezone

from tests.conftest import scope_of
from tests.factories import AppointmentFactory, ChildFactory, PlaceFactory, PregnancyFactory, SafeContactFactory
from tests.women.test_corrections import ago, begun, take
from tests.women.test_losses import boxes
from women.codes import PlaceStep
from women.models import AfterDeath

TODAY = timezone.localdate()
DAY = date(2016, 5, 9)
# a form → what its `clean` writes: a value that it gives, and why nothing typed is lost with that
GIVEN = {
    ("ChildForm", "any"): "what was said of a loss before, where it was recorded by mistake; the answer says so",
    ("ContraceptionForm", "review_due_on"): "only where it was left empty",
    ("PregnancyForm", "known_on"): "only where it was left empty",
    ("WithdrawalForm", "parent"): "the only one of hers, which is shown before it moves",
    ("WithdrawalForm", "to"): "who was typed last is shown with her reference before it moves",
    ("NarrativeForm", "story_consent"): "a tick for a story that is not there is no consent",
    ("NarrativeForm", "story_names_checked"): "a tick for a story that is not there is no check",
    ("NarrativeForm", "story_of"): "nobody is linked to a story that is not there",
    ("AcceptForm", "records"): "its button says “all”",
    ("RecordForm", "any"): "what was chosen and is there no more, which is said",
    ("TelephoneForm", "any"): "the same number, as it is printed",
    ("TelephoneForm", "kept_as_typed"): "no answer of anybody's: whether the number is kept as typed",
    ("WhenForm", "started_at"): "made of the day and the time",
    ("AmendmentForm", "started_at"): "made of the day and the time",
    ("AmendmentForm", "unsafe_reason"): "the words, which stay",
    ("MistakeForm", "on"): "the day that was recorded and stood in the box, where it is said not to be known",
}


def every_form(of=BaseForm):
    for one in of.__subclasses__():
        if one.__module__.split(".")[0] in ("women", "sessions_log", "reporting", "practices"):
            yield one
        yield from every_form(one)


def changed_by(form):
    """The fields that methods of a form give another value, or whose errors they take away."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(form)))
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else []
        for target in targets:
            if isinstance(target, ast.Subscript) and ast.unparse(target.value) in ("cleaned", "self.errors"):
                yield ast.literal_eval(target.slice) if isinstance(target.slice, ast.Constant) else "any"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("self.errors.pop", "cleaned.pop"):
            yield ast.literal_eval(node.args[0]) if isinstance(node.args[0], ast.Constant) else "any"


def test_no_form_gives_a_field_another_value_but_for_a_reason():
    get_resolver().url_patterns  # noqa: B018  # read: whatever has a page has its form
    every = {*every_form()}
    assert len(every) > 50
    found = {(form.__name__, name) for form in every for name in changed_by(form)}
    assert found == GIVEN.keys()


def women_of():
    place = PlaceFactory(offered_on=date(2018, 7, 2), referred_on=date(2018, 7, 1))
    dead = PlaceFactory(closed_on=ago(4), closure_reason="died").woman
    closed = begun()
    take(closed, PlaceStep.CLOSED, ago(10), reason="moved_away")
    lost = ChildFactory(woman=place.woman, born_on=DAY, loss="died", words="")
    pregnancy = PregnancyFactory(woman=place.woman, ended_as="miscarriage")
    appointment = AppointmentFactory(woman=place.woman, at=timezone.now() + timedelta(days=4), service="housing")
    thing = AfterDeath.objects.create(woman=dead, what="lessons")
    hers, of_dead, of_closed = (f"/rotherham/women/{one.pk}/" for one in (place.woman, dead, closed.woman))
    return {
        "died": f"{hers}died/", "loss": f"{hers}loss/", "log": f"{hers}log/", "after": f"{of_dead}change/after-death/{thing.pk}/",
        "child": f"{hers}change/child/{lost.pk}/", "pregnancy": f"{hers}change/pregnancy/{pregnancy.pk}/",
        "appointment": f"{hers}appointments/{appointment.pk}/", "mistake": f"{of_closed}places/1/mistake/closed/",
    }  # fmt: skip


CONTACT = {"outcome": "made", "mode": "phone", "minutes": "5", "at": "00:01", "when": "today"}
OF_THE_CHILD = {"loss": "", **boxes("born_on", DAY), "born_day_is_known": "on"}
OF_THE_PREGNANCY = {"ended_as": "birth", **boxes("known_on", DAY)}
# page, what is sent, the field that says so, what it says
PAIRS = [
    ("died", {"certainty": "not_known", "known_on": TODAY, **boxes("died_on", DAY)}, "died_on", "not known, and entered a day. Empty"),
    ("loss", {"what": "miscarriage", "certainty": "since", **boxes("on", DAY)}, "on", "not known, and entered a day. Empty"),
    ("child", {**OF_THE_CHILD, "words": "Of her."}, "words", "the child is alive. Empty this"),
    ("child", {**OF_THE_CHILD, "remembers": "yes"}, "remembers", "the child is alive. Empty this"),
    ("child", {**OF_THE_CHILD, **boxes("died_on", DAY)}, "loss", "a day on which the child died"),
    ("child", {**OF_THE_CHILD, "loss": "died", "died_month_only": "on"}, "died_on", "Enter the month, with 1 as the day"),
    ("pregnancy", {**OF_THE_PREGNANCY, "remembers": "yes"}, "remembers", "Only a loss is remembered"),
    ("pregnancy", {**OF_THE_PREGNANCY, "ended_month_only": "on"}, "ended_on", "Enter the month"),
    ("pregnancy", {**boxes("known_on", DAY), **boxes("ended_on", DAY), "ended_as": ""}, "ended_as", "empty the day"),
    ("after", {"what": "lessons", "done_on": TODAY, "set_aside": "on"}, "set_aside", "Empty that day"),
    ("mistake", {"do": "take_back", "on": ago(30), "reason": "moved_away", "why": "A slip."}, "on", "chose to take it back"),
    ("mistake", {"do": "take_back", "on": ago(10), "reason": "withdrew", "why": "A slip."}, "reason", "chose to take it"),
    ("log", {**CONTACT, "other_day": DAY}, "other_day", "entered another day. Empty it"),
    ("log", {**CONTACT, "support_agency": "Shelter"}, "support", "empty “With whom”"),
    ("log", {**CONTACT, "next_accompany": "on"}, "next_on", "Enter the day."),
    ("appointment", {"service": "housing", "service_as_written": "Allotment"}, "service_as_written", "Empty this name"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "values", "field", "said"), PAIRS)
def test_what_excludes_another_answer_is_said_and_both_stay(page, values, field, said, lead, rotherham):
    with scope_of(rotherham):
        url = women_of()[page]
    opened = lead.get(url)
    form = opened.context["form"]
    seen = {"seen": form.version()} if hasattr(form, "version") else {}
    sent = {"key": uuid.uuid4(), **seen, **values}
    if page == "appointment":
        sent |= {name: form[name].value() for name in ("on", "time", "attendance")}
    answer = lead.post(url, sent)
    assert answer.status_code == 422, values
    errors = answer.context["form"].errors
    assert said in html.unescape(str(errors.get(field, ""))), errors
    back = answer.context["form"]
    for name in values:
        assert str(back.data[name]) == str(values[name])


def test_why_a_channel_was_used_is_kept_when_another_is_chosen(lead, rotherham):
    with scope_of(rotherham):
        place = PlaceFactory(offered_on=date(2018, 7, 2))
        SafeContactFactory(woman=place.woman, channel="text", is_safe="no")
    url = f"/rotherham/women/{place.woman_id}/log/"
    values = {**CONTACT, "key": uuid.uuid4(), "unsafe_reason": "She rang us."}
    page = lead.post(url, values, follow=True)
    assert "She rang us." in page.content.decode()
