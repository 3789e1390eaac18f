"""Which of two values holds, which place goes on, which children are the same, and why the two are one woman."""

from typing import Any

from django import forms

from practices.forms.checked import CheckedForm
from practices.forms.record import SentForm
from women.actions.merging import Choices
from women.merging import comparing
from women.merging.children import differences
from women.merging.comparing import Fact, Side
from women.merging.places import choices_of, furthest, in_conflict

KEEP, TAKE = "keep", "take"
ANOTHER = "another"
SEPARATOR = " "  # of the places that go on together, in the value of a choice


class MergeForm(CheckedForm):
    """The choices of a merge; what only one record says is not asked."""

    words = forms.CharField(
        label="How do you know that they are one woman?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="This stands on her record, and in the copy of it if she asks for one.",
        error_messages={"required": "Say how you know: somebody will ask."},
    )

    def __init__(self, *args: Any, side: Side, other: Side, **kwargs: Any) -> None:
        """`side` is the record that goes on, `other` the one that is merged into it."""
        super().__init__(*args, woman=side.woman, **kwargs)
        self.side, self.other = side, other
        self.facts: list[Fact] = comparing.facts(side.woman, other.woman)
        self.conflict = in_conflict(side.places, other.places)
        for fact in self.facts:
            if fact.is_asked:
                self.fields[f"value_{fact.name}"] = forms.ChoiceField(
                    label=fact.label, widget=forms.RadioSelect, initial=KEEP,
                    choices=[(KEEP, f"{fact.mine} ({side.woman.ref})"), (TAKE, f"{fact.theirs} ({other.woman.ref})")],
                )  # fmt: skip
        if self.conflict:
            self._ask_for_places()
        self._ask_for_children()
        self.order_fields([name for name in self.fields if name != "words"])

    @property
    def about(self) -> str:
        """Of both records: the key of this form merges no third."""
        return f"{super().about} {self.other.woman.pk}"

    def _ask_for_places(self) -> None:
        first = furthest(self.conflict, self.today)
        ways = choices_of(self.conflict)
        initial = [SEPARATOR.join(str(one.pk) for one in way) for way in ways if first in way]
        self.fields["places"] = forms.ChoiceField(
            label="Which place goes on?", widget=forms.RadioSelect, initial=initial[0] if initial else None,
            choices=[(SEPARATOR.join(str(one.pk) for one in way),
                      "; and ".join(comparing.place_in_words(one, self.today) for one in way)) for way in ways],
            help_text="She cannot have held both on one day. The other is taken back as entered by mistake: it counts "
            "in no figure, and its words stay.",
            error_messages={"required": "Choose which of her places goes on."},
        )  # fmt: skip

    def _ask_for_children(self) -> None:
        likely = comparing.same_child(self.side.children, self.other.children)
        hers = [(str(one.pk), f"The same as {comparing.child_in_words(one)}") for one in self.side.children]
        for child in self.other.children if hers else ():
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(
                label=f"{comparing.child_in_words(child)} of {self.other.woman.ref} is",
                choices=[(ANOTHER, "Another child"), *hers],
                initial=str(likely.get(child.pk, ANOTHER)),
            )

    def clean(self) -> dict[str, Any]:
        """Two children said to be one are an error at their fields."""
        cleaned = super().clean()
        taken: dict[str, str] = {}
        for name, value in cleaned.items():
            if name.startswith("child_") and value != ANOTHER:
                if value in taken:
                    self.add_error(name, "This child was chosen for another one already. Choose who is who.")
                taken[value] = name
        return cleaned

    @property
    def choices(self) -> Choices:
        """What was decided; of a valid form."""
        said = self.cleaned_data
        taken = [fact.name for fact in self.facts if fact.only_theirs or said.get(f"value_{fact.name}") == TAKE]
        same = {
            int(name.removeprefix("child_")): int(value)
            for name, value in said.items()
            if name.startswith("child_") and value != ANOTHER
        }
        return Choices(
            words=said["words"],
            taken=taken,
            goes_on=[int(pk) for pk in said.get("places", "").split(SEPARATOR) if pk],
            same_child=same,
        )

    @property
    def differences(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Of each child who is one in both records, what the two say otherwise."""
        hers = {child.pk: child for child in self.side.children}
        pairs = ((hers[kept], other) for other in self.other.children
                 if (kept := self.choices.same_child.get(other.pk)) in hers)  # fmt: skip
        return [(str(kept), said) for kept, other in pairs if (said := differences(kept, other))]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The choices in words, to be checked before anything is done."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if name in ("key", "looked_at") or value in (None, "", []):
                continue
            labels = dict(getattr(field, "choices", ()))
            values = value if isinstance(value, list) else [value]
            found.append((str(field.label), "; ".join(str(labels.get(one, one)) for one in values)))
        return found


class UnmergeForm(SentForm):
    """Nothing but the wish; the page says what it does."""
