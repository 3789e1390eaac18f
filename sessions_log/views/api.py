"""What a phone posts to by itself: a contact that waited for signal, and drafts to be opened."""

import base64
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from practices.bidi import without_overrides
from practices.forms.record import SentOtherwise, send_once
from practices.permissions import Permission, requires
from practices.sealing import CannotOpen, open_sealed, public_key_of
from sessions_log.views.contacts import contact_form, save_contact, say_saved
from women.merged import goes_on_as
from women.reading import open_with_places

LONGEST_WAIT = timedelta(days=7)  # a phone's own word for when is taken no further back
NOT_YOURS = "This draft was sealed for somebody else, or was changed."


def fields_of(request: Request, *, about: str) -> QueryDict:
    """The form's fields as a browser would post them, opened first where they are sealed; raises CannotOpen."""
    try:
        sent: Any = request.data
    except RecursionError as error:
        raise CannotOpen from error
    user: Any = request.user
    if not isinstance(sent, dict):
        raise CannotOpen
    fields = (
        open_sealed(user, sent["sealed"], about=about) if isinstance(sent.get("sealed"), dict) else sent.get("fields")
    )
    if not isinstance(fields, dict):
        raise CannotOpen
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, [_text(value) for value in (values if isinstance(values, list) else [values])])
    return data


def _text(value: Any) -> str:
    """What a browser could have typed; raises CannotOpen."""
    text = without_overrides(str(value))
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half of a letter
        raise CannotOpen from error
    return text


class ContactsView(APIView):
    """POST a contact: `{"fields": {…}}`, or `{"sealed": envelope}` from a phone that had no signal.

    201 once, 200 for the same again (its `key` decides), 409 where the key was used for other words,
    422 with errors by field. Refused without the page's own CSRF token.
    """

    def post(self, request: Any, practice_slug: str, woman_id: int) -> Response:
        """Check as the page does, and write once."""
        page = request._request
        now = timezone.now()
        opened = open_with_places(page, goes_on_as(woman_id))  # a phone may have waited through a merge
        try:
            page_of_it = reverse("log", args=[practice_slug, woman_id])
            data = fields_of(request, about=f"{practice_slug} contact {page_of_it} ")
        except CannotOpen:
            return Response({"detail": NOT_YOURS}, status=400)
        waited = request.data.get("sealed") is not None  # for signal
        written = _written_at(data.get("written_at", ""), now=now) if waited else now
        form = contact_form(opened, now=now, data=data, written_at=written)
        if not form.is_valid():
            return Response({"errors": form.errors}, status=422)
        recorded = written if form.cleaned_data["started_at"] <= written else now
        try:
            saved = send_once(form, by=page.user, save=lambda: save_contact(page, opened, form, now=recorded))
        except SentOtherwise as error:
            return Response({"detail": str(error), "next": error.url}, status=409)
        if request.data.get("fields") is not None:  # she is looking: the next page says so
            say_saved(page, form, opened.shown, saved)
        return Response({"next": saved.url}, status=200 if saved.again else 201)


def _written_at(said: str, *, now: datetime) -> datetime:
    """When somebody finished writing on their phone, where that lies within a week; else now."""
    try:
        written = parse_datetime(said)
    except ValueError:
        written = None
    if written is None or written.tzinfo is None or not now - LONGEST_WAIT <= written <= now:
        return now
    return written


class OpenDraftView(APIView):
    """POST `{"sealed": envelope}`: the fields, for the person who sealed them and nobody else."""

    def post(self, request: Any, practice_slug: str) -> Response:
        """Open it, or 400."""
        try:
            data = fields_of(request, about=f"{practice_slug} ")
        except CannotOpen:
            return Response({"detail": NOT_YOURS}, status=400)
        return Response({"fields": dict(data.lists())})


class SealingKeyView(APIView):
    """GET the public half of her sealing key, base64 of SubjectPublicKeyInfo, and whose it is."""

    def get(self, request: Any, practice_slug: str) -> Response:
        """Made at first use."""
        return Response({"key": base64.b64encode(public_key_of(request.user)).decode(), "author": request.user.pk})


post_contact = requires(Permission.WRITE_RECORDS)(ContactsView.as_view())
open_draft = requires(Permission.WRITE_RECORDS)(OpenDraftView.as_view())
sealing_key = requires(Permission.WRITE_RECORDS)(SealingKeyView.as_view())
