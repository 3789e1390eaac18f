"""Goals, hers and in her words, and her scores."""

import itertools
from typing import Any

from django import forms

from practices.dates import day_in_words
from practices.forms.fields import MarkedWords, ScoreStrip, a_day
from practices.forms.record import RecordForm
from women.models import Goal, GoalScore, Woman
from women.models.goal import HIGHEST_SCORE, LOWEST_SCORE

SCORES = [(str(score), str(score)) for score in range(LOWEST_SCORE, HIGHEST_SCORE + 1)]
NOT_TODAY = ("", "Not today")
A_SCORE = "A score is a whole number from 0 to 10."


class GoalForm(RecordForm):
    """What she chose to work on."""

    past = of_work = ("set_on", "achieved_on", "stopped_on")

    set_on = a_day(label="Set on")
    first_score = forms.ChoiceField(
        label="Her score today", required=False, widget=ScoreStrip, choices=[NOT_TODAY, *SCORES],
        error_messages={"invalid_choice": A_SCORE},
    )  # fmt: skip
    achieved_on = a_day(label="Achieved on", required=False)
    stopped_on = a_day(label="No longer a goal since", required=False)

    class Meta:
        model = Goal
        fields = ["in_her_words", "area", "set_on", "achieved_on", "stopped_on"]
        labels = {"in_her_words": "The goal, in her words", "area": "Area of life"}
        widgets = {"in_her_words": MarkedWords({"rows": 3})}

    field_order = ["key", "seen", "in_her_words", "area", "set_on", "first_score", "achieved_on", "stopped_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new goal has a first score and no end."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["set_on"].initial = self.today
            self.fields["in_her_words"].required = True
            del self.fields["achieved_on"], self.fields["stopped_on"]
        else:
            del self.fields["first_score"]

    def clean(self) -> dict[str, Any]:
        """Dates in order, none in the future."""
        cleaned = super().clean()
        for end in ("achieved_on", "stopped_on"):
            self.in_order("set_on", end, "This is before the goal was set. Check the two dates.")
        self._clean_scores(cleaned)
        return cleaned

    def _clean_scores(self, cleaned: dict[str, Any]) -> None:
        """No score is of a day before the goal was set: asked here where the day is changed, and of each new score."""
        if self.instance.pk is None or not cleaned.get("set_on") or "set_on" not in self.changed_data:
            return
        first = self.instance.scores.order_by("on").first()
        if first is not None and first.on < cleaned["set_on"]:
            said = f"She scored this goal on {day_in_words(first.on)}. Enter that day or an earlier one."
            self.add_error("set_on", said)

    def save(self, commit: bool = True) -> Goal:
        """A new goal takes a reference after hers, and her first score."""
        is_new = self.instance.pk is None
        if is_new:
            self.instance.ref = next_goal_ref(self.woman)
        saved: Goal = super().save(commit)
        if is_new and self.cleaned_data.get("first_score"):
            GoalScore.objects.create(goal=saved, on=saved.set_on, score=int(self.cleaned_data["first_score"]))
        return saved


def next_goal_ref(woman: Woman) -> str:
    """A reference that no goal of the Practice has, after hers; the lock on her row makes two people take turns."""
    Woman.objects.select_for_update().get(pk=woman.pk)
    head = f"{woman.ref[:30]}-G"
    taken = set(Goal.objects.filter(ref__startswith=head).values_list("ref", flat=True))
    return next(ref for number in itertools.count(1) if (ref := f"{head}{number}") not in taken)


class GoalScoreForm(RecordForm):
    """Her score of one goal on a day."""

    past = of_work = ("on",)

    links = ("goal",)
    goal: Any = forms.ModelChoiceField(label="Goal", queryset=None, empty_label="Choose a goal")
    on = a_day(label="Day")
    score = forms.TypedChoiceField(
        label="Her score", widget=ScoreStrip, choices=SCORES, coerce=int,
        error_messages={"invalid_choice": A_SCORE, "required": "Choose her score, 0 to 10."},
    )  # fmt: skip

    class Meta:
        model = GoalScore
        fields = ["on", "score"]

    def __init__(self, *args: Any, woman: Woman, **kwargs: Any) -> None:
        """Only her own goals may be chosen."""
        super().__init__(*args, woman=woman, **kwargs)
        goals: Any = self.fields["goal"]
        goals.queryset = woman.goals.filter(achieved_on=None, stopped_on=None)
        goals.label_from_instance = lambda goal: goal.in_her_words or goal.get_area_display()
        self.fields["on"].initial = self.today
        self.fields["score"].error_messages["invalid_choice"] = A_SCORE

    def clean(self) -> dict[str, Any]:
        """Not before the goal was set, and not in the future."""
        cleaned = super().clean()
        goal = cleaned.get("goal")
        if goal is not None and cleaned.get("on") and cleaned["on"] < goal.set_on:
            self.add_error("on", "This is before the goal was set.")
        return cleaned
