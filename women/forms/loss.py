"""A loss: a pregnancy, a baby or a child. One way to record it, wherever it was begun."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from practices.codes import YesNoUnknown
from practices.dates import day_in_words
from practices.forms.checked import CheckedForm
from practices.forms.fields import Words, a_day
from practices.forms.record import MONTH_ALONE
from women.codes import PregnancyEnd
from women.forms.death import NOT_BOTH, ONLY_THE_MONTH
from women.models import Child, Pregnancy

CHILD = "child"
OF_A_PREGNANCY = [
    (PregnancyEnd.MISCARRIAGE.value, "She had a miscarriage"),
    (PregnancyEnd.STILLBIRTH.value, "Her baby was stillborn"),
    (PregnancyEnd.OTHER_LOSS.value, "She lost a pregnancy in another way"),
]
OF_A_CHILD = [(CHILD, "A child of hers has died")]
THE_DAY, ABOUT, SINCE, BEFORE = "day", "about", "since", "before"
WHEN = [
    (THE_DAY, "On a day that is known"),
    (ABOUT, "The month is known"),
    (SINCE, "Not known, but since we have known her"),
    (BEFORE, "Not known, but before we knew her"),
]
OF_PREGNANCIES = ("pregnancy", "known_on", "known_month_only")
OF_A_PREGNANCY_ALONE = "This is of a pregnancy. Take it away, or choose above what happened to the pregnancy."
TAKE_OFF, LEAVE = "off", "leave"
KNOWN_SINCE = f"Leave it empty where that is not recorded. {MONTH_ALONE}"
LONGEST = 200  # what is written of a pregnancy in all
REMEMBERED = "Only where she says yes do these days stand on her practitioner’s day, apart from others. It can wait."


class LossForm(CheckedForm):
    """What happened, when as far as anybody knows, and whether she wants the day remembered."""

    past = ("on", "known_on")
    month_only = {"known_month_only": "known_on"}

    what = forms.ChoiceField(
        label="What happened", widget=forms.RadioSelect, choices=[*OF_A_PREGNANCY, *OF_A_CHILD],
        error_messages={"required": "Choose one."},
    )  # fmt: skip
    child: Any = forms.ModelChoiceField(
        label="Which child", queryset=None, required=False, empty_label="Not on her record yet"
    )
    pregnancy: Any = forms.ModelChoiceField(
        label="Which pregnancy", queryset=None, required=False, empty_label="Not on her record yet"
    )
    certainty = forms.ChoiceField(
        label="When", choices=WHEN, widget=forms.RadioSelect,
        error_messages={"required": "Choose one. It can be changed later."},
    )  # fmt: skip
    on = a_day(label="The day, or the month", required=False, boxes=True, help_text=ONLY_THE_MONTH)
    known_on = a_day(label="The pregnancy: known to us since", required=False, boxes=True, help_text=KNOWN_SINCE)
    known_month_only = forms.BooleanField(label="Of that, only the month is known", required=False)
    remembers = forms.ChoiceField(
        label="Does she want the day remembered?", required=False, help_text=REMEMBERED,
        choices=[("", "She was not asked yet"), (YesNoUnknown.YES, "Yes"), (YesNoUnknown.NO, "No")],
    )  # fmt: skip
    words = forms.CharField(label="As she wants it written", required=False, widget=Words({"rows": 3}), max_length=160)
    reviews = forms.ChoiceField(
        label="A review of contraception is due", widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of the review."},
        choices=[
            (TAKE_OFF, "Take it off My day: she says when she wants to talk about it"),
            (LEAVE, "Leave it: she wants it"),
        ],
    )  # fmt: skip
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, child: Child | None = None, pregnancy: Pregnancy | None = None, has_died: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """Begun from a child or a pregnancy, it asks nothing that says; once she has died, not what she wants."""
        super().__init__(*args, **kwargs)
        self.has_died = has_died
        woman, fields = self.woman, self.fields
        what: Any = fields["what"]
        fields["child"].queryset = woman.children.filter(loss="")  # type: ignore[attr-defined]
        fields["pregnancy"].queryset = woman.pregnancies.filter(ended_as="")  # type: ignore[attr-defined]
        fields["pregnancy"].label_from_instance = lambda one: f"Known to us since: {one.known_said}"  # type: ignore[attr-defined]
        if child is not None or pregnancy is not None:
            del fields["known_on"], fields["known_month_only"]
        if child is not None:
            fields["child"].initial, what.initial, what.choices = child, CHILD, OF_A_CHILD
        elif pregnancy is not None:
            fields["pregnancy"].initial, what.choices = pregnancy, OF_A_PREGNANCY
        if child is not None or not woman.pregnancies.filter(ended_as="").exists():
            del fields["pregnancy"]
        if pregnancy is not None or not woman.children.filter(loss="").exists():
            del fields["child"]
        due = [one.review_due_on for one in reviews_due(woman)]
        fields["reviews"].label = f"A review of contraception is due on {some_days(due)}"
        if not due or self.has_died:
            del fields["reviews"]
        if self.has_died:
            del fields["remembers"]
            fields["words"].label = "What is to be written of it"

    def day_is_known(self, name: str, values: Mapping[str, Any]) -> bool:
        """Of the loss it is asked."""
        return values.get("certainty") == THE_DAY if name == "on" else super().day_is_known(name, values)

    def clean(self) -> dict[str, Any]:
        """A day where one is said to be known, and none otherwise; nothing that is filled in is passed over."""
        cleaned = super().clean()
        if cleaned.get("certainty") in (SINCE, BEFORE):
            if cleaned.get("on"):
                self.add_error("on", NOT_BOTH)
        elif cleaned.get("certainty") and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day or the month, or choose that it is not known.")
        if cleaned.get("what") == CHILD:
            self._is_empty(OF_PREGNANCIES, OF_A_PREGNANCY_ALONE)
            self._not_before_birth(cleaned)
        elif cleaned.get("what"):
            self._is_empty(("child",), "This is of a child. Take it away, or choose that a child of hers has died.")
            self._clean_pregnancy(cleaned)
        return cleaned

    def _is_empty(self, names: tuple[str, ...], why: str) -> None:
        for name in names:
            if self.cleaned_data.get(name):
                self.add_error(name, why)

    def _clean_pregnancy(self, cleaned: dict[str, Any]) -> None:
        """Since when is asked of a pregnancy that is not on her record; what stands of one is never cut."""
        held = cleaned.get("pregnancy")
        if held is not None:
            self._is_empty(("known_on", "known_month_only"), "This stands on her record already. Leave it empty here.")
        written, words = held.outcome if held is not None else "", cleaned.get("words", "")
        if written and words and (over := len(f"{written} {words}") - LONGEST) > 0:
            self.add_error("words", f"Too long by {over}: of this pregnancy there is written already “{written}”.")

    def _not_before_birth(self, cleaned: dict[str, Any]) -> None:
        child, on = cleaned.get("child"), cleaned.get("on")
        born: date | None = child.born_on if child else None
        if born and on and on < born.replace(day=1):
            self.add_error("on", "This is before the month in which the child was born.")


def some_days(days: Sequence[date]) -> str:
    """“1 March 2027 and 4 June 2027”: a choice about what is due says how far ahead it is."""
    return " and ".join(day_in_words(day) for day in days)


def reviews_due(woman: Any) -> Any:
    """Her contraception of which a review has a day."""
    return woman.contraception.filter(ended_on=None, review_due_on__isnull=False)
