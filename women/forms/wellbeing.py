"""Wellbeing measures and her total scores."""

from typing import Any

from django import forms

from practices.forms.fields import a_day
from practices.forms.record import RecordForm
from women.models import Instrument, WellbeingScore


class InstrumentForm(RecordForm):
    """A wellbeing measure that the Practice may use."""

    class Meta:
        model = Instrument
        fields = ["name", "lowest", "highest", "higher_is_better"]
        labels = {
            "lowest": "Lowest total", "highest": "Highest total", "higher_is_better": "A higher total is better",
        }  # fmt: skip
        help_texts = {"name": "Only its name and range are kept here, never its questions."}

    def clean(self) -> dict[str, Any]:
        """A range with a width; a name of its own."""
        cleaned = super().clean()
        low, high = cleaned.get("lowest"), cleaned.get("highest")
        if low is not None and high is not None and low >= high:
            self.add_error("highest", "The highest total must be above the lowest.")
        if Instrument.objects.filter(name__iexact=cleaned.get("name", "")).exclude(pk=self.instance.pk).exists():
            self.add_error("name", "This measure is listed already.")
        return cleaned


class WellbeingScoreForm(RecordForm):
    """The total of one measure on a day."""

    past = of_work = ("on",)

    links = ("instrument",)
    instrument: Any = forms.ModelChoiceField(label="Measure", queryset=None, empty_label="Choose a measure")
    on = a_day(label="Day")

    class Meta:
        model = WellbeingScore
        fields = ["on", "total"]
        labels = {"total": "Total score"}
        widgets = {"total": forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The measures of this Practice."""
        super().__init__(*args, **kwargs)
        instruments: Any = self.fields["instrument"]
        instruments.queryset = Instrument.objects.all()
        self.fields["on"].initial = self.today
