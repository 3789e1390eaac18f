"""The reminder itself: a link, and nothing of anybody."""

import logging
from collections.abc import Sequence
from datetime import date
from smtplib import SMTPRecipientsRefused

from django.core.mail import get_connection
from django.urls import reverse

from practices.letters import address_for, to_each
from practices.models import Practice, User
from practices.templatetags.pause import day
from reporting.quarters import Quarter

log = logging.getLogger(__name__)
SUBJECT = "A quarterly return is waiting"


def send(quarter: Quarter, practice: Practice, to: Sequence[str], *, due: date) -> int:
    """Write to each of these addresses, one letter each; gives how many a mail server took.

    One address that is refused keeps no letter from the others. Raises OSError where the server itself is away.
    """
    taken = 0
    letters = to_each(to, SUBJECT, lambda reader: _words(reader, practice, quarter, due))
    with get_connection() as connection:
        for letter in letters:
            try:
                taken += connection.send_messages([letter]) or 0
            except SMTPRecipientsRefused:
                log.warning("a lead of Practice %s has an address that is refused", practice.pk)
                connection.close()  # a new conversation for the next letter
                connection.open()
    return taken


def _words(reader: User, practice: Practice, quarter: Quarter, due: date) -> str:
    address = address_for(reader, reverse("quarter", args=[practice.slug, quarter.slug]))
    return (
        f"National Pause is waiting for the return of {quarter.in_words}. It is due on {day(due)}.\n\n"
        f"Open it here, after signing in:\n{address}\n\n"
        "If it has been sent meanwhile, there is nothing to do.\n"
    )
