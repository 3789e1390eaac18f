"""Take a row back, or make it another woman's; put back what was taken back today."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from practices.forms.record import answers_given, save_once, tell_saved
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.trail import note_look
from women.actions import withdrawals
from women.forms.withdrawal import WithdrawalForm
from women.history import Linked, asked_again, said_of, values_shown
from women.merged import ids_of
from women.models import Flag, Pregnancy, Withdrawal, Woman
from women.reading import Opened, open_with_places
from women.safety import flags_of_any_day, may_see_withdrawn
from women.side_effects import is_a_loss, reviews_to_stand_again
from women.withdrawing import (
    ERASED_AT_ONCE,
    FOLLOWS,
    NOT_TAKEN_BACK,
    CannotWithdraw,
    Withdrawable,
    all_that_goes,
    rows_that_move,
    withdrawable,
)
from women.withdrawn import withdrawn_rows
from women.written_again import row_of_woman

STILL_THERE = "It stands by itself under “What changed”."
HOW_MUCH_IS_KNOWN = ("_month_only", "_day_is_known", "_not_recorded")


def _kind(request: PracticeRequest, key: str) -> Withdrawable:
    if key in NOT_TAKEN_BACK:
        raise PermissionDenied(NOT_TAKEN_BACK[key])
    kind = withdrawable(key)
    if kind is None:
        raise Http404
    if not request.membership.may(kind.permission):
        raise PermissionDenied(f"A practice lead takes back or moves {kind.noun}. Tell them what is wrong with it.")
    return kind


def _row(request: PracticeRequest, kind: Withdrawable, opened: Opened, item_id: int) -> Any:
    """The row, while nobody else takes back from her record: some rows may be added to and not locked."""
    Woman.objects.select_for_update().get(pk=opened.woman.pk)
    rows = kind.hers(opened.woman).filter(pk=item_id)
    if rows.model is Flag:
        rows = rows.filter(pk__in=flags_of_any_day(request.membership))
    return rows.first()


@requires(Permission.WRITE_RECORDS)
@transaction.atomic
def take_back(request: PracticeRequest, practice_slug: str, woman_id: int, kind: str, item_id: int) -> HttpResponse:
    """Say why; see once more what goes; done. What is gone already leads to where it stood."""
    asked = _kind(request, kind)
    opened = open_with_places(request, woman_id)
    section = reverse("section", args=[request.practice.slug, woman_id, asked.section])
    row = _row(request, asked, opened, item_id)
    if row is None and request.method == "POST" and _was_taken_back(opened, asked, item_id):
        return redirect(section)
    if row is None:
        raise Http404
    may_move = request.membership.may(Permission.KEEP_DATA)
    form = WithdrawalForm(
        request.POST if request.method == "POST" else None, row=row, may_move=may_move, woman=opened.woman
    )
    if form.is_bound and form.is_valid():
        if not form.is_sure(*_shown(form)):
            return _page(request, asked, opened, form, check=_may_move(request, asked, opened, form))
        if response := _save(request, asked, opened, form, section):
            return response
    return _page(request, asked, opened, form, check=False)


def _shown(form: WithdrawalForm) -> list[Any]:
    """What the page that checks speaks of: the row, and all that goes with it."""
    try:
        return all_that_goes(form.row)
    except CannotWithdraw:
        return [form.row]


def _may_move(request: PracticeRequest, kind: Withdrawable, opened: Opened, form: WithdrawalForm) -> bool:
    """Say now, and not at the last press, where her record has one like it already, or cannot take it."""
    to = form.cleaned_data.get("to")
    try:
        if to is not None:
            withdrawals.try_to_move(
                row=form.row, kind=kind, woman=opened.woman, by=request.user, to=to, now=timezone.now(),
                parent=form.cleaned_data.get("parent"),
            )  # fmt: skip
    except CannotWithdraw as error:
        form.add_error("to", str(error))
    return form.is_valid()


def _was_taken_back(opened: Opened, kind: Withdrawable, item_id: int) -> bool:
    model = kind.hers(opened.woman).model._meta.label
    return (model, item_id) in withdrawn_rows([opened.woman.pk])


def _save(
    request: PracticeRequest, kind: Withdrawable, opened: Opened, form: WithdrawalForm, section: str
) -> HttpResponse | None:
    to = form.cleaned_data.get("to")

    def save() -> str:
        with transaction.atomic():  # what cannot be is undone whole, and said on the page
            written = withdrawals.withdraw(
                row=form.row, kind=kind, woman=opened.woman, by=request.user, reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"], now=timezone.now(), to=to,
                parent=form.cleaned_data.get("parent"),
            )  # fmt: skip
        if to is not None:
            note_look(by=request.user, action=AccessAction.READ, view="take_back", woman_id=to.pk, why="moved to her")
        tell_saved(request, form, _said(request, written, to))
        return section

    try:
        saved = save_once(form, by=request.user, save=save)
    except CannotWithdraw as error:
        form.add_error("to" if "to" in form.fields and to else None, str(error))
        return None
    return redirect(saved.url) if saved is not None else None


def _said(request: PracticeRequest, written: Withdrawal, to: Any) -> Any:
    if to is None:
        return "Taken back. “What changed” says who, when and why; for a day it can be put back there."
    section = reverse("woman", args=[request.practice.slug, to.pk])
    link = '<a class="govuk-notification-banner__link" href="{}">{}</a>'
    return format_html("Moved to " + link + ".", section, to.name_in_list)


def _page(
    request: PracticeRequest, kind: Withdrawable, opened: Opened, form: WithdrawalForm, *, check: bool
) -> HttpResponse:
    row, blocked = form.row, ""
    try:
        going = all_that_goes(row)
    except CannotWithdraw as error:
        going, blocked, check = [row], str(error), False
    to = form.cleaned_data.get("to") if check else None
    moving = rows_that_move(row, going, to) if to else going
    staying = [one for one in going if one not in moving]
    linked = Linked([row, *staying])
    context = {
        "section": "women", "here": kind.section, "shown": opened.shown, "woman": opened.woman, "form": form,
        "kind": kind, "noun": "a loss" if isinstance(row, Pregnancy) and is_a_loss(row) else kind.noun,
        "reviews_of_hers": _reviews_of(to, row),
        "check": check, "blocked": blocked, "goes_too": withdrawals.counted(moving[1:]),
        "stays": [_in_a_line(one, linked) for one in staying],
        "stand_again": reviews_to_stand_again(row) if check else [],
        "follows": list(FOLLOWS[row._meta.label](row, to)) if check and row._meta.label in FOLLOWS else [],
        "comes_back": withdrawals.counted_again(withdrawals.what_comes_back(row, to)) if to else [],
        "loses_file": any(one._meta.label in ERASED_AT_ONCE for one in going),
        "facts": _facts(row, linked),
        "answers": answers_given(form, but=("whose", "to")) if check else [],
        "to": to, "has_nowhere": form.cleaned_data.get("to") if form.has_nowhere else None,
    } | asked_again(form)  # fmt: skip
    status = 200 if check or not form.is_bound else 422
    return render(request, "women/take_back.html", context, status=status)


def _reviews_of(to: Any, row: Any) -> list[Any]:
    """What she to whom a loss is moved has ahead of her, which a loss may make unwelcome."""
    return list(to.contraception.filter(ended_on=None, review_due_on__isnull=False)) if to and is_a_loss(row) else []


def _facts(row: Any, linked: Linked) -> list[tuple[str, str]]:
    """What a row holds; how much is known of a day is said with the day."""
    return [
        (str(field.verbose_name).capitalize(), said_of(row, field, value, linked))
        for field, value in values_shown(row)
        if not field.name.endswith(HOW_MUCH_IS_KNOWN)
    ]


def _in_a_line(row: Any, linked: Linked) -> str:
    """A row in a list: “Goal score: goal Sleep, on 4 March 2024, score 6”."""
    said = ", ".join(f"{name.lower()} {value}" for name, value in _facts(row, linked))
    return f"{str(row._meta.verbose_name).capitalize()}: {said}"


@requires(Permission.WRITE_RECORDS)
@require_POST
@transaction.atomic
def put_back(request: PracticeRequest, practice_slug: str, woman_id: int, withdrawal_id: int) -> HttpResponse:
    """Put back what was taken back within a day."""
    opened = open_with_places(request, woman_id)
    found = Withdrawal.objects.filter(pk=withdrawal_id, woman__in=ids_of(opened.woman.pk)).first()
    if found is None or not may_see_withdrawn(request.membership, found):
        raise Http404
    kind = _kind(request, found.kind)
    try:
        _, left = withdrawals.put_back(withdrawal=found, by=request.user, now=timezone.now())
    except CannotWithdraw as error:
        messages.error(request, str(error))
        return redirect("section", request.practice.slug, woman_id, "history")
    messages.success(request, "Put back, but not all of it." if left else "Put back.")
    rows = [row_of_woman(one.content, opened.woman) for one in left]
    linked = Linked(rows)
    for row, one in zip(rows, left, strict=True):
        messages.warning(request, f"Not put back: {_in_a_line(row, linked)}. {one.why} {STILL_THERE}")
    return redirect("section", request.practice.slug, woman_id, kind.section)
