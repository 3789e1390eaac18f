"""Her children: never an adopted child's new name."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Max, Q

from practices.forms.fields import MarkedWords, Words, a_day
from practices.forms.record import MONTH_ALONE, RecordForm
from women.child_death import HAD_DIED, last_day_of
from women.codes import ChildContactKind, ChildLoss
from women.known_days import last_day_of_month
from women.models import Child, ChildContact, ChildStatus, Woman
from women.presenters import is_known_to_have_died
from women.side_effects import latest_status_stands, reviews_stand_again

BEFORE_BIRTH = "This is before the month in which the child was born."
YOUNGEST_MOTHER = 10  # years
OF_NO_LOSS = "You chose that the child is alive. Empty this, or choose above what happened."
OF_A_LOSS = ("loss", "died_on", "died_month_only", "remembers", "words")
REMEMBERS = "Only where she says yes do birthdays and anniversaries stand on her practitioner’s day, apart from others."
LIFE_STORY_ALONE = "This child has died. Only Life Story work with the family is written down."
REMOVED_AFTER = "The child would be removed after their death. Check the two days."
NO_NEW_NAME = "Never write an adopted child’s new name, or where an adoptive family lives."


def _too_young(woman: Woman, born: date) -> str:
    """Blank, or that she was too young for a birth on that day: one of the two years is wrong."""
    hers = woman.date_of_birth
    if hers is None or born < hers or born.year - hers.year >= YOUNGEST_MOTHER:
        return ""
    return f"This makes her {born.year - hers.year} at the birth. Check the year, and her own date of birth."


class ChildForm(RecordForm):
    """One child by number."""

    past = ("born_on", "removed_on", "died_on")
    month_only = {"born_month_only": "born_on", "died_month_only": "died_on"}

    born_on = a_day(label="Born", required=False, boxes=True, help_text=MONTH_ALONE)
    born_month_only = forms.BooleanField(label="Of the birth, only the month is known", required=False)
    removed_on = a_day(label="Removed", required=False, boxes=True)
    died_on = a_day(
        label="Died, or was stillborn, on", required=False, boxes=True,
        help_text=f"Leave empty where nobody knows. {MONTH_ALONE}",
    )  # fmt: skip
    died_month_only = forms.BooleanField(label="Of that day, only the month is known", required=False)

    field_order = ["key", "seen", "born_on", "born_month_only", "removed_on", "legal_status", "placement",
                   "contact_plan", "loss", "died_on", "died_month_only", "remembers", "words"]  # fmt: skip

    class Meta:
        model = Child
        fields = ["born_on", "removed_on", "legal_status", "placement", "contact_plan", "loss", "died_on", "remembers",
                  "words"]  # fmt: skip
        labels = {
            "loss": "Is the child alive?",
            "remembers": "Does she want these days remembered?",
            "words": "As she wants it written",
            "legal_status": "Legal status",
            "placement": "Placement",
            "contact_plan": "Contact plan",
        }
        widgets = {"words": Words({"rows": 3})}
        help_texts = {"placement": NO_NEW_NAME, "remembers": REMEMBERS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Status and placement of a child who is on record change by a row of their own, with its day."""
        super().__init__(*args, **kwargs)
        child = self.instance
        self.initial["born_month_only"] = bool(child.born_on and not child.born_day_is_known)
        self.initial["died_month_only"] = bool(child.died_on and not child.died_day_is_known)
        if child.pk is not None:
            del self.fields["legal_status"], self.fields["placement"]
        if not child.loss:  # a loss is recorded on a page of its own
            for name in OF_A_LOSS:
                del self.fields[name]
            return
        if is_known_to_have_died(self.woman):  # nobody asks her now
            del self.fields["remembers"]
        loss: Any = self.fields["loss"]
        loss.choices = [
            ("", "Alive: it was recorded by mistake, and what is said of it below goes"),
            *ChildLoss.choices,
        ]

    def clean(self) -> dict[str, Any]:
        """Nothing in the future, and no removal before the month of birth."""
        cleaned = super().clean()
        born, removed = cleaned.get("born_on"), cleaned.get("removed_on")
        if born and removed and removed < born.replace(day=1):
            self.add_error("removed_on", BEFORE_BIRTH)
        if born and "born_on" in self.changed_data and (problem := _too_young(self.woman, born)):
            self.add_error("born_on", problem)
        self.instance.born_day_is_known = born is not None and not cleaned.get("born_month_only")
        return self._clean_loss(cleaned) if "loss" in self.fields else cleaned

    def _clean_loss(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """A day only where the child is not alive, and not before birth."""
        born, died = cleaned.get("born_on"), cleaned.get("died_on")
        if not cleaned.get("loss"):
            for name in OF_A_LOSS:  # what was said of the loss goes with it
                if name in self.fields and name not in self.changed_data:
                    cleaned[name] = self.fields[name].to_python(None)
            if died := cleaned.get("died_on"):
                self.add_error("loss", "There is a day on which the child died. Say so here too, or empty the day.")
            for name in ("remembers", "words"):
                if cleaned.get(name):
                    self.add_error(name, OF_NO_LOSS)
        elif died and born and died < born.replace(day=1):
            self.add_error("died_on", BEFORE_BIRTH)
        self.instance.died_day_is_known = bool(died) and not cleaned.get("died_month_only")
        self._clean_removal(cleaned)
        return cleaned

    def _clean_removal(self, cleaned: dict[str, Any]) -> None:
        """No child is removed after their death; two days that stand so are said on the page that records it."""
        removed, died = cleaned.get("removed_on"), cleaned.get("died_on")
        if removed is None or died is None or not {"removed_on", "died_on"} & set(self.changed_data):
            return
        if removed > (last_day_of_month(died) if cleaned.get("died_month_only") else died):
            self.add_error("removed_on" if "removed_on" in self.changed_data else "died_on", REMOVED_AFTER)

    def save(self, commit: bool = True) -> Child:
        """A new child takes the next number."""
        if self.instance.pk is None:
            self.instance.child_no = next_child_no(self.woman)
        saved: Child = super().save(commit)
        if self.initial.get("loss") and not saved.loss:
            reviews_stand_again(saved)
        return saved


def next_child_no(woman: Woman) -> int:
    """The number of her next child; of two people who add one at once, the second waits for the first."""
    Woman.objects.select_for_update().get(pk=woman.pk)
    highest = woman.children.aggregate(highest=Max("child_no"))["highest"]
    return int(highest or 0) + 1


class OfChildForm(RecordForm):
    """A row that hangs on one of her children."""

    links = ("child",)
    of_new_rows = Q(loss="")  # nothing is due for a child who is not alive
    child: Any = forms.ModelChoiceField(label="Child", queryset=None, empty_label="Choose a child")

    def __init__(self, *args: Any, woman: Woman, **kwargs: Any) -> None:
        """Only her own children may be chosen."""
        super().__init__(*args, woman=woman, **kwargs)
        hers = woman.children.all()
        if self.instance.pk is None:
            hers = hers.filter(self.of_new_rows)
        self.fields["child"].queryset = hers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nothing of a child that has come is from before the month of birth."""
        cleaned = super().clean()
        child: Child | None = cleaned.get("child")
        born: date | None = child.born_on if child else None
        died = last_day_of(child) if child and cleaned.get("kind") != ChildContactKind.LIFE_STORY_WORK else None
        for name in self.past:
            day = cleaned.get(name) if name in self.changed_data else None
            if born and day and day < born.replace(day=1):
                self.add_error(name, BEFORE_BIRTH)
            elif died and day and day > died:
                self.add_error(name, HAD_DIED)
        return cleaned


class ChildStatusForm(OfChildForm):
    """A legal status or placement from a day on."""

    past = ("since_on",)

    since_on = a_day(label="Since", boxes=True)

    field_order = ["key", "seen", "child", "legal_status", "since_on", "placement"]

    class Meta:
        model = ChildStatus
        fields = ["legal_status", "since_on", "placement"]
        labels = {"legal_status": "Legal status"}
        help_texts = {"placement": NO_NEW_NAME}

    def save(self, commit: bool = True) -> ChildStatus:
        """The latest status also stands on the child."""
        is_said_now = self.instance.pk is None or self.is_answered_otherwise()
        saved: ChildStatus = super().save(commit)
        if is_said_now:
            latest_status_stands(saved.child)
        return saved


class ChildContactForm(OfChildForm):
    """Letterbox, direct contact or Life Story work: due, done, or both."""

    past = ("done_on",)
    of_new_rows = ~Q(loss=ChildLoss.STILLBORN)  # with the family of a child who died Life Story work is done

    due_on = a_day(label="Due", required=False)
    done_on = a_day(label="Done", required=False)

    field_order = ["key", "seen", "child", "kind", "due_on", "done_on", "words"]

    class Meta:
        model = ChildContact
        fields = ["kind", "due_on", "done_on", "words"]
        labels = {"kind": "What", "words": "In a few words"}
        widgets = {"words": MarkedWords({"rows": 3})}

    def clean(self) -> dict[str, Any]:
        """One date at least, and nothing done in the future."""
        cleaned = super().clean()
        if not cleaned.get("due_on") and not cleaned.get("done_on") and not {"due_on", "done_on"} & set(self.errors):
            self.add_error("due_on", "Enter when it is due, or when it was done.")
        child = cleaned.get("child")
        if self.instance.pk is None and child is not None and child.loss:
            self._of_a_child_who_died(cleaned)
        return cleaned

    def _of_a_child_who_died(self, cleaned: dict[str, Any]) -> None:
        """Life Story work with the family may go on; nothing is due, and nothing passes between them any more."""
        if cleaned.get("kind") not in (None, "", ChildContactKind.LIFE_STORY_WORK):
            self.add_error("kind", LIFE_STORY_ALONE)
        if cleaned.get("due_on"):
            self.add_error("due_on", "Nothing is due for a child who has died. Enter the day on which it was done.")
