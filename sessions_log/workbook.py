"""The sheets of the practice workbook that hold the work done with her (WORKBOOK.md)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from practices.london import LONDON
from practices.workbook.cells import (
    BadCell,
    Reader,
    a_date,
    a_time,
    a_time_by_program,
    code,
    codes,
    minutes,
    reference,
    text,
)
from practices.workbook.sheets import Column, Row, Sheet, day_of
from sessions_log.codes import Attendance, ContactMode, ContactOutcome, Service
from sessions_log.models.contact import MINUTES_OF_A_DAY
from women.workbook import AREA, YES_NO_UNKNOWN

Said = Iterator[tuple[str, str]]
LISTED_SERVICES = [(value, label) for value, label in Service.choices if value != Service.OTHER]
SERVICE = code(LISTED_SERVICES, what="a service")


def recorded_after(started: datetime, recorded: datetime) -> datetime:
    """`recorded` in UTC; in the hour that the end of summer time repeats, its second run where only that fits."""
    first = recorded.astimezone(UTC)
    return first if first >= started.astimezone(UTC) else first.astimezone(LONDON).replace(fold=1).astimezone(UTC)


def recorded_not_before_the_contact(row: Row, today: date) -> Said:
    """A contact is written down when it begins or after."""
    started, recorded = row["started_at"], row["recorded_at"]
    if started is not None and recorded is not None and recorded_after(started, recorded) < started.astimezone(UTC):
        yield "recorded_at", "This is before the contact began. Correct {started_at} or {recorded_at}."


# what Practices write, where only one thing can be meant; “Cancelled” alone is asked back
ALSO_MODES = {
    **dict.fromkeys(
        (
            "telephone",
            "tel",
            "phone call",
            "phonecall",
            "telephone call",
            "tel call",
            "tc",
            "call",
            "called",
            "phoned",
            "rang",
            "mobile",
            "spoke on phone",
            "spoke on the phone",
        ),
        ContactMode.PHONE,
    ),
    **dict.fromkeys(("sms", "txt", "texts", "txt message", "text msg", "text message", "texted"), ContactMode.TEXT),
    **dict.fromkeys(("whatsapp message", "whats app message", "whatsapp msg", "whatsapp text"), ContactMode.TEXT),
    **dict.fromkeys(("whatsapp video", "whatsapp video call"), ContactMode.VIDEO),
    **dict.fromkeys(("video call", "zoom", "teams", "facetime"), ContactMode.VIDEO),
    **dict.fromkeys(("home", "at home", "visit at home", "hv", "visit to home"), ContactMode.HOME_VISIT),
    **dict.fromkeys(("office", "at the office"), ContactMode.OFFICE_VISIT),
    **dict.fromkeys(
        (
            "community",
            "in the community",
            "out and about",
            "coffee shop",
            "cafe",
            "café",
            "in a cafe",
            "library",
            "park",
        ),
        ContactMode.COMMUNITY_VISIT,
    ),
    **dict.fromkeys(
        ("door step", "doorstep visit", "door knock", "doorknock", "knocked", "knocked on door", "at the door"),
        ContactMode.DOORSTEP,
    ),
    **dict.fromkeys(("group work", "group session"), ContactMode.GROUP),
    "post": ContactMode.LETTER,
}
# what mostly means one thing: read as that, and said
LIKELY_MODES = {
    **dict.fromkeys(("whatsapp", "whats app"), ContactMode.TEXT),
    **dict.fromkeys(("whatsapp call", "whats app call"), ContactMode.PHONE),
    **dict.fromkeys(("coffee", "walk"), ContactMode.COMMUNITY_VISIT),
}
ALSO_OUTCOMES = {
    **dict.fromkeys(
        (
            "yes",
            "completed",
            "done",
            "met",
            "seen",
            "saw her",
            "attended",
            "successful",
            "spoke",
            "spoken",
            "spoke to",
            "spoke to her",
            "spoke with",
            "spoke with her",
            "contact made",
            "answered",
            "replied",
        ),
        ContactOutcome.MADE,
    ),
    **dict.fromkeys(
        ("no answer", "didn't answer", "did not answer", "no response", "not answered", "unanswered"),
        ContactOutcome.NO_REPLY,
    ),
    **dict.fromkeys(
        ("no show", "noshow", "dna", "did not attend", "not in", "not at home", "not home"), ContactOutcome.NOT_THERE
    ),
    **dict.fromkeys(("cancelled by woman", "cancelled by client", "she cancelled"), ContactOutcome.CANCELLED_BY_WOMAN),
    **dict.fromkeys(
        ("cancelled by us", "cancelled by pause", "cancelled by practitioner", "cancelled by worker", "we cancelled"),
        ContactOutcome.CANCELLED_BY_PRACTICE,
    ),
}
LIKELY_OUTCOMES = dict.fromkeys(
    ("voicemail", "left voicemail", "left message", "left a message"), ContactOutcome.NO_REPLY
)
CONTACTS = Sheet(
    "Contacts",
    (
        Column("woman_ref", reference, required=True),
        Column("practitioner", text(longest=100)),
        Column("started_at", a_time, required=True, past=True),
        Column("minutes", minutes(highest=MINUTES_OF_A_DAY)),
        Column("mode", code(ContactMode.choices, what="a mode", also=ALSO_MODES, likely=LIKELY_MODES), required=True),
        Column(
            "outcome",
            code(ContactOutcome.choices, what="an outcome", also=ALSO_OUTCOMES, likely=LIKELY_OUTCOMES),
            required=True,
        ),
        Column("areas", codes(AREA)),
        Column("recorded_at", a_time_by_program, past=True, after="started_at"),
        Column("note", text(longest=20_000)),
    ),
    (recorded_not_before_the_contact,),
)


def _listed_service(value: object) -> tuple[str, str]:
    """The service's code and blank, or Other and the name as written."""
    written = text(longest=200)(value)
    try:
        return SERVICE(value), ""
    except BadCell:
        return Service.OTHER, written


listed_service = Reader(
    _listed_service, "A service of the list, or any other as you call it", tuple(label for _, label in LISTED_SERVICES)
)


def to_come_only_if_scheduled(row: Row, today: date) -> Said:
    """Of appointments, only one that is still scheduled lies ahead."""
    if row["at"] is None or row["attendance"] in (None, Attendance.SCHEDULED):
        return
    if day_of(row["at"]) > today:
        yield "at", "Only a scheduled appointment may lie ahead. Correct the date, or write Scheduled."


# the numbers of the NHS data dictionary, as other systems export them
NHS_ATTENDANCE = {
    "5": Attendance.ATTENDED,
    "6": Attendance.ATTENDED_LATE,
    "7": Attendance.LATE_NOT_SEEN,
    "3": Attendance.DID_NOT_ATTEND,
    "2": Attendance.CANCELLED_BY_WOMAN,
    "4": Attendance.CANCELLED_BY_SERVICE,
    "0": Attendance.SCHEDULED,
}
ALSO_ATTENDANCE = {
    **dict.fromkeys(("att", "seen", "went"), Attendance.ATTENDED),
    **dict.fromkeys(("late", "attended but late", "came late"), Attendance.ATTENDED_LATE),
    **dict.fromkeys(
        ("dna", "no show", "noshow", "not attended", "failed to attend", "fta", "missed", "absent"),
        Attendance.DID_NOT_ATTEND,
    ),
    **dict.fromkeys(("cancelled by woman", "cancelled by client", "she cancelled"), Attendance.CANCELLED_BY_WOMAN),
    **dict.fromkeys(("cancelled by provider", "cancelled by agency"), Attendance.CANCELLED_BY_SERVICE),
    **dict.fromkeys(("booked", "planned", "upcoming", "to come"), Attendance.SCHEDULED),
}
APPOINTMENTS = Sheet(
    "Appointments",
    (
        Column("woman_ref", reference, required=True),
        Column("at", a_time, required=True),
        Column("service", listed_service, required=True),
        Column("agency", text(longest=200)),
        Column(
            "attendance",
            code(
                Attendance.choices,
                what="an attendance",
                also=ALSO_ATTENDANCE | NHS_ATTENDANCE,
            ),
            required=True,
        ),
        Column("accompanied", YES_NO_UNKNOWN),
    ),
    (to_come_only_if_scheduled,),
)

SUPPORT = Sheet(
    "Support",
    (
        Column("woman_ref", reference, required=True),
        Column("on", a_date, required=True, past=True),
        Column("area", AREA, required=True),
        Column("outcome", text(longest=60), required=True),
        Column("agency", text(longest=200)),
    ),
)
