"""What to read before contact: flags, and how each way of reaching her is safe."""

from typing import Any

from django import forms

from practices.forms.fields import MarkedWords, Pills, a_day
from practices.forms.record import RecordForm
from practices.forms.telephone import TelephoneForm
from women.codes import Channel
from women.models import Flag, SafeContact
from women.only_one import NO_SECOND_RULE, has_rule_for


class FlagForm(RecordForm):
    """Something to read before contact."""

    past = ("ended_on",)

    review_by = a_day(label="Look at it again by")
    ended_on = a_day(label="No longer true since", required=False)

    class Meta:
        model = Flag
        fields = ["kind", "reason", "audience", "review_by", "ended_on"]
        labels = {"kind": "What", "reason": "Why, and what to do", "audience": "Who may see it"}
        widgets = {"reason": MarkedWords({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new flag has no end."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["ended_on"]

    def clean(self) -> dict[str, Any]:
        """Looked at again in the days to come, or ended."""
        cleaned = super().clean()
        review = cleaned.get("review_by")
        if review and not cleaned.get("ended_on") and review < self.today:
            self.add_error("review_by", "Enter a day to come, or say since when it is no longer true.")
        return cleaned

    def save(self, commit: bool = True) -> Flag:
        """Who raised it, and when."""
        if self.instance.pk is None:
            self.instance.raised_by, self.instance.raised_on = self.by, self.today
        saved: Flag = super().save(commit)
        return saved


class SafeContactForm(TelephoneForm, RecordForm):
    """Whether and how one channel is safe."""

    numbers = ("detail",)

    asked_again = forms.BooleanField(label="I asked her again today", required=False)

    class Meta:
        model = SafeContact
        fields = ["channel", "is_safe", "detail", "hours", "voicemail", "who_else_sees", "code_word"]
        labels = {
            "channel": "How",
            "is_safe": "Is it safe?",
            "detail": "Number or address",
            "hours": "At which hours",
            "voicemail": "May we leave a voicemail?",
            "who_else_sees": "Who else sees or hears it",
            "code_word": "Code word",
        }
        widgets = {"is_safe": Pills}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new rule was asked about just now."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["asked_again"]

    def holds_a_number(self, name: str) -> bool:
        """An e-mail address or a street is none."""
        return self.cleaned_data.get("channel") in (Channel.PHONE, Channel.TEXT, Channel.VIDEO)

    def clean_channel(self) -> str:
        """One rule a channel; where two records were merged, each of two may still be changed."""
        channel: str = self.cleaned_data["channel"]
        is_another = self.instance.pk is None or channel != self.initial.get("channel")
        if is_another and has_rule_for(self.woman, channel, but=self.instance.pk):
            raise forms.ValidationError(NO_SECOND_RULE)
        return channel

    def save(self, commit: bool = True) -> SafeContact:
        """A new rule, or another answer, is what she said today; one that was only looked at is not."""
        if self.instance.pk is None or self.is_answered_otherwise():
            self.instance.checked_on = self.today
        saved: SafeContact = super().save(commit)
        return saved
