"""Add a row of any kind to a record, and change one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from practices.forms.checked import is_to_change
from practices.forms.record import RecordForm, save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.ended import ended_since
from women.forms.about import WomanForm
from women.forms.law import RequestForm
from women.forms.plan import TransitionPlanForm
from women.kinds import KINDS, Kind
from women.models import Child, Flag, Goal, Woman
from women.reading import Opened, open_with_places
from women.safety import flags_of_any_day
from women.views.gone import gone, what_became_of
from women.views.not_now import not_now, refused
from women.withdrawing import MOVE_RULES, NOT_TAKEN_BACK

SHE_LIVES = "It was taken back that she has died while you were writing. Nothing is to do after her death."
SHE_HAD_DIED = "She had died by then. Enter a day before that."
AFTER_ERASING = {"request", "hold"}  # what may be written to a record whose details are gone


def _kind(request: PracticeRequest, key: str) -> Kind:
    if key not in KINDS:
        raise Http404
    if not request.membership.may(KINDS[key].permission):
        raise PermissionDenied("Your role does not record this. Ask a practice lead.")
    return KINDS[key]


def _form(request: PracticeRequest, kind: Kind, opened: Opened, instance: Any = None) -> RecordForm:
    extra: dict[str, Any] = {"woman": opened.woman, "by": request.user, "instance": instance}
    if issubclass(kind.form, WomanForm | RequestForm):
        extra["nation"] = request.practice.nation
    if issubclass(kind.form, TransitionPlanForm) and instance is None:
        extra["place"] = opened.places[-1] if opened.places else None
    if request.method != "POST" and instance is None:
        extra["initial"] = {name: value for name, value in request.GET.items() if name in ("child", "goal", "amends")}
    return kind.form(request.POST if request.method == "POST" else None, **extra)


def _page(request: PracticeRequest, kind: Kind, opened: Opened, form: RecordForm, *, is_new: bool) -> HttpResponse:
    context = {
        "section": "women", "here": kind.section, "shown": opened.shown, "woman": opened.woman, "form": form,
        "kind": kind, "title": _title(kind, form, is_new=is_new),
        "takes_back": not is_new and kind.key not in NOT_TAKEN_BACK,
        "may_be_lost": not is_new and _may_be_lost(kind, form.instance),
    }  # fmt: skip
    return render(request, "women/item.html", context, status=422 if form.is_bound else 200)


def _may_be_lost(kind: Kind, row: Any) -> bool:
    """Whether a row is of a child who lives, or of a pregnancy that goes on: from here a loss is recorded."""
    return (kind.key == "child" and not row.loss) or (kind.key == "pregnancy" and not row.ended_as)


def _title(kind: Kind, form: RecordForm, *, is_new: bool) -> str:
    if is_new:
        return f"Add {kind.noun}"
    return kind.called(form.instance) if kind.called else f"Change {kind.noun}"


@requires(Permission.WRITE_RECORDS)
def add(request: PracticeRequest, practice_slug: str, woman_id: int, kind: str) -> HttpResponse:
    """A new row; sent twice, it is still one."""
    asked = _kind(request, kind)
    _take_turn(request, woman_id)
    opened = open_with_places(request, woman_id, may_be_erased=asked.key in AFTER_ERASING)
    if not asked.may_be_added:
        raise Http404
    if opened.shown.has_died and not asked.after_death:
        return refused(request, opened, form=asked.form)
    if asked.section == "after" and not opened.shown.has_died:
        return _she_lives(request, opened, asked)
    if asked.once_a_place and (held := _the_one(asked, opened)) is not None:
        if request.method == "POST":
            return _change(request, asked, opened, held)
        return redirect("item_change", request.practice.slug, woman_id, kind, held.pk)
    form = _form(request, asked, opened)
    is_sent = form.is_bound and not is_to_change(request.POST)
    if is_sent and form.is_valid() and (response := _save(request, asked, opened, form)):
        return response
    if form.is_bound:
        _say_what_is_gone(form, opened)
    return _page(request, asked, opened, form, is_new=True)


@requires(Permission.WRITE_RECORDS)
@transaction.atomic
def change(request: PracticeRequest, practice_slug: str, woman_id: int, kind: str, item_id: int) -> HttpResponse:
    """A row that is there; what somebody else wrote meanwhile is shown, not written over."""
    asked = _kind(request, kind)
    _take_turn(request, woman_id)
    opened = open_with_places(request, woman_id)
    rows = asked.hers(opened.woman).filter(pk=item_id)
    if rows.model is Flag:
        rows = rows.filter(pk__in=flags_of_any_day(request.membership))  # one that ended may be opened again
    held = rows.select_for_update(of=("self",)).first() if asked.may_be_changed else None
    if held is None:
        may_add = asked.may_be_added and (asked.after_death or not opened.shown.has_died)
        return gone(
            request, opened, model=rows.model, item_id=item_id, noun=asked.noun, section=asked.section,
            form=_form(request, asked, opened),
            add=reverse("item_add", args=[practice_slug, opened.woman.pk, kind]) if may_add else "",
        )  # fmt: skip
    return _change(request, asked, opened, held)


def _change(request: PracticeRequest, asked: Kind, opened: Opened, held: Any) -> HttpResponse:
    form = _form(request, asked, opened, held)
    if form.is_bound and form.is_valid() and (response := _save(request, asked, opened, form)):
        return response
    return _page(request, asked, opened, form, is_new=False)


def _save(request: PracticeRequest, asked: Kind, opened: Opened, form: RecordForm) -> HttpResponse | None:
    section = reverse("section", args=[request.practice.slug, opened.woman.pk, asked.section])

    def save() -> str:
        form.save()
        return section

    if opened.shown.has_died and _is_after_her_death(form, opened.woman):
        form.add_error(None, SHE_HAD_DIED)
        return None
    saved = save_once(form, by=request.user, save=save)
    if saved is None:
        return None
    tell_saved(request, form, saved.said("Saved."))
    return redirect(saved.url)


def _is_after_her_death(form: RecordForm, woman: Woman) -> bool:
    """Whether a row of what she did is given a day on which she had died: by the rule for moving one to her."""
    rule, row = MOVE_RULES.get(form.instance._meta.label), form.instance
    is_dated_now = row.pk is None or bool({*form.past} & {*form.changed_data})
    return rule is not None and is_dated_now and bool(rule(row, woman))


def _take_turn(request: PracticeRequest, woman_id: int) -> None:
    """Of two people who write on her record at once, the second waits and sees what the first wrote."""
    if request.method == "POST":
        Woman.objects.select_for_update().filter(pk=woman_id).first()


def _the_one(asked: Kind, opened: Opened) -> Any:
    """What is there once of her latest place."""
    return asked.hers(opened.woman).filter(place=opened.places[-1] if opened.places else None).first()


def _she_lives(request: PracticeRequest, opened: Opened, asked: Kind) -> HttpResponse:
    """What belongs after a death is not added where it was taken back that she has died."""
    if request.method != "POST":
        return redirect("section", request.practice.slug, opened.woman.pk, "place")
    return not_now(request, opened, SHE_LIVES, form=asked.form, title="She has not died")


def _say_what_is_gone(form: RecordForm, opened: Opened) -> None:
    """Say of a row that this one was to hang on who took it away."""
    for name in form.links:
        field: Any = form.fields[name]
        said = form.data.get(name, "")
        if name in form.errors and said.isdecimal():
            model = field.queryset.model
            found = what_became_of(model, int(said), opened.woman)
            row = model.objects.filter(pk=int(said), woman=opened.woman).first() if model in (Child, Goal) else None
            if found is not None:
                form.link_is_gone(name, found.said)
            elif row is not None and (ended := ended_since(row)):
                form.link_is_gone(name, ended, has_ended=True)
