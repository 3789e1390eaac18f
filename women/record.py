"""The sections of a woman's record. The apps above add theirs, so that this app need not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from practices.models import Membership
from practices.permissions import Permission
from practices.requests import PracticeRequest
from women import changed_days, death, family, looks, needs, place_history
from women.codes import ClosureReason, PlaceEvent, PlaceStep
from women.forms.death import SetAsideForm
from women.law.basis import basis_of
from women.lifecycle import ALLOWED, ENDED
from women.merged import former_name, ids_of, merges_of
from women.models import CheckIn, Erasure, Place, Transfer, TransitionPlan
from women.reading import Opened
from women.safety import flags_for
from women.scores import sparkline_of

Loader = Callable[[PracticeRequest, Opened], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One section: its address, its heading, its template, and what fills it (called in the Practice's scope)."""

    key: str
    title: str
    template: str
    load: Loader
    order: int
    after_death: bool = False  # it stands on the record of a woman who has died, and on no other


SECTIONS: dict[str, Section] = {}
FRONT: list[Section] = []  # what stands on the first page of a record, from top to bottom


def add_section(section: Section) -> None:
    """Make a section known; called once, when the app is ready."""
    SECTIONS[section.key] = section


def add_to_front(section: Section) -> None:
    """Put a section on the first page of every record."""
    if all(known.key != section.key for known in FRONT):
        FRONT.append(section)


def sections_of(opened: Opened) -> list[Section]:
    """As the menu of this woman's record lists them."""
    shown = [section for section in SECTIONS.values() if opened.shown.has_died or not section.after_death]
    return sorted(shown, key=lambda section: section.order)


def own_sections() -> None:
    """The sections that this app fills itself."""
    for order, key, title, load in (
        (10, "place", "Place and steps", _place),
        (20, "safety", "Read before contact", _safety),
        (30, "goals", "Goals", _goals),
        (60, "children", "Children", _children),
        (70, "health", "Contraception and pregnancies", _health),
        (80, "needs", "Needs and wellbeing", _needs),
        (100, "people", "People and agencies", _people),
        (110, "notes", "Notes", _notes),
        (120, "documents", "Documents", _documents),
        (130, "plan", "Plan for transition", _plan),
        (140, "about", "About her", _about),
        (145, "data", "Consent and data", _data),
        (150, "history", "What changed", _history),
        (160, "looks", "Who looked", _looks),
    ):
        add_section(Section(key, title, f"women/sections/{key}.html", load, order))
    add_section(Section("after", "What is still to do", "women/sections/after.html", _after, 5, after_death=True))


def _place(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    latest = opened.places[-1] if opened.places else None
    current = latest.step_on(opened.shown.on) if latest else None
    everything = Place.every.filter(woman=opened.woman).order_by("-pk")
    rows = list(everything.prefetch_related("steps__recorded_by", "step_notes__recorded_by"))
    told = [(place, list(place.steps.all()), list(place.step_notes.all())) for place in rows]
    lives_after_all = not opened.shown.has_died and any(
        death.was_taken_back(place_history.entries_of(place, steps, notes)) for place, steps, notes in told
    )
    if not told:
        lives_after_all = opened.woman.withdrawals.filter(kind=death.DEATH).exists()
    histories = [
        {
            "place": place,
            "entries": [
                (entry, entry.stands and place.taken_back_on is None and may_put_right(request.membership, entry))
                for entry in place_history.entries_of(place, steps, notes)
            ],
        }
        for place, steps, notes in told
    ]
    return {
        "latest": latest,
        "because": death.written_because(opened.woman) if lives_after_all else [],
        "histories": histories,
        "notes": [note for _, steps, notes in told for note in place_history.standing_notes(steps, notes)],
        "next_steps": [
            (step.value, STEP_WORDS[step])
            for step in PlaceStep
            if current and step in ALLOWED[current] and may_take(request.membership, step) and not opened.shown.has_died
        ],
        "may_move_plan": opened.shown.holds_seat and latest is not None and latest.agreed_on is not None,
        "may_end_agreement": opened.shown.holds_seat and latest is not None and latest.holds_agreement(opened.shown.on),
        "may_reopen": current in ENDED and not opened.shown.has_died,
        "erasure": opened.woman.erasures.filter(stopped_on=None).first(),
    }


# steps that a practitioner records with her; the others are for a coordinator or a lead to decide
WITH_HER = {PlaceStep.AGREED, PlaceStep.DECLINED, PlaceStep.TRANSITION}


def may_take(membership: Membership, step: PlaceStep) -> bool:
    """Whether this person's role records that step."""
    return membership.may(Permission.DECIDE_PLACES) or step in WITH_HER


def may_put_right(membership: Membership, entry: place_history.Entry) -> bool:
    """Whether this person may say that it was a mistake: whoever may record it."""
    if entry.what == PlaceEvent.AGREEMENT_ENDED:
        return membership.may(Permission.WRITE_RECORDS)
    if entry.what == PlaceEvent.DIED or entry.reason == ClosureReason.DIED:
        return membership.may(Permission.WRITE_RECORDS)  # whoever heard of it recorded it
    return membership.may(Permission.DECIDE_PLACES) or entry.what in WITH_HER


STEP_WORDS = {
    PlaceStep.REFERRED: "Refer again",
    PlaceStep.WAITING: "Keep waiting",
    PlaceStep.NOT_ELIGIBLE: "Not eligible",
    PlaceStep.OFFERED: "Offer a seat",
    PlaceStep.AGREED: "She agrees to pause",
    PlaceStep.DECLINED: "She declines",
    PlaceStep.TRANSITION: "Begin the transition",
    PlaceStep.NEXT_STEPS: "Complete: on to Next Steps",
    PlaceStep.CLOSED: "Close her place",
}


def _safety(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {
        "flags": flags_for(request.membership).filter(woman=opened.woman).select_related("raised_by"),
        "rules": opened.woman.safe_contacts.all(),
        "lost": family.lost_by(opened.woman),
    }


def _goals(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    goals = list(opened.woman.goals.prefetch_related("scores"))
    return {"goals": [(goal, sparkline_of(goal, list(goal.scores.all()), opened.shown.on)) for goal in goals]}


def _children(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {"children": family.ledger_of(opened.woman), "losses": family.losses_of(opened.woman)}


def _health(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {
        "contraception": opened.woman.contraception.all(),
        "pregnancies": opened.woman.pregnancies.all(),
        "today": opened.shown.on,
    }


def _needs(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    scores = opened.woman.wellbeing_scores.select_related("instrument")
    return {"needs": needs.table_of(opened.woman), "answers": opened.woman.needs.all(), "wellbeing": scores}


def _people(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    woman = opened.woman
    return {
        "people": woman.people.all(),
        "references": woman.agency_references.all(),
        "rules": woman.safe_contacts.exists(),
    }


def _notes(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    found = opened.woman.notes.filter(amends=None).select_related("written_by")
    return {"notes": found.prefetch_related("amendments__written_by")}


def _documents(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {"documents": opened.woman.documents.select_related("added_by")}


def _plan(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {
        "plan": TransitionPlan.objects.filter(place__woman=opened.woman).order_by("-place__number").first(),
        "check_ins": CheckIn.objects.filter(place__woman=opened.woman),
        "today": opened.shown.on,
    }


def _after(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    things = list(opened.woman.after_death.select_related("done_by"))
    latest = opened.places[-1] if opened.places else None
    until = death.last_day_of(opened.woman, latest)
    return {
        "later": death.dated_after(opened.woman, until) if until else [],
        "recorded": death.where_recorded(opened.places),
        "planned": death.planned_with(opened.woman, until) if until else [],
        "to_do": [one for one in things if one.is_open],
        "done": [one for one in things if one.done_on is not None],
        "set_aside": [one for one in things if one.set_aside and one.done_on is None],
        "rest": SetAsideForm(woman=opened.woman),
    }


def _about(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {"merges": [(made, former_name(made)) for made in merges_of(opened.woman)]}


def _data(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    woman, ids = opened.woman, ids_of(opened.woman.pk)
    transfers = Transfer.objects.filter(woman__in=ids)
    return {
        "consents": woman.consents.select_related("recorded_by"),
        "basis": basis_of(woman),
        "holds": woman.holds.select_related("begun_by"),
        "requests": woman.requests.order_by("-received_on"),
        "transfers": transfers.select_related("to_practice", "offered_by"),
        "erasures": Erasure.objects.filter(woman__in=ids, stopped_on=None),
        "may_be_offered": not opened.shown.has_died
        and not transfers.filter(state__in=["offered", "accepted"]).exists(),
    }


def _history(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    days, has_more = changed_days.days_of_woman(opened.woman.pk, viewer=request.membership)
    return {"days": days, "has_more": has_more}


def _looks(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {"looks": looks.looks_at(opened.woman)}
