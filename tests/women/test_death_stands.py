"""Her death stands whatever becomes of her place: corrected, taken back, merged or taken apart again."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db.models import DateField
from django.utils import timezone

from practices.permissions import Role
from sessions_log.forms.whom import covering
from tests import factories as make
from tests.conftest import membership_of, scope_of
from tests.practices.test_people import text_of
from tests.women.test_corrections import TODAY, ago, begun, mistake, send, take
from tests.women.test_deaths import died, record
from tests.women.test_merging import Two, merged_by_lead, undone_by_lead
from tests.women.test_merging_pages import address, answers
from tests.women.test_waiting_at_a_death import of_her
from women.actions import corrections, deaths
from women.actions.deaths import Death
from women.actions.merging import CannotMerge
from women.codes import PlaceStep
from women.death import dated_after
from women.lifecycle import StepNotAllowed
from women.models import Merge, Place, Woman
from women.place_history import entries_of, standing_notes

pytestmark = pytest.mark.usefixtures("committed")
S = PlaceStep


def closed_then_died():
    place = begun()
    take(place, S.CLOSED, ago(3), reason="completed")
    record(place)
    return Place.objects.select_related("woman").get(pk=place.pk)


def test_a_closing_taken_back_of_a_woman_who_died_closes_with_her_death(lead, rotherham):
    with scope_of(rotherham):
        place = closed_then_died()
    first = send(lead, place, "closed", do="take_back", why="It was no completion.")
    assert "it closes with her death" in text_of(first)
    assert "goes on from where it was" not in text_of(first)
    done = lead.post(f"/rotherham/women/{place.woman_id}/places/{place.number}/mistake/closed/",
                     {"key": first.context["form"].data["key"], "do": "take_back", "why": "It was no completion.",
                      "sure": "yes", "looked_at": first.context["form"].data.get("looked_at", "")}, follow=True)  # fmt: skip
    assert "She has died, and nothing is due or planned for her" in text_of(done)
    with scope_of(rotherham):
        held = Place.objects.get()
        assert (held.closed_on, held.closure_reason) == (ago(4), "died")
        assert Woman.objects.get().death_known_on == ago(2)
        steps, notes = list(held.steps.all()), list(held.step_notes.all())
        standing = [entry for entry in entries_of(held, steps, notes) if entry.stands]
        assert [one.what for one in standing if one.reason == "died" or one.what == "died"] == ["closed"]
        assert "Her sister rang." in [note.words for note in standing_notes(steps, notes)]
    assert "She agrees to pause" not in text_of(lead.get(f"/rotherham/women/{place.woman_id}/place/"))


@pytest.mark.parametrize("to", [S.DECLINED, S.NOT_ELIGIBLE, S.NEXT_STEPS])
def test_so_does_whatever_else_had_ended_her_place(to, in_rotherham):
    place = begun()
    if to is S.NEXT_STEPS:
        take(place, to, ago(20))
        take(place, S.CLOSED, ago(10), reason="completed")
        to = S.CLOSED
    else:
        Place.objects.update(agreed_on=None, **({"offered_on": None} if to is S.NOT_ELIGIBLE else {}))
        take(place, to, ago(10))
    record(place)
    corrections.take_back(place=place, step=to, mistake=mistake())
    held = Place.objects.get()
    assert (held.closed_on, held.closure_reason) == (ago(4), "died")
    corrections.take_back(place=held, step=S.CLOSED, mistake=mistake())  # she lives after all
    assert Woman.objects.get().death_known_on is None
    assert Place.objects.get().closed_on is None


def test_a_day_before_the_last_step_is_said_and_nothing_is_done(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(3), reason="completed")
    record(place, died_on=ago(260))
    with pytest.raises(StepNotAllowed, match="This is before “Agreed to pause”"):
        corrections.take_back(place=place, step=S.CLOSED, mistake=mistake())
    assert Place.objects.get().closure_reason == "completed"


class TestTheDayOfADeathAfterHerPlaceHadEnded:
    """Said, as it is known; corrected on the page that takes it back."""

    @pytest.fixture
    def place(self, rotherham):
        with scope_of(rotherham):
            Woman.objects.update(practitioner=membership_of(Role.PRACTITIONER))
            return closed_then_died()

    def test_the_history_says_the_day_on_which_she_died(self, place, lead):
        page = text_of(lead.get(f"/rotherham/women/{place.woman_id}/place/"))
        day = f"{ago(4).day} {ago(4):%B %Y}"
        assert f"{day}: She has died" in page
        assert f"{ago(2).day} {ago(2):%B %Y}: She has died" not in page
        assert f"She has died, on {day}" in text_of(lead.get(self.url(place)))

    def test_it_is_corrected_and_both_stand(self, place, lead, rotherham):
        right = ago(6)
        values = {"do": "correct", "on": right.isoformat(), "why": "The certificate.", "sure": "yes"}
        assert send(lead, place, "died", **values).status_code == 302
        with scope_of(rotherham):
            woman = Woman.objects.get()
            assert (woman.died_on, woman.died_day_is_known, woman.death_known_on) == (right, True, ago(2))
        page = text_of(lead.get(f"/rotherham/women/{place.woman_id}/place/"))
        assert f"{right.day} {right:%B %Y}: She has died" in page
        assert "The certificate." in page
        assert "Her sister rang." in page
        again = send(lead, place, "died", **values)
        assert "This is what is recorded already" in text_of(again)

    def test_a_day_that_nobody_knew_is_said_as_heard_and_can_be_given(self, lead, rotherham):
        with scope_of(rotherham):
            place = begun()
            take(place, S.CLOSED, ago(3), reason="completed")
            record(place, died_on=None, day_is_known=False)
        assert "We heard that she has died" in text_of(lead.get(f"/rotherham/women/{place.woman_id}/place/"))
        values = {"do": "correct", "on": ago(5).isoformat(), "why": "The certificate.", "sure": "yes"}
        assert send(lead, place, "died", **values).status_code == 302
        assert (
            "We heard that"
            not in text_of(lead.get(f"/rotherham/women/{place.woman_id}/place/")).split("Recorded by")[0]
        )

    def test_a_day_ahead_is_refused_and_taking_back_still_works(self, place, lead, rotherham):
        ahead = {"do": "correct", "on": (TODAY + timedelta(days=1)).isoformat(), "why": "x", "sure": "yes"}
        assert send(lead, place, "died", **ahead).status_code == 422
        assert send(lead, place, "died", do="take_back", why="Another woman.", sure="yes").status_code == 302
        with scope_of(rotherham):
            assert Woman.objects.get().death_known_on is None

    def test_the_page_that_records_it_does_not_say_that_a_closed_place_closes(self, lead, rotherham):
        with scope_of(rotherham):
            place = begun()
            take(place, S.CLOSED, ago(3), reason="completed")
        page = text_of(died(lead, place.woman))
        assert "Her place has ended already" in page
        assert "Her place closes" not in page

    def url(self, place):
        return f"/rotherham/women/{place.woman_id}/places/{place.number}/mistake/died/"


class TestMerging:
    """Two records of which one says that she has died."""

    @pytest.fixture
    def two(self, rotherham):
        with scope_of(rotherham):
            return Two()

    def dies(self, woman, on):
        deaths.record(woman=woman, death=Death(known_on=on, died_on=on, day_is_known=True), words="", by=None,
                      now=timezone.now(), today=TODAY)  # fmt: skip

    @pytest.mark.parametrize("dead", ["woman", "merged"])
    def test_where_one_of_two_has_died_they_are_not_merged_and_both_pages_say_so(self, dead, two, lead, rotherham):
        with scope_of(rotherham):
            self.dies(getattr(two, dead), date(2019, 3, 4))
        page = text_of(lead.get(address(two)))
        assert "Died 4 March 2019" in page
        assert "that she has died, and not on" in page
        assert "Check your answers" not in page
        lead.post(address(two), answers(two) | {"sure": "yes"})
        with scope_of(rotherham):
            assert not Merge.objects.exists()
            with pytest.raises(CannotMerge, match="that she has died, and not on"):
                merged_by_lead(rotherham, two)

    def test_two_days_of_a_death_are_asked_and_can_be_taken_apart(self, two, lead, rotherham):
        with scope_of(rotherham):
            self.dies(two.woman, date(2019, 3, 4))
            self.dies(two.merged, date(2019, 3, 6))
        page = lead.get(address(two))
        choices = [said for _, said in page.context["form"].fields["value_death"].choices]
        assert "Died 4 March 2019" in choices[0] and "Died 6 March 2019" in choices[1]
        check = lead.post(address(two), answers(two) | {"value_death": "take"})
        assert "Died 6 March 2019" in text_of(check)
        with scope_of(rotherham):
            made = merged_by_lead(rotherham, two, taken=["death"])
            assert Woman.objects.get(pk=two.woman.pk).died_on == date(2019, 3, 6)
            assert not [place for place in Place.objects.all() if place.is_open]
            undone_by_lead(rotherham, made)
            assert Woman.objects.get(pk=two.woman.pk).died_on == date(2019, 3, 4)
            assert Woman.objects.get(pk=two.merged.pk).died_on == date(2019, 3, 6)

    def test_a_death_recorded_since_is_taken_back_before_they_are_taken_apart(self, two, rotherham):
        with scope_of(rotherham):
            made = merged_by_lead(rotherham, two)
            self.dies(Woman.objects.get(pk=two.woman.pk), date(2019, 4, 10))
            with pytest.raises(CannotMerge, match="It was recorded since that she has died"):
                undone_by_lead(rotherham, made)


def test_no_contact_with_her_is_dated_between_her_death_and_a_later_closing(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(3), reason="completed")
    record(place, died_on=ago(13), known_on=ago(2))
    hers = list(Place.objects.select_related("woman"))
    assert covering(hers, ago(13)) == ""
    assert covering(hers, ago(8)).startswith("She had died by then, on ")


SHE_DID = {
    "sessions_log.Contact.started_at": lambda woman, day: make.ContactFactory(woman=woman, started_at=noon(day)),
    "sessions_log.Appointment.at": lambda woman, day: make.AppointmentFactory(
        woman=woman, at=noon(day), attendance="attended"
    ),
    "sessions_log.Support.on": lambda woman, day: make.SupportFactory(woman=woman, on=day),
    "women.Goal.set_on": lambda woman, day: make.GoalFactory(woman=woman, set_on=day),
    "women.Goal.achieved_on": lambda woman, day: make.GoalFactory(woman=woman, set_on=ago(100), achieved_on=day),
    "women.GoalScore.on": lambda woman, day: make.GoalScoreFactory(
        goal=make.GoalFactory(woman=woman, set_on=ago(100)), on=day
    ),
    "women.Need.on": lambda woman, day: make.NeedFactory(woman=woman, on=day),
    "women.WellbeingScore.on": lambda woman, day: make.WellbeingScoreFactory(woman=woman, on=day),
    "women.Pregnancy.known_on": lambda woman, day: make.PregnancyFactory(woman=woman, known_on=day),
    "women.Pregnancy.ended_on": lambda woman, day: make.PregnancyFactory(
        woman=woman, known_on=ago(100), ended_as="birth", ended_on=day
    ),
    "women.Contraception.started_on": lambda woman, day: make.ContraceptionFactory(woman=woman, started_on=day),
    "women.Consent.given_on": lambda woman, day: make.ConsentFactory(woman=woman, given_on=day),
    "women.Consent.withdrawn_on": lambda woman, day: make.ConsentFactory(
        woman=woman, given_on=ago(100), withdrawn_on=day
    ),
    "women.TransitionPlan.made_on": lambda woman, day: make.TransitionPlanFactory(
        place=woman.places.get(), made_on=day
    ),
    "women.CheckIn.done_on": lambda woman, day: make.CheckInFactory(place=woman.places.get(), done_on=day),
    "women.ChildContact.done_on": lambda woman, day: make.ChildContactFactory(
        child=make.ChildFactory(woman=woman), kind="direct_contact", done_on=day
    ),
}  # fmt: skip
# what the team, a court or the law does, and may do after her death; or what a list of its own asks about
NOT_HERS = {
    "reporting.Acceptance", "reporting.Narrative", "reporting.Story", "sessions_log.Amendment", "women.AfterDeath",
    "women.AgencyReference", "women.Certificate", "women.Child", "women.ChildStatus", "women.CopyDecision",
    "women.CopyFile", "women.Cover", "women.Document", "women.DocumentContent", "women.Erasure", "women.Flag",
    "women.LegalBasis", "women.LegalHold", "women.Merge", "women.Note", "women.Person", "women.Place",
    "women.RecordCopy", "women.Request", "women.SafeContact", "women.Step", "women.StepNote", "women.Transfer",
    "women.Withdrawal", "women.Woman", "sessions_log.Contact.recorded_at", "women.ChildContact.due_on",
    "women.CheckIn.due_on", "women.Goal.stopped_on", "women.Contraception.ended_on",
    "women.Contraception.review_due_on",
}  # fmt: skip


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def test_of_every_date_of_every_kind_of_row_it_is_decided_whether_she_did_it():
    dates = {
        f"{model._meta.label}.{field.name}"
        for model in of_her() if model._meta.label not in NOT_HERS
        for field in model._meta.concrete_fields if isinstance(field, DateField)
    }  # fmt: skip
    assert dates - NOT_HERS == SHE_DID.keys()


def test_whatever_she_is_said_to_have_done_after_her_death_is_listed(in_rotherham):
    place = record_of_a_death()
    for name, made in SHE_DID.items():
        row = made(place.woman, ago(2))
        listed = [(line.pk, line.on) for line in dated_after(place.woman, ago(4))]
        assert (row.pk, ago(2)) in listed, name


def record_of_a_death():
    place = begun()
    record(place)
    return place
