"""Inventing one Practice's work: plain rows, the same for the same seed and day. No database here."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from practices.codes import AreaOfLife
from reporting.demonstration.profiles import (
    FIRST_NAMES,
    IN_HER_WORDS,
    LAST_NAMES,
    NOTES,
    PRACTITIONERS,
    Profile,
)
from reporting.quarters import Quarter
from sessions_log.codes import OUTCOMES_OF_AREA, Attendance, ContactMode, ContactOutcome, Service
from women.clock import LAST_MONTH, TRANSITION_MONTH, add_months
from women.codes import LegalStatus
from women.ethnicity import LISTS

LONDON = ZoneInfo("Europe/London")
Row = dict[str, Any]
SERVICES = [service.value for service in Service if service is not Service.OTHER][:12]
MODES = [ContactMode.HOME_VISIT, ContactMode.COMMUNITY_VISIT, ContactMode.TEXT, ContactMode.PHONE, ContactMode.DOORSTEP]
MINUTES = {"text": (5, 5), "phone": (5, 30), "doorstep": (5, 15), "home_visit": (30, 120), "community_visit": (45, 120)}
LEGAL = [
    LegalStatus.ADOPTED,
    LegalStatus.SPECIAL_GUARDIANSHIP_ORDER,
    LegalStatus.CARE_ORDER,
    LegalStatus.PLACEMENT_ORDER,
]
LEGAL_SCOTLAND = [
    LegalStatus.PERMANENCE_ORDER,
    LegalStatus.COMPULSORY_SUPERVISION_ORDER,
    LegalStatus.KINSHIP_CARE_ORDER,
]


@dataclass
class Case:
    """One woman's invented record: a row for herself and her place, and rows of everything else."""

    woman: Row
    place: Row
    cohort: int
    children: list[Row] = field(default_factory=list)
    contraception: list[Row] = field(default_factory=list)
    pregnancies: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    appointments: list[Row] = field(default_factory=list)
    support: list[Row] = field(default_factory=list)
    goals: list[Row] = field(default_factory=list)  # each with its scores under "scores"


@dataclass
class History:
    """A Practice's whole invented work."""

    cohorts: list[Row]
    cases: list[Case]


def went_live(profile: Profile, today: date) -> date | None:
    """The first day of the quarter in which it went live."""
    return None if profile.live_quarters is None else _quarters_before(today, profile.live_quarters)


def closed(profile: Profile, today: date) -> date | None:
    """The first day of the quarter in which it closed."""
    return None if profile.closed_quarters is None else _quarters_before(today, profile.closed_quarters)


def _quarters_before(today: date, quarters: int) -> date:
    quarter = Quarter.of(today)
    for _ in range(quarters):
        quarter = quarter.previous
    return quarter.start


def invent(profile: Profile, *, today: date) -> History:
    """One Practice's work up to the evening before `today`, by the profile's rates: nothing of the day that runs.

    A load in the morning would else hold visits of the afternoon.
    """
    random = Random(f"pause {profile.slug}")  # repeatable, not secret
    history = History([], [])
    evening_before = today - timedelta(days=1)
    starts_on, ends_on = went_live(profile, today), closed(profile, today) or evening_before
    number = 0
    if starts_on is not None:  # a team goes live before its first cohort does
        starts_on += timedelta(days=random.randint(10, 60))
    while starts_on is not None and starts_on <= ends_on:
        number += 1
        history.cohorts.append(
            {
                "number": number,
                "starts_on": starts_on,
                "capacity": profile.capacity,
                "programme_clock": profile.clock,
            }
        )
        for _ in range(profile.capacity + random.randint(3, 7)):
            index = len(history.cases) + 1
            seated = sum(case.cohort == number and case.place["declined_on"] is None for case in history.cases)
            declines = seated >= profile.capacity or random.random() < 0.16
            until = min(evening_before, ends_on)
            history.cases.append(_case(profile, random, index, number, starts_on, until, declines))
        # where each woman's own clock runs, the last seats of a cohort come free later
        starts_on = add_months(starts_on, LAST_MONTH + (8 if profile.clock == "woman" else 0))
    return history


def _case(
    profile: Profile, random: Random, index: int, cohort: int, starts_on: date, until: date, declines: bool
) -> Case:
    offered = starts_on + timedelta(days=random.randint(0, 100))
    place: Row = dict.fromkeys(
        ("offered_on", "declined_on", "agreed_on", "agreement_ended_on", "transition_on", "completed_on", "closed_on")
    )
    place |= {
        "referral_source": random.choice(["Social worker", "Midwifery", "Housing", "Self", "Scoping list"]),
        "referred_on": min(offered - timedelta(days=random.randint(10, 70)), until),
        "closure_reason": "",
    }
    if offered <= until:
        place["offered_on"] = offered
    _life(profile, random, place, starts_on, until, declines)
    woman: Row = {
        "ref": f"{profile.slug[:3].upper()}-{index:04d}",
        "priority_rank": index * 2 - random.randint(0, 1),
        "practitioner_name": random.choice(PRACTITIONERS[:3] if profile.capacity < 24 else PRACTITIONERS),
    }
    if place["declined_on"] is None:
        woman |= _herself(profile, random, offered)
    case = Case(woman, place, cohort)
    if place["offered_on"] is not None and place["declined_on"] is None:
        _fill(profile, random, case, until)
    return case


def _life(profile: Profile, random: Random, place: Row, starts_on: date, until: date, declines: bool) -> None:
    offered = place["offered_on"]
    if offered is None:
        return

    def reached(day: date) -> date | None:
        return day if day <= until else None

    if declines:
        place["declined_on"] = reached(offered + timedelta(days=random.randint(10, 110)))
        if place["declined_on"] is None:  # her answer is still to come, and the seats are taken: she waits
            place["offered_on"] = None
        return
    if random.random() < profile.agreeing:
        place["agreed_on"] = reached(offered + timedelta(days=random.randint(15, 125)))
    if random.random() < profile.leaving:
        place["closed_on"] = reached(offered + timedelta(days=random.randint(150, 420)))
        if place["closed_on"]:
            place["closure_reason"] = random.choice(["disengaged", "withdrew", "disengaged", "moved_away"])
            return
    clock_starts = place["agreed_on"] if profile.clock == "woman" and place["agreed_on"] else starts_on
    place["transition_on"] = reached(max(add_months(clock_starts, TRANSITION_MONTH), place["agreed_on"] or offered))
    place["completed_on"] = reached(add_months(clock_starts, LAST_MONTH) - timedelta(days=1))
    if place["completed_on"] and place["completed_on"] < (place["agreed_on"] or offered):
        place["completed_on"] = place["transition_on"] = None


def _herself(profile: Profile, random: Random, offered: date) -> Row:
    first = random.choice(FIRST_NAMES)
    return {
        "known_as": first,
        "full_name": f"{first} {random.choice(LAST_NAMES)}",
        "date_of_birth": offered - timedelta(days=random.randint(19 * 365, 41 * 365)),
        "ethnicity": random.choice(LISTS[profile.nation][:-2]) if random.random() < 0.9 else "",
        "care_leaver": random.choice(["yes", "no", "no", "unknown"]),
        "sexual_exploitation_victim": random.choice(["yes", "no", "no", "unknown"]),
        "age_at_first_birth": random.randint(15, 26),
    }


def _fill(profile: Profile, random: Random, case: Case, until: date) -> None:
    place = case.place
    offered = place["offered_on"]
    end = min(day for day in (place["completed_on"], place["closed_on"], until) if day is not None)
    legal = LEGAL_SCOTLAND if profile.nation == "Scotland" else LEGAL
    for number in range(1, random.choice([2, 2, 3, 3, 3, 4, 4, 5, 6]) + 1):
        born = offered - timedelta(days=random.randint(400, 4500))
        case.children.append(
            {
                "child_no": number,
                "born_on": born.replace(day=1),
                "removed_on": born + timedelta(days=random.randint(35, 300)),
                "legal_status": random.choice(legal),
                "contact_plan": random.choice(["Letterbox, yearly", "None", ""]),
            }
        )
    agreed = place["agreed_on"]
    if agreed is not None:
        larc = random.random() < profile.using_larc
        started = min(agreed + timedelta(days=random.randint(0, 40)), until)
        case.contraception.append(
            {"method": random.choice(["implant", "injection", "ius", "iud"] if larc else ["pill", "condom"]),
             "started_on": started, "review_due_on": started + timedelta(days=random.choice([84, 365]))}
        )  # fmt: skip
        if random.random() < 0.03 and agreed + timedelta(days=200) <= end:
            case.pregnancies.append({"known_on": agreed + timedelta(days=200), "outcome": ""})
    _goals(random, case, offered, end)
    _weeks(profile, random, case, offered, end)
    _to_come(random, case, until)


def _goals(random: Random, case: Case, offered: date, end: date) -> None:
    areas = random.sample(list(AreaOfLife), 2)
    if random.random() < 0.6 and AreaOfLife.RELATIONSHIP_WITH_CHILDREN not in areas:
        areas[0] = AreaOfLife.RELATIONSHIP_WITH_CHILDREN
    for area in areas:
        set_on = offered + timedelta(days=random.randint(20, 60))
        if set_on > end:
            continue
        score, day, scores = random.randint(0, 4), set_on, []
        while day <= end:
            scores.append({"on": day, "score": score})
            score = max(0, min(10, score + random.choice([-1, 0, 1, 1, 2])))
            day += timedelta(days=random.randint(30, 75))
        achieved = scores[-1]["on"] if score >= 8 and random.random() < 0.6 else None
        case.goals.append(
            {"area": area.value, "in_her_words": random.choice(IN_HER_WORDS), "set_on": set_on, "achieved_on": achieved,
             "scores": scores}
        )  # fmt: skip


def _weeks(profile: Profile, random: Random, case: Case, offered: date, end: date) -> None:
    monday = offered
    while monday <= end:
        if random.random() < profile.reaching:
            for _ in range(random.choice([1, 1, 2])):
                _contact(random, case, monday + timedelta(days=random.randint(0, 6)), end)
        if random.random() < 0.38:
            _appointment(profile, random, case, monday + timedelta(days=random.randint(0, 4)), end)
        if random.random() < 0.035:
            area = random.choice([area for area, outcomes in OUTCOMES_OF_AREA.items() if outcomes])
            outcome = random.choice(sorted(OUTCOMES_OF_AREA[area]))
            case.support.append({"on": monday, "area": str(area), "outcome": str(outcome), "agency": ""})
        monday += timedelta(days=7)


def _at(day: date, random: Random) -> datetime:
    return datetime.combine(day, time(random.randint(9, 17), random.choice([0, 15, 30, 45])), LONDON)


def _contact(random: Random, case: Case, day: date, end: date) -> None:
    if day > end:
        return
    mode = random.choice(MODES)
    outcome = random.choices(
        list(ContactOutcome), weights=[60, 18, 10, 7, 5] if mode != ContactMode.DOORSTEP else [35, 0, 55, 5, 5]
    )[0]
    started = _at(day, random)
    minutes = random.randrange(MINUTES[mode][0], MINUTES[mode][1] + 1, 5) if outcome == "made" else 5
    areas = [random.choice(list(AreaOfLife)).value]
    recorded = started + timedelta(hours=random.choice([1, 2, 5, 20, 30, 40, 70]))
    if recorded.date() > end:
        recorded = started + timedelta(hours=1)
    case.contacts.append(
        {
            "practitioner_name": case.woman["practitioner_name"],
            "started_at": started,
            "minutes": minutes,
            "mode": mode.value,
            "outcome": outcome.value,
            "areas": areas,
            "recorded_at": recorded,
            "note": random.choice(NOTES) if outcome == "made" else "",
        }
    )


def _appointment(profile: Profile, random: Random, case: Case, day: date, end: date) -> None:
    if day > end:
        return
    service = random.choice(SERVICES)
    rate = profile.attending + (0.04 if service in ("gp", "sexual_health") else -0.03)
    if random.random() < 0.1:
        attendance = random.choice([Attendance.CANCELLED_BY_SERVICE, Attendance.CANCELLED_BY_WOMAN])
    elif random.random() < rate:
        attendance = random.choice([Attendance.ATTENDED] * 7 + [Attendance.ATTENDED_LATE])
    else:
        attendance = random.choice([Attendance.DID_NOT_ATTEND] * 4 + [Attendance.LATE_NOT_SEEN])
    case.appointments.append(
        {
            "at": _at(day, random),
            "service": service,
            "attendance": attendance.value,
            "accompanied": random.random() < 0.55,
        }
    )


def _to_come(random: Random, case: Case, until: date) -> None:
    if case.place["completed_on"] is None and case.place["closed_on"] is None:
        day = until + timedelta(days=random.randint(1, 18))
        case.appointments.append(
            {
                "at": _at(day, random),
                "service": random.choice(SERVICES),
                "attendance": "scheduled",
                "accompanied": False,
            }
        )
