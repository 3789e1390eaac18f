"""Every text that somebody may write freely stays in the Practice, or is read by the one matcher before it leaves."""

import ast
import importlib
import pkgutil
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict

from reporting.content import NARRATIVE
from reporting.forms.narrative import NarrativeForm
from tests import factories
from tests.conftest import scope_of
from women.forms.leaving import LeavingForm

OURS = ("practices", "women", "sessions_log", "reporting")
HER_RECORD = "her record: it leaves in her own copy alone, of which each passage is read by the same rules"
BODIES = "the name of a body, or of whoever signs for one"
STAFF = "a colleague's own name and address, for themself and their team"
SECRET = "what somebody signs in with"
STAYS = {
    "practices.forms.accounts": SECRET,
    "practices.forms.office.AccountForm": STAFF,
    "practices.forms.office.NewPracticeForm": BODIES,
    "practices.forms.office.PracticeForm": BODIES,
    "practices.forms.people": STAFF,
    "reporting.forms.comparison.WindowForm": "two quarters",
    "reporting.forms.criteria.AgreedForm": BODIES,
    "reporting.forms.criteria.AgreementForm": BODIES,
    "reporting.forms.criteria.CriterionForm.first": "a quarter",
    "reporting.forms.criteria.CriterionForm.last": "a quarter",
    "reporting.forms.disclosure.DismissForm": "why a sentence may stay: no page of National's and no file has it",
    "reporting.forms.quality.AcceptForm": "why a check may stand: no page of National's and no file has it",
    "reporting.forms.questions.MessageForm": "National's own words, who hold no record; the answer is read",
    "reporting.forms.tokens.TokenForm": "what a key of National's is called",
    "reporting.forms.worth.AssumptionForm": "National's source of a price",
    "sessions_log.forms": HER_RECORD,
    "women.forms": HER_RECORD,
}


def forms_of_ours():
    for app in OURS:
        package = importlib.import_module(f"{app}.forms")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)

    def below(form):
        for one in form.__subclasses__():
            yield one
            yield from below(one)

    every = {one for one in below(forms.BaseForm) if one.__module__.split(".")[0] in OURS}
    return sorted(every, key=lambda one: (one.__module__, one.__name__))


FORMS = forms_of_ours()
LEAVING = [one for one in FORMS if issubclass(one, LeavingForm) and one is not LeavingForm]
TODAY = date(2026, 11, 28)
CHOSEN = (forms.HiddenInput, forms.Select, forms.RadioSelect)


def free_words(form):
    fields = form.base_fields.items()
    return [name for name, one in fields if isinstance(one, forms.CharField) and not isinstance(one.widget, CHOSEN)]


def is_read(form, field):
    if issubclass(form, NarrativeForm):
        return field in NARRATIVE  # beside the figures, on a page of their own (reporting.disclosure.words)
    return issubclass(form, LeavingForm) and field == form.leaving


def why_it_stays(form, field):
    path = [*form.__module__.split("."), form.__name__, field]
    return next((STAYS[key] for last in range(len(path), 1, -1) if (key := ".".join(path[:last])) in STAYS), None)


@pytest.mark.parametrize("form", FORMS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_free_words_stay_or_are_read_before_they_leave(form):
    for field in free_words(form):
        assert is_read(form, field) or why_it_stays(form, field), f"{form.__name__}.{field} leaves unread: LeavingForm"


def test_what_is_listed_as_staying_is_there():
    paths = {f"{one.__module__}.{one.__name__}.{field}." for one in FORMS for field in free_words(one)}
    for key in STAYS:
        assert any(path.startswith(f"{key}.") for path in paths), f"{key} has no free words"


@pytest.mark.django_db
@pytest.mark.parametrize("form", LEAVING, ids=lambda one: one.__name__)
def test_each_form_whose_words_leave_reads_them(form, rotherham):
    with scope_of(rotherham):
        factories.WomanFactory(known_as="Mina", full_name="Mina Garth", ref="RTH-0110")
        for words, is_refused in (
            ("Ms Garth has a tenancy.", True),
            ("RTH 110 asked for a break.", True),
            ("Ring 07700 900123.", True),
            ("M. is proud.", False),
        ):
            filled = form(QueryDict(f"{form.leaving}={words}"), practice=rotherham, today=TODAY)
            assert not filled.is_valid()
            assert ("match your records" in str(filled.errors.get(form.leaving, ""))) is is_refused, words
            assert ("looked_at" in filled.errors) is not is_refused, words
        plain = QueryDict(f"{form.leaving}=She waits for an examination at the hospital.")
        assert not {form.leaving, "looked_at"} & form(plain, practice=rotherham, today=TODAY).errors.keys()


def test_a_woman_on_record_is_described_in_one_place():
    """With her numbers and agencies' references: `Described(…)` by hand leaves them out, and she is not found."""
    by_hand = {
        "women/likely.py": "the one place, and the records that are compared",
        "women/forms/referral.py": "what a referral says of somebody who is on no record yet",
        "sessions_log/importing/doubles.py": "a row of a workbook, which has no numbers",
    }
    root = Path(__file__).parents[2]
    for path in (one for app in OURS for one in (root / app).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Described":
                assert str(path.relative_to(root)) in by_hand, f"{path}:{call.lineno}: describe(woman)"
