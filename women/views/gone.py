"""A page of a row that stands on her record no longer: what became of it, and what was typed into it meanwhile."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from practices.forms.checked import CHANGE
from practices.forms.typed import sent_again, typed_into, was_saved
from practices.models import User
from practices.requests import PracticeRequest
from women.history import hers_in, history_of
from women.merged import ids_of
from women.models import Flag, Woman
from women.reading import Opened
from women.safety import may_see
from women.withdrawn import Gone, taken_back


def gone(
    request: PracticeRequest, opened: Opened, *, model: Any, item_id: int, noun: str, section: str,
    form: Any, add: str = "",
) -> HttpResponse:  # fmt: skip
    """Say who took the row away and when, with all that was typed; 404 where it never was on her record.

    `form` is the one of the page; `add` is the address at which a row of its kind is added, blank where none is.
    """
    found = what_became_of(model, item_id, opened.woman)
    if found is None or not _may_know(request, model, item_id, opened.woman):
        raise Http404
    context = {
        "section": "women", "here": section, "shown": opened.shown, "woman": opened.woman, "gone": found, "noun": noun,
        "was_saved": was_saved(request.POST, request.user), "add": "" if found.is_moved else add,
        "again": sent_again(request.POST), "key": uuid.uuid4(), "press": CHANGE,
        "typed": typed_into(form, request.POST),
    }  # fmt: skip
    return render(request, "women/gone.html", context, status=409)


def what_became_of(model: Any, item_id: int, woman: Woman) -> Gone | None:
    """What its withdrawal says; of what went otherwise, as a check-in with its step, what its history says."""
    found = taken_back(model._meta.label, item_id, woman_id=woman.pk)
    if found is not None or model._base_manager.filter(pk=item_id).exists():
        return found
    last = _last_version(model, item_id, woman)
    if last is None or last.pgh_label != "delete":
        return None
    by = User.objects.filter(pk=(last.pgh_context or {}).get("user", 0)).first()
    return Gone(by, last.pgh_created_at)


def _last_version(model: Any, item_id: int, woman: Woman) -> Any:
    versions = history_of(model)
    hers = hers_in(versions, ids_of(woman.pk)) if versions is not None else None
    return None if hers is None else versions.objects.filter(hers, pgh_obj_id=item_id).order_by("-pgh_id").first()


def _may_know(request: PracticeRequest, model: Any, item_id: int, woman: Woman) -> bool:
    """Of a flag only whoever could see it learns that it was there."""
    if model is not Flag:
        return True
    last = _last_version(model, item_id, woman)
    return last is not None and may_see(request.membership, last.audience, woman)
