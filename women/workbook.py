"""The sheets of the practice workbook that hold a woman's case, and the rules between their cells (WORKBOOK.md)."""

import re
from collections.abc import Iterator
from datetime import date

from practices.codes import AreaOfLife, Nation, YesNoUnknown
from practices.workbook.cells import (
    BadCell,
    Reader,
    a_date,
    as_written,
    code,
    month_or_date,
    reference,
    text,
    whole_number,
)
from practices.workbook.sheets import Column, Row, Sheet, day_of
from women.codes import ClosureReason, ContraceptiveMethod, LegalStatus, ProgrammeClock
from women.models.cohort import LARGEST_COHORT
from women.models.goal import HIGHEST_SCORE, LOWEST_SCORE

YOUNGEST, OLDEST = 12, 60  # years at the offer
RESERVED_SLUGS = {"accounts", "definitions", "healthz", "national", "offline", "static"}  # addresses of our own
Said = Iterator[tuple[str, str]]

YES_NO_UNKNOWN = code(
    YesNoUnknown.choices,
    what="an answer",
    also={
        "y": "yes",
        "true": "yes",
        "1": "yes",
        "n": "no",
        "false": "no",
        "0": "no",
        "u": "unknown",
        "nk": "unknown",
        "not known": "unknown",
        "don't know": "unknown",
        "n/k": "unknown",
    },
)
ALSO_REASONS = {
    spelling: reason
    for reason, spellings in {
        ClosureReason.DISENGAGED: ("lost contact", "lost touch", "contact lost", "no contact", "lost to contact"),
        ClosureReason.MOVED_AWAY: ("moved", "moved out of area", "left the area"),
        ClosureReason.WITHDREW: ("withdrawn", "withdrew consent", "she left"),
        ClosureReason.DIED: ("deceased", "passed away", "death"),
    }.items()
    for spelling in spellings
}
# words that every social worker uses, and some that staff use: proposed, never read unasked
MEANT_STATUS = {
    spelling: status
    for status, spellings in {
        LegalStatus.SECTION_20: ("s20", "s.20", "sec 20", "sect 20", "voluntary", "voluntary care", "accommodated"),
        LegalStatus.SECTION_76: ("s76", "s.76", "sec 76"),
        LegalStatus.INTERIM_CARE_ORDER: ("ico", "interim", "interim order"),
        LegalStatus.CARE_ORDER: ("co", "fco", "full care order", "full care", "s31", "s.31", "section 31"),
        LegalStatus.PLACEMENT_ORDER: ("po", "placement"),
        LegalStatus.ADOPTED: ("ao", "adoption order", "adoption"),
        LegalStatus.SPECIAL_GUARDIANSHIP_ORDER: ("sgo", "special guardianship", "special guardian", "guardianship"),
        LegalStatus.CHILD_ARRANGEMENTS_ORDER: (
            "cao",
            "child arrangements",
            "residence order",
            "ro",
            "lives with order",
        ),
        LegalStatus.EMERGENCY_PROTECTION_ORDER: ("epo", "emergency order", "emergency protection"),
        LegalStatus.COMPULSORY_SUPERVISION_ORDER: ("cso", "supervision"),
        LegalStatus.KINSHIP_CARE_ORDER: ("kco", "kinship order"),
        LegalStatus.SECTION_25: ("s25", "s.25", "sec 25"),
        LegalStatus.INFORMAL_KINSHIP: ("family arrangement", "private arrangement", "with family"),
        LegalStatus.UNKNOWN: ("nk", "n/k", "not known", "don't know", "dk", "?"),
    }.items()
    for spelling in spellings
}
MEANT_METHODS = {
    spelling: method
    for method, spellings in {
        ContraceptiveMethod.IMPLANT: ("nexplanon", "implanon", "rod", "arm implant"),
        ContraceptiveMethod.IUD: ("copper coil", "copper iud"),
        ContraceptiveMethod.IUS: ("mirena", "mirena coil", "kyleena", "hormonal coil", "hormone coil"),
        ContraceptiveMethod.INJECTION: ("depo", "depo provera", "depo-provera", "jab", "the jab", "sayana press"),
        ContraceptiveMethod.PILL: ("pop", "cocp", "coc", "mini pill", "combined pill", "the pill"),
        ContraceptiveMethod.CONDOM: ("condoms", "barrier"),
        ContraceptiveMethod.STERILISATION: ("sterilised", "tubes tied", "tubal ligation"),
    }.items()
    for spelling in spellings
}
MEANT_REASONS = {
    spelling: reason
    for reason, spellings in {
        ClosureReason.COMPLETED: ("finished", "graduated", "done", "finished programme", "end of programme"),
        ClosureReason.DISENGAGED: (
            "dropped out",
            "stopped answering",
            "not engaging",
            "non engagement",
            "did not engage",
        ),
        ClosureReason.WITHDREW: ("changed her mind", "did not want it", "opted out"),
        ClosureReason.MOVED_AWAY: ("moved area", "out of area", "relocated", "ooa"),
        ClosureReason.DIED: ("rip",),
        ClosureReason.NOT_SUITABLE: ("not eligible", "unsuitable", "inappropriate referral"),
    }.items()
    for spelling in spellings
}
AREA = code(
    AreaOfLife.choices,
    what="an area of life",
)


def _slug(value: object) -> str:
    """The Practice's name in addresses."""
    written = as_written(value)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written) or len(written) > 50:
        raise BadCell("Use lower-case letters, digits and hyphens, like rotherham or east-ayrshire.")
    if written in RESERVED_SLUGS:
        raise BadCell("This name is kept for pages of our own. Choose another.")
    return written


slug = Reader(_slug, "The Practice's name in addresses: lower-case letters, digits and hyphens")

# the sheet Practice has a row a key; each is read as if it were a column
PRACTICE = Sheet(
    "Practice",
    (
        Column("name", text(longest=200), required=True),
        Column("slug", slug, required=True),
        Column("nation", code(Nation.choices, what="a nation"), required=True),
        Column("delivered_by", text(longest=200)),
        Column("commissioned_by", text(longest=200)),
        Column("went_live_on", a_date, past=True),
        Column("cohort_number", whole_number(lowest=1, highest=999), required=True),
        Column("cohort_starts_on", a_date, required=True),
        Column("cohort_capacity", whole_number(lowest=1, highest=LARGEST_COHORT), required=True),
        Column("programme_clock", code(ProgrammeClock.choices, what="a clock")),
        Column("scoping_as_of", a_date, past=True),
        Column("scoping_women", whole_number(lowest=0, highest=1_000_000)),
        Column("scoping_children", whole_number(lowest=0, highest=1_000_000)),
    ),
)

OF_WHOM_AN_OFFER_IS_NEEDED = "for a woman who declined, agreed, went into transition or completed"
STEPS_THAT_NEED_AN_OFFER = ("declined_on", "agreed_on", "transition_on", "completed_on")


def _has_come(day: date | None, today: date) -> bool:
    """Whether a step was taken; a transition that is still to come is a plan."""
    return day is not None and day <= today


def offered_before_what_follows(row: Row, today: date) -> Said:
    """A step that follows an offer needs one, and is not before it."""
    if row["offered_on"] is None:
        if row.is_sure("offered_on") and any(_has_come(row[step], today) for step in STEPS_THAT_NEED_AN_OFFER):
            yield "offered_on", "Fill in the date of the offer: a later step is recorded for her."
        return
    for step in ("declined_on", "agreed_on", "closed_on"):
        if row[step] is not None and row[step] < row["offered_on"]:
            yield step, "This is before her offer. Correct this date or {offered_on}."


def agreed_before_what_follows(row: Row, today: date) -> Said:
    """The end of an agreement, the transition and the completion are not before the agreement, or else the offer."""
    if not row.is_sure("agreed_on", "offered_on"):
        return
    start = row["agreed_on"] or row["offered_on"]
    if start is None:
        return
    what = "agreement" if row["agreed_on"] else "offer"
    for step in ("agreement_ended_on", "transition_on", "completed_on"):
        if row[step] is not None and row[step] < start:
            yield step, f"This is before her {what}. Correct one of the two dates."


def closed_with_a_reason(row: Row, today: date) -> Said:
    """A closing has a reason, and a reason a closing."""
    if not row.is_sure("closed_on", "closure_reason"):
        return
    if row["closed_on"] is not None and row["closure_reason"] is None:
        reasons = ", ".join(ClosureReason.labels)
        yield "closure_reason", f"Say why it closed: {reasons}."
    if row["closed_on"] is None and row["closure_reason"] is not None:
        yield "closure_reason", "A reason is given but {closed_on} is empty. Fill in the date, or empty the reason."


def completed_by_the_closing(row: Row, today: date) -> Said:
    """A place completes before it closes, or on the day."""
    if not row.is_sure("completed_on", "closed_on"):
        return
    if row["completed_on"] and row["closed_on"] and row["completed_on"] > row["closed_on"]:
        yield "completed_on", "This is after {closed_on}. Correct one of the two dates."


def never_both_agreed_and_declined(row: Row, today: date) -> Said:
    """She agreed or she declined."""
    if row["agreed_on"] is not None and row["declined_on"] is not None:
        yield "declined_on", "She cannot both agree and decline. Empty one of {agreed_on} and {declined_on}."


def declined_keeps_no_details(row: Row, today: date) -> Said:
    """A woman who declined keeps only her reference, dates and source (DOMAIN §1)."""
    if row["declined_on"] is None or row["agreed_on"] is not None or not row.is_sure("declined_on"):
        return
    for column in ("known_as", "full_name", "date_of_birth"):
        if row[column] is not None:
            yield column, "She declined: empty this cell. Only her reference, dates and source are kept."


def of_an_age_at_the_offer(row: Row, today: date) -> Said:
    """A birth date gives an age of 12 to 60 at the offer."""
    born, offered = row["date_of_birth"], row["offered_on"]
    if born is None or offered is None or not row.is_sure("date_of_birth"):
        return
    age = offered.year - born.year - ((offered.month, offered.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        yield "date_of_birth", f"She would have been {age} at the offer. Correct her birth date, or the offer's."


WOMEN = Sheet(
    "Women",
    (
        Column("ref", reference, required=True),
        Column("known_as", text(longest=100)),
        Column("full_name", text(longest=200)),
        Column("date_of_birth", a_date, past=True),
        Column("ethnicity", text(longest=120)),
        Column("care_leaver", YES_NO_UNKNOWN),
        Column("sexual_exploitation_victim", YES_NO_UNKNOWN),
        Column("age_at_first_birth", whole_number(lowest=8, highest=60)),
        Column("priority_rank", whole_number(lowest=0, highest=1_000_000)),
        Column("referral_source", text(longest=200)),
        Column("referred_on", a_date, past=True),
        Column("offered_on", a_date, past=True, needed=OF_WHOM_AN_OFFER_IS_NEEDED),
        Column("declined_on", a_date, past=True),
        Column("agreed_on", a_date, past=True),
        Column("agreement_ended_on", a_date, past=True),
        Column("practitioner", text(longest=100)),
        Column("transition_on", a_date),
        Column("completed_on", a_date, past=True),
        Column("closed_on", a_date, past=True),
        Column(
            "closure_reason",
            code(ClosureReason.choices, what="a reason", also=ALSO_REASONS, meant=MEANT_REASONS),
            needed="where the place is closed",
        ),
    ),
    (
        offered_before_what_follows,
        agreed_before_what_follows,
        closed_with_a_reason,
        completed_by_the_closing,
        never_both_agreed_and_declined,
        declined_keeps_no_details,
        of_an_age_at_the_offer,
    ),
)


def removed_not_before_born(row: Row, today: date) -> Said:
    """A child is removed in the month of birth or after; the day of birth may not be held."""
    if row["born"] is None or row["removed_on"] is None:
        return
    if row["removed_on"] < day_of(row["born"]).replace(day=1):
        yield "removed_on", "This is before the month in which the child was born. Correct one of the two."


CHILDREN = Sheet(
    "Children",
    (
        Column("woman_ref", reference, required=True),
        Column("child_no", whole_number(lowest=1, highest=99), required=True),
        Column("born", month_or_date, tells_losses=True, past=True),
        Column("removed_on", a_date, past=True, tells_losses=True),
        Column("legal_status", code(LegalStatus.choices, what="a legal status", meant=MEANT_STATUS)),
        Column("placement", text(longest=200)),
        Column("contact_plan", text(longest=200)),
    ),
    (removed_not_before_born,),
)


def ended_not_before_started(row: Row, today: date) -> Said:
    """A method ends on the day it started or after."""
    if row["started_on"] and row["ended_on"] and row["ended_on"] < row["started_on"]:
        yield "ended_on", "This is before {started_on}. Correct one of the two dates."


CONTRACEPTION = Sheet(
    "Contraception",
    (
        Column("woman_ref", reference, required=True),
        Column("method", code(ContraceptiveMethod.choices, what="a method", meant=MEANT_METHODS), required=True),
        Column("started_on", a_date, required=True, past=True),
        Column("ended_on", a_date, past=True),
        Column("review_due_on", a_date),
    ),
    (ended_not_before_started,),
)

PREGNANCIES = Sheet(
    "Pregnancies",
    (
        Column("woman_ref", reference, required=True),
        Column("known_on", a_date, required=True, past=True),
        Column("outcome", text(longest=200)),
    ),
)


def not_before_it_was_set(row: Row, today: date) -> Said:
    """A goal is achieved or stopped on the day it was set or after."""
    for column in ("achieved_on", "stopped_on"):
        if row["set_on"] and row[column] and row[column] < row["set_on"]:
            yield column, "This is before the goal was set. Correct one of the two dates."


GOALS = Sheet(
    "Goals",
    (
        Column("goal_ref", reference, required=True),
        Column("woman_ref", reference, required=True),
        Column("area", AREA, required=True),
        Column("in_her_words", text(longest=2000)),
        Column("set_on", a_date, required=True, past=True),
        Column("achieved_on", a_date, past=True),
        Column("stopped_on", a_date, past=True),
    ),
    (not_before_it_was_set,),
)

GOAL_SCORES = Sheet(
    "GoalScores",
    (
        Column("goal_ref", reference, required=True),
        Column("on", a_date, required=True, past=True),
        Column("score", whole_number(lowest=LOWEST_SCORE, highest=HIGHEST_SCORE), required=True),
    ),
)
