"""The work done with her."""

from sessions_log.models.appointment import Appointment
from sessions_log.models.contact import Contact
from sessions_log.models.support import LocalOutcome, Support
from sessions_log.models.upload import WorkbookUpload

__all__ = ["Appointment", "Contact", "LocalOutcome", "Support", "WorkbookUpload"]
