"""She has died: what stops, what is said, what is still to do, and the way back where it was a mistake."""

import html
import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from reporting.indicators.counting import count
from reporting.models import Return
from reporting.quarters import Quarter
from sessions_log.models import Contact
from sessions_log.queries.day import day_of
from tests.conftest import membership_of, scope_of
from tests.factories import (
    AppointmentFactory,
    ChildContactFactory,
    ChildFactory,
    CohortFactory,
    ContactFactory,
    ContraceptionFactory,
    GoalFactory,
    GoalScoreFactory,
    NeedFactory,
    PlaceFactory,
    PregnancyFactory,
    ReturnFactory,
    SupportFactory,
    WellbeingScoreFactory,
    WomanFactory,
)
from tests.page_forms import press
from tests.women.test_corrections import ago, begun, mistake, send, state, take
from women.actions import corrections, deaths, places, transfers
from women.actions.deaths import Death
from women.codes import LastThing, PlaceStep
from women.death import last_day
from women.kinds import KINDS
from women.lifecycle import StepNotAllowed
from women.models import AfterDeath, Consent, Place, Woman
from women.place_history import entries_of
from women.record import SECTIONS

S = PlaceStep
TODAY = timezone.localdate()


def died(client, woman, **values):
    values = {"key": uuid.uuid4(), "certainty": "not_known", "known_on": TODAY, "words": ""} | values
    send = press if values.get("sure") and "press" not in values else type(client).post
    return send(client, f"/rotherham/women/{woman.pk}/died/", values)


def confirmed(client, page):
    """Press the button of a page that shows once more what was answered: send just what stands hidden on it."""
    form = next(part for part in page.content.decode().split('<form method="post"') if 'name="sure"' in part)
    hidden = re.findall(r'<input type="hidden"([^>]*)>', form)
    named = [(re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in hidden]
    return client.post(
        page.request["PATH_INFO"], {name[1]: html.unescape(value[1]) if value else "" for name, value in named if name}
    )


def record(place, **known):
    death = Death(**{"known_on": ago(2), "died_on": ago(4), "day_is_known": True} | known)
    return deaths.record(woman=place.woman, death=death, words="Her sister rang.", by=None, now=timezone.now(),
                         today=TODAY)  # fmt: skip


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        made = begun()
        Woman.objects.update(practitioner=membership_of(Role.PRACTITIONER), known_as="Zinnia")
        return Place.objects.select_related("woman").get(pk=made.pk)


def test_a_practitioner_records_it_and_everything_stops(practitioner, place, rotherham):
    with scope_of(rotherham):
        AppointmentFactory(woman=place.woman, at=timezone.now() + timedelta(days=1), attendance="scheduled")
    values = {"certainty": "day", "died_on_0": ago(4).day, "died_on_1": ago(4).month, "died_on_2": ago(4).year}
    first = died(practitioner, place.woman, **values)
    assert "Check before you save" in first.content.decode()
    assert "stop at once" in first.content.decode()
    assert confirmed(practitioner, first).url.endswith("/after/")
    with scope_of(rotherham):
        held = Place.objects.get()
        assert (held.closed_on, held.closure_reason) == (ago(4), "died")
        day = day_of(today=TODAY, practitioner=None, viewer=membership_of(Role.PRACTICE_LEAD))
        assert not any((day.cards, day.due, day.hard, day.appointments_tomorrow))
        assert AfterDeath.objects.count() == 8
    assert "Zinnia" not in practitioner.get("/rotherham/appointments/?view=list").content.decode()


PAGES = ("", "place/", "after/", "contacts/", "appointments/", "children/", "plan/", "health/", "data/")


def test_no_page_says_that_she_could_come_back(lead, place, rotherham):
    with scope_of(rotherham):
        ChildContactFactory(child=ChildFactory(woman=place.woman), due_on=TODAY)
        record(place)
    for path in PAGES:
        page = lead.get(f"/rotherham/women/{place.woman_id}/{path}").content.decode()
        for words in ("Refer her again", "she gets a new place", "Referring her again", "Offer her to another",
                      "Make an appointment", "Next appointment", "Add letterbox"):  # fmt: skip
            assert words not in page, (path, words)
        assert "She died on" in page, path
    reopened = lead.post(f"/rotherham/women/{place.woman_id}/reopen/", {"key": uuid.uuid4(), "on": TODAY})
    assert reopened.status_code == 409
    with scope_of(rotherham), pytest.raises(StepNotAllowed, match="It is recorded that she has died"):
        places.refer(woman=Woman.objects.get(), on=TODAY, by=None)


def test_the_page_of_closing_leads_to_a_page_of_its_own(lead, place):
    url = f"/rotherham/women/{place.woman_id}/step/closed/"
    page = lead.get(url).content.decode()
    assert "Has she died?" in page
    assert 'value="died"' not in page
    assert lead.post(url, {"reason": "died", "on": TODAY}).url.endswith("/died/")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"certainty": ""}, "Choose one."),
        ({"certainty": "day"}, "Enter the day or the month"),
        ({"certainty": "about", "died_on_0": "31", "died_on_1": "2", "died_on_2": "2026"}, "real date"),
        ({"known_on": TODAY + timedelta(days=1)}, "This is in the future"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_words_stay(values, said, practitioner, place):
    response = died(practitioner, place.woman, **values, words="Her sister rang.")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Her sister rang." in response.content.decode()


def test_a_step_after_the_day_of_her_death_is_named(practitioner, place):
    day = ago(251)
    values = {"certainty": "day", "died_on_0": day.day, "died_on_1": day.month, "died_on_2": day.year, "sure": "yes"}
    response = died(practitioner, place.woman, **values)
    assert response.status_code == 422
    assert "before “Agreed to pause”" in response.content.decode()


@pytest.mark.parametrize("then", ["waiting", "next steps", "closed before", "declined"])
def test_it_can_be_recorded_wherever_she_is_and_be_taken_back(then, in_rotherham):
    if then == "waiting":
        made = places.refer(woman=WomanFactory(), on=ago(30), by=None)
        take(made, S.WAITING, ago(20))
    elif then == "declined":
        made = places.refer(woman=WomanFactory(), on=ago(30), by=None)
        places.offer(place=made, cohort=CohortFactory(starts_on=ago(300)), on=ago(20), by=None, today=TODAY)
        take(made, S.DECLINED, ago(10))
    else:
        made = begun()
        take(made, S.NEXT_STEPS if then == "next steps" else S.CLOSED, ago(10),
             reason="" if then == "next steps" else "moved_away")  # fmt: skip
    before = state(made)
    woman = record(made)
    assert (woman.death_known_on, woman.died_on) == (ago(2), ago(4))
    with pytest.raises(StepNotAllowed, match="recorded already"):
        record(made)
    held = Place.objects.get(pk=made.pk)
    if then in ("closed before", "declined"):
        assert state(made) == before
        corrections.take_back_death(place=held, mistake=mistake())
    else:
        assert held.closure_reason == "died"
        corrections.take_back(place=held, step=S.CLOSED, mistake=mistake())
    woman.refresh_from_db()
    assert (woman.death_known_on, woman.died_on, woman.died_day_is_known) == (None, None, False)
    assert state(made) == before
    assert not AfterDeath.objects.exists()
    told = entries_of(held, held.steps.all(), list(held.step_notes.all()))
    assert [one.corrections[0].why for one in told if not one.stands] == [mistake().why]


def test_whoever_recorded_it_takes_it_back_on_the_page(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/place/").content.decode()
    assert "mistake/closed/" in page
    assert send(practitioner, place, "closed", do="take_back", why="Wrong record.", sure="yes").status_code == 302
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/").content.decode()
    assert "She has died" not in page
    with scope_of(rotherham):
        assert Place.objects.get().is_open


def test_a_contact_with_her_family_is_logged_and_no_figure_counts_it(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
    url = f"/rotherham/women/{place.woman_id}/log/"
    page = practitioner.get(url).content.decode()
    assert "Log a contact with her family" in page
    assert "Something that came of it" not in page
    values = {"key": uuid.uuid4(), "whom": "family", "outcome": "made", "mode": "phone", "minutes": "20",
              "when": "today", "at": "00:01", "note": "Her mother."}  # fmt: skip
    assert practitioner.post(url, values).status_code == 302
    with scope_of(rotherham):
        contact = Contact.objects.get()
        assert contact.with_family
        found = count([rotherham.pk], Quarter.of(TODAY), today=TODAY)[rotherham.pk].indicators
        for key in ("contacts_attempted", "contacts_made", "contact_hours", "recorded_within_2_days"):
            assert found[key].numerator == 0, key
    assert "With her family" in practitioner.get(f"/rotherham/women/{place.woman_id}/contacts/").content.decode()
    hers = practitioner.post(url, {**values, "key": uuid.uuid4(), "whom": "her"})
    assert hers.status_code == 422
    assert "She had died by then" in hers.content.decode()
    before = {"whom": "her", "when": "other", "other_day": ago(6), "key": uuid.uuid4()}
    assert practitioner.post(url, {**values, **before}).status_code == 302


def test_what_is_still_to_do_is_marked_as_done_by_whoever_did_it(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
        thing = AfterDeath.objects.get(what="children")
    url = f"/rotherham/women/{place.woman_id}/change/after-death/{thing.pk}/"
    form = practitioner.get(url).context["form"]
    values = {"key": uuid.uuid4(), "seen": form.version(), "what": "children", "words": "Rang.", "done_on": TODAY}
    assert practitioner.post(url, values).status_code == 302
    with scope_of(rotherham):
        thing.refresh_from_db()
        assert (thing.done_on, thing.done_by.email) == (TODAY, "practitioner@rotherham.example")
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/after/").content.decode()
    assert "Practitioner of Rotherham" in page


def test_the_page_of_what_is_to_do_is_on_no_other_record(practitioner, place):
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/").content.decode()
    assert "What is still to do" not in page


def test_a_woman_who_has_died_moves_nowhere(in_rotherham, hackney):
    made = begun()
    record(made)
    Consent.objects.create(woman=made.woman, to="transfer", how="spoken", given_on=ago(20))
    with pytest.raises(transfers.CannotTransfer, match="recorded that she has died"):
        transfers.offer(
            woman=Woman.objects.get(), to=hackney, parts=[], words="", by=membership_of(Role.PRACTICE_LEAD).user,
            now=timezone.now(), today=TODAY,
        )  # fmt: skip


def test_a_workbook_that_says_died_is_understood_without_more(lead, rotherham):
    with scope_of(rotherham):
        made = PlaceFactory(closed_on=ago(4), closure_reason="died")
    page = lead.get(f"/rotherham/women/{made.woman_id}/place/").content.decode()
    assert "She has died" in page
    assert "Refer her again" not in page


def test_the_page_of_what_is_to_do_leads_back_to_the_record_of_a_woman_who_lives(practitioner, place, rotherham):
    url = f"/rotherham/women/{place.woman_id}/after/"
    assert practitioner.get(url).url == f"/rotherham/women/{place.woman_id}/place/"
    with scope_of(rotherham):
        record(place)
    assert practitioner.get(url).status_code == 200
    send(practitioner, place, "closed", do="take_back", why="Wrong record.", sure="yes")
    assert practitioner.get(url).status_code == 302


def test_only_what_belongs_after_a_death_is_added_to_her_record(lead, place, rotherham):
    with scope_of(rotherham):
        record(place)
        ChildFactory(woman=place.woman)
    record_of_her = f"/rotherham/women/{place.woman_id}/"
    drawn = "".join(lead.get(f"{record_of_her}{key}/").content.decode() for key in SECTIONS)
    for kind in KINDS.values():
        answer = lead.get(f"{record_of_her}add/{kind.key}/")
        assert answer.status_code == (404 if not kind.may_be_added else 200 if kind.after_death else 409), kind.key
        if not kind.after_death:
            assert f'href="{record_of_her}add/{kind.key}/' not in drawn, kind.key
    assert "There is no plan yet" not in drawn
    assert 'needs/ask/"' not in drawn
    goal = lead.post(f"{record_of_her}add/goal/", {"key": uuid.uuid4(), "area": "housing", "in_her_words": "A home."})
    assert "It is recorded that she has died" in goal.content.decode()
    assert lead.get(f"{record_of_her}needs/ask/").status_code == 409


def test_the_day_of_her_death_is_said_in_plain_words(lead, place, rotherham):
    with scope_of(rotherham):
        record(place)
    for path in ("", "after/", "goals/"):
        assert "She has died on" not in lead.get(f"/rotherham/women/{place.woman_id}/{path}").content.decode()
    assert (
        f"She died on {ago(4).day} {ago(4):%B %Y}" in lead.get(f"/rotherham/women/{place.woman_id}/").content.decode()
    )


def test_what_was_written_can_be_changed_before_it_is_saved(practitioner, place, rotherham):
    values = {"words": "Her sister rang.", "sure": "yes", "press": "change"}
    page = died(practitioner, place.woman, **values)
    assert page.status_code == 200
    assert "Her sister rang." in page.content.decode()
    assert "Check before you save" not in page.content.decode()
    assert 'value="change"' in died(practitioner, place.woman).content.decode()
    with scope_of(rotherham):
        assert Woman.objects.get().death_known_on is None


def test_what_is_dated_after_her_death_is_named_before_it_is_saved_and_on_her_record(practitioner, place, rotherham):
    with scope_of(rotherham):
        made = ContactFactory(woman=place.woman, started_at=timezone.now() - timedelta(days=1), mode="home_visit")
        ContactFactory(woman=place.woman, started_at=timezone.now() - timedelta(days=1), outcome="no_reply")
        ContactFactory(woman=place.woman, started_at=timezone.now() - timedelta(days=30))
        seen = AppointmentFactory(woman=place.woman, at=timezone.now() - timedelta(days=2), attendance="attended")
        rows = [
            ("contact", made), ("appointment", seen), ("support", SupportFactory(woman=place.woman, on=ago(1))),
            ("need", NeedFactory(woman=place.woman, on=ago(1))),
            ("wellbeing", WellbeingScoreFactory(woman=place.woman, on=ago(1))),
            ("score", GoalScoreFactory(goal=GoalFactory(woman=place.woman, set_on=ago(90)), on=ago(1))),
            ("goal", GoalFactory(woman=place.woman, ref="G-9", set_on=ago(1))),
            ("pregnancy", PregnancyFactory(woman=place.woman, known_on=ago(2))),
            ("contraception", ContraceptionFactory(woman=place.woman, started_on=ago(3))),
        ]  # fmt: skip
    links = sorted(f"/rotherham/women/{place.woman_id}/take-back/{kind}/{row.pk}/" for kind, row in rows)
    day = {"died_on_0": ago(4).day, "died_on_1": ago(4).month, "died_on_2": ago(4).year}
    asked = died(practitioner, place.woman, certainty="day", **day)
    assert "This is dated after her death (9 in all)." in asked.content.decode()
    assert sorted(set(re.findall(r'href="([^"]*/take-back/[^"]*)"', asked.content.decode()))) == links
    assert "dated after" not in died(practitioner, place.woman).content.decode()  # heard today, nobody knows when
    assert confirmed(practitioner, asked).status_code == 302
    after = practitioner.get(f"/rotherham/women/{place.woman_id}/after/").content.decode()
    assert sorted(set(re.findall(r'href="([^"]*/take-back/[^"]*)"', after))) == links


@pytest.mark.parametrize(
    ("known", "until"),
    [
        ({"died_on": date(2026, 3, 9), "day_is_known": True}, date(2026, 3, 9)),
        ({"died_on": date(2026, 3, 1), "day_is_known": False}, date(2026, 3, 31)),
        ({"died_on": date(2026, 4, 1), "day_is_known": False}, date(2026, 4, 20)),
        ({"died_on": None, "day_is_known": False}, date(2026, 4, 20)),
    ],
)
def test_the_last_day_on_which_she_may_have_lived(known, until):
    assert last_day(known_on=date(2026, 4, 20), **known) == until


class TestAMistakeOfNames:
    """The death was another woman's: what was written because of it is named, and what begins again."""

    @pytest.fixture
    def told(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            record(place)
            AfterDeath.objects.filter(what="team").update(done_on=TODAY)
            AfterDeath.objects.filter(what="lessons").update(words="On Monday.")
            with_family = ContactFactory(woman=place.woman, started_at=timezone.now(), with_family=True)
            AppointmentFactory(woman=place.woman, at=timezone.now() + timedelta(days=3), attendance="scheduled")
            AppointmentFactory(woman=place.woman, at=timezone.now() - timedelta(days=1), attendance="scheduled")
            ContraceptionFactory(woman=place.woman, review_due_on=TODAY)
            done = list(AfterDeath.objects.exclude(done_on=None, words=""))
        links = [f"take-back/after-death/{one.pk}/" for one in done] + [f"take-back/contact/{with_family.pk}/"]
        return [f"/rotherham/women/{place.woman_id}/{link}" for link in links]

    def test_the_page_that_takes_it_back_says_what_follows(self, told, practitioner, place):
        page = send(practitioner, place, "closed", do="take_back", why="Another woman.").content.decode()
        for words in ("Nothing says any more that she has died", "She lives, so this is due or planned for her again",
                      "1 appointment ahead", "1 appointment whose day has passed", "1 review of contraception",
                      "written because she was thought to have died", *told):  # fmt: skip
            assert words in page, words
        assert "A return was sent with it" not in page
        assert page.count("take-back/after-death/") == 2  # what nobody has begun goes by itself

    def test_a_return_is_named_where_one_was_sent_with_it(self, told, practitioner, place, rotherham):
        with scope_of(rotherham):
            made = ReturnFactory(quarter=str(Quarter.of(TODAY)), built_at=timezone.now(), sha256="0" * 64)
            Return.objects.filter(pk=made.pk).update(status="submitted", submitted_at=timezone.now())
        page = send(practitioner, place, "closed", do="take_back", why="Another woman.").content.decode()
        assert "A return was sent with it, and says that it would come out otherwise now." in page

    def test_what_stays_is_listed_until_it_is_taken_back_and_her_words_are_under_what_changed(
        self, told, practitioner, place, rotherham
    ):
        send(practitioner, place, "closed", do="take_back", why="Another woman.", sure="yes")
        hers = f"/rotherham/women/{place.woman_id}/"
        page = practitioner.get(f"{hers}place/").content.decode()
        for words in ("Written when she was thought to have died", "She lives.", *told):
            assert words in page, words
        assert "Her sister rang." not in page
        assert "Her sister rang." in practitioner.get(f"{hers}history/").content.decode()
        for link in told:
            sure = {"key": uuid.uuid4(), "reason": "wrong_woman", "sure": "yes"}
            assert press(practitioner, link, sure).status_code == 302
        assert "thought to have died" not in practitioner.get(f"{hers}place/").content.decode()

    def test_what_nobody_had_begun_is_said_by_what_it_was(self, told, practitioner, place):
        send(practitioner, place, "closed", do="take_back", why="Another woman.", sure="yes")
        page = practitioner.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()
        assert "Deleted: something to do after her death" in page
        assert "What is to do: Be in touch with her family → nothing" in page
        assert "after death</p>" not in page


def test_what_changed_after_a_death_is_folded_by_day_and_kind_and_all_there(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/history/")
    (today,) = page.context["days"]
    folded = [run for run in today.runs if run.is_folded]
    assert ("something to do after her death", 8) in [(run.first.noun.lower(), len(run.changes)) for run in folded]
    assert "Added: something to do after her death, 8 times" in page.content.decode()
    for thing in LastThing:
        assert (thing.label in html.unescape(page.content.decode())) == (thing is not LastThing.OTHER), thing


def test_she_has_died_is_two_taps_away_from_her_record_and_from_logging(practitioner, place, rotherham):
    link = f'href="/rotherham/women/{place.woman_id}/died/"'
    for path in ("place/", "log/"):
        assert link in practitioner.get(f"/rotherham/women/{place.woman_id}/{path}").content.decode()
    assert link not in practitioner.get(f"/rotherham/women/{place.woman_id}/").content.decode()  # she may look on
    with scope_of(rotherham):
        record(place)
    for path in ("", "log/", "place/"):
        assert link not in practitioner.get(f"/rotherham/women/{place.woman_id}/{path}").content.decode()


def test_the_heading_of_a_thing_to_do_is_the_thing(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
        thing = AfterDeath.objects.get(what="lessons")
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/change/after-death/{thing.pk}/").content.decode()
    assert "A review, and what we learn from it</h1>" in page
    assert "Change something to do after her death" not in page


def test_every_page_that_is_named_as_closed_shows_no_form_and_every_other_one_does(lead, place, rotherham):
    """What was begun on a phone for one of these is set aside there (static/site/offline/left.js)."""
    with scope_of(rotherham):
        record(place)
    hers = f"/rotherham/women/{place.woman_id}/"
    (said,) = set(re.findall(r'data-closed="([^"]*)"', lead.get(f"{hers}after/").content.decode()))
    closed = said.split()
    assert {f"{hers}died/", f"{hers}add/goal/", f"{hers}step/transition/", f"{hers}needs/ask/"} <= set(closed)
    for path in closed:
        response = lead.get(path)
        assert response.status_code in (302, 409) and b"data-keeps" not in response.content, path
    for kind in KINDS.values():
        if kind.may_be_added and kind.after_death:
            assert f"{hers}add/{kind.key}/" not in closed


@pytest.mark.parametrize("day", [ago(6), ago(1)])
def test_a_corrected_day_of_her_death_stands_on_her_record_as_well_as_on_her_place(day, practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place, died_on=None, day_is_known=False)
    values = {"do": "correct", "on": day.isoformat(), "reason": "died", "why": "The certificate.", "sure": "yes"}
    assert send(practitioner, place, "closed", **values).status_code == 302
    with scope_of(rotherham):
        woman = Woman.objects.get()
        assert (woman.died_on, woman.died_day_is_known) == (day, True)
        assert woman.death_known_on == max(day, ago(2))
        assert Place.objects.get().closed_on == day
    assert (
        f"She died on {day.day} {day:%B %Y}" in practitioner.get(f"/rotherham/women/{place.woman_id}/").content.decode()
    )
