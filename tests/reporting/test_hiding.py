"""What the copies that leave hide: small numbers, and whatever would give them away by subtraction."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.disclosure.cells import table_of
from reporting.disclosure.hiding import BY_HAND, Earlier, _Hiding, can_be_hidden, hide, label_of_cell
from reporting.indicators.declared import BREAKDOWNS, INDICATORS, Measure
from reporting.indicators.values import Figure

SHARES = {  # measures that several figures share take the same number everywhere
    "seats": 22, "agreed": 15, "due": 60, "attended": 45, "attempted": 100, "capacity": 24,
}  # fmt: skip


def figures(services=None, areas=None, outcomes=None, **numbers):
    """A whole return whose numbers are large but for those given: `key=(numerator, denominator)` or a number."""
    seats, agreed = numbers.pop("seats", SHARES["seats"]), numbers.pop("agreed", SHARES["agreed"])
    due, attended = numbers.pop("due", SHARES["due"]), numbers.pop("attended", SHARES["attended"])
    if services is not None:
        due, attended = sum(d for _, d in services.values()), sum(a for a, _ in services.values())
    known = {
        "women_in_cohort": seats, "seats_filled": (seats, 24), "fully_engaged": (agreed, seats),
        "children_removed": 70, "children_removed_per_woman": (70, seats), "women_in_transition": 0,
        "larc_in_use": (agreed - 5, agreed), "pause_maintained": (agreed, agreed), "pregnancies": 0,
        "active_goals": 50, "goals_reviewed": (40, 50), "goals_improved": (20, 40), "goals_achieved": 6,
        "offers_made": 0, "offers_declined": 0, "agreed_within_16_weeks": (0, 0), "attrition": (0, seats),
        "completed": 0, "appointments_due": due, "appointment_attendance": (attended, due),
        "appointments_accompanied": (attended - 10 if attended > 14 else attended, attended), "contacts_attempted": 100,
        "contacts_made": (60, 100), "contact_hours": (900, 60), "women_contacted": (seats, seats),
        "weekly_reach": (200, 260), "recorded_within_2_days": (80, 100), "women_supported": 12,
    } | numbers  # fmt: skip
    found = {}
    for indicator in INDICATORS:
        said = known[indicator.key]
        numerator, denominator = said if isinstance(said, tuple) else (said, None)
        found[indicator.key] = Figure(numerator, denominator, indicator.shown).as_json()
    ratios = {
        name: {"numerator": a, "denominator": d} for name, (a, d) in (services or {"GP": (attended, due)}).items()
    }
    return {
        "quarter": "2018-19 Q4",
        "indicators": found,
        "breakdowns": {
            "support_by_area": areas or {"housing": 6, "money": 6},
            "support_by_outcome": outcomes or {"new_tenancy": 6, "benefits_claim": 6},
            "focus_areas": {"housing": 9, "money": 6},
            "attendance_by_service": ratios,
        },
    }


def hidden_keys(found):
    return {address.split("/", 1)[1] for address in found}


def test_nothing_small_hides_nothing():
    assert hide(figures()) == {}


def test_every_figure_of_the_return_can_be_chosen():
    addresses = can_be_hidden(figures())
    assert len(addresses) == len(INDICATORS) + 7
    assert all(label_of_cell(address) != address for address in addresses)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_count_of_1_to_4_is_hidden(number):
    assert hidden_keys(hide(figures(goals_achieved=number))) == {"goals_achieved"}


@pytest.mark.parametrize("number", [0, 5])
def test_nought_and_five_are_shown(number):
    assert hide(figures(goals_achieved=number)) == {}


def test_all_but_two_tells_of_two_in_every_figure_that_prints_the_number():
    found = hide(figures(agreed=20))
    assert {"fully_engaged", "larc_in_use", "pause_maintained"} <= hidden_keys(found)
    assert "women_in_cohort" not in hidden_keys(found)


def test_empty_seats_are_nobody():
    assert hide(figures(seats=22)) == {}


def test_a_small_cohort_hides_every_figure_from_which_it_follows():
    found = hidden_keys(hide(figures(seats=4, agreed=4)))
    assert {
        "women_in_cohort",
        "seats_filled",
        "fully_engaged",
        "children_removed_per_woman",
        "women_contacted",
    } <= found


def test_one_small_service_takes_a_second_with_it():
    found = hide(figures(services={"GP": (20, 30), "Court": (2, 3), "Housing": (10, 16), "Dentist": (8, 14)}))
    hidden = {key for key in hidden_keys(found) if key.startswith("attendance")}
    assert "attendance_by_service/Court" in hidden
    assert len(hidden) >= 2
    assert "appointments_due" not in hidden_keys(found)


def test_the_hidden_ones_together_are_not_small_either():
    services = {"GP": (20, 30), "Court": (1, 1), "Dentist": (1, 1), "Housing": (20, 30)}
    hidden = [key for key in hidden_keys(hide(figures(services=services))) if key.startswith("attendance")]
    assert len(hidden) >= 3


def test_a_single_outcome_that_an_area_gives_away_takes_another_with_it():
    found = hide(
        figures(
            areas={"housing": 10, "money": 7}, outcomes={"new_tenancy": 6, "eviction_avoided": 4}, women_supported=17
        )
    )
    assert {"support_by_outcome/eviction_avoided", "support_by_outcome/new_tenancy"} <= hidden_keys(found)


def test_by_hand_hides_more_and_never_less():
    found = hide(figures(goals_achieved=3), by_hand=["indicator/active_goals", "indicator/nonsense"])
    assert found["indicator/active_goals"] == BY_HAND
    assert "indicator/goals_reviewed" in found  # the same number stands in it
    assert "indicator/goals_achieved" in found
    assert "indicator/nonsense" not in found


def test_a_ratio_hidden_by_hand_leaves_what_it_is_counted_of():
    found = hidden_keys(hide(figures(), by_hand=["indicator/fully_engaged"]))
    assert {"fully_engaged", "larc_in_use", "pause_maintained"} <= found
    assert not found & {"women_in_cohort", "women_contacted", "seats_filled"}


def test_what_an_earlier_version_hid_stays_hidden():
    services = {"GP": (20, 30), "Court": (2, 3), "Housing": (10, 16), "Dentist": (6, 11)}
    first = figures(services=services)
    hidden = hide(first)
    partner = next(one for one in hidden if one.startswith("breakdown/attendance") and "Court" not in one)
    second = figures(services=services | {"Optician": (5, 10)})
    found = hide(second, versions=[Earlier("version 1", first, hidden)])
    assert partner in found


def test_a_figure_that_moved_by_one_since_version_1_is_hidden():
    found = hide(figures(goals_achieved=9), versions=[Earlier("version 1", figures(goals_achieved=8), {})])
    assert found["indicator/goals_achieved"] == "It has moved by 1 to 4 since version 1."
    assert hide(figures(goals_achieved=14), versions=[Earlier("version 1", figures(goals_achieved=8), {})]) == {}


def test_the_growth_of_the_cohort_does_not_tell_how_many_completed():
    before = Earlier("2018-19 Q3", figures(seats=24, agreed=18), {})
    now = figures(seats=22, agreed=15, completed=2)
    found = hidden_keys(hide(now, quarter_before=before))
    assert found & {"offers_made", "offers_declined", "attrition", "women_in_cohort"}


def test_those_who_left_otherwise_are_not_told_by_the_change_of_the_cohort():
    before = Earlier("2018-19 Q3", figures(seats=24, agreed=18), {})
    now = figures(seats=22, agreed=15)  # nobody declined, completed or was lost, and two are gone
    assert hide(now) == {}
    assert hide(now, quarter_before=before) != {}


def test_who_held_a_seat_less_who_holds_one_are_those_who_left():
    found = hidden_keys(hide(figures(seats=22, attrition=(0, 24), completed=2)))
    assert "attrition" in found
    assert "completed" in found


def test_a_pregnancy_is_not_told_by_the_pauses_kept_of_two_quarters():
    before = Earlier("2018-19 Q3", figures(agreed=15, pause_maintained=(9, 15)), {})
    found = hidden_keys(hide(figures(agreed=15, pause_maintained=(8, 15), pregnancies=1), quarter_before=before))
    assert {"pregnancies", "pause_maintained"} <= found


def test_a_return_sent_after_the_next_one_does_not_give_that_away():
    now = figures(seats=22, agreed=15, completed=2)
    after = Earlier("2019-20 Q1", now, hide(now))
    found = hidden_keys(hide(figures(seats=24, agreed=18), quarter_after=after))
    assert "women_in_cohort" in found


def test_three_outcomes_of_four_each_are_not_told_by_their_area():
    outcomes = {"new_tenancy": 4, "eviction_avoided": 4, "housing_advice": 4}
    found = hidden_keys(hide(figures(areas={"housing": 12}, outcomes=outcomes, women_supported=12)))
    assert "support_by_area/housing" in found


@pytest.mark.parametrize(
    "changes",
    [
        {"women_in_transition": 20},
        {"areas": {"housing": 11, "money": 7}},
        {"outcomes": {"new_tenancy": 8, "benefits_claim": 10}},
    ],
)
def test_all_but_one_or_two_women_of_a_whole_are_hidden(changes):
    assert hide(figures(**changes)) != {}


def test_a_row_of_which_all_but_two_attended_does_not_follow_from_the_others():
    found = hidden_keys(hide(figures(services={"GP": (25, 40), "Court": (16, 18)})))
    assert {"attendance_by_service/GP", "attendance_by_service/Court"} <= found


def test_what_is_hidden_by_hand_stands_nowhere_else():
    found = hidden_keys(hide(figures(), by_hand=["indicator/women_in_cohort"]))
    assert {"seats_filled", "fully_engaged", "women_contacted", "children_removed_per_woman"} <= found


def test_a_return_of_earlier_days_without_a_figure_is_no_fault():
    old = figures()
    del old["indicators"]["women_supported"]
    old["breakdowns"].pop("focus_areas")
    assert hide(old) == {}


# --- against an attacker who tries every number

ROWS = st.dictionaries(
    st.sampled_from(["GP", "Court", "Housing", "Dentist"]),
    st.tuples(st.integers(0, 7), st.integers(0, 7)).map(lambda pair: (min(pair), max(pair))).filter(lambda p: p[1] > 0),
    min_size=1,
    max_size=4,
)


@settings(max_examples=120, deadline=None)
@given(services=ROWS)
def test_no_hidden_number_of_a_service_has_one_answer_only(services):
    """The attacker knows the totals that are shown, the rows that are shown, and that numbers are whole and not negative."""
    hidden = hide(figures(services=services))
    rows = [name for name in services if f"breakdown/attendance_by_service/{name}" in hidden]
    due, attended = sum(d for _, d in services.values()), sum(a for a, _ in services.values())
    knows_due = "indicator/appointments_due" not in hidden
    knows_attended = (
        "indicator/appointment_attendance" not in hidden or "indicator/appointments_accompanied" not in hidden
    )
    for which, total, is_known in ((1, due, knows_due), (0, attended, knows_attended)):
        secret = [name for name in rows if 0 < services[name][which] < 5]
        if not secret or not is_known:
            continue
        rest = total - sum(services[name][which] for name in services if name not in rows)
        answers = [numbers for numbers in itertools.product(range(rest + 1), repeat=len(rows)) if sum(numbers) == rest]
        for name in secret:
            assert len({numbers[rows.index(name)] for numbers in answers}) > 1, (services, hidden)


@settings(max_examples=80, deadline=None)
@given(
    seats=st.integers(0, 24), agreed=st.integers(0, 24), goals=st.integers(0, 9), services=ROWS,
    areas=st.dictionaries(st.sampled_from(["housing", "money", "offending"]), st.integers(1, 12), max_size=3),
)  # fmt: skip
def test_no_small_number_is_ever_printed(seats, agreed, goals, services, areas):
    seats = max(seats, agreed)
    one = figures(
        seats=seats, agreed=agreed, goals_achieved=goals, services=services, areas=areas, larc_in_use=(agreed, agreed),
        outcomes=dict.fromkeys(["new_tenancy"], max(areas.values(), default=0)) if areas else {},
    )  # fmt: skip
    hidden = hide(one)
    for indicator in INDICATORS:
        said = one["indicators"][indicator.key]
        if f"indicator/{indicator.key}" not in hidden:
            assert not 0 < said["numerator"] < 5, indicator.key
            if isinstance(indicator.denominator, Measure) and indicator.denominator.source != "cohorts":
                assert not 0 < said["denominator"] < 5, indicator.key
                if indicator.shown.value == "percent":
                    assert not 0 < said["denominator"] - said["numerator"] < 5, indicator.key
    for breakdown in BREAKDOWNS:
        for code, said in one["breakdowns"][breakdown.key].items():
            if f"breakdown/{breakdown.key}/{code}" not in hidden:
                numbers = [said] if isinstance(said, int) else [*said.values(), said["denominator"] - said["numerator"]]
                assert not any(0 < number < 5 for number in numbers), (breakdown.key, code)


@settings(max_examples=150, deadline=None)
@given(
    seats=st.integers(5, 24), left=st.integers(0, 6), agreed=st.integers(0, 24), completed=st.integers(0, 4),
    services=ROWS, supported=st.integers(0, 12), goals=st.integers(0, 9),
)  # fmt: skip
def test_nothing_secret_follows_from_what_is_shown(seats, left, agreed, completed, services, supported, goals):
    one = figures(
        seats=seats, agreed=min(agreed, seats), attrition=(0, seats + left), completed=min(completed, left),
        services=services, areas={"housing": supported} if supported else {}, outcomes={"new_tenancy": supported} if supported else {},
        women_supported=supported, goals_achieved=goals, larc_in_use=(0, min(agreed, seats)),
    )  # fmt: skip
    hidden = hide(one)
    run = _Hiding(table_of(one))
    run.hidden = hidden
    assert run.table.small() & run.follows() == set()
