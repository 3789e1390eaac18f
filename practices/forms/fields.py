"""Fields that people fill in with a thumb: dates in three boxes, days that are mostly today, scores, choices."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from practices.dates import NotADate, WrongWeekday, parse_date
from practices.durations import parse_minutes, parse_time_of_day

PARTS = ("Day", "Month", "Year")
NOT_A_DATE = "Enter a real date, like 27 3 1994."


class DateBoxes(forms.MultiWidget):
    """Day, month and year, each in a box of its own: for births, courts and anything remembered rather than picked."""

    look = "boxes"
    template_name = "_components/date_boxes.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Three boxes that a phone shows a number pad for; none cuts what is typed, so “March” is whole."""
        boxes = [forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}) for _ in PARTS]
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        """A date as its three numbers."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each box with its label."""
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            box["label"] = part
        return context


class HiddenDateBoxes(DateBoxes):
    """The same three numbers unseen, for a page that shows once more what was answered."""

    template_name = "django/forms/widgets/multiwidget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Three hidden inputs."""
        super().__init__(attrs)
        self.widgets = [forms.HiddenInput() for _ in PARTS]


class DateBoxesField(forms.MultiValueField):
    """A date in three boxes; raises one clear error whatever is wrong with any of them."""

    widget = DateBoxes
    hidden_widget = HiddenDateBoxes

    def __init__(self, **kwargs: Any) -> None:
        """Three whole numbers."""
        required = kwargs.get("required", True)
        fields = tuple(forms.IntegerField(required=False) for _ in PARTS)
        super().__init__(fields, require_all_fields=False, **{**kwargs, "required": False})
        self.is_needed = required
        self.error_messages["invalid"] = NOT_A_DATE

    def clean(self, value: Any) -> date | None:
        """The date, or ValidationError. The month may be a name, and one box may hold the whole date."""
        parts = [str(part or "").strip() for part in value or []]
        filled = [part for part in parts if part]
        if len(filled) == 1 and (whole := _whole_date(filled[0])):
            return whole
        missing = [name.lower() for name, part in zip(PARTS, parts, strict=False) if not part]
        if any(parts) and missing:
            raise ValidationError(f"{self.label}: enter the {' and the '.join(missing)} too.", "invalid")
        if not any(parts):
            if self.is_needed:
                raise ValidationError(self.error_messages["required"], "required")
            return None
        found = _whole_date(" ".join(parts))
        if found is None:
            raise ValidationError(f"{self.label}: {NOT_A_DATE[0].lower()}{NOT_A_DATE[1:]}", "invalid")
        return found

    def compress(self, data_list: list[Any]) -> Any:
        """Not used: `clean` reads the boxes itself."""
        return None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date stands in the boxes."""
        shown = [str(part or "") for part in DateBoxes().decompress(initial)]
        return shown != [str(part or "").strip() for part in data or ["", "", ""]]


def _whole_date(written: str) -> date | None:
    try:
        return parse_date(written)
    except WrongWeekday as error:
        raise ValidationError(str(error), "weekday") from None
    except NotADate:
        _ask_for_the_year(written)
        return None


def _ask_for_the_year(written: str) -> None:
    """Raise ValidationError where nothing but the year is missing: which year was meant is not guessed."""
    try:
        parse_date(f"{written} 2000")  # a year that has every day
    except NotADate:
        return
    said = f"The year is missing. Enter it too, like “{written.strip()} {timezone.localdate().year}”."
    raise ValidationError(said, "no_year")


class DayField(forms.DateField):
    """A date in any of its spellings: the phone's picker gives one, and where there is no picker people type."""

    def to_python(self, value: Any) -> date | None:
        """The date, or ValidationError."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        found = _whole_date(value)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return found


class MinutesField(forms.IntegerField):
    """Minutes as people write them: 45, 20 mins, 1h30."""

    def to_python(self, value: Any) -> int | None:
        """The minutes, or ValidationError."""
        found = parse_minutes(value) if isinstance(value, str) else None
        return super().to_python(value) if found is None else found


class DayPicker(forms.DateInput):
    """The phone's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """As a browser wants its value."""
        super().__init__({"class": "govuk-input--width-10", **(attrs or {})}, format="%Y-%m-%d")


class TimePicker(forms.TimeInput):
    """The phone's own time picker."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Without seconds."""
        super().__init__({"class": "pause-time", **(attrs or {})}, format="%H:%M")


class ClockField(forms.TimeField):
    """A time of day: the phone's picker gives one, and where there is no picker people type 9.45 or 9:45 pm."""

    widget = TimePicker

    def to_python(self, value: Any) -> time | None:
        """The time, or ValidationError."""
        found = parse_time_of_day(value) if isinstance(value, str) else None
        return super().to_python(value) if found is None else found


class ScoreStrip(forms.RadioSelect):
    """Eleven numbers in a strip, for a thumb or for the arrow keys."""

    look = "score"


class Pills(forms.RadioSelect):
    """A few choices beside one another."""

    look = "pills"


class Checks(forms.CheckboxSelectMultiple):
    """Several of a list."""

    look = "checks"


class Words(forms.Textarea):
    """Room for words."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Five lines, growing by the browser's own handle."""
        super().__init__({"rows": 5, "spellcheck": "true", **(attrs or {})})


class MarkedWords(Words):
    """Room for words of a record, in which passages can be marked as they are written (practices.marks)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """The page puts buttons under it that mark the chosen words."""
        super().__init__({"data-marks": "yes", **(attrs or {})})


def a_day(*, label: str, required: bool = True, boxes: bool = False, **kwargs: Any) -> forms.Field:
    """A date field in the words of this site: in three boxes, or with the phone's picker."""
    messages = {"required": f"Enter a date for “{label}”.", "invalid": NOT_A_DATE}
    if boxes:
        return DateBoxesField(label=label, required=required, error_messages=messages, **kwargs)
    return DayField(label=label, required=required, widget=DayPicker(), error_messages=messages, **kwargs)


class FileBox(forms.FileField):
    """One file. The box says what it takes and how large it may be, and the phone offers nothing else."""

    def __init__(self, *, takes: str, accept: str, most_bytes: int, more: str = "", **kwargs: Any) -> None:
        """`takes` in words, `accept` as endings and media types; `more` is what happens to it."""
        self.most_bytes = most_bytes
        hint = f"{takes}, up to {most_bytes // 2**20} MB. {more}".strip()
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), help_text=hint, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, or ValidationError; told by its size before a byte of it is read."""
        file = super().clean(data, initial)
        if file is not None and file.size > self.most_bytes:
            raise ValidationError(
                f"The file is {self._larger(file.size)}. It may have up to {self.most_bytes // 2**20} MB: "
                "make it smaller first.",
                "too_large",
            )
        return file

    def _larger(self, size: int) -> str:
        """A size that is over the most, in no words that would make the two look the same."""
        most = self.most_bytes // 2**20
        if round(size / 2**20, 1) > most:
            return f"{size / 2**20:.1f}".removesuffix(".0") + " MB"
        over = size - self.most_bytes
        return f"{over:,} {'byte' if over == 1 else 'bytes'} over {most} MB"
