"""Logging a contact: one page; the outcome says what else is asked."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from practices.codes import AreaOfLife
from practices.forms.fields import Checks, ClockField, DayField, DayPicker, MarkedWords, MinutesField, Pills, ScoreStrip
from practices.london import NoSuchTime, moment_at
from sessions_log.codes import (
    CHANNEL_OF_MODE,
    OUTCOMES_OF_AREA,
    TAKE_NO_TIME,
    ContactMode,
    ContactOutcome,
    Service,
    SupportOutcome,
    outcome_in_words,
)
from sessions_log.forms.appointment import after_her_place
from sessions_log.forms.when import WhenForm
from sessions_log.forms.whom import FAMILY, WHOM, before_her_death, covering
from sessions_log.models import LocalOutcome
from sessions_log.models.contact import MINUTES_OF_A_DAY
from women.ended import death_said, goal_is_gone
from women.forms.goals import A_SCORE, NOT_TODAY, SCORES
from women.models import Goal, Place, Woman

LONGEST_NOTE = 20_000
NEEDS_CONTACT_MADE = "This needs a contact that was made. Take it away, or change the outcome."


def support_choices(own: list[LocalOutcome]) -> list[Any]:
    """Every support outcome under its area, the Practice's own among them; a value is `area:outcome`."""
    choices: list[Any] = [("", "Nothing to add")]
    for area in AreaOfLife:
        outcomes = [(f"{area}:{code}", SupportOutcome(code).label) for code in sorted(OUTCOMES_OF_AREA[area])]
        outcomes += [(f"{area}:{one.code}", one.label) for one in own if one.area == area]
        if outcomes:
            choices.append((area.label, outcomes))
    return choices


AGREED_OUTCOMES = support_choices([])


def minutes_missing(said: dict[str, Any]) -> str:
    """Blank where the minutes of a contact are there or not needed; else what to enter."""
    needed = said.get("outcome") == ContactOutcome.MADE and said.get("mode") not in TAKE_NO_TIME
    return "Enter how many minutes it took, like 45." if needed and said.get("minutes") is None else ""


SAY_WITH_WHOM = "Nothing of this is saved yet. Choose with whom it was, and save again."


def said_by_family(outcome: Any) -> None:
    """Of a contact with her family a field says what they did, and not that she did it."""
    theirs = ContactOutcome.CANCELLED_BY_WOMAN.value
    said = outcome_in_words(theirs, with_family=True)
    outcome.choices = [(value, said if value == theirs else label) for value, label in outcome.choices]


def channel_of(mode: str | None) -> str | None:
    """The channel that a contact of this mode goes by; None where it goes by none of hers."""
    return CHANNEL_OF_MODE.get(ContactMode(mode)) if mode else None


NOT_AFTER_DEATH = ("support", "support_agency", "next_on", "next_at", "next_service", "next_accompany", "areas")


class ContactForm(WhenForm):
    """A contact with one woman, made or tried."""

    whom = forms.ChoiceField(
        label="With whom", widget=Pills, choices=WHOM, initial=FAMILY,
        error_messages={"required": "Say with whom."},
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="Did it happen?",
        widget=Pills,
        choices=[
            (ContactOutcome.NO_REPLY.value, "No reply"),
            (ContactOutcome.NOT_THERE.value, "Not there"),
            (ContactOutcome.MADE.value, "Yes, contact made"),
            (ContactOutcome.CANCELLED_BY_WOMAN.value, "Cancelled by her"),
            (ContactOutcome.CANCELLED_BY_PRACTICE.value, "Cancelled by us"),
        ],
        error_messages={"required": "Say whether it happened."},
    )
    mode = forms.ChoiceField(
        label="How",
        widget=Pills,
        choices=[(mode.value, mode.label) for mode in ContactMode if mode is not ContactMode.GROUP],
        error_messages={"required": "Say how: a visit, a call, a text…"},
    )
    unsafe_reason = forms.CharField(
        label="Why this way today?", required=False, max_length=300,
    )  # fmt: skip
    minutes = MinutesField(
        label="Minutes", required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )  # fmt: skip
    areas = forms.MultipleChoiceField(
        label="What it was about", required=False, widget=Checks, choices=AreaOfLife.choices
    )
    note = forms.CharField(label="Note", required=False, widget=MarkedWords({"rows": 4}), max_length=LONGEST_NOTE)
    support = forms.ChoiceField(label="Something that came of it", required=False, choices=[("", "Nothing to add")])
    support_agency = forms.CharField(label="With whom", required=False, max_length=200)
    next_on = DayField(
        label="Day", required=False, widget=DayPicker(), error_messages={"invalid": "Enter a real date."}
    )
    next_at = ClockField(label="Time", required=False)
    next_service = forms.ChoiceField(
        label="With", required=False,
        choices=[("", "Choose a service"), *[(s.value, s.label) for s in Service if s is not Service.OTHER]],
    )  # fmt: skip
    next_accompany = forms.BooleanField(label="I go with her", required=False)

    def __init__(
        self, *args: Any, woman: Woman, places: list[Place], goals: list[Goal], now: datetime,
        careful: frozenset[str] = frozenset(), own_outcomes: list[LocalOutcome] | None = None,
        has_died: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        """`goals` are her active ones; each gets a strip of scores. Once she has died, it is asked with whom it was."""
        self.woman, self.places, self.goals, self.has_died = woman, places, [] if has_died else goals, has_died
        self.careful = frozenset() if has_died else careful
        super().__init__(*args, now=now, **kwargs)
        if has_died:
            self._after_her_death()
        else:
            del self.fields["whom"]
            support: Any = self.fields["support"]
            support.choices = support_choices(own_outcomes) if own_outcomes else AGREED_OUTCOMES
        for goal in self.goals:
            self.fields[f"goal_{goal.pk}"] = forms.ChoiceField(
                label=goal.in_her_words or goal.get_area_display(), required=False, widget=ScoreStrip,
                choices=[NOT_TODAY, *SCORES],
                help_text=getattr(goal, "last_said", ""), initial="",
                error_messages={"invalid_choice": A_SCORE},
            )  # fmt: skip

    def _after_her_death(self) -> None:
        """What cannot come of it any more is not asked; whoever had the page open before reads who recorded it."""
        if self.is_of_before:
            self.fields["whom"].error_messages["required"] = f"{death_said(self.woman)} {SAY_WITH_WHOM}"
        for name in NOT_AFTER_DEATH:
            del self.fields[name]
        said_by_family(self.fields["outcome"])

    @property
    def is_of_before(self) -> bool:
        """Whether it was filled in on a page that was opened before anybody recorded that she has died."""
        return self.has_died and self.is_bound and "whom" not in self.data

    @property
    def with_family(self) -> bool:
        """Whether it was with her family, after her death."""
        return bool(self.cleaned_data.get("whom") == FAMILY)

    @property
    def goal_fields(self) -> list[Any]:
        """The strips, for the template."""
        return [self[f"goal_{goal.pk}"] for goal in self.goals]

    @property
    def careful_modes(self) -> str:
        """The modes whose channel may be used only with a reason, for the page's style to show the question."""
        return " ".join(mode.value for mode, channel in CHANNEL_OF_MODE.items() if channel in self.careful)

    def clean(self) -> dict[str, Any]:
        """Every rule between the fields, each error at the field that mends it."""
        cleaned = super().clean()
        self._clean_day(cleaned)
        self._clean_minutes(cleaned)
        self._clean_channel(cleaned)
        self._clean_next(cleaned)
        if cleaned.get("outcome") not in (None, ContactOutcome.MADE):
            for name in [f"goal_{goal.pk}" for goal in self.goals] + ["support"]:
                if cleaned.get(name):
                    self.add_error(name, NEEDS_CONTACT_MADE)
        if cleaned.get("support_agency") and not cleaned.get("support"):
            self.add_error("support", "You wrote with whom. Choose what came of it, or empty “With whom”.")
        self._clean_scores(cleaned)
        known = {f"goal_{goal.pk}" for goal in self.goals}
        for name in () if self.has_died else self.data:  # a score is not asked of a woman who has died
            if name.startswith("goal_") and name not in known:
                self.add_error(None, self._goal_is_gone(name.removeprefix("goal_")))
        return cleaned

    def _goal_is_gone(self, said: str) -> str:
        """Which goal is active no more, by whom, and what to do."""
        became = goal_is_gone(self.woman, int(said)) if said.isdecimal() else ""
        return f"{became or 'One of these is not an active goal of hers.'} Check the scores and save again."

    def _clean_day(self, cleaned: dict[str, Any]) -> None:
        if "started_at" in cleaned and not {"at", "other_day"} & set(self.errors):
            day = timezone.localdate(cleaned["started_at"])
            is_family = cleaned.get("whom") == FAMILY
            if problem := before_her_death(self.woman, day) if is_family else covering(self.places, day):
                self.add_error("other_day" if cleaned.get("when") == "other" else "when", problem)

    def _clean_scores(self, cleaned: dict[str, Any]) -> None:
        """A goal is scored on the day it was set or after."""
        if "started_at" not in cleaned:
            return
        day = timezone.localdate(cleaned["started_at"])
        for goal in self.goals:
            if cleaned.get(f"goal_{goal.pk}") and day < goal.set_on:
                self.add_error(f"goal_{goal.pk}", f"This goal was set on {goal.set_on:%d/%m/%Y}, after that day.")

    def _clean_minutes(self, cleaned: dict[str, Any]) -> None:
        minutes = cleaned.get("minutes")
        if "minutes" in self.errors:
            return
        if minutes is not None and minutes > MINUTES_OF_A_DAY:
            self.add_error("minutes", "This is over 24 hours. Enter the minutes of this one contact.")
        elif minutes is not None and minutes < 0:
            self.add_error("minutes", "Minutes must be a whole number, like 45.")
        elif problem := minutes_missing(cleaned):
            self.add_error("minutes", problem)

    def _clean_channel(self, cleaned: dict[str, Any]) -> None:
        if channel_of(cleaned.get("mode")) in self.careful and not cleaned.get("unsafe_reason"):
            self.add_error("unsafe_reason", "Say in a few words why this way today.")

    def _clean_next(self, cleaned: dict[str, Any]) -> None:
        asked = {"next_on": "Enter the day.", "next_at": "Enter the time.", "next_service": "Choose the service."}
        is_begun = any(cleaned.get(name) for name in (*asked, "next_accompany"))
        if not is_begun or set(asked) & set(self.errors):
            return
        for name, message in asked.items():
            if not cleaned.get(name):
                self.add_error(name, message)
        if cleaned.get("next_on") and cleaned["next_on"] < self.today:
            self.add_error("next_on", "The next appointment is in the past. Enter a day to come.")
        elif cleaned.get("next_on") and (
            problem := after_her_place(self.places[-1] if self.places else None, cleaned["next_on"])
        ):
            self.add_error("next_on", problem)
        elif cleaned.get("next_on") and cleaned.get("next_at"):
            try:
                moment_at(cleaned["next_on"], cleaned["next_at"])
            except NoSuchTime as error:
                self.add_error("next_at", str(error))

    @property
    def scores(self) -> dict[int, int]:
        """Her new scores: goal id → 0 to 10."""
        given = {goal.pk: self.cleaned_data.get(f"goal_{goal.pk}") for goal in self.goals}
        return {pk: int(score) for pk, score in given.items() if score not in (None, "")}
