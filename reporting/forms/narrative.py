"""The words of a quarter."""

from typing import Any

from django import forms

from practices.bidi import isolated
from practices.forms.fields import Words
from practices.forms.record import RecordForm
from reporting.models import Narrative
from reporting.models.narrative import MOST_WORDS
from women.models import Woman
from women.naming import by_her_name

GUIDANCE = {
    "went_well": "What are you glad of this quarter? What did women say of it? Numbers are beside this already.",
    "was_hard": "What stood in the way: services, housing, courts, your own team? What did you learn from it?",
    "is_next": "What will you do in the coming quarter, and what do you need from others for it?",
    "story": "One woman’s way, as she would tell it. No name, no place, no date, no number of children: change or "
    "leave out whatever she could be known by, and read it to her before you tick the boxes.",
}


def _text(label: str, name: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=Words({"rows": 8}), help_text=GUIDANCE[name])


OF_THE_STORY = ("story", "story_of", "story_consent", "story_names_checked")


class NarrativeForm(RecordForm):
    """Three texts, and a story that nobody sends without her consent and a check for names."""

    went_well = _text("What went well", "went_well")
    was_hard = _text("What was hard", "was_hard")
    is_next = _text("What is next", "is_next")
    story = _text("A story", "story")
    story_of: Any = forms.ModelChoiceField(
        queryset=None, required=False, label="Whose story it is", empty_label="Choose the woman",
        help_text="This stays here. Where she takes it back, or her record is erased, the story goes as well, "
        "also from a return that was submitted.",
    )  # fmt: skip
    story_consent = forms.BooleanField(
        label="She has read or heard this story and agrees that it is shared", required=False
    )
    story_names_checked = forms.BooleanField(
        label="I have read it once more: nobody could be known from it", required=False
    )

    class Meta:
        model = Narrative
        fields = ("went_well", "was_hard", "is_next", "story", "story_of", "story_consent", "story_names_checked")

    links = ("story_of",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The women of whom a story may be told."""
        super().__init__(*args, **kwargs)
        self.fields["story_of"].queryset = Woman.objects.exclude(known_as="", full_name="").order_by(*by_her_name())  # type: ignore[attr-defined]
        self.fields["story_of"].label_from_instance = lambda woman: isolated(woman.name_in_list)  # type: ignore[attr-defined]
        self.women = list(self.fields["story_of"].queryset)  # type: ignore[attr-defined]
        held = self.instance.story_of_id
        if held is not None and held not in {woman.pk for woman in self.women}:
            for name in OF_THE_STORY:  # she may not open that record: the story stays as it is
                del self.fields[name]

    @property
    def to(self) -> str:
        """Whose words they are: a key of one quarter's form is no key of another's."""
        return str(self.instance.quarter)

    def version(self) -> str:
        """A narrative that holds nothing is as good as none, so that two people may begin one."""
        is_blank = not any(getattr(self.instance, name) for name in self.Meta.fields)
        return "" if self.instance.pk is None or is_blank else super().version()

    def clean(self) -> dict[str, Any]:
        """Too long is told in numbers, and nothing is cut off."""
        cleaned = super().clean()
        for name in ("went_well", "was_hard", "is_next", "story"):
            length = len(cleaned.get(name) or "")  # a field that is not on her form counts nothing
            if length > MOST_WORDS:
                self.add_error(
                    name,
                    f"“{self.fields[name].label}” has {length:,} characters and may have {MOST_WORDS:,}. "
                    "Nothing was cut off: shorten it, then save again.",
                )
        if "story" not in self.fields:
            return cleaned
        if not cleaned.get("story"):
            cleaned["story_consent"] = cleaned["story_names_checked"] = False
            cleaned["story_of"] = None
        elif not cleaned.get("story_of"):
            self.add_error("story_of", "Choose whose story it is. Nobody outside this Practice sees that.")
        return cleaned
