"""The pages that put right what was recorded of a place: what was chosen is there again after “Change”."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import scope_of
from tests.factories import AppointmentFactory
from tests.page_forms import form_on
from tests.women.test_corrections import ago, begun, take
from tests.women.test_deaths import confirmed, died, record
from women.codes import ClosureReason, PlaceStep
from women.death import BY_US, WITHOUT_HER
from women.lifecycle import FIELD_OF_STEP, StepNotAllowed
from women.models import Place, Woman

pytestmark = pytest.mark.usefixtures("committed")


def address(place, what):
    return f"/rotherham/women/{place.woman_id}/places/{place.number}/mistake/{what}/"


@pytest.mark.parametrize(("ends", "what"), [("open", "closed"), ("completed", "died"), ("living", "agreed")])
@pytest.mark.parametrize("do", ["take_back", "correct"])
def test_change_brings_back_all_that_was_chosen(do, ends, what, lead, rotherham):
    with scope_of(rotherham):
        place = begun()
        if ends == "completed":
            take(place, PlaceStep.CLOSED, ago(9), reason="completed")
        if ends != "living":
            record(place)
    url = address(place, what)
    typed = {**form_on(lead.get(url)).fields, "do": [do], "why": ["Another day."]}
    if do == "correct":
        typed["on"] = [ago(5).isoformat() if ends != "living" else ago(240).isoformat()]
    check = lead.post(url, typed)
    assert "Check before you save" in check.content.decode()
    back = lead.post(url, {**form_on(check, "data-sure").fields, "press": "change", "sure": "yes"})
    assert back.status_code == 200
    assert "There is a problem" not in back.content.decode()
    again = form_on(back).fields
    for name in ("do", "on", "why"):
        assert again.get(name) == typed[name], name
    assert "Check before you save" in read(lead.post(url, again)), "what was changed is shown before it is saved"


@pytest.mark.parametrize("page", ["died", "loss", "step/closed"])
def test_what_was_changed_on_a_check_page_is_shown_back_before_it_is_saved(page, lead, rotherham):
    with scope_of(rotherham):
        place = begun()
    url = f"/rotherham/women/{place.woman_id}/{page}/"
    typed = {"known_on": ago(1), "certainty": "not_known" if page == "died" else "since", "what": "miscarriage",
             "on": ago(1) if "closed" in page else "", "reason": "withdrew", "words": "She said so."}  # fmt: skip
    check = lead.post(url, {**form_on(lead.get(url)).fields, **typed})
    assert "Check before you save" in read(check)
    back = lead.post(url, {**form_on(check, "data-sure").fields, "press": "change"})
    assert "Check before you save" in read(lead.post(url, {**form_on(back).fields, "words": "Other words."}))
    with scope_of(rotherham):
        place.refresh_from_db()
        assert (place.closed_on, place.woman.death_known_on, place.woman.pregnancies.count()) == (None, None, 0)


def correct(client, place, what, **said):
    url = address(place, what)
    typed = {**form_on(client.get(url)).fields, "do": "correct", "why": "Her sister rang again."}
    return url, client.post(url, typed | said)


def confirm(client, url, check):
    return client.post(url, {**form_on(check, "data-sure").fields, "sure": "yes"})


def read(response):
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("what", ["closed", "died"])
@pytest.mark.parametrize(
    ("certainty", "on", "known"),
    [("about", ago(4).replace(day=1), (ago(4).replace(day=1), False)), ("not_known", None, (None, False)),
     ("day", ago(6), (ago(6), True))],
)  # fmt: skip
def test_of_a_death_as_much_is_said_on_correcting_it_as_on_recording_it(certainty, on, known, what, lead, rotherham):
    with scope_of(rotherham):
        place = begun()
        if what == "died":
            take(place, PlaceStep.CLOSED, ago(9), reason="completed")
        record(place)
    url, check = correct(lead, place, what, certainty=certainty, on=on or "")
    assert check.status_code == 200, read(check)
    assert confirm(lead, url, check).status_code == 302
    with scope_of(rotherham):
        woman, held = Woman.objects.get(), Place.objects.get()
        assert (woman.died_on, woman.died_day_is_known) == known
        if what == "closed":
            assert held.closed_day_is_known is (certainty != "about")
            assert held.closed_on == (on if on is not None else ago(2))
    _, again = correct(lead, place, what, certainty=certainty, on=on or "")
    assert "This is what is recorded already" in read(confirm(lead, url, again))


def test_a_day_is_not_both_known_and_not(lead, rotherham):
    with scope_of(rotherham):
        place = begun()
        record(place)
    _, response = correct(lead, place, "closed", certainty="not_known", on=ago(3))
    assert response.status_code == 422
    assert "You chose that it is not known, and entered a day." in read(response)
    _, check = correct(lead, place, "closed", certainty="not_known")  # the day that stood is left in its box
    assert "Check before you save" in read(check)


def test_taking_it_back_says_nothing_of_when_she_died(lead, rotherham):
    with scope_of(rotherham):
        place = begun()
        record(place)
    _, check = correct(lead, place, "closed", do="take_back")
    assert "Do you know when she died?" not in read(check).split("Check before you save")[1].split("<form")[0]


def test_correcting_to_an_earlier_day_asks_about_what_is_dated_after_it(lead, rotherham):
    with scope_of(rotherham):
        place = begun()
        AppointmentFactory(woman=place.woman, attendance="attended", at=timezone.now() - timedelta(days=5))
        record(place)
    url, check = correct(lead, place, "closed", certainty="day", on=ago(8))
    assert "This is dated after her death (1 in all)." in read(check)
    assert confirm(lead, url, check).status_code == 302
    page = read(lead.get(f"/rotherham/women/{place.woman_id}/place/"))
    heading = page.split("What was said")[1].split("Her sister rang.")[0]
    assert f"Closed, {ago(8).day} {ago(8):%b}" in heading, heading
    assert "appointment" in read(lead.get(f"/rotherham/women/{place.woman_id}/after/")).split("Dated after")[1].lower()


class TestADeathBeforeAStep:
    """A day before a step of hers is asked about, or refused where her place cannot close by it."""

    def record(self, client, place, day, certainty="day"):
        boxes = {"died_on_0": day.day, "died_on_1": day.month, "died_on_2": day.year}
        return died(client, place.woman, certainty=certainty, **boxes)

    @pytest.mark.parametrize("certainty", ["day", "about"])
    def test_of_an_open_place_it_is_refused_before_anything_is_checked(self, certainty, practitioner, rotherham):
        with scope_of(rotherham):
            place = begun()  # agreed 250 days ago
        response = self.record(practitioner, place, ago(285), certainty)
        assert response.status_code == 422
        [said] = response.context["form"].errors["died_on"]
        assert said.startswith(f"This is before “Agreed to pause” on {ago(250):%d/%m/%Y}. Put that step right first")
        with scope_of(rotherham), pytest.raises(StepNotAllowed, match="This is before “Agreed to pause”"):
            record(place, died_on=ago(285), day_is_known=certainty == "day")

    @pytest.mark.parametrize(("day", "steps"), [(ago(10), {"next_steps"}), (ago(320), None)])
    def test_of_a_place_that_had_ended_each_later_step_is_asked(self, day, steps, practitioner, rotherham):
        with scope_of(rotherham):
            place = begun()
            take(place, PlaceStep.NEXT_STEPS, ago(5))
            take(place, PlaceStep.CLOSED, ago(4), reason="other")
        check = self.record(practitioner, place, day)
        assert check.status_code == 200
        every = {"referred", "offered", "agreed", "next_steps"}
        asked = {one for one in (*every, "closed") if f'href="{address(place, one)}"' in read(check)}
        assert asked == (steps or every)
        assert confirmed(practitioner, check).status_code == 302
        after = read(practitioner.get(f"/rotherham/women/{place.woman_id}/after/"))
        assert "Place 1: Next Steps" in after.split("Dated after her death")[1]

    def test_of_each_step_of_a_place_it_is_decided_whether_it_is_asked(self):
        assert set(FIELD_OF_STEP) == BY_US | {
            PlaceStep.REFERRED, PlaceStep.OFFERED, PlaceStep.DECLINED, PlaceStep.AGREED, PlaceStep.TRANSITION,
            PlaceStep.NEXT_STEPS,
        }  # fmt: skip
        assert set(ClosureReason) == WITHOUT_HER | {
            ClosureReason.COMPLETED, ClosureReason.WITHDREW, ClosureReason.MOVED_AWAY, ClosureReason.TRANSFERRED,
        }  # fmt: skip
