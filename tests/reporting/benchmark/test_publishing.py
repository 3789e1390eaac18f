"""What a lead can fetch of other Practices: tried with everything that she can fetch, and her own numbers."""

import itertools
import json

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.benchmark.declared import COMPARISON_OF, Kind
from reporting.benchmark.guarding import gives_away, small_choices
from reporting.benchmark.publishing import COMPARED, Brought, CannotPublish, is_safe, prepare_publication, publish
from reporting.benchmark.standing import numbers_of, pair_of, prepare
from reporting.disclosure.cells import is_small
from reporting.disclosure.hiding import hide
from reporting.models import Publication
from reporting.quarters import Quarter
from tests.conftest import client_of, scope_of, user_of
from tests.reporting.benchmark.sending import NOW, Q1, figures_with, practice_named, send
from tests.reporting.benchmark.test_pages import text_of


def brought(*numbers):
    made = []
    for number, one in enumerate(numbers):
        figures = figures_with(f"town-{number}", Q1, one)
        made.append(Brought(numbers_of(figures["indicators"]), frozenset(hide(figures))))
    return made


def solutions(hidden_domains, total):
    """Every way the hidden numbers can add up to what is left of a published sum, by trying them all."""
    return [found for found in itertools.product(*hidden_domains) if sum(found) == total]


women = st.integers(5, 24).flatmap(
    lambda n: st.integers(0, n).flatmap(
        lambda agreed: st.fixed_dictionaries({
            "women_in_cohort": st.just((n, None)), "fully_engaged": st.just((agreed, n)),
            "women_contacted": st.integers(0, n).map(lambda x: (x, n)),
            "pause_maintained": st.integers(0, agreed).map(lambda x: (x, agreed)),
            "larc_in_use": st.integers(0, agreed).map(lambda x: (x, agreed)),
            "pregnancies": st.integers(0, 3).map(lambda x: (x, None)),
        })
    )
)  # fmt: skip


@given(st.lists(women, min_size=5, max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_hidden_number_can_be_recovered_from_all_that_a_lead_can_fetch(practices):
    """Each lead knows her own; all points; every sum; and, more than she can, whose each point is and every n."""
    every = brought(*practices)
    for prepared in prepare_publication(every):
        comparison = prepared.comparison
        pairs = [pair_of(comparison, one.numbers) for one in every]
        pairs = [(x, n) for x, n in pairs if x is not None and n]
        hidden = [pair for pair in pairs if pair not in prepared.points]
        assert all(is_safe(comparison, *point) for point in prepared.points)
        if not prepared.has_average:
            continue
        small = [(x, n) for x, n in hidden if not is_safe(comparison, x, n)]
        sizes = [n for _, n in hidden if is_small(n)]
        for at in range(len(sizes)):
            found = solutions([small_choices()] * len(sizes), sum(sizes))
            assert len({one[at] for one in found}) >= 3
        for own in (None, *range(len(small))):
            left = [pair for at, pair in enumerate(small) if at != own]
            domains = [small_choices(n if comparison.kind is Kind.PROPORTION else None) for _, n in left]
            domains = [d if x in d else frozenset({x}) for d, (x, _) in zip(domains, left, strict=True)]
            found = solutions(domains, sum(x for x, _ in left)) if left else []
            for at in range(len(left)):
                assert len({one[at] for one in found}) >= min(3, len(domains[at])), (comparison.key, small)


@given(st.lists(st.tuples(st.integers(1, 4)), min_size=2, max_size=7))
@settings(deadline=None)
def test_the_guard_finds_what_trying_everything_finds(values):
    cells = [(value[0], small_choices()) for value in values]
    told = False
    for own in (None, *range(len(cells))):
        left = [one for at, one in enumerate(cells) if at != own]
        found = solutions([choices for _, choices in left], sum(value for value, _ in left))
        told = told or any(len({one[at] for one in found}) < 3 for at in range(len(left)))
    assert gives_away(cells) == told


def test_a_sum_of_ones_tells_them_all():
    assert gives_away([(1, small_choices())] * 6)
    assert not gives_away([(1, small_choices()), (3, small_choices()), (2, small_choices())] * 3)


def test_many_hidden_numbers_are_guarded_quickly():
    assert not gives_away([(number % 4 + 1, small_choices(200)) for number in range(5000)])


def test_a_figure_that_the_practices_own_copy_hides_is_no_point():
    """16 of 20: four are left, so the copy hides it, and with it the same number in another figure."""
    numbers = {"women_in_cohort": (20, None), "fully_engaged": (16, 20), "larc_in_use": (10, 16)}
    points = {one.comparison.key: one.points for one in prepare_publication(brought(*[numbers] * 6))}
    assert points["fully_engaged"] == []
    assert all(not (point[1] == 16 and point[0] == 20) for point in points["larc_in_use"])


def test_the_widening_is_measured_from_the_points_alone():
    """From hidden ones it would be one more equation."""
    shown = [{"appointments_due": (100, None), "appointment_attendance": (80 + at % 5, 100)} for at in range(12)]
    small = {"appointments_due": (100, None), "appointment_attendance": (98, 100)}
    with_one = prepare_publication(brought(*shown, *[small] * 5))
    without = prepare_publication(brought(*shown))
    key = "appointment_attendance"
    found = [next(one for one in made if one.comparison.key == key).spread for made in (with_one, without)]
    assert found[0] == found[1]


# --- through the pages

pytestmark = pytest.mark.usefixtures("committed")
NUMBERS = {"women_in_cohort": (20, None), "fully_engaged": (12, 20), "appointment_attendance": (82, 100),
           "appointments_due": (100, None)}  # fmt: skip


@pytest.fixture
def sent(rotherham, hackney):
    for practice in (rotherham, hackney, *(practice_named(f"town-{number}") for number in range(6))):
        send(practice, NUMBERS | {"attrition": (3 if practice.slug == "hackney" else 0, 20)})


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
    assert "7 other Practices can be shown. 0 are not" in text_of(one)
    everything = page + one.content.decode()
    assert not any(f"Town-{number}" in everything for number in range(6))
    assert "Hackney" not in everything


def test_a_small_number_of_another_is_in_nothing_that_a_lead_can_fetch(sent, lead):
    """Hackney lost touch with 3 of 20: no point, no sum, no table row says so."""
    published()
    page = text_of(lead.get("/rotherham/beside/attrition/"))
    assert "1 is not: a number of theirs is 1 to 4" in page
    assert "3 of 20" not in page
    assert "3 of 160" not in page
    with scope_of_rotherham():
        kept = Publication.objects.get()
        assert "x" not in kept.sums["attrition"]
        assert [3, 20] not in kept.points["attrition"]


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
    send(hackney, NUMBERS | {"attrition": (0, 20)}, version=2)
    with national_scope():
        prepare()
        with pytest.raises(CannotPublish, match="never changed"):
            publish(quarter=Q1, by=user_of(Role.NATIONAL_ANALYST, None), now=NOW)
    after = lead.get("/rotherham/beside/attrition/").content
    assert text_only(before) == text_only(after)


def text_only(content):
    import re

    return re.sub(rb'value="\w{64}"', b"", content)


def test_national_checks_and_publishes_once(sent, analyst):
    page = text_of(analyst.get("/national/publish/2026-27-Q1/"))
    assert "Each lead would see her own figures beside points without names" in page
    assert "it would give a hidden number away" in page
    assert "is published. Each lead" in text_of(analyst.post("/national/publish/2026-27-Q1/", follow=True))
    again = text_of(analyst.post("/national/publish/2026-27-Q1/", follow=True))
    assert "has been published already" in again
    assert "It is never changed" in again


def test_with_few_practices_nothing_is_published(rotherham, hackney, analyst):
    send(rotherham, NUMBERS)
    assert "Practices would know each other" in text_of(analyst.get("/national/publish/2026-27-Q1/"))
    assert "Only 1 return of 2026-27 Q1 stand" in text_of(analyst.post("/national/publish/2026-27-Q1/", follow=True))


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
