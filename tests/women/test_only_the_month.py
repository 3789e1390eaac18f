"""Where only the month of a day is known, no page, copy or list says a day of it."""

import html
import json
import re
import uuid
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from practices.permissions import Role
from reporting.behind import DESCRIBED
from sessions_log.timeline import timeline_of
from tests.conftest import membership_of, scope_of
from tests.factories import ChildFactory, CohortFactory, ContactFactory, PlaceFactory, PregnancyFactory
from tests.page_forms import press
from tests.women.test_losses import boxes
from women.actions import corrections, deaths
from women.actions.corrections import Mistake
from women.actions.deaths import Death
from women.codes import PlaceStep
from women.history import changes_of_woman
from women.kinds import KINDS
from women.known_days import day_is_known
from women.law import keeping
from women.law.gathering import gather
from women.lifecycle import StepNotAllowed
from women.models import Child, Place, Pregnancy, Step, StepNote, Woman
from women.record import SECTIONS

TODAY = date(2019, 6, 3)
HEARD = date(2019, 4, 2)
DIED, BORN, LOST = date(2019, 3, 17), date(2014, 5, 17), date(2016, 7, 17)
KNOWN, ENDED = date(2018, 9, 17), date(2018, 10, 17)
VAGUE = (DIED, BORN, LOST, KNOWN, ENDED)
FORMATS = ("{0.day} {0:%B}", "{0.day} {0:%b}\\b", "{0:%d/%m}", "{0:%d.%m.}", "{0:%Y-%m-%d}", "{0:%m-%d}")
AS_A_DAY = re.compile("|".join(rf"\b{one.format(day)}" for day in VAGUE for one in FORMATS))
FLAGS = ("_day_is_known", "_month_only")


def in_words(page):
    """What a page says: without what stands in a box that somebody filled in with a day."""
    text = re.sub(r"<(input|option|textarea)\b[^>]*>", "", page.content.decode())
    return html.unescape(text)


def says_no_day(text, where):
    assert not (found := AS_A_DAY.search(text)), (where, text[max(0, found.start() - 80) : found.end() + 40])


@pytest.mark.parametrize("said", ["17 March 2019", "on 17 Mar 2019", "17/03/2019", "2019-03-17", "17 Mar"])
def test_a_day_is_found_however_it_is_written(said):
    with pytest.raises(AssertionError):
        says_no_day(f"Closed {said} (she has died)", "a sentence")


@pytest.fixture
def woman(rotherham):
    """Of all that is dated by a flag, only the month is known."""
    with scope_of(rotherham):
        by = membership_of(Role.PRACTITIONER)
        place = PlaceFactory(cohort=CohortFactory(starts_on=date(2018, 7, 1)), offered_on=date(2018, 7, 2),
                             agreed_on=date(2018, 8, 1))  # fmt: skip
        woman = place.woman
        Woman.objects.update(practitioner=by, known_as="Zinnia")
        woman.refresh_from_db()
        ChildFactory(woman=woman, born_on=BORN, removed_on=None, loss="died", died_on=LOST)
        ChildFactory(woman=woman, born_on=BORN)
        PregnancyFactory(woman=woman, known_on=KNOWN, known_month_only=True)
        lost = PregnancyFactory(woman=woman, known_on=KNOWN, known_month_only=True, ended_as="miscarriage",
                                ended_on=ENDED, ended_month_only=True)  # fmt: skip
        lost.outcome = "She told us."
        lost.save()  # an earlier version, too
        known = Death(known_on=HEARD, died_on=DIED, day_is_known=False)
        deaths.record(woman=woman, death=known, words="Her sister rang.", by=by.user, now=timezone.now(),
                      today=TODAY)  # fmt: skip
        ContactFactory(woman=woman, with_family=True)
    return woman


def test_each_flag_of_a_day_stands_in_what_is_walked(woman, rotherham):
    flags = {
        (model, field.name)
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.fields
        if isinstance(field, models.BooleanField) and field.name.endswith(FLAGS)
    }
    assert {model for model, _ in flags} == {Woman, Child, Pregnancy, Place, Step, StepNote}
    with scope_of(rotherham):
        for model, flag in flags:
            stem = flag.removesuffix("_day_is_known").removesuffix("_month_only")
            name = stem if stem == "on" else f"{stem}_on"
            days = [getattr(row, name) for row in model.objects.all() if not day_is_known(row, name)]
            assert set(days) & set(VAGUE), (model, flag)


def test_no_page_of_hers_says_a_day(woman, lead, rotherham):
    hers = f"/rotherham/women/{woman.pk}/"
    with scope_of(rotherham):
        other = PlaceFactory(woman__known_as="Zinnia").woman
        rows = {"child": list(woman.children.all()), "pregnancy": list(woman.pregnancies.all()),
                "after-death": list(woman.after_death.all()[:1])}  # fmt: skip
        contact = woman.contacts.get()
    pages = [hers, *(f"{hers}{key}/" for key in SECTIONS), f"{hers}loss/", f"{hers}log/",
             f"{hers}contacts/{contact.pk}/", f"{hers}places/1/mistake/closed/", f"{hers}merge/{other.pk}/",
             f"/rotherham/women/{other.pk}/merge/{woman.pk}/", "/rotherham/", "/rotherham/women/?show=all",
             "/rotherham/keeping/", "/rotherham/referrals/", "/rotherham/team/caseloads/"]  # fmt: skip
    for kind, found in rows.items():
        assert kind in KINDS
        pages += [f"{hers}{what}/{kind}/{row.pk}/" for row in found for what in ("change", "take-back")]
        pages += [f"{hers}loss/?{kind}={row.pk}" for row in found]
    for path in pages:
        page = lead.get(path)
        assert page.status_code == 200, path
        says_no_day(in_words(page), path)
    assert "March 2019" in in_words(lead.get(f"{hers}place/"))
    says_no_day(in_words(lead.post("/rotherham/find/", {"q": woman.ref})), "find")


def test_no_page_that_is_shown_once_more_says_a_day(woman, lead, practitioner, rotherham):
    with scope_of(rotherham):
        living = PlaceFactory(offered_on=date(2018, 7, 2)).woman
        child = ChildFactory(woman=living, born_on=BORN)
    hers = f"/rotherham/women/{living.pk}/"
    about = {"key": uuid.uuid4(), "certainty": "about"}
    died = practitioner.post(f"{hers}died/", {**about, **boxes("died_on", DIED), "known_on": HEARD})
    lost = {**about, **boxes("on", LOST), "remembers": "", "reviews": "off"}
    of_child = practitioner.post(f"{hers}loss/", {**lost, "what": "child", "child": child.pk})
    known = {
        **boxes("known_on", KNOWN.replace(day=1)),
        **boxes("on", ENDED),
        "known_month_only": "on",
        "what": "miscarriage",
    }
    of_pregnancy = practitioner.post(f"{hers}loss/", {**lost, **known})
    mistake = {"key": uuid.uuid4(), "do": "take_back", "why": "Another woman."}
    taken = practitioner.post(f"/rotherham/women/{woman.pk}/places/1/mistake/closed/", mistake)
    for page, said in ((died, "March 2019"), (of_child, "July 2016"), (of_pregnancy, "September 2018"),
                       (taken, "in March 2019")):  # fmt: skip
        assert "Check before you save" in in_words(page)
        assert said in in_words(page)
        says_no_day(in_words(page), said)


def test_what_somebody_changed_meanwhile_is_compared_by_its_month(woman, practitioner, rotherham):
    with scope_of(rotherham):
        child = woman.children.first()
    url = f"/rotherham/women/{woman.pk}/change/child/{child.pk}/"
    seen = practitioner.get(url).context["form"].version()
    with scope_of(rotherham):
        child.words = "A colleague wrote this."
        child.born_on = BORN.replace(year=2013)
        child.save()
    values = {"key": uuid.uuid4(), "seen": seen, "loss": "died", **boxes("born_on", BORN.replace(day=1)),
              **boxes("died_on", LOST.replace(day=1)), "born_month_only": "on", "died_month_only": "on"}  # fmt: skip
    page = practitioner.post(url, values)
    assert page.status_code == 422
    said = [row for row in page.context["form"].conflicts if row[0] == "Born"]
    assert said == [("Born", "May 2013", "May 2014")]


def test_nothing_that_leaves_says_a_day(woman, rotherham):
    with scope_of(rotherham):
        says_no_day(json.dumps(gather(woman), default=str), "the copy for her")
        for source in ("places", "pregnancies"):
            model, _, line = DESCRIBED[source]
            for row in model.objects.filter(woman=woman):
                says_no_day(line(row), source)
        told = changes_of_woman(woman.pk, viewer=membership_of(Role.PRACTICE_LEAD))
        says_no_day(str([one.fields for one in told]), "what changed")
        place = woman.places.get()
        timeline = timeline_of(woman, place, TODAY, left_on=place.left_on)
        says_no_day(" ".join(event for month in timeline.months for event in month.events), "the 18 months")
        says_no_day(timeline.finding, "the 18 months in a sentence")
        kept = keeping.kept_until(keeping.rules_of_practice(), woman=woman)
        assert [one.ended_said for one in kept] == ["in March 2019"]


def test_a_contact_with_her_may_be_of_any_day_on_which_she_may_have_lived(woman, practitioner, rotherham):
    values = {
        "key": uuid.uuid4(),
        "whom": "her",
        "outcome": "no_reply",
        "mode": "phone",
        "when": "other",
        "at": "10:00",
    }
    url = f"/rotherham/women/{woman.pk}/log/"
    late = practitioner.post(url, {**values, "other_day": date(2019, 4, 1)})
    assert "her place ended in March 2019" in in_words(late)
    assert practitioner.post(url, {**values, "other_day": date(2019, 3, 25)}).status_code == 302


def test_what_stands_against_a_correction_is_said_by_its_month(woman, rotherham):
    with scope_of(rotherham):
        why = Mistake(by=None, why="A slip.", now=membership_of(Role.PRACTITIONER).user.date_joined, today=TODAY)
        place = woman.places.get()
        with pytest.raises(StepNotAllowed, match="after “Closed” in March 2019"):
            corrections.correct(place=place, step=PlaceStep.AGREED, on=date(2019, 4, 20), mistake=why)


def test_once_the_day_is_known_it_is_said_and_what_was_said_before_stays_a_month(woman, practitioner, rotherham):
    url = f"/rotherham/women/{woman.pk}/places/1/mistake/closed/"
    assert practitioner.get(url).context["form"]["on"].value() is None  # a month is no day to begin with
    values = {"key": uuid.uuid4(), "do": "correct", "on": DIED.isoformat(), "reason": "died", "why": "The certificate.",
              "sure": "yes"}  # fmt: skip
    assert press(practitioner, url, values).status_code == 302
    page = in_words(practitioner.get(f"/rotherham/women/{woman.pk}/place/"))
    assert "17 March 2019" in page
    assert "it said March 2019" in page
    changed = in_words(practitioner.get(f"/rotherham/women/{woman.pk}/history/"))
    assert "It said: March 2019 → 17 March 2019" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", changed))
