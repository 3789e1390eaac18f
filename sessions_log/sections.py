"""What this app shows on a woman's record."""

from datetime import date
from typing import Any

from django.utils import timezone

from practices.dates import day_in_words
from practices.london import start_of
from practices.requests import PracticeRequest
from sessions_log.codes import NOT_ATTEMPTED, OUTCOMES
from sessions_log.forms.support import SupportForm
from sessions_log.models import Support
from sessions_log.timeline import timeline_of
from sessions_log.timeline_picture import NARROW, WIDE, picture
from sessions_log.withdrawing import add_withdrawables
from women.kinds import Kind, add_kind
from women.models import Woman
from women.presenters import close_after_death
from women.reading import Opened
from women.record import Section, add_section, add_to_front

SHOWN_AT_FIRST = 25


def add_sections() -> None:
    """The timeline on the first page; contacts, appointments and support as sections."""
    add_to_front(Section("timeline", "The 18 months", "sessions_log/sections/timeline.html", _timeline, 0))
    add_section(Section("contacts", "Contacts", "sessions_log/sections/contacts.html", _contacts, 40))
    add_section(Section("appointments", "Appointments", "sessions_log/sections/appointments.html", _appointments, 50))
    add_section(Section("support", "Support", "sessions_log/sections/support.html", _support, 90))
    add_withdrawables()
    close_after_death("appointments/add/")
    add_kind(Kind("support", "support", "support", SupportForm, lambda woman: Support.objects.filter(woman=woman),
                  after_death=True))  # fmt: skip


def _timeline(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    offered = [place for place in opened.places if place.offered_on]
    if not offered:
        return {"timeline": None, "woman": opened.woman, "has_died": opened.shown.has_died}
    timeline = timeline_of(
        opened.woman, offered[-1], opened.shown.on, now=timezone.now(), left_on=opened.shown.left_on,
        has_died=opened.shown.has_died,
    )  # fmt: skip
    return {
        "timeline": timeline,
        "now": timeline.now,
        "wide": picture(timeline, width=WIDE, key="wide"),
        "narrow": picture(timeline, width=NARROW, key="narrow"),
    }


def _contacts(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    found = opened.woman.contacts.prefetch_related("amendments")
    offered = next((place.offered_on for place in reversed(opened.places) if place.offered_on), None)
    return {**_latest(request, found, "contacts"), "offered": offered, "counts": _counts(opened.woman, offered)}


def _counts(woman: Woman, offered: date | None) -> list[str]:
    """How many of her contacts were tried since her offer and how many were not: every one is in one of them."""
    if offered is None:
        return []
    hers, since = woman.contacts.filter(with_family=False), start_of(offered)
    attempted = hers.exclude(outcome__in=NOT_ATTEMPTED)
    numbers = {
        "before it": attempted.filter(started_at__lt=since).count(),
        "cancelled by us": hers.filter(outcome__in=NOT_ATTEMPTED).count(),
        "with her family": woman.contacts.filter(with_family=True).count(),
    }
    tried = attempted.filter(started_at__gte=since).count()
    said = f"{tried} tried or made since the offer on {day_in_words(offered)}"
    return [said, *(f"{number} {words}" for words, number in numbers.items() if number)]


def _appointments(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    shown = _latest(request, opened.woman.appointments.all(), "appointments")
    left_on = opened.shown.left_on
    for one in shown["appointments"]:
        one.is_not_needed = left_on is not None and timezone.localdate(one.at) >= left_on
    return {**shown, "now": timezone.now(), "outcomes": OUTCOMES}


def _latest(request: PracticeRequest, found: Any, name: str) -> dict[str, Any]:
    """Under `name` the latest, or with `?all=yes` all of them; how many there are; whether there are more."""
    total = found.count()
    more = not request.GET.get("all") and total > SHOWN_AT_FIRST
    return {name: list(found[:SHOWN_AT_FIRST] if more else found), "total": total, "more": more}


def _support(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {"support": opened.woman.support.all()}
