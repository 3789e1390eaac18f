"""The kinds of row that a record is made of, each with its form: one page adds and one page changes any of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from practices.forms.record import RecordForm
from practices.permissions import Permission
from women.codes import LOSSES
from women.forms import about, death, family, goals, health, law, people, plan, safety, wellbeing
from women.models import (
    AfterDeath,
    AgencyReference,
    CheckIn,
    Child,
    ChildContact,
    ChildStatus,
    Consent,
    Contraception,
    Flag,
    Goal,
    GoalScore,
    LegalBasis,
    LegalHold,
    Note,
    Person,
    Pregnancy,
    Request,
    SafeContact,
    TransitionPlan,
    WellbeingScore,
    Woman,
)
from women.presenters import close_after_death


@dataclass(frozen=True)
class Kind:
    """One kind: what it is called, the section it stands in, its form, and which rows are a woman's."""

    key: str
    noun: str
    section: str
    form: type[RecordForm]
    hers: Callable[[Woman], QuerySet[Any]]
    may_be_added: bool = True
    may_be_changed: bool = True
    hint: str = ""
    hint_while_she_lives: str = ""
    permission: Permission = Permission.WRITE_RECORDS
    called: Callable[[Any], str] | None = None  # what its page calls a row, where the noun would read wrongly
    once_a_place: bool = False  # there is one of each place
    after_death: bool = False  # it is added to the record of a woman who has died, too


KINDS: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Make a kind known; the apps above add theirs when they are ready."""
    KINDS[kind.key] = kind
    if kind.may_be_added and not kind.after_death:
        close_after_death(f"add/{kind.key}/")


def _of_woman(model: Any) -> Callable[[Woman], QuerySet[Any]]:
    return lambda woman: model.objects.filter(woman=woman)


def _of_child(model: Any) -> Callable[[Woman], QuerySet[Any]]:
    return lambda woman: model.objects.filter(child__woman=woman)


def _of_place(model: Any) -> Callable[[Woman], QuerySet[Any]]:
    return lambda woman: model.objects.filter(place__woman=woman)


def own_kinds() -> None:
    """What this app keeps itself."""
    for kind in (
        Kind("about", "what we know of her", "about", about.WomanForm, lambda woman: Woman.objects.filter(pk=woman.pk),
             may_be_added=False),
        Kind("goal", "a goal", "goals", goals.GoalForm, _of_woman(Goal)),
        Kind("score", "a score", "goals", goals.GoalScoreForm,
             lambda woman: GoalScore.objects.filter(goal__woman=woman), may_be_changed=False, after_death=True),
        Kind("child", "a child", "children", family.ChildForm, _of_woman(Child), hint=family.NO_NEW_NAME),
        Kind("status", "a legal status or placement", "children", family.ChildStatusForm, _of_child(ChildStatus)),
        Kind("family-contact", "a letterbox date, contact or Life Story work", "children", family.ChildContactForm,
             _of_child(ChildContact), hint=family.NO_NEW_NAME),
        Kind("contraception", "her choice of contraception", "health", health.ContraceptionForm,
             _of_woman(Contraception)),
        Kind("pregnancy", "a pregnancy", "health", health.PregnancyForm, _of_woman(Pregnancy),
             called=lambda row: "Change a loss" if row.ended_as in LOSSES else "Change a pregnancy"),
        Kind("wellbeing", "a wellbeing score", "needs", wellbeing.WellbeingScoreForm, _of_woman(WellbeingScore)),
        Kind("person", "somebody around her", "people", people.PersonForm, _of_woman(Person),
             after_death=True),
        Kind("reference", "a reference of another agency", "people", people.AgencyReferenceForm,
             _of_woman(AgencyReference), after_death=True),
        Kind("note", "a note", "notes", people.NoteForm, _of_woman(Note), may_be_changed=False,
             after_death=True),
        Kind("flag", "a flag", "safety", safety.FlagForm, _of_woman(Flag), after_death=True),
        Kind("safe-contact", "a way of reaching her", "safety", safety.SafeContactForm, _of_woman(SafeContact)),
        Kind("plan", "the plan for transition", "plan", plan.TransitionPlanForm, _of_place(TransitionPlan),
             once_a_place=True),
        Kind("consent", "what she agrees to", "data", law.ConsentForm, _of_woman(Consent)),
        Kind("basis", "another legal basis", "data", law.LegalBasisForm, _of_woman(LegalBasis),
             permission=Permission.KEEP_DATA, after_death=True),
        Kind("hold", "a legal hold", "data", law.LegalHoldForm, _of_woman(LegalHold),
             permission=Permission.KEEP_DATA, after_death=True),
        Kind("request", "a request of hers", "data", law.RequestForm, _of_woman(Request), may_be_changed=False,
             after_death=True,
             hint_while_she_lives="She needs no form and no certain word: whoever hears her ask writes it down."),
        Kind("after-death", "something to do after her death", "after", death.AfterDeathForm, _of_woman(AfterDeath),
             after_death=True, called=lambda thing: str(thing.get_what_display())),
        Kind("check-in", "the check-in", "plan", plan.CheckInForm, _of_place(CheckIn), may_be_added=False),
    ):  # fmt: skip
        add_kind(kind)
