"""No date of a record is from before she was born, nor one of the work from before she was referred."""

from datetime import date

import pytest
from django import forms

from practices.forms.fields import DateBoxesField
from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on
from tests.women.test_saving import ADDED, TYPED, _with_parents, address, whose_record
from women.kinds import KINDS

pytestmark = pytest.mark.usefixtures("committed")
BORN, REFERRED = date(1994, 5, 6), date(2024, 1, 1)
# dates that a form takes from any time, each for its reason
OF_ANY_TIME = {
    ("contraception", "review_due_on"): "to come", ("family-contact", "due_on"): "to come",
    ("flag", "review_by"): "to come", ("hold", "review_on"): "to come", ("about", "date_of_birth"): "by her age",
}  # fmt: skip


def dates_of(key):
    form = KINDS[key].form
    return {name for name, field in form.base_fields.items() if isinstance(field, forms.DateField | DateBoxesField)}


# asked of a row that is there, where it must not be before the row's own first date
ENDS = {"died_on", "withdrawn_on", "achieved_on", "stopped_on", "told_on"} | {"ended_on"}
PAST = [(key, name) for key in ADDED if key in KINDS for name in sorted(dates_of(key) & {*KINDS[key].form.past} - ENDS)]


@pytest.fixture
def place(rotherham, request):
    with scope_of(rotherham):
        whose = {**whose_record(request), "woman__date_of_birth": BORN}
        return make.PlaceFactory(offered_on=date(2024, 1, 10), referred_on=REFERRED, **whose)


def test_every_date_of_a_record_must_have_come_or_is_said_why_not():
    every = {(key, name) for key in KINDS for name in dates_of(key)}
    came = {(key, name) for key, kind in KINDS.items() for name in kind.form.past}
    assert every - came == OF_ANY_TIME.keys()


def errors_of(lead, rotherham, place, key, name, day):
    """What its page says of that field where a new row is sent with that date."""
    parents = _with_parents(rotherham, place)
    url = address(place, key)
    typed = {
        one: [str(parents[key]) if value == "PARENT" else value for value in said] for one, said in TYPED[key].items()
    }
    boxes = {f"{name}_{n}": [str(part)] for n, part in enumerate((day.day, day.month, day.year))}
    sent = {**form_on(lead.get(url)).fields, **typed, **boxes, name: [day.isoformat()]}
    answer = lead.post(url, sent)
    return " ".join(answer.context["form"].errors.get(name, [])) if answer.status_code == 422 else "saved"


@pytest.mark.parametrize(("key", "name"), PAST)
def test_a_date_before_her_birth_is_refused_and_so_is_work_before_she_was_referred(key, name, lead, place, rotherham):
    assert "She was born on 6 May 1994" in errors_of(lead, rotherham, place, key, name, date(1994, 5, 5))
    said = errors_of(lead, rotherham, place, key, name, date(2023, 12, 31))
    assert ("She was referred on 1 January 2024, after that day." in said) is (name in KINDS[key].form.of_work)
