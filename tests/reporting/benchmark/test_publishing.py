"""What a lead can fetch of other Practices: tried with everything that she can fetch, and her own numbers."""

import itertools
import json
from datetime import timedelta

import numpy as np
import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.benchmark.declared import COMPARISON_OF, Kind
from reporting.benchmark.guarding import choices_of, gives_away
from reporting.benchmark.publishing import (
    COMPARED,
    CannotPublish,
    brought_by,
    is_safe,
    prepare_publication,
    publish,
    quantities_of,
)
from reporting.benchmark.standing import prepare
from reporting.disclosure.cells import is_small, name_of, table_of
from reporting.disclosure.hiding import hide
from reporting.indicators.declared import BY_KEY
from reporting.models import Publication
from reporting.quarters import Quarter
from tests.conftest import client_of, scope_of, user_of
from tests.page_forms import form_on
from tests.reporting.benchmark.sending import NOW, Q1, figures_with, practice_named, send
from tests.reporting.benchmark.test_pages import text_of

SMALL = frozenset(range(1, 5))


def brought(*numbers):
    made = []
    for number, one in enumerate(numbers):
        figures = figures_with(f"town-{number}", Q1, one)
        made.append(brought_by(figures, hide(figures), {}))
    return made


def solutions(hidden_choices, total):
    """Every way the hidden numbers can add up to what is left of a published sum, by trying them all."""
    return [found for found in itertools.product(*hidden_choices) if sum(found) == total]


@st.composite
def a_practice(draw):
    n = draw(st.integers(5, 24))
    agreed = draw(st.integers(0, n))
    return {
        "women_in_cohort": (n, None), "fully_engaged": (agreed, n), "seats_filled": (n, 24),
        "children_removed_per_woman": (3 * n, n), "children_removed": (3 * n, None), "attrition": (0, n),
        "women_contacted": (draw(st.integers(0, n)), n), "pause_maintained": (draw(st.integers(0, agreed)), agreed),
        "larc_in_use": (draw(st.integers(0, agreed)), agreed), "pregnancies": (draw(st.integers(0, 3)), None),
    }  # fmt: skip


@given(st.lists(a_practice(), min_size=5, max_size=7))
@settings(max_examples=60, deadline=None)
def test_no_hidden_number_can_be_recovered_from_all_that_a_lead_can_fetch(practices):
    """She knows her own, every point and whose it is, every sum, and all that any Practice's own copy shows.

    By quantities: the women engaged stand in four indicators, and a sum of any of these is a sum of them.
    """
    every = brought(*practices)
    prepared = prepare_publication(every)
    summed = {name for one in prepared if one.has_average for name in quantities_of(one.comparison)}
    for one in prepared:
        shown = {tuple(point) for point in one.points}
        for practice in every:
            if practice.hidden.keys() & set(quantities_of(one.comparison)):
                assert practice.point(one.comparison) is None
        assert all(is_safe(one.comparison, *point) for point in shown)
    for quantity in summed:
        hidden = [one.hidden[quantity] for one in every if quantity in one.hidden]
        assert len(hidden) == 0 or len(hidden) >= 4
        unsure = [(value, choices) for value, choices in hidden if len(choices) > 1]
        for own in (None, *range(len(unsure))):
            left = [one for at, one in enumerate(unsure) if at != own]
            found = solutions([choices for _, choices in left], sum(value for value, _ in left))
            for at, (_, choices) in enumerate(left):
                assert len({one[at] for one in found}) >= min(3, len(choices)), quantity


ENGAGED = [10, 12, 12, 13, 14, 15, 16]


def cohort(engaged, seats, pregnancies=0):
    return {
        "women_in_cohort": (seats, None), "fully_engaged": (engaged, seats), "larc_in_use": (engaged, engaged),
        "pause_maintained": (engaged, engaged), "attrition": (0, seats), "pregnancies": (pregnancies, None),
        "women_contacted": (seats, seats), "children_removed": (9 * seats, None),
        "children_removed_per_woman": (9 * seats, seats), "active_goals": (2 * seats, None), "goals_reviewed": (2 * seats, 2 * seats),
    }  # fmt: skip


def test_a_hidden_number_stands_in_no_other_indicators_points_or_sums():
    """23 of 24 engaged: one is left. 23 is what two other indicators are of; 24 stands where it may."""
    practices = [cohort(one, one + 6, at % 4) for at, one in enumerate(ENGAGED)] + [cohort(23, 24, 2)]
    for prepared in prepare_publication(brought(*practices)):
        key = prepared.comparison.key
        if key in ("fully_engaged", "larc_in_use", "pause_maintained"):
            assert all(23 not in point for point in prepared.points), key
            assert not prepared.has_average, key
        assert [23, 24] not in [list(point) for point in prepared.points]


def test_what_a_reader_may_think_is_every_number_that_would_be_hidden():
    engaged = name_of(BY_KEY["fully_engaged"].numerator)
    assert choices_of(table_of(figures_with("town", Q1, cohort(21, 24))), engaged) == {20, 21, 22, 23}
    assert choices_of(table_of(figures_with("town", Q1, cohort(2, 3))), engaged) == {0, 1, 2, 3, 4}
    assert choices_of(table_of(figures_with("town", Q1, cohort(12, 24))), engaged) == {12}


@given(st.lists(st.tuples(st.integers(1, 4)), min_size=2, max_size=7))
@settings(deadline=None)
def test_the_guard_finds_what_trying_everything_finds(values):
    cells = [(value[0], SMALL) for value in values]
    told = False
    for own in (None, *range(len(cells))):
        left = [one for at, one in enumerate(cells) if at != own]
        found = solutions([choices for _, choices in left], sum(value for value, _ in left))
        told = told or any(len({one[at] for one in found}) < 3 for at in range(len(left)))
    assert gives_away(cells) == told


def test_a_sum_of_ones_tells_them_all():
    assert gives_away([(1, SMALL)] * 6)
    assert not gives_away([(1, SMALL), (3, SMALL), (2, SMALL)] * 3)


def test_many_hidden_numbers_are_guarded_quickly():
    assert not gives_away([(number % 4 + 1, frozenset({1, 2, 3, 4, 196, 197, 198, 199})) for number in range(5000)])


def test_a_figure_that_the_practices_own_copy_hides_is_no_point():
    """16 of 20: four are left, so the copy hides it, and with it the same number in another figure."""
    numbers = {"women_in_cohort": (20, None), "fully_engaged": (16, 20), "larc_in_use": (10, 16)}
    points = {one.comparison.key: one.points for one in prepare_publication(brought(*[numbers] * 6))}
    assert points["fully_engaged"] == []
    assert all(not (point[1] == 16 and point[0] == 20) for point in points["larc_in_use"])


def test_how_far_practices_differ_is_published_to_one_figure_only():
    rng = np.random.default_rng(5)
    shown = [
        {"appointments_due": (200, None), "appointment_attendance": (int(rng.binomial(200, p)), 200)}
        for p in rng.beta(12, 4, 30)
    ]  # fmt: skip
    found = next(one for one in prepare_publication(brought(*shown)) if one.comparison.key == "appointment_attendance")
    assert found.tau2 > 0
    assert len(f"{found.tau2:.10f}".strip("0.")) == 1
    assert "phi" not in found.as_sums()


# --- through the pages

pytestmark = pytest.mark.usefixtures("committed")
NUMBERS = {"women_in_cohort": (20, None), "fully_engaged": (12, 20), "appointment_attendance": (82, 100),
           "appointments_due": (100, None)}  # fmt: skip


@pytest.fixture
def sent(rotherham, hackney):
    for practice in (rotherham, hackney, *(practice_named(f"town-{number}") for number in range(6))):
        send(practice, NUMBERS | {"attrition": (3, 23) if practice.slug == "hackney" else (0, 20)})


def published():
    with national_scope():
        prepare()
        return publish(quarter=Q1, by=user_of(Role.NATIONAL_ANALYST, None), now=NOW)


def test_a_lead_sees_herself_beside_others_without_names(sent, lead):
    assert "has not published a comparison yet" in text_of(lead.get("/rotherham/beside/"))
    published()
    page = text_of(lead.get("/rotherham/beside/"))
    assert "8 Practices, published by National Pause" in page
    assert "Cannot tell apart from the average" in page
    one = lead.get("/rotherham/beside/appointment_attendance/")
    assert "7 other Practices can be shown." in text_of(one)
    everything = page + one.content.decode()
    assert not any(f"Town-{number}" in everything for number in range(6))
    assert "Hackney" not in everything


def test_a_small_number_of_another_is_in_nothing_that_a_lead_can_fetch(sent, lead):
    """Hackney lost touch with 3 of 23: no point, no sum, no table row says so."""
    published()
    page = text_of(lead.get("/rotherham/beside/attrition/"))
    assert "1 is not: a number of theirs is 1 to 4" in page
    assert "3 of 23" not in page
    assert "3 of 163" not in page
    with scope_of_rotherham():
        kept = Publication.objects.get()
        assert "x" not in kept.sums["attrition"]
        assert [3, 23] not in kept.points["attrition"]


def scope_of_rotherham():
    from practices.models import Practice

    return scope_of(Practice.objects.get(slug="rotherham"))


def test_what_was_published_cannot_be_changed_by_any_login(sent):
    published()
    with national_scope(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic("national"):
        Publication.objects.using("national").update(practices=1)
    with scope_of_rotherham(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Publication.objects.all().delete()


def test_a_later_version_changes_nothing_of_what_was_published(sent, lead, hackney):
    published()
    before = lead.get("/rotherham/beside/attrition/").content
    send(hackney, NUMBERS | {"attrition": (0, 20)}, version=2, at=NOW + timedelta(days=3))
    with national_scope():
        prepare()
        with pytest.raises(CannotPublish, match="never changed"):
            publish(quarter=Q1, by=user_of(Role.NATIONAL_ANALYST, None), now=NOW)
    after = lead.get("/rotherham/beside/attrition/").content
    assert text_only(before) == text_only(after)


def test_ones_own_figures_stay_as_they_were_published(sent, lead, rotherham):
    published()
    send(rotherham, NUMBERS | {"appointment_attendance": (60, 100)}, version=2, at=NOW + timedelta(days=3))
    page = text_of(lead.get("/rotherham/beside/"))
    assert "as they were published, version 1. Version 2 has been sent since" in page
    assert "82 of 100" in page
    assert "60 of 100" not in page
    assert "7 other Practices can be shown" in text_of(lead.get("/rotherham/beside/appointment_attendance/"))


def test_a_figure_that_was_asked_of_few_is_not_compared_on_the_leads_page_either(rotherham, hackney, lead):
    few, most = ({"appointment_attendance": {"of": 100, "asked": asked, "known": asked}} for asked in (40, 98))
    send(rotherham, NUMBERS, known=few)
    for practice in (hackney, *(practice_named(f"town-{number}") for number in range(6))):
        send(practice, NUMBERS, known=most)
    published()
    assert "Not compared: asked of too few" in text_of(lead.get("/rotherham/beside/"))
    assert "For your figure: asked 40 of 100, known 40." in text_of(
        lead.get("/rotherham/beside/appointment_attendance/")
    )


def text_only(content):
    import re

    return re.sub(rb'value="\w{64}"|nonce="[^"]+"', b"", content)


def test_national_checks_and_publishes_once(sent, analyst):
    page = text_of(analyst.get("/national/publish/2026-27-Q1/"))
    assert "Each lead would see her own figures beside points without names" in page
    assert "it would give a hidden number away" in page
    asked = text_of(analyst.post("/national/publish/2026-27-Q1/", follow=True))
    assert "Tick that you have checked it" in asked
    sure = form_on(analyst.get("/national/publish/2026-27-Q1/"), "data-sure").fields | {"sure": "yes"}
    assert "is published. Each lead" in text_of(analyst.post("/national/publish/2026-27-Q1/", sure, follow=True))
    again = text_of(analyst.post("/national/publish/2026-27-Q1/", sure, follow=True))
    assert "has been published already" in again
    assert "It is never changed" in again
    assert "What is shown of each indicator" in again


def test_with_few_practices_nothing_is_published(rotherham, hackney, analyst):
    send(rotherham, NUMBERS)
    assert "Practices would know each other" in text_of(analyst.get("/national/publish/2026-27-Q1/"))
    assert "Only 1 return of 2026-27 Q1 stand" in text_of(
        analyst.post("/national/publish/2026-27-Q1/", {"sure": "yes"}, follow=True)
    )


def test_a_lead_who_has_not_sent_is_told_so(sent, rotherham):
    practice_named("late")
    published()
    hers = client_of(Role.PRACTICE_LEAD)
    assert "has not been sent" not in text_of(hers.get("/rotherham/beside/"))
    assert hers.get("/rotherham/beside/?quarter=2019-20-Q1").status_code == 404
    assert hers.get("/rotherham/beside/happiness/").status_code == 404
    assert hers.get("/rotherham/beside/seats_filled/").status_code == 404


def test_numbers_of_one_to_four_never_stand_in_a_publication(sent):
    published()
    with scope_of_rotherham():
        kept = Publication.objects.get()
    for key, points in kept.points.items():
        for x, n in points:
            left = n - x if COMPARISON_OF[key].kind is Kind.PROPORTION else n
            assert not is_small(x)
            assert not is_small(left)
    assert {one.key for one in COMPARED} >= set(json.loads(json.dumps(kept.points)))


def test_an_earlier_quarter_is_published_for_itself(sent, lead, rotherham):
    for number in range(6):
        from practices.models import Practice

        send(Practice.objects.get(slug=f"town-{number}"), NUMBERS, quarter=Quarter(2025, 4))
    published()
    with national_scope():
        publish(quarter=Quarter(2025, 4), by=user_of(Role.NATIONAL_ANALYST, None), now=NOW)
    page = text_of(lead.get("/rotherham/beside/?quarter=2025-26-Q4"))
    assert "Your return of 2025-26 Q4 has not been sent" in page
    rotherham.returns_from = Q1.start
    rotherham.save(using="owner", update_fields=["returns_from"])
    page = text_of(lead.get("/rotherham/beside/?quarter=2025-26-Q4"))
    assert "No return of 2025-26 Q4 was asked of your Practice" in page


def test_what_came_in_between_is_shown_before_it_is_published_for_ever(sent, analyst):
    url = "/national/publish/2026-27-Q1/"
    sure = form_on(analyst.get(url), "data-sure").fields | {"sure": "yes"}
    send(practice_named("latest"), NUMBERS)
    for pressed in (sure, {"sure": "yes"}):
        page = analyst.post(url, pressed)
        assert page.status_code == 200
        assert "Publish 2026-27 Q1 to Practices" in text_of(page)
        assert ("A return came in" in text_of(page)) == ("looked_at" in pressed)
    with national_scope():
        assert not Publication.objects.using("national").exists()
