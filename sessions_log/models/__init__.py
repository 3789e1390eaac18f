"""The work done with her."""

from sessions_log.models.amendment import Amendment
from sessions_log.models.appointment import Appointment
from sessions_log.models.contact import Contact
from sessions_log.models.feed import CalendarFeed
from sessions_log.models.group import GroupActivity
from sessions_log.models.support import LocalOutcome, Support
from sessions_log.models.upload import WorkbookUpload

__all__ = [
    "Amendment",
    "Appointment",
    "CalendarFeed",
    "Contact",
    "GroupActivity",
    "LocalOutcome",
    "Support",
    "WorkbookUpload",
]
