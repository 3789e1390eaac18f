"""Something that came of the work."""

from typing import Any

from django import forms

from practices.forms.fields import a_day
from practices.forms.record import RecordForm
from sessions_log.forms.contact import support_choices
from sessions_log.models import LocalOutcome, Support


class SupportForm(RecordForm):
    """One outcome under its area, on a day."""

    past = of_work = ("on",)

    on = a_day(label="Day")
    what = forms.ChoiceField(label="What came of it")

    class Meta:
        model = Support
        fields = ["on", "agency"]
        labels = {"agency": "With whom"}

    field_order = ["key", "seen", "on", "what", "agency"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The agreed outcomes and the Practice's own."""
        instance: Support | None = kwargs.get("instance")
        if instance is not None:
            kwargs["initial"] = {"what": f"{instance.area}:{instance.outcome}"}
        super().__init__(*args, **kwargs)
        choices = support_choices(list(LocalOutcome.objects.all()))
        if instance is not None and not any(
            f"{instance.area}:{instance.outcome}" == value for _, group in choices[1:] for value, _ in group
        ):
            choices.append((f"{instance.area}:{instance.outcome}", instance.outcome_name))
        choices[0] = ("", "Choose what came of it")
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.fields["on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        """It has happened."""
        cleaned = super().clean()
        if cleaned.get("what"):
            self.instance.area, self.instance.outcome = cleaned["what"].split(":")
        return cleaned
