"""A child who stands in two records is one: both records' words are kept, and what excludes the other is said."""

from datetime import date

import pytest

from practices.permissions import Role
from practices.templatetags.pause import day
from tests.conftest import membership_of, scope_of
from tests.women.test_merging import Two, everything, merged_by_lead, undone_by_lead
from tests.women.test_merging_pages import answers
from women.actions.merging import CannotMerge
from women.history import changes_of_woman
from women.merging.children import OF_A_CHILD, differences, taken_from
from women.models import Child

A, B = date(2012, 5, 1), date(2014, 1, 2)
# field → what the record that goes on says, and the other one: each two that exclude each other
TWO_WAYS = {
    "born_on": (A, date(2013, 6, 4)), "removed_on": (B, date(2015, 2, 3)), "died_on": (B, date(2016, 2, 3)),
    "legal_status": ("care_order", "placement_order"), "placement": ("With an aunt", "With foster carers"),
    "contact_plan": ("Letters in May", "Twice a year"), "loss": ("died", "stillborn"), "remembers": ("no", "yes"),
    "words": ("She called her Grace.", "Grace, of the long lashes."),
}  # fmt: skip


@pytest.fixture
def two(rotherham):
    with scope_of(rotherham):
        return Two()


def said(two, **values):
    """Of the child in both records: field → (hers, the other one)."""
    for name, pair in values.items():
        for child, value in zip((two.child, two.same_child), pair, strict=True):
            setattr(child, name, value)
    for child in (two.child, two.same_child):
        child.save()
        child.refresh_from_db()


def test_every_field_of_a_child_is_brought_together():
    own = {"id", "practice", "woman", "child_no", "import_key", "import_hash"}
    fields = {field.name for field in Child._meta.fields if not field.name.endswith("_day_is_known")}
    assert fields - own == set(OF_A_CHILD) == TWO_WAYS.keys()


@pytest.mark.parametrize("name", OF_A_CHILD)
@pytest.mark.parametrize("known", [True, False])
def test_what_two_records_say_of_a_child_is_kept_or_said_to_differ(name, known, two, rotherham):
    with scope_of(rotherham):
        flags = {f"{stem}_day_is_known": (known, known) for stem in ("born", "died")}
        said(two, **{"loss": ("died", "died"), "died_on": (B, B), **flags, name: TWO_WAYS[name]})
        kept, other = (getattr(one, name) for one in (two.child, two.same_child))
        new = taken_from(two.child, two.same_child).get(name, "")
        is_told = [one for one in differences(two.child, two.same_child) if name.split("_")[0] in one[0].lower()]
        assert (str(kept) in str(new) and str(other) in str(new)) or is_told, name


def test_the_words_of_both_stand_on_the_child_and_come_apart_again(two, rotherham):
    with scope_of(rotherham):
        said(two, words=TWO_WAYS["words"], placement=TWO_WAYS["placement"], remembers=("unknown", "yes"))
    before = everything(rotherham)
    made = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        child = Child.objects.get(pk=two.child.pk)
        assert child.words == "She called her Grace. Grace, of the long lashes."
        assert child.placement == "With an aunt; With foster carers"
        assert child.remembers == "yes"
    undone_by_lead(rotherham, made)
    assert everything(rotherham)["women.Child"] == before["women.Child"]


def test_words_that_were_changed_since_stay_when_the_records_come_apart(two, rotherham):
    with scope_of(rotherham):
        said(two, words=TWO_WAYS["words"])
    made = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        Child.objects.filter(pk=two.child.pk).update(words="Grace.")
    undone_by_lead(rotherham, made)
    with scope_of(rotherham):
        assert {one.words for one in Child.objects.all()} == {"Grace.", "Grace, of the long lashes.", ""}


@pytest.mark.parametrize(
    ("hers", "theirs"), [((A, False), (A.replace(day=9), True)), ((A.replace(day=9), True), (A, False))]
)
def test_of_a_month_the_day_is_taken_from_whoever_knows_it(hers, theirs, two, rotherham):
    with scope_of(rotherham):
        said(two, born_on=(hers[0], theirs[0]), born_day_is_known=(hers[1], theirs[1]))
        assert not [one for one in differences(two.child, two.same_child) if one[0] == "Born on"]
    made = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        child = Child.objects.get(pk=two.child.pk)
        assert (child.born_on, child.born_day_is_known) == (A.replace(day=9), True)
    undone_by_lead(rotherham, made)
    with scope_of(rotherham):
        child = Child.objects.get(pk=two.child.pk)
        assert (child.born_on, child.born_day_is_known) == hers


def test_words_that_have_no_room_together_are_refused_before_anything_is_done(two, rotherham):
    with scope_of(rotherham):
        said(two, words=("a" * 300, "b" * 250))
    with pytest.raises(CannotMerge, match="Shorten one of them first"):
        merged_by_lead(rotherham, two)


def test_the_lead_is_told_what_the_two_records_say_otherwise(two, lead, rotherham):
    with scope_of(rotherham):
        said(two, removed_on=TWO_WAYS["removed_on"])
    page = lead.post(f"/rotherham/women/{two.woman.pk}/merge/{two.merged.pk}/", answers(two))
    text = page.content.decode()
    assert "Child 1: the two records differ" in text
    for one in TWO_WAYS["removed_on"]:
        assert f">{day(one)}</td>" in text
    made = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        told = str([one.fields for one in changes_of_woman(made.woman_id, viewer=membership_of(Role.PRACTICE_LEAD))])
        assert "3 February 2015" in told
