"""Two records of one woman become one, with everything of both; for 28 days a lead can take them apart again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm

from practices.models import AccessRecord
from practices.permissions import Role
from practices.tenancy.scope import SYSTEM, practice_scope
from reporting.figures import figures_of
from reporting.quarters import Quarter
from tests import factories
from tests.conftest import client_of, membership_of, scope_of, user_of
from women.actions import erasures
from women.actions.latecomers import bring_along
from women.actions.merging import CannotMerge, Choices, merge
from women.actions.unmerging import forget_what_moved, unmerge
from women.finding import find_women
from women.history import changes_of_woman
from women.law.gathering import gather
from women.law.keeping import held_women
from women.likely import Described, likely_same
from women.merged import former_name
from women.merging.rows import changes_hands, every_of, links_to_woman
from women.models import (
    ChildStatus,
    Erasure,
    Flag,
    Merge,
    Need,
    Note,
    Place,
    SafeContact,
    Step,
    StepNote,
    Woman,
)
from women.models.restriction import OPEN
from women.tasks import tell_of_merge

pytestmark = pytest.mark.usefixtures("committed")
NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
TODAY = date(2019, 4, 10)


class Two:
    """Nora O'Brien in the cohort, and the second record that was made of her when the police referred her again."""

    def __init__(self):
        cohort = factories.CohortFactory()
        self.place = factories.PlaceFactory(
            cohort=cohort, offered_on=date(2018, 7, 2), agreed_on=date(2018, 9, 1), referred_on=date(2018, 6, 1),
            woman__ref="R-1", woman__known_as="Nora", woman__full_name="Nora O’Brien",
            woman__date_of_birth=date(1990, 4, 3), woman__practitioner=membership_of(Role.PRACTITIONER),
        )  # fmt: skip
        self.woman = self.place.woman
        self.other_place = factories.PlaceFactory(
            cohort=cohort, offered_on=date(2019, 1, 7), referred_on=date(2019, 1, 2),
            woman__ref="R-9", woman__known_as="Noreen", woman__full_name="Noreen Obrien", woman__ethnicity="Irish",
        )  # fmt: skip
        self.merged = self.other_place.woman
        hers, other = self.woman, self.merged
        at = datetime(2019, 2, 1, 10, tzinfo=UTC)
        factories.ContactFactory(woman=hers, started_at=at, note="At her door.")
        self.double = factories.ContactFactory(woman=other, started_at=at, note="At her door.")
        factories.ContactFactory(woman=other, started_at=at + timedelta(days=3), note="Rang.")
        self.child = factories.ChildFactory(
            woman=hers, child_no=1, born_on=date(2012, 5, 1), removed_on=date(2014, 1, 2), placement=""
        )
        self.same_child = factories.ChildFactory(
            woman=other, child_no=1, born_on=date(2012, 5, 1), removed_on=date(2014, 1, 2), placement="With an aunt"
        )
        self.second_child = factories.ChildFactory(woman=other, child_no=2, born_on=date(2016, 8, 1),
                                                   removed_on=date(2016, 8, 9))  # fmt: skip
        self.status = factories.ChildStatusFactory(child=self.same_child)
        factories.FlagFactory(woman=other, reason="Visit in pairs: the dog.")
        factories.SafeContactFactory(woman=hers, channel="phone", detail="07700 900111", is_safe="yes")
        factories.SafeContactFactory(woman=other, channel="phone", detail="07700 900222", is_safe="no")
        factories.NoteFactory(woman=other, words="Written on the second record.")
        factories.NeedFactory(woman=hers, stage="start", area="housing", level="some", on=date(2018, 7, 2))
        factories.NeedFactory(woman=other, stage="start", area="housing", level="much", on=date(2019, 1, 9))
        factories.GoalScoreFactory(goal=factories.GoalFactory(woman=other, ref="G-9"))


@pytest.fixture
def two(rotherham):
    with scope_of(rotherham):
        return Two()


def choices_of(two, **more):
    told = {
        "words": "Same date of birth; she says so.", "taken": ["full_name", "ethnicity"], "goes_on": [two.place.pk],
        "same_child": {two.same_child.pk: two.child.pk},
    }  # fmt: skip
    return Choices(**(told | more))


def merged_by_lead(rotherham, two, *, now=NOW, **more):
    return merge(
        practice=rotherham, woman_id=two.woman.pk, merged_id=two.merged.pk, choices=choices_of(two, **more),
        by=user_of(Role.PRACTICE_LEAD), now=now, today=TODAY,
    )  # fmt: skip


def undone_by_lead(rotherham, made, *, today=TODAY):
    return unmerge(practice=rotherham, merge_id=made.pk, by=user_of(Role.PRACTICE_LEAD), now=NOW, today=today)


def everything(rotherham):
    """Every row of the case as it stands, but for when and by whom it was last touched."""
    with practice_scope(rotherham.pk, reader=SYSTEM):
        found = {}
        for label in ("women", "sessions_log"):
            for model in apps.get_app_config(label).get_models():
                if (
                    hasattr(model, "pgh_tracked_model")
                    or model in (Merge, Step, StepNote)
                    or "Permission" in model.__name__
                ):
                    continue
                rows = every_of(model).order_by("pk").values()
                found[model._meta.label] = list(rows)
        return found


def test_everything_of_both_stands_with_the_record_that_goes_on(rotherham, two):
    merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        (woman,) = Woman.objects.all()
        assert (woman.ref, woman.known_as, woman.full_name, woman.ethnicity) == (
            "R-1",
            "Nora",
            "Noreen Obrien",
            "Irish",
        )
        assert [one.note for one in woman.contacts.order_by("started_at")] == ["At her door.", "Rang."]
        assert Flag.objects.get().woman == woman
        assert Note.objects.get().woman == woman
        assert {one.detail: one.is_safe for one in SafeContact.objects.filter(woman=woman)} == {
            "07700 900111": "yes", "07700 900222": "no",
        }  # fmt: skip
        assert [(one.child_no, one.placement) for one in woman.children.all()] == [(1, "With an aunt"), (2, "")]
        assert ChildStatus.objects.get().child == two.child
        assert Need.objects.get().level == "much"
        assert woman.goals.get().ref == "G-9"


def test_of_two_places_on_one_day_the_chosen_one_goes_on_and_the_other_never_was(rotherham, two):
    merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        latest = two.woman.places.order_by("-number").first()
        assert latest == two.place
        void = Place.every.get(pk=two.other_place.pk)
        assert (void.woman, void.offered_on, void.referred_on, void.closed_on) == (two.woman, None, None, None)
        assert list(two.woman.places.all()) == [two.place]
        taken_back = Step.objects.filter(place=void, corrects=True).values_list("step", "on")
        assert set(taken_back) == {("referred", None), ("offered", None)}


def test_which_place_goes_on_must_be_said(rotherham, two):
    with pytest.raises(CannotMerge, match="Choose which of her places goes on"):
        merged_by_lead(rotherham, two, goes_on=[])
    with pytest.raises(CannotMerge, match="two places on one day"):
        merged_by_lead(rotherham, two, goes_on=[two.place.pk, two.other_place.pk])


def test_figures_count_her_once(rotherham, two):
    before = figures_now(rotherham)
    merged_by_lead(rotherham, two)
    after = figures_now(rotherham)
    numbers = ("women_in_cohort", "children_removed", "offers_made", "contacts_attempted", "attrition")
    assert [before[key] for key in numbers] == [2, 3, 1, 3, 0]
    assert [after[key] for key in numbers] == [1, 2, 0, 2, 0]


def figures_now(rotherham):
    with scope_of(rotherham):
        said = figures_of(rotherham, Quarter(2018, 4), today=TODAY)
    return {key: said["indicators"][key]["numerator"] for key in said["indicators"]}


def test_taken_apart_everything_is_as_it_was(rotherham, two):
    before = everything(rotherham)
    made = merged_by_lead(rotherham, two)
    assert everything(rotherham) != before
    undone_by_lead(rotherham, made)
    after = everything(rotherham)
    for label, rows in before.items():
        assert after[label] == rows, label


def test_what_was_added_since_stays_and_what_was_corrected_since_holds(rotherham, two):
    made = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        factories.NoteFactory(woman=two.woman, words="Written after.")
        woman = Woman.objects.get()
        woman.full_name = "Nora Obrien Byrne"
        woman.save()
    undone_by_lead(rotherham, made)
    with scope_of(rotherham):
        assert Note.objects.get(words="Written after.").woman == two.woman
        assert Woman.objects.get(ref="R-1").full_name == "Nora Obrien Byrne"
        assert Woman.objects.get(ref="R-9").full_name == "Noreen Obrien"


def test_after_28_days_it_stands(rotherham, two):
    made = merged_by_lead(rotherham, two)
    last = TODAY + timedelta(days=28)
    with scope_of(rotherham):
        assert forget_what_moved(today=last) == 0
    with pytest.raises(CannotMerge, match="28 days, and they are over"):
        undone_by_lead(rotherham, made, today=last + timedelta(days=1))
    with scope_of(rotherham):
        assert forget_what_moved(today=last + timedelta(days=1)) == 1
        assert Merge.objects.get().moved == {}


def test_two_merges_are_taken_apart_in_their_order(rotherham, two):
    first = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        third = factories.WomanFactory(ref="R-20", known_as="N.")
    second = merge(
        practice=rotherham, woman_id=third.pk, merged_id=two.woman.pk, choices=Choices(words="Again."),
        by=user_of(Role.PRACTICE_LEAD), now=NOW, today=TODAY,
    )  # fmt: skip
    with scope_of(rotherham):
        assert set(Woman.every.filter(merged_into=third)) == {two.woman, two.merged}
    with pytest.raises(CannotMerge, match="Undo that first"):
        undone_by_lead(rotherham, first)
    undone_by_lead(rotherham, second)
    undone_by_lead(rotherham, first)
    with scope_of(rotherham):
        assert Woman.objects.count() == 3


def test_the_second_of_two_leads_is_told(rotherham, two):
    merged_by_lead(rotherham, two)
    with pytest.raises(CannotMerge, match="was merged already"):
        merged_by_lead(rotherham, two)


def test_the_former_reference_and_both_names_find_her(rotherham, two):
    merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        for said in ("R-9", "Noreen", "O’Brien", "Nora"):
            assert [one.pk for one in find_women(said)] == [two.woman.pk], said
        assert [one.woman.ref for one in likely_same(Described(known_as="Noreen", full_name=""))] == ["R-1"]


def test_the_former_record_is_called_as_it_was_whatever_names_were_chosen(rotherham, two):
    with scope_of(rotherham):
        hers, theirs = two.woman.full_name, Woman.every.get(pk=two.merged.pk).full_name
    assert hers != theirs
    made = merged_by_lead(rotherham, two)  # who takes the full name of the merged record
    with scope_of(rotherham):
        assert Woman.objects.get(pk=two.woman.pk).full_name == theirs
        made = Merge.objects.get(pk=made.pk)
        assert former_name(made) == theirs
        Woman.every.filter(pk=two.merged.pk).update(age_at_first_birth=19)
        assert former_name(made) == theirs, "whatever is written to it since"


def test_what_changed_shows_both_pasts_and_the_merge(rotherham, two):
    with scope_of(rotherham):
        two.second_child.placement = "With foster carers"
        two.second_child.save()
    made = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        lead = membership_of(Role.PRACTICE_LEAD)
        changes = changes_of_woman(two.woman.pk, viewer=lead)
        assert any(("Placement", "nothing", "With foster carers") in one.fields for one in changes)
        assert any(one.noun == "Merging of two records" for one in changes)
        assert any(two.merged.pk == look.woman_id for look in AccessRecord.objects.filter(view="merge"))
    undone_by_lead(rotherham, made)
    with scope_of(rotherham):
        fields = [part for one in changes_of_woman(two.woman.pk, viewer=lead) for part in one.fields]
        assert not any("With foster carers" in part or "Rang." in part for part in fields)


def test_a_hold_on_either_holds_her(rotherham, two):
    with scope_of(rotherham):
        factories.LegalHoldFactory(woman=two.merged)
    merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        assert two.woman.pk in held_women()


def test_erasing_her_blanks_the_merged_record_its_history_and_what_was_taken_out(rotherham, two):
    made = merged_by_lead(rotherham, two)
    now = timezone.now()
    with scope_of(rotherham):
        place = Place.objects.get(pk=two.place.pk)
        place.closed_on, place.closure_reason = date(2019, 4, 1), "moved_away"
        place.save()
        erasure = factories.ErasureFactory(woman=two.woman, reason="request", due_on=timezone.localdate(now))
    erasures.carry_out(rotherham.pk, erasure.pk, now=now)
    with practice_scope(rotherham.pk, reader=SYSTEM):
        assert Erasure.objects.get(pk=erasure.pk).done_at
        texts = []
        for label in ("women", "sessions_log"):
            for model in apps.get_app_config(label).get_models():
                if "Permission" not in model.__name__:
                    texts.append(repr(list(every_of(model).values())))
        for secret in ("Noreen", "Obrien", "Brien", "At her door", "Rang.", "aunt", "the dog", "07700", "she says so"):
            assert not [one[:80] for one in texts if secret in one], secret
    with pytest.raises(CannotMerge, match="over"):
        undone_by_lead(rotherham, made)


def test_the_copy_of_her_record_holds_both(rotherham, two):
    merged_by_lead(rotherham, two)
    with practice_scope(rotherham.pk, reader=SYSTEM):
        words = repr(gather(Woman.objects.get()))
    for said in ("Noreen", "Brien", "Written on the second record", "R-9", "the dog", "Two records of you"):
        assert said in words, said


def test_a_restricted_record_stays_restricted_and_closes_the_other(rotherham, two):
    lead, practitioner = user_of(Role.PRACTICE_LEAD), user_of(Role.PRACTITIONER)
    with practice_scope(rotherham.pk, reader=SYSTEM):
        assign_perm(OPEN, lead, two.merged)
        Woman.every.filter(pk=two.merged.pk).update(restricted_because="special_risk")
    made = merged_by_lead(rotherham, two)
    with practice_scope(rotherham.pk, reader=str(practitioner.pk)):
        assert not Woman.every.exists()
        assert not Merge.objects.exists()
    with practice_scope(rotherham.pk, reader=str(lead.pk)):
        assert Woman.objects.get().restricted_because == "special_risk"
    undone_by_lead(rotherham, made)
    with practice_scope(rotherham.pk, reader=str(practitioner.pk)):
        assert [one.ref for one in Woman.every.all()] == ["R-1"]


def test_a_lead_who_is_not_named_does_not_merge_a_restricted_record(rotherham, two):
    with practice_scope(rotherham.pk, reader=SYSTEM):
        assign_perm(OPEN, user_of(Role.COORDINATOR), two.merged)
        Woman.every.filter(pk=two.merged.pk).update(restricted_because="special_risk")
    with pytest.raises(CannotMerge, match="named on a restricted record"):
        merged_by_lead(rotherham, two)
    lead = client_of(Role.PRACTICE_LEAD)
    assert lead.get(f"/rotherham/women/{two.woman.pk}/merge/{two.merged.pk}/").status_code == 404


def test_the_letters_name_nobody(rotherham, two):
    made = merged_by_lead(rotherham, two)
    mail.outbox.clear()
    tell_of_merge(practice_id=rotherham.pk, merge_id=made.pk)
    assert [letter.to for letter in mail.outbox] == [["practitioner@rotherham.example"]]
    for secret in ("Nor", "R-1", "R-9", "Brien"):
        assert secret not in mail.outbox[0].body + mail.outbox[0].subject


def test_an_announced_erasure_stops_and_is_back_when_they_are_apart(rotherham, two):
    with scope_of(rotherham):
        erasure = factories.ErasureFactory(woman=two.merged, due_on=TODAY + timedelta(days=2))
    made = merged_by_lead(rotherham, two)
    with scope_of(rotherham):
        assert Erasure.objects.get().stopped_on == TODAY
    undone_by_lead(rotherham, made)
    with scope_of(rotherham):
        again = Erasure.objects.get(pk=erasure.pk)
        assert (again.stopped_on, again.woman_id, again.due_on) == (None, two.merged.pk, TODAY + timedelta(days=7))


def test_what_was_being_written_meanwhile_follows(rotherham, two):
    merged_by_lead(rotherham, two)
    with practice_scope(rotherham.pk, reader=SYSTEM):
        factories.NoteFactory(woman=two.merged, words="Sent in the same second.")
        late = factories.ChildFactory(woman=two.merged, child_no=1)
        assert bring_along() == 2
        assert bring_along() == 0
        late.refresh_from_db()
        assert (late.woman, late.child_no) == (two.woman, 3)
        assert Note.objects.get(words="Sent in the same second.").woman == two.woman


def test_every_model_with_a_woman_changes_hands_or_says_that_it_stays():
    """A new model is moved by itself; one that may stand once a woman must be thought of in women.merging."""
    moving = {model._meta.label for model, _ in links_to_woman()}
    assert {"women.Note", "sessions_log.Contact", "reporting.Narrative", "women.Place"} <= moving
    stays = {
        model._meta.label
        for model in apps.get_models()
        if any(field.related_model is Woman for field in model._meta.fields if field.is_relation)
        and not hasattr(model, "pgh_tracked_model")
        and not changes_hands(model)
    }
    assert stays == {
        "women.Merge", "women.Cover", "women.Certificate", "women.Transfer", "reporting.Story",
        "women.Withdrawal",
        "women.WomanUserObjectPermission", "women.WomanGroupObjectPermission",
    }  # fmt: skip
    thought_of = {"place_number_once_a_woman", "child_no_once_a_woman", "erasure_one_open_a_woman",
                  "need_once_a_stage_and_area"}  # fmt: skip
    once = {
        rule.name
        for model, name in links_to_woman()
        for rule in model._meta.constraints
        if name in getattr(rule, "fields", ())
    }
    assert once == thought_of


def test_a_merge_that_fails_leaves_everything(rotherham, two):
    before = everything(rotherham)
    with pytest.raises(CannotMerge), transaction.atomic():
        merged_by_lead(rotherham, two, same_child={two.same_child.pk: two.second_child.pk})
    assert everything(rotherham) == before
