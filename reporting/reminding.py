"""The reminder itself: a link, and nothing of anybody."""

from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone

from practices.models import Membership, Practice
from practices.permissions import Role
from practices.templatetags.pause import day
from reporting.due import due_on
from reporting.models import Reminder
from reporting.quarters import Quarter

SUBJECT = "A quarterly return is waiting"


def send(reminder: Reminder, practice: Practice, *, now: datetime) -> int:
    """Write to each lead of the Practice whose scope is open, one letter each; gives how many.

    Raises what the mail server raises; the caller tries again.
    """
    today = timezone.localdate(now)
    leads = Membership.objects.on(today).filter(practice=practice, role=Role.PRACTICE_LEAD).select_related("user")
    quarter = Quarter.parse(reminder.quarter)
    words = _words(practice, quarter, due_on(quarter))
    letters = [EmailMessage(SUBJECT, words, to=[lead.user.email]) for lead in leads if lead.user.is_active]
    with get_connection() as connection:
        connection.send_messages(letters)
    return len(letters)


def _words(practice: Practice, quarter: Quarter, due: date) -> str:
    address = settings.SITE_URL + reverse("quarter", args=[practice.slug, quarter.slug])
    return (
        f"National Pause is waiting for the return of {quarter.in_words}. It is due on {day(due)}.\n\n"
        f"Open it here, after signing in:\n{address}\n\n"
        "If it has been sent meanwhile, there is nothing to do.\n"
    )
