"""What every form of a record shares: it is sent once, and it never writes over what somebody else wrote meanwhile."""

import hashlib
import json
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.db import models, transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.crypto import salted_hmac
from django.utils.html import format_html

from practices.dates import day_in_words
from practices.forms.edit_conflicts import EditConflict, version_token
from practices.forms.error_words import plain_words
from practices.forms.fields import DateBoxesField, MarkedWords
from practices.london import moment_in_words
from practices.marks import fault_in
from practices.models import Submission, User

OWN_FIELDS = ("key", "seen", "kept_as_typed")
# what differs between two sendings of the same
NOT_WORDS = ("csrfmiddlewaretoken", "written_at", "sure", "looked_at", *OWN_FIELDS)
CHANGED_MEANWHILE = (
    "Somebody changed this while you were writing. Both versions are below. Check yours, then save it again."
)
SENT_OTHERWISE = "This form was sent before with other words."
CHANGED_BY_YOU = "You saved this before with other words. Both versions are below. Check yours, then save it again."
CHOOSE_ANOTHER = "What you typed is below. Choose another, or copy it."
NOT_SAVED = "Nothing was saved. What you typed is below, to be copied."
KEPT_ALONE = "What you typed is below. Save again to keep it on its own on this record, or copy it."
MONTH_ALONE = "Only the month known? Enter 1 as the day, and say so below."
LONGEST_LIFE = 100  # years
NOTHING_ENTERED = "Enter at least one of these before you save. Nothing was added."


class SentForm(forms.Form):
    """A form with a key of its own, made when it is opened, so that sending it twice makes one record."""

    key = forms.UUIDField(widget=forms.HiddenInput(), required=False)

    past: ClassVar[tuple[str, ...]] = ()  # the dates that must have come
    of_work: ClassVar[tuple[str, ...]] = ()  # those of them that are of the work with her: not before she was referred
    month_only: ClassVar[dict[str, str]] = {}  # a box “only the month is known” → the date that it speaks of
    woman: Any = None

    def __init__(self, *args: Any, today: date | None = None, woman: Any = None, **kwargs: Any) -> None:
        """`today` is London's, for rules about the future; `woman` is whom the form is about, where it is of one."""
        self.today = today or timezone.localdate()
        self.woman = woman or self.woman
        self.conflicts: list[tuple[str, str, str]] = []
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4()
        plain_words(self)

    @property
    def about(self) -> str:
        """What the form is about, so that its key cannot be used for another woman or another row."""
        held = [getattr(self, name, None) for name in ("woman", "place", "contact")]
        parts = [type(self).__name__, *(f"{type(one).__name__} {one.pk}" for one in held if one is not None)]
        return " ".join([*parts, str(getattr(self, "to", ""))])

    def sent_otherwise(self, error: "SentOtherwise") -> None:
        """Say that its key was used for other words, and give it a new one, so that nothing typed is lost."""
        self._put("key", str(uuid.uuid4()))
        link = format_html(' <a class="govuk-link" href="{}">See what was saved.</a>', error.url) if error.url else ""
        self.add_error(None, format_html("{}{} {}", SENT_OTHERWISE, link, "Save again to keep these words as well."))

    def is_valid(self) -> bool:
        """Whether it may be saved; what was saved before, word for word, may: its own first sending is no conflict."""
        if super().is_valid():
            return True
        if not (self.is_bound and self.was_saved()):
            return False
        self._errors: ErrorDict = ErrorDict(renderer=self.renderer)
        return True

    def was_saved(self) -> bool:
        """Whether these words were saved before with this key: a page that was sent twice (`send_once` says so)."""
        first = self.first_sending()
        return first is not None and first.digest == digest_of(self)

    def first_sending(self) -> Submission | None:
        """What was saved before with this form's key."""
        key = self.cleaned_data.get("key")
        return Submission.objects.filter(key=key).first() if key else None

    def show_both(self, conflicts: list[tuple[str, str, str]], *, seen: str, why: str) -> None:
        """Show what stands now beside what was typed, as (name, theirs, mine); sent again, what was typed is meant."""
        self._put("seen", seen)
        self.conflicts = conflicts
        if conflicts:
            self.add_error(None, why)

    def _put(self, name: str, value: str) -> None:
        """Put another value into what was sent, for the page that comes back."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[self.add_prefix(name)] = value
        self.data = data

    def full_clean(self) -> None:
        """Take a month and a year alone for the first of that month, where only the month is known."""
        sent = {name: self.data.get(self.add_prefix(name)) for name in self.fields}
        for name, field in self.fields.items():
            if isinstance(field, DateBoxesField) and not self.day_is_known(name, sent):
                day, *rest = (str(self.data.get(f"{self.add_prefix(name)}_{part}") or "").strip() for part in range(3))
                if not day and all(rest):
                    self._put(f"{name}_0", "1")
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Put an error at words whose marks are not whole, and at each date of `past` that lies ahead."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field.widget, MarkedWords) and (fault := fault_in(str(cleaned.get(name) or ""))):
                self.add_error(name, fault)
        for name in self.past:
            if cleaned.get(name) is not None and (problem := self._out_of_time(name, cleaned[name])):
                self.add_error(name, problem)
        for box, name in self.month_only.items():
            if cleaned.get(box) and name not in self.errors and (problem := _no_month(cleaned.get(name))):
                self.add_error(name, problem)
        return cleaned

    def _out_of_time(self, name: str, day: date) -> str:
        """Blank, or why a date that was entered just now cannot be: one that stands may be saved as it is."""
        if day > self.today:
            return "This is in the future. Enter a day that has come."
        if name not in self.changed_data:
            return ""
        if day.year < self.today.year - LONGEST_LIFE:
            return f"This is {self.today.year - day.year} years ago. Check the year."
        if self.woman is None:
            return ""
        before, is_work = self.initial.get(name), name in self.of_work
        if is_work and isinstance(before, date) and self.woman.before_her_time(before, of_work=True):
            is_work = False  # it was so before, as a workbook can have brought it
        return str(self.woman.before_her_time(day, of_work=is_work))

    def day_is_known(self, name: str, values: Mapping[str, Any]) -> bool:
        """Whether a day is known as such, by the answers of the form, and not only its month."""
        stem = name.removesuffix("_on")
        return not values.get(f"{stem}_month_only") and bool(values.get(f"{stem}_day_is_known", True))

    def said(self, name: str, values: Mapping[str, Any]) -> str:
        """One of the answers in words; of a day no more than is known."""
        value = values.get(name)
        if type(value) is date and not self.day_is_known(name, values):
            return f"{value:%B %Y}"
        return as_shown(self.fields[name], value)

    def in_order(self, earlier: str, later: str, message: str) -> None:
        """Put an error at `later` where it is before `earlier`."""
        first, second = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if first and second and second < first:
            self.add_error(later, message)


def _no_month(day: date | None) -> str:
    """Blank where a day may stand for its month alone: the first. Another day is known, and is never dropped."""
    if day is None:
        return "Enter the month, with 1 as the day."
    if day.day == 1:
        return ""
    return f"You entered the day, {day.day} {day:%B}. Untick “only the month is known” below, or enter 1 as the day."


class RecordForm(SentForm, forms.ModelForm):  # type: ignore[type-arg]
    """A form of one row of a record, of one woman.

    `links` names the fields that point to another row of hers. They are declared by hand, with no rows to choose
    from until a form is made: a tenant's rows cannot be asked for while this file is read.
    """

    links: ClassVar[tuple[str, ...]] = ()
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, woman: Any = None, by: User | None = None, **kwargs: Any) -> None:
        """`woman` is whose record it is, `by` who writes."""
        self.woman, self.by = woman, by
        instance = kwargs.get("instance")
        if instance is not None and instance.pk is not None:
            linked = {name: getattr(instance, f"{name}_id") for name in self.links}
            kwargs["initial"] = {**linked, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.version  # asked when the page is drawn: by then the form has its own fields

    def version(self) -> str:
        """A digest of each value that the form shows; blank for a new row.

        Asked only of a form that is made: a form may drop fields after its rows are read.
        """
        return "" if self.instance.pk is None else version_token(self.initial_values())

    def initial_values(self) -> dict[str, Any]:
        """Return the values that the form starts from, as the row holds them now."""
        return {name: self.initial.get(name) for name in self.fields if name not in OWN_FIELDS}

    def clean(self) -> dict[str, Any]:
        """Say so, with both versions, where the row has changed since this form was opened; refuse an empty new row."""
        cleaned = super().clean()
        if self.instance.pk is None:
            if not self.errors and not any(self.is_entered(name, cleaned.get(name)) for name in self._shown()):
                self.add_error(None, NOTHING_ENTERED)
        elif cleaned.get("seen") != self.version() and not self.was_saved():
            by_you = self.first_sending() is not None or self._is_changed_by_you()
            why = CHANGED_BY_YOU if by_you else CHANGED_MEANWHILE
            conflict = EditConflict(self, cleaned, in_words=as_shown)
            both = conflict.both_versions()
            conflict.keep_theirs()
            self.show_both(both, seen=self.version(), why=why)
            self._put("key", str(uuid.uuid4()))  # what is saved after both versions were read is another sending
        return cleaned

    def link_is_gone(self, name: str, said: str, *, has_ended: bool = False) -> None:
        """Say what became of the row that this one was to hang on; a hidden one is let go, and the words stay.

        Where it `has_ended`, and is there, nobody is asked to choose another: it was meant for this one.
        """
        is_hidden = self.fields[name].widget.is_hidden
        del self.errors[name]
        then = NOT_SAVED if has_ended else KEPT_ALONE if is_hidden else CHOOSE_ANOTHER
        self.add_error(None if is_hidden else name, f"{said} {then}")
        if is_hidden:
            self._put(name, "")

    def _is_changed_by_you(self) -> bool:
        """Whether the last change of the row was by the very person who writes: in another tab, say."""
        history = getattr(type(self.instance), "pgh_event_model", None)
        last = getattr(self.instance, "written_by_id", None)
        if history is not None:
            latest = history._base_manager.filter(pgh_obj_id=self.instance.pk).order_by("-pgh_id").first()
            last = (latest.pgh_context or {}).get("user") if latest is not None else None
        return self.by is not None and last == self.by.pk

    def is_answered_otherwise(self) -> bool:
        """Whether any answer is another one than when the page was opened: a row that is only looked at stays."""
        return bool({*self._shown()} & {*self.changed_data})

    def _shown(self) -> list[str]:
        return [name for name in self.fields if name not in OWN_FIELDS]

    def is_entered(self, name: str, value: Any) -> bool:
        """Whether somebody said something here: which row of hers it hangs on, and the day of today, say nothing."""
        if name in self.links or value is None or value is False or value == "" or value == []:
            return False
        return not (isinstance(value, date) and value == self.fields[name].initial)

    def both(self, name: str, before: Mapping[str, Any], cleaned: Mapping[str, Any]) -> tuple[str, str]:
        """An answer as it stands and as it was typed; of two days of one month that is all that is known, that."""
        theirs, mine = self.said(name, before), self.said(name, cleaned)
        days = (before.get(name), cleaned.get(name))
        if theirs == mine and days[0] != days[1] and all(type(day) is date for day in days):
            mine = f"{mine} (another day of it)"
        return theirs, mine

    def _post_clean(self) -> None:
        """The row learns whose it is before its rules are asked."""
        if self.woman is not None and hasattr(self.instance, "woman_id"):
            self.instance.woman = self.woman
        for name in self.links:
            if self.cleaned_data.get(name) is not None:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]  # ModelForm's own


def as_shown(field: forms.Field, value: Any) -> str:
    """A value of a form's field, as its own choices call it."""
    if isinstance(field, forms.ModelChoiceField):
        chosen = value if value is None or isinstance(value, models.Model) else _row_of(field, value)
        return in_words(None if chosen is None else field.label_from_instance(chosen))
    if isinstance(field, forms.ChoiceField):
        pairs: Any = flatten_choices(list(cast(Any, field.choices)))
        labels = {str(key): label for key, label in pairs}
        several = value if isinstance(value, list | tuple) else [value]
        return in_words([str(labels.get(str(one), one)) for one in several if one not in (None, "")])
    return in_words(value)


def answers_given(form: SentForm, *, but: Collection[str] = ()) -> list[tuple[str, str]]:
    """(label, answer) of each visible field of a valid form that was answered, to be checked before it is saved."""
    given = form.cleaned_data
    fields = [field for field in form.visible_fields() if given.get(field.name) and field.name not in but]
    return [(str(field.label), form.said(field.name, given)) for field in fields]


def _row_of(field: Any, key: Any) -> Any:
    return field.queryset.model.objects.filter(pk=key).first()


def in_words(value: Any) -> str:
    """A value in a comparison of two versions; a time is London's, to the minute."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(part) for part in value)
    return str(value)


class SentOtherwise(Exception):
    """The form was sent before, with other words. `url` is what came of the first; blank where it was a colleague's."""

    def __init__(self, first: Submission, by: User) -> None:
        """With what came of the first sending."""
        super().__init__(SENT_OTHERWISE)
        self.url = first.came_of_it if first.by_id == by.pk else ""


@dataclass(frozen=True)
class Saved:
    """Where to go on, and whether the form had been saved before."""

    url: str
    again: bool

    def said(self, words: str) -> str:
        """What a banner says: `words`, or that nothing was written twice."""
        return "Saved already: nothing was written twice." if self.again else words


def tell_saved(request: HttpRequest, form: SentForm, words: str) -> None:
    """A banner that names the form's key, so that the phone lets go of its draft of just this form."""
    messages.success(request, words, extra_tags=str(form.cleaned_data.get("key") or ""))


def digest_of(form: SentForm) -> str:
    """What was sent and what it is about, as a keyed digest: without its key, its token, and when it was written.

    Keyed, since the digest outlives the words: without the key nobody finds out by trying what they were.
    """
    data: Any = form.data
    lists = data.lists() if hasattr(data, "lists") else ((name, [value]) for name, value in data.items())
    kept = sorted((name, sorted(map(str, values))) for name, values in lists if name not in NOT_WORDS and any(values))
    files: dict[str, Any] = dict(form.files.items())
    for name, file in files.items():
        file.seek(0)
        kept.append((name, [hashlib.sha256(file.read()).hexdigest()]))
    return salted_hmac("pause.submission", json.dumps([form.about, kept]), algorithm="sha256").hexdigest()


def save_once(form: SentForm, *, by: User, save: Callable[[], str]) -> Saved | None:
    """Save a valid form once (`send_once`); None, with an error on the form, where its key was used for other words."""
    try:
        return send_once(form, by=by, save=save)
    except SentOtherwise as error:
        form.sent_otherwise(error)
        return None


@transaction.atomic
def send_once(form: SentForm, *, by: User, save: Callable[[], str]) -> Saved:
    """Save a valid form once: the second sending of the same words goes where the first went.

    `save` writes and gives the address to go on at. Raises SentOtherwise where the words differ from the first's.
    Of two sendings at once the second waits here for the first (a unique key in PostgreSQL).
    """
    key = form.cleaned_data.get("key")
    if key is None:  # a browser that dropped it: nothing to compare with
        return Saved(save(), again=False)
    digest = digest_of(form)
    submission, is_first = Submission.objects.get_or_create(key=key, defaults={"by": by, "digest": digest})
    if not is_first:
        if submission.by_id != by.pk or submission.digest != digest:
            raise SentOtherwise(submission, by)
        return Saved(submission.came_of_it, again=True)
    submission.came_of_it = save()
    submission.save(update_fields=["came_of_it"])
    return Saved(submission.came_of_it, again=False)
