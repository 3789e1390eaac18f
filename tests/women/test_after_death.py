"""After her death: what is still to do is found again, her family's contacts say so, and so does the way back."""

import html
import re
import uuid
from datetime import date

import pytest

from practices.permissions import Role
from tests.conftest import membership_of, scope_of
from tests.factories import ChildFactory, GoalFactory
from tests.page_forms import form_on, press
from tests.women.test_corrections import ago, begun, send, take
from tests.women.test_deaths import TODAY, S, place, record
from women.models import AfterDeath, Place, Woman
from women.withdrawing import withdrawable

__all__ = ["place"]  # the fixture


def test_a_contact_with_her_family_says_so_wherever_it_is_shown_and_leads_on(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
    hers = f"/rotherham/women/{place.woman_id}/"
    values = {"key": uuid.uuid4(), "whom": "family", "outcome": "made", "mode": "phone", "minutes": "20",
              "when": "today", "at": "00:01"}  # fmt: skip
    saved = practitioner.post(f"{hers}log/", values, follow=True)
    said = html.unescape(saved.content.decode())
    assert "Phone with her family, " in said
    assert "<dt>With whom</dt><dd>Her family</dd>" in said
    for path, words in (("after/", "What is still to do"), ("log/", "Log another with her family"),
                        ("", "Her record")):  # fmt: skip
        assert f'<a class="govuk-notification-banner__link" href="{hers}{path}">{words}</a>' in said
    assert "Log another with her<" not in said
    front = practitioner.get(hers).content.decode()
    assert "Since her death: 1 contact with her family." in front
    assert "contact with her family, phone" in front
    assert "of 0 contacts tried 0 made" in front
    assert "1 with her family" in practitioner.get(f"{hers}contacts/").content.decode()
    with scope_of(rotherham):
        Woman.objects.update(death_known_on=None, died_on=None, died_day_is_known=False)
        Place.objects.update(closed_on=None, closure_reason="")
    assert "Since her death" not in practitioner.get(hers).content.decode(), "it was a mistake: she lives"


class TestWhatIsStillToDoIsFoundAgain:
    """My day leads to it while anything is open; its own pages lead to the way back, where it was a mistake."""

    @pytest.fixture(autouse=True)
    def died(self, place, rotherham):
        with scope_of(rotherham):
            record(place)
        return f'href="/rotherham/women/{place.woman_id}/after/"'

    def test_my_day_leads_there_until_all_is_done_or_set_aside(self, died, practitioner, lead, place, rotherham):
        for client in (practitioner, lead):
            page = client.get("/rotherham/").content.decode()
            assert died in page
            assert "No women are linked to you yet" not in page
            assert "Nobody holds a seat yet" not in page
        with scope_of(rotherham):
            AfterDeath.objects.exclude(what="lessons").update(done_on=TODAY)
        assert died in practitioner.get("/rotherham/").content.decode()
        hers = f"/rotherham/women/{place.woman_id}/"
        after = practitioner.get(f"{hers}after/")
        assert f'action="{hers}after/set-aside/"' in after.content.decode()
        pressed = {"key": after.context["rest"]["key"].value()}
        said = practitioner.post(f"{hers}after/set-aside/", pressed, follow=True).content.decode()
        assert "Set aside. Each can be taken up again" in said
        assert "set-aside/" not in said
        assert "Take it up again" in said
        for client in (practitioner, lead):
            assert died not in client.get("/rotherham/").content.decode()
        with scope_of(rotherham):
            thing = AfterDeath.objects.get(set_aside=True)
        change = f"{hers}change/after-death/{thing.pk}/"
        version = practitioner.get(change).context["form"].version()
        values = {"key": uuid.uuid4(), "seen": version, "what": thing.what}
        assert practitioner.post(change, values).status_code == 302
        assert died in practitioner.get("/rotherham/").content.decode()

    def test_log_a_contact_offers_her_family_while_anything_is_to_do(self, place, practitioner, rotherham):
        chosen = f'href="/rotherham/women/{place.woman_id}/log/"'
        page = practitioner.get("/rotherham/log/").content.decode()
        assert chosen in page.split("Contacts with the family of a woman who has died")[1]
        assert chosen not in page.split("Contacts with the family of a woman who has died")[0]
        assert "family" not in practitioner.get("/rotherham/log/?for=appointment").content.decode()
        with scope_of(rotherham):
            AfterDeath.objects.update(set_aside=True)
        assert chosen not in practitioner.get("/rotherham/log/").content.decode()

    def test_the_day_of_a_colleague_is_quiet(self, died, place, practitioner, rotherham):
        with scope_of(rotherham):
            Woman.objects.update(practitioner=membership_of(Role.PRACTICE_LEAD))
        assert died not in practitioner.get("/rotherham/").content.decode()
        assert died in practitioner.get("/rotherham/?whose=team").content.decode()

    def test_of_a_woman_who_lives_after_all_no_day_says_it(self, died, practitioner, place, rotherham):
        with scope_of(rotherham):
            AfterDeath.objects.update(words="Begun.")
        send(practitioner, place, "closed", do="take_back", why="Wrong record.", sure="yes")
        assert died not in practitioner.get("/rotherham/").content.decode()

    def test_it_was_a_mistake_is_one_tap_from_the_sentence(self, practitioner, lead, place):
        for path in ("", "after/"):
            page = practitioner.get(f"/rotherham/women/{place.woman_id}/{path}").content.decode()
            (link,) = re.findall(r'href="([^"]*)">If this was recorded by mistake<', page)
            assert "This was a mistake" in practitioner.get(link).content.decode()

    def test_what_is_done_is_not_set_aside(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            thing = AfterDeath.objects.first()
        url = f"/rotherham/women/{place.woman_id}/change/after-death/{thing.pk}/"
        values = {"key": uuid.uuid4(), "seen": practitioner.get(url).context["form"].version(), "what": thing.what,
                  "words": "Her sister.", "done_on": TODAY, "set_aside": "on"}  # fmt: skip
        page = practitioner.post(url, values)
        assert page.status_code == 422
        assert "It has a day on which it was done." in page.content.decode()
        assert "Her sister." in page.content.decode()


def test_a_death_after_her_place_had_ended_is_taken_back_from_her_record(practitioner, rotherham):
    with scope_of(rotherham):
        made = begun()
        take(made, S.CLOSED, ago(10), reason="moved_away")
        record(made)
    page = practitioner.get(f"/rotherham/women/{made.woman_id}/").content.decode()
    assert f"/places/{made.number}/mistake/died/" in page


def test_a_child_who_dies_after_her_is_recorded_and_nothing_is_asked_of_her(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
        child = ChildFactory(woman=place.woman, born_on=date(2014, 3, 5))
    hers = f"/rotherham/women/{place.woman_id}/"
    page = practitioner.get(f"{hers}change/child/{child.pk}/").content.decode()
    assert f'href="{hers}loss/?child={child.pk}"' in page
    assert f'href="{hers}loss/"' in practitioner.get(f"{hers}children/").content.decode()
    form = practitioner.get(f"{hers}loss/?child={child.pk}").content.decode()
    for words in ("as she wants it written", "As she wants it written", "Does she want"):
        assert words not in form
    values = {"key": uuid.uuid4(), "what": "child", "child": child.pk, "certainty": "since", "words": "He was nine."}
    check = practitioner.post(f"{hers}loss/?child={child.pk}", values)
    assert "Nothing is due for this child any more" in check.content.decode()
    assert "My day" not in check.content.decode().split("<main", 1)[1]
    said = press(practitioner, f"{hers}loss/?child={child.pk}", values, follow=True).content.decode()
    assert "He was nine." in said
    assert "She was not asked" not in said
    change = practitioner.get(f"{hers}change/child/{child.pk}/")
    assert "Does she want" not in change.content.decode()
    values = {"key": uuid.uuid4(), "seen": change.context["form"].version(), "loss": "died", "words": "Nine.",
              "born_on_0": 5, "born_on_1": 3, "born_on_2": 2014, "born_day_is_known": "on"}  # fmt: skip
    assert practitioner.post(f"{hers}change/child/{child.pk}/", values).status_code == 302


@pytest.mark.parametrize("key", ["support", "score"])
def test_what_was_done_before_she_died_can_still_be_written_down_and_nothing_after(key, practitioner, place, rotherham):
    with scope_of(rotherham):
        goal = GoalFactory(woman=place.woman, set_on=ago(60))
        record(place, died_on=ago(5))
        before = withdrawable(key).hers(place.woman).count()
    url = f"/rotherham/women/{place.woman_id}/add/{key}/"
    assert url in practitioner.get(f"/rotherham/women/{place.woman_id}/after/").content.decode()
    typed = {"what": ["housing:new_tenancy"], "goal": [str(goal.pk)], "score": ["7"]}
    for day, status in ((ago(4), 422), (ago(5), 302)):
        answer = practitioner.post(url, {**form_on(practitioner.get(url)).fields, **typed, "on": [day.isoformat()]})
        assert answer.status_code == status, answer.context["form"].errors
    with scope_of(rotherham):
        assert withdrawable(key).hers(place.woman).count() == before + 1
