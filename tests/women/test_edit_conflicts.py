"""Two people on one row: sent twice, as the page says, a form writes its writer's answers and nothing over a colleague's."""

import re
from datetime import date

import pytest

from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import changed, form_on
from tests.women.test_saving import ROWS, a_row, address, place, values_of
from women.models import Child

__all__ = ["place"]
pytestmark = pytest.mark.usefixtures("committed")
WALKED = sorted(ROWS)
# what a save fills in by itself, and what a field of a form writes under another name
FILLED_IN = {"checked_on", "review_due_on", "import_hash", "done_by_id", "known_not_recorded"}
WRITES = {"what": {"area", "outcome"}, "on": {"at", "on"}, "time": {"at"}, "born_month_only": {"born_on", "born_day_is_known"},
          "died_month_only": {"died_day_is_known"}, "born_on": {"born_on", "born_day_is_known"},
          "died_on": {"died_on", "died_day_is_known"}, "instrument": {"instrument_id"}, "child": {"child_id"}}  # fmt: skip
# what a colleague writes by a page of its own, and by which this form has fields that it had not
APPEARS = {
    "child": {"loss": "died", "died_on": date(2020, 3, 4), "died_day_is_known": True, "remembers": "yes", "words": "Nine."},
    "pregnancy": {"ended_as": "miscarriage", "ended_on": date(2024, 8, 2), "remembers": "yes"},
}  # fmt: skip


def field_of(box):
    return re.sub(r"_[012]$", "", box)


def change_everything(client, url, rotherham, row, key):
    """A colleague changes one field after another, those of another page first."""
    with scope_of(rotherham):
        if key in APPEARS:
            type(row).objects.filter(pk=row.pk).update(**APPEARS[key])
    saved = set()
    for box in form_on(client.get(url)).kinds:
        page = form_on(client.get(url))
        fields = changed(page, box) if box in page.kinds else None
        if (
            fields is not None
            and field_of(box) not in APPEARS.get(key, {})
            and client.post(url, fields).status_code == 302
        ):
            saved.add(field_of(box))
    assert saved


@pytest.mark.parametrize("key", WALKED)
def test_what_a_colleague_saved_stays_where_the_writer_changed_nothing(key, lead, coordinator, place, rotherham):
    row = a_row(rotherham, place, key)
    url = address(place, key, row)
    colleague = lead if key in ("basis", "hold", "flag") else coordinator
    opened = form_on(lead.get(url))
    change_everything(colleague, url, rotherham, row, key)
    theirs = values_of(rotherham, row)
    saved = 0
    for box in opened.kinds:
        mine = changed(opened, box)
        if mine is None:
            continue
        first = lead.post(url, mine)
        assert values_of(rotherham, row) == theirs or first.status_code == 302, "saved before both versions were shown"
        second = lead.post(url, form_on(first).fields) if first.status_code == 422 else first
        assert second.status_code == 302 or second.context["form"].errors, box
        now = values_of(rotherham, row)
        name = field_of(box)
        assert {one for one in now if now[one] != theirs[one]} <= WRITES.get(name, {name}) | FILLED_IN, box
        saved += second.status_code == 302
        with scope_of(rotherham):
            type(row)._base_manager.filter(pk=row.pk).update(**{one: theirs[one] for one in theirs if one != "id"})
    assert saved


def test_a_death_that_a_colleague_recorded_is_not_taken_away_by_a_page_that_never_had_it(
    lead, practitioner, place, rotherham
):
    row = a_row(rotherham, place, "child")
    url = address(place, "child", row)
    opened = form_on(practitioner.get(url)).fields
    with scope_of(rotherham):
        Child.objects.filter(pk=row.pk).update(**APPEARS["child"])
    first = practitioner.post(url, opened | {"contact_plan": ["Twice a year"]})
    assert first.status_code == 422
    said = {label: (theirs, mine) for label, theirs, mine in first.context["form"].conflicts}
    assert said["Contact plan"] == ("Letters", "Twice a year")
    assert said["As she wants it written"] == ("Nine.", "You did not change this. What was saved stays.")
    assert set(said) == {"Contact plan", "As she wants it written", "Is the child alive?", "Died, or was stillborn, on",
                         "Does she want these days remembered?"}  # fmt: skip
    assert practitioner.post(url, form_on(first).fields).status_code == 302
    now = values_of(rotherham, row)
    assert {name: now[name] for name in APPEARS["child"]} == APPEARS["child"]
    assert now["contact_plan"] == "Twice a year"


def test_what_was_typed_into_a_field_that_is_no_longer_asked_is_shown(practitioner, place, rotherham):
    row = a_row(rotherham, place, "child")
    with scope_of(rotherham):
        Child.objects.filter(pk=row.pk).update(**APPEARS["child"])
    url = address(place, "child", row)
    opened = form_on(practitioner.get(url)).fields
    with scope_of(rotherham):
        Child.objects.filter(pk=row.pk).update(loss="", died_on=None, died_day_is_known=False, remembers="", words="")
    first = practitioner.post(url, opened | {"words": ["She was ten."]})
    assert first.status_code == 422
    assert ("As she wants it written", "no longer asked", "She was ten.") in first.context["form"].conflicts


def test_a_colleague_who_was_first_with_the_words_of_a_quarter_keeps_theirs(lead, rotherham):
    url = "/rotherham/quarters/2018-19-q4/narrative/"
    opened = form_on(lead.get(url)).fields
    with scope_of(rotherham):
        row = make.NarrativeFactory(quarter="2018-19 Q4", went_well="Theirs.", was_hard="")
    first = lead.post(url, opened | {"was_hard": ["Mine."]})
    assert first.status_code == 422
    assert lead.post(url, form_on(first).fields).status_code == 302
    now = values_of(rotherham, row)
    assert (now["went_well"], now["was_hard"]) == ("Theirs.", "Mine.")
