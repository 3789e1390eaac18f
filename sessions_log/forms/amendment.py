"""Adding to a contact that was written down: further words, and facts put right."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from practices.forms.fields import ClockField, DayField, DayPicker, MarkedWords, MinutesField
from practices.forms.record import CHANGED_MEANWHILE, SentForm, as_shown
from practices.london import NoSuchTime, moment_at
from sessions_log.codes import ContactMode, ContactOutcome
from sessions_log.forms.contact import LONGEST_NOTE, channel_of, minutes_missing, said_by_family
from sessions_log.forms.when import NOT_IN_FUTURE
from sessions_log.forms.whom import FAMILY, HERSELF, WHOM, before_her_death, covering
from sessions_log.models import Contact, Support
from sessions_log.models.contact import MINUTES_OF_A_DAY
from sessions_log.withdrawing import in_a_word
from women.models import GoalScore, Place

NOT_WITHOUT_CONTACT = "This needs a contact that was made. Tick to take it back, or choose above that contact was made."
NOT_WITH_FAMILY = (
    "This can only come of a contact with her. Tick to take it back, or choose above that it was with her."
)
WITH_CONTACT = "You chose that contact was made, so this stays. Untick, or change the answer above."


class AmendmentForm(SentForm):
    """Words to add; beside them the facts as they stand, to be put right where they are wrong.

    `seen` are the facts that the page showed: only what was changed there is put right, and not over a colleague.
    """

    words = forms.CharField(
        label="Add to what is written", widget=MarkedWords({"rows": 4}), max_length=LONGEST_NOTE,
        help_text="The earlier words stay as they are, with your name and the time beside yours.",
        error_messages={"required": "Write what to add, or why a fact is put right."},
    )  # fmt: skip
    whom = forms.ChoiceField(label="With whom", choices=WHOM, required=False)
    outcome = forms.ChoiceField(label="Did it happen?", choices=ContactOutcome.choices)
    mode = forms.ChoiceField(label="How", choices=ContactMode.choices)
    minutes = MinutesField(
        label="Minutes", required=False, min_value=0, max_value=MINUTES_OF_A_DAY,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"max_value": "This is over 24 hours. Enter the minutes of this one contact."},
    )  # fmt: skip
    take_back_too = forms.BooleanField(label="Take back what came of it, too", required=False)
    on = DayField(label="Day", widget=DayPicker(), error_messages={"required": "Enter the day."})
    at = ClockField(label="Time it began")
    seen = forms.JSONField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, contact: Contact, places: list[Place], careful: frozenset[str], now: datetime,
        came_of_it: Sequence[GoalScore | Support] = (), has_died: bool = False, **kwargs: Any
    ) -> None:  # fmt: skip
        """Start from the facts as they stand; `careful` are the channels that ask for a reason.

        Once she has died, it may have been with her family, though whoever wrote it down did not know yet.
        `came_of_it` was saved with the contact: it can only have come of one that was made, and on its day.
        """
        self.contact, self.places, self.careful, self.now = contact, places, careful, now
        self.came_of_it = came_of_it
        local = timezone.localtime(contact.started_at)
        self.before = {
            "outcome": contact.outcome, "mode": contact.mode, "minutes": contact.minutes, "on": local.date(),
            "at": local.time().replace(second=0, microsecond=0),
        }  # fmt: skip
        if has_died or contact.with_family:
            self.before["whom"] = FAMILY if contact.with_family else HERSELF
        super().__init__(*args, initial={**self.before, "seen": _plain(self.before)}, **kwargs)
        if "whom" not in self.before:
            del self.fields["whom"]
        if contact.with_family:
            said_by_family(self.fields["outcome"])
        self._ask_of_what_came_of_it(came_of_it)
        mode: Any = self.fields["mode"]
        mode.choices = [
            (one.value, one.label) for one in ContactMode if one is not ContactMode.GROUP or contact.mode == one
        ]

    def _ask_of_what_came_of_it(self, came_of_it: Sequence[GoalScore | Support]) -> None:
        if came_of_it:
            said = "; ".join(in_a_word(row) for row in came_of_it)
            self.fields["take_back_too"].help_text = f"Only if no contact was made with her. This came of it: {said}."
            self.fields["on"].help_text = "What came of it goes to that day too."
        else:
            del self.fields["take_back_too"]

    @property
    def put_right(self) -> set[str]:
        """The facts that were changed on the page."""
        seen = _plain(self.before) | (self.cleaned_data.get("seen") or {})
        said = _plain({name: self.cleaned_data.get(name) for name in self.before})
        left = {"whom"} if not said.get("whom") else set()  # the page was open before her death
        return {name for name in self.before if said[name] != seen.get(name)} - left

    @property
    def is_with_family(self) -> bool:
        """Whether it was with her family, by what is said here or stands already."""
        return bool((self.cleaned_data.get("whom") or self.before.get("whom")) == FAMILY)

    def clean(self) -> dict[str, Any]:
        """What is put right stands by the rules of a contact, and writes over nobody."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self._clean_conflicts(cleaned)
        if {"on", "at"} & self.put_right:
            self._clean_time(cleaned)
        if {"on", "at", "whom"} & self.put_right and not self.errors:
            self._clean_whom(cleaned)
        if "take_back_too" in self.fields:
            self._clean_what_came_of_it(cleaned)
        if {"outcome", "mode", "minutes"} & self.put_right:
            if problem := minutes_missing(cleaned):
                self.add_error("minutes", problem)
            if channel_of(cleaned["mode"]) in self.careful and not self.contact.unsafe_reason:
                cleaned["unsafe_reason"] = cleaned["words"][:300]  # the words say why this way
        return cleaned

    def _clean_what_came_of_it(self, cleaned: dict[str, Any]) -> None:
        """A score and support need a contact that was made, here as on the page that logs one."""
        is_made, is_family = cleaned["outcome"] == ContactOutcome.MADE, self.is_with_family
        if "outcome" in self.put_right and not is_made and not cleaned["take_back_too"]:
            self.add_error("take_back_too", NOT_WITHOUT_CONTACT)
        elif "whom" in self.put_right and is_family and not cleaned["take_back_too"]:
            self.add_error("take_back_too", NOT_WITH_FAMILY)
        elif cleaned["take_back_too"] and is_made and not is_family:
            self.add_error("take_back_too", WITH_CONTACT)

    def _clean_conflicts(self, cleaned: dict[str, Any]) -> None:
        seen, now = cleaned.get("seen") or {}, _plain(self.before)
        both = [
            (str(field.label), as_shown(field, self.before[name]), as_shown(field, cleaned[name]))
            for name, field in self.fields.items()
            if name in self.put_right and name in seen and now[name] != seen[name]
        ]
        if both:
            self.show_both(both, seen=json.dumps(now), why=CHANGED_MEANWHILE)

    def _clean_time(self, cleaned: dict[str, Any]) -> None:
        latest = min(self.now, self.contact.recorded_at or self.now)
        try:
            started_at = moment_at(cleaned["on"], cleaned["at"], not_after=latest)
        except NoSuchTime as error:
            self.add_error("at", str(error))
            return
        if started_at > self.now:
            self.add_error("on", NOT_IN_FUTURE)
        elif self.contact.recorded_at is not None and started_at > self.contact.recorded_at:
            self.add_error("on", "This is after it was written down. Check the day and the time.")
        elif not cleaned.get("take_back_too"):
            self._clean_day_of_scores(cleaned["on"])
        cleaned["started_at"] = started_at

    def _clean_whom(self, cleaned: dict[str, Any]) -> None:
        """With her it falls within a place of hers, with her family after her death."""
        woman, day = self.contact.woman, cleaned["on"]
        if problem := before_her_death(woman, day) if self.is_with_family else covering(self.places, day):
            self.add_error("whom" if "whom" in self.put_right else "on", problem)

    def _clean_day_of_scores(self, day: date) -> None:
        """A score that came of it goes to its day, and is of a goal that was set by then."""
        for goal in (row.goal for row in self.came_of_it if isinstance(row, GoalScore)):
            if day < goal.set_on:
                words = goal.in_her_words or goal.get_area_display()
                self.add_error(
                    "on", f"A score of “{words}” came of it, and that goal was set on {goal.set_on:%d/%m/%Y}."
                )

    @property
    def facts(self) -> dict[str, Any]:
        """The facts that were put right: field → new value."""
        names = ("outcome", "mode", "minutes")
        found: dict[str, Any] = {name: self.cleaned_data[name] for name in names if name in self.put_right}
        if "whom" in self.put_right:
            found["with_family"] = self.is_with_family
        for name in ("started_at", "unsafe_reason"):
            if name in self.cleaned_data:
                found[name] = self.cleaned_data[name]
        return found


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as JSON holds them."""
    return {name: value if value is None or isinstance(value, int) else str(value) for name, value in facts.items()}
