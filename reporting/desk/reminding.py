"""The reminder itself: a link, and nothing of anybody."""

import logging
from collections.abc import Sequence
from datetime import date
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from practices.models import Practice
from practices.templatetags.pause import day
from reporting.quarters import Quarter

log = logging.getLogger(__name__)
SUBJECT = "A quarterly return is waiting"


def send(quarter: Quarter, practice: Practice, to: Sequence[str], *, due: date) -> int:
    """Write to each of these addresses, one letter each; gives how many a mail server took.

    One address that is refused keeps no letter from the others. Raises OSError where the server itself is away.
    """
    words, taken = _words(practice, quarter, due), 0
    with get_connection() as connection:
        for address in to:
            try:
                taken += connection.send_messages([EmailMessage(SUBJECT, words, to=[address])]) or 0
            except SMTPRecipientsRefused:
                log.warning("a lead of Practice %s has an address that is refused", practice.pk)
                connection.close()  # a new conversation for the next letter
                connection.open()
    return taken


def _words(practice: Practice, quarter: Quarter, due: date) -> str:
    address = settings.SITE_URL + reverse("quarter", args=[practice.slug, quarter.slug])
    return (
        f"National Pause is waiting for the return of {quarter.in_words}. It is due on {day(due)}.\n\n"
        f"Open it here, after signing in:\n{address}\n\n"
        "If it has been sent meanwhile, there is nothing to do.\n"
    )
