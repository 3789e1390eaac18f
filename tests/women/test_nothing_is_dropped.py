"""Whatever the page of a loss offers and takes is shown before it is saved, and stands on her record afterwards."""

import html
import re
import uuid
from datetime import date

import pytest

from practices.codes import YesNoUnknown
from tests.conftest import scope_of
from tests.factories import ChildFactory, ContraceptionFactory, PlaceFactory, PregnancyFactory
from tests.page_forms import press
from tests.women.test_losses import boxes
from women.forms.loss import CHILD, LEAVE, OF_A_CHILD, OF_A_PREGNANCY, WHEN, LossForm
from women.models import Woman

LOST, KNOWN, REVIEW = date(2019, 3, 4), date(2019, 2, 1), date(2030, 5, 6)
WORDS = "She called her Grace."
SAID = {"day": "4 March 2019", "about": "March 2019"}
BEGUN = ("", "child", "pregnancy")
# field → what her pages say of it once it was filled in as `filled` does
STANDS = {
    "what": lambda values: {"miscarriage": "A miscarriage", "stillbirth": "Her baby was stillborn",
                            "other_loss": "Another loss", "child": "· died"}[values["what"]],
    "child": lambda values: "Child 7 · died",
    "pregnancy": lambda values: "known on 1 January 2019",
    "certainty": lambda values: SAID.get(values["certainty"], ""),
    "on": lambda values: SAID[values["certainty"]],
    "known_on": lambda values: "February 2019",
    "known_month_only": lambda values: "known in February 2019",
    "remembers": lambda values: "She wants the days remembered",
    "words": lambda values: f">{WORDS}<",
    "reviews": lambda values: "due 6 May 2030",
}  # fmt: skip
FILLED = {
    "remembers": YesNoUnknown.YES.value, "words": WORDS, "reviews": LEAVE, "known_month_only": "on", "on": LOST,
    "known_on": KNOWN,
}  # fmt: skip


def sent(values):
    """As a browser sends them: a date in its three boxes."""
    found = {}
    for name, value in values.items():
        is_day = isinstance(value, date)
        found |= boxes(name, value) if is_day else {name: value}
    return found


def read(page):
    return html.unescape(page.content.decode())


@pytest.fixture
def hers(rotherham):
    with scope_of(rotherham):
        woman = PlaceFactory(referred_on=date(2018, 6, 1), offered_on=date(2018, 7, 1)).woman
        ContraceptionFactory(woman=woman, started_on=date(2018, 8, 1), review_due_on=REVIEW)
        child = ChildFactory(woman=woman, child_no=7, born_on=None)
        return woman, {"child": child.pk, "pregnancy": PregnancyFactory(woman=woman, known_on=date(2019, 1, 1)).pk}


def branches():
    for begun in BEGUN:
        for what, _ in {"": [*OF_A_PREGNANCY, *OF_A_CHILD], "child": OF_A_CHILD, "pregnancy": OF_A_PREGNANCY}[begun]:
            for certainty, _ in WHEN:
                for of_one in (True, False):
                    yield begun, what, certainty, of_one


@pytest.mark.parametrize(("begun", "what", "certainty", "of_one"), [*branches()])
def test_what_is_filled_in_is_refused_with_a_reason_or_found_again(
    begun, what, certainty, of_one, hers, practitioner, rotherham
):
    woman, rows = hers
    url = f"/rotherham/women/{woman.pk}/loss/" + (f"?{begun}={rows[begun]}" if begun else "")
    offered = practitioner.get(url).context["form"]
    values = {**FILLED, **rows, "what": what, "certainty": certainty}
    values = {name: values[name] for name in offered.fields if name not in ("key", "sure", "looked_at")}
    if not of_one:  # of a pregnancy, or a child, that is not on her record yet
        values = {name: value for name, value in values.items() if name not in rows}
    first = practitioner.post(url, {"key": uuid.uuid4(), **sent(values)})
    refused = set(first.context["form"].errors)
    assert "__all__" not in refused
    assert not refused & {"words", "remembers", "reviews", "what"}  # these belong to every loss
    values = {name: value for name, value in values.items() if name not in refused}
    given = {"key": uuid.uuid4(), **sent(values)}
    check = practitioner.post(url, given)
    assert check.status_code == 200, check.context["form"].errors
    shown = re.sub(r"\s+", " ", read(check))
    for name in values:
        assert f">{check.context['form'][name].label}<" in shown, name
    assert press(practitioner, url, given).status_code == 302
    pages = "".join(read(practitioner.get(f"/rotherham/women/{woman.pk}/{page}/")) for page in ("children", "health"))
    for name in values:
        assert STANDS[name](values) in pages, name
    assert ("A day can be marked once the day is known" in pages) is (certainty != "day")
    if what != CHILD and "known_on" not in values and not of_one:
        assert "not recorded" in pages
    elif what != CHILD:
        assert "not recorded" not in pages


def test_every_field_of_the_page_is_walked(hers, rotherham):
    with scope_of(rotherham):
        form = LossForm(woman=Woman.objects.get(pk=hers[0].pk))
    assert {*form.fields} - {"key", "sure", "looked_at"} == STANDS.keys()
