"""A loss: a pregnancy, a baby or a child. One way to record it, wherever it was begun."""

from datetime import date
from typing import Any

from django import forms

from practices.codes import YesNoUnknown
from practices.forms.fields import Words, a_day
from practices.forms.record import SentForm
from women.codes import PregnancyEnd
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
TAKE_OFF, LEAVE = "off", "leave"
REMEMBERED = "Only where she says yes do these days stand on her practitioner’s day, apart from others. It can wait."


class LossForm(SentForm):
    """What happened, when as far as anybody knows, and whether she wants the day remembered."""

    past = ("on",)

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
    on = a_day(label="The day", required=False, boxes=True, help_text="Only the month known? Enter 1 as the day.")
    remembers = forms.ChoiceField(
        label="Does she want the day remembered?", required=False, help_text=REMEMBERED,
        choices=[("", "She was not asked yet"), (YesNoUnknown.YES, "Yes"), (YesNoUnknown.NO, "No")],
    )  # fmt: skip
    words = forms.CharField(label="As she wants it written", required=False, widget=Words({"rows": 3}), max_length=160)
    reviews = forms.ChoiceField(
        label="A review of contraception is due", widget=forms.RadioSelect, initial=TAKE_OFF,
        choices=[
            (TAKE_OFF, "Take it off My day: she says when she wants to talk about it"),
            (LEAVE, "Leave it: she wants it"),
        ],
    )  # fmt: skip
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, child: Child | None = None, pregnancy: Pregnancy | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        """Begun from a child or a pregnancy, it asks nothing that is said by that."""
        super().__init__(*args, **kwargs)
        woman, fields = self.woman, self.fields
        what: Any = fields["what"]
        fields["child"].queryset = woman.children.filter(loss="")  # type: ignore[attr-defined]
        fields["pregnancy"].queryset = woman.pregnancies.filter(ended_as="")  # type: ignore[attr-defined]
        fields["pregnancy"].label_from_instance = lambda one: f"Known to us since {one.known_on:%d/%m/%Y}"  # type: ignore[attr-defined]
        if child is not None:
            fields["child"].initial, what.initial, what.choices = child, CHILD, OF_A_CHILD
        elif pregnancy is not None:
            fields["pregnancy"].initial, what.choices = pregnancy, OF_A_PREGNANCY
        if child is not None or not woman.pregnancies.filter(ended_as="").exists():
            del fields["pregnancy"]
        if pregnancy is not None or not woman.children.filter(loss="").exists():
            del fields["child"]
        if child is not None:
            del fields["words"]
        if not reviews_due(woman).exists():
            del fields["reviews"]

    def clean(self) -> dict[str, Any]:
        """A day where one is said to be known, and none otherwise."""
        cleaned = super().clean()
        if cleaned.get("certainty") in (SINCE, BEFORE):
            cleaned["on"] = None
            if "on" in self.errors:
                del self.errors["on"]
        elif cleaned.get("certainty") and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day or the month, or choose that it is not known.")
        if cleaned.get("what") == CHILD:
            cleaned["pregnancy"], cleaned["words"] = None, ""
            self._not_before_birth(cleaned)
        else:
            cleaned["child"] = None
        return cleaned

    def _not_before_birth(self, cleaned: dict[str, Any]) -> None:
        child, on = cleaned.get("child"), cleaned.get("on")
        born: date | None = child.born_on if child else None
        if born and on and on < born.replace(day=1):
            self.add_error("on", "This is before the month in which the child was born.")


def reviews_due(woman: Any) -> Any:
    """Her contraception of which a review has a day."""
    return woman.contraception.filter(ended_on=None, review_due_on__isnull=False)
