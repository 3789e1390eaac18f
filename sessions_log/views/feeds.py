"""A calendar feed: neutral titles at a secret address that can be taken back."""

import hashlib
import secrets
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from icalendar import Calendar, Event

from practices.forms.checked import PRESS
from practices.models import AccessAction, Membership, Practice
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.tenancy.scope import practice_scope
from practices.trail import note_look
from sessions_log.codes import CANCELLED
from sessions_log.models import CalendarFeed
from sessions_log.queries.appointments import appointments_of

LENGTH = timedelta(hours=1)
BEHIND, AHEAD = timedelta(days=14), timedelta(days=120)


def digest(secret: str) -> str:
    """What is kept of the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@requires(Permission.WRITE_RECORDS, proof=True)
def feeds(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Make the secret address, shown once, or take it back."""
    mine = CalendarFeed.objects.filter(membership=request.membership, revoked_at=None)
    address = ""
    if request.method == "POST":
        mine.update(revoked_at=timezone.now())
        if request.POST.get(PRESS) == "make":
            secret = secrets.token_urlsafe(32)
            CalendarFeed.objects.create(membership=request.membership, secret_sha256=digest(secret))
            address = request.build_absolute_uri(f"/{request.practice.slug}/calendar/{secret}.ics")
        else:
            messages.success(request, "The address is taken back: a calendar that still asks is told nothing.")
    context = {"section": "appointments", "address": address, "feed": mine.first()}
    return render(request, "sessions_log/feeds.html", context)


def calendar_feed(request: HttpRequest, practice_slug: str, secret: str) -> HttpResponse:
    """The appointments of the women of whoever made this address, while she is a member; else 404."""
    practice = Practice.objects.filter(slug=practice_slug).first()
    if practice is None:
        raise Http404
    with practice_scope(practice.pk):
        feed = (
            CalendarFeed.objects.filter(secret_sha256=digest(secret), revoked_at=None)
            .select_related("membership__user")
            .first()
        )
        today = timezone.localdate()
        if feed is None or not _may_still_read(feed.membership, today):
            raise Http404
        with practice_scope(practice.pk, reader=str(feed.membership.user_id)):
            content, women = _calendar(feed.membership)
        note_look(
            by=feed.membership.user, action=AccessAction.EXPORT, view="calendar_feed", how_many=women, why="calendar"
        )
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _may_still_read(membership: Membership, today: date) -> bool:
    """Whether whoever made the address still does this work: her post, her role and her account hold."""
    holds = Membership.objects.on(today).filter(pk=membership.pk).exists()
    return holds and membership.user.is_active and membership.may(Permission.WRITE_RECORDS)


def _calendar(membership: Membership) -> tuple[bytes, int]:
    now = timezone.now()
    found = appointments_of(membership).filter(left_on=None, at__gte=now - BEHIND, at__lt=now + AHEAD)
    calendar = Calendar()
    calendar.add("prodid", "-//Pause CMS//appointments//EN")
    calendar.add("version", "2.0")
    women = set()
    for one in found.exclude(attendance__in=CANCELLED):
        women.add(one.woman_id)
        event = Event()
        event.add("uid", f"{one.pk}-{digest(f'{membership.pk} {one.pk}')[:16]}@pause-cms")
        event.add("dtstamp", now)
        event.add("dtstart", timezone.localtime(one.at))
        event.add("dtend", timezone.localtime(one.at + LENGTH))
        event.add("summary", "Appointment, going along" if one.accompanied else "Appointment")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    calendar.add_missing_timezones()  # RFC 5545 §3.2.19: a zone that is only named reads as no zone at all
    return calendar.to_ical(), len(women)
