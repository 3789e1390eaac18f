"""Our sheets and columns in words, and the other words by which Practices call them: proposed, never taken unasked."""

import re
from collections.abc import Callable

from practices.workbook.naming import name_key

NAMED = re.compile(
    r"\{(\w+)(?:\.(\w+))?\}"
)  # a column or sheet of ours in a sentence: {agreed_on}, {Goals}, {Goals.set_on}
SHEETS = {
    "Women": "Clients, Client list, Caseload, Cases, Cohort, Mothers, Mums, Participants, Service users, Case list, "
    "Register, Referrals, Women list, Ladies, Families",
    "Children": "Kids, Kid, Child, Removals, Children removed, Birth children, Sons and daughters, Siblings",
    "Contraception": "LARC, Contraceptives, Contraceptive methods, Coil and implant, Sexual health",
    "Pregnancies": "Pregnancy, Births, Expecting, Pregnant",
    "Contacts": "Visits, Contact log, Contact record, Calls, Visits and calls, Sessions, Activity, Case notes, Log, "
    "Home visits, Interventions, Diary, Contact sheet, Engagement, Work done",
    "Appointments": "Appts, Appointment log, Attendance, Meetings, Other services, Agency appointments",
    "Support": "Outcomes, Achievements, What came of it, Supports, Support given, Results",
    "Goals": "Goal, Targets, Plans, Aims, Support plans, Action plan",
    "GoalScores": "Scores, Goal scores, Ratings, Reviews, Goal reviews, Outcome star, Progress",
    "Practice": "About us, Settings, Our practice, Setup, Service",
}

# "Sheet.column", or a column's name in every sheet: what it is in words, and what else it is called
COLUMNS = {
    "Women.ref": (
        "Her reference",
        "ID, Client ID, Case ID, Case number, Case no, Reference, Ref no, Number, URN, Mosaic, Liquidlogic, LCS "
        "number, Client number, Client ref, Unique ID, Woman, Woman ID, No",
    ),
    "woman_ref": (
        "Her reference",
        "ID, Client, Client ID, Case ID, Case number, Case no, Reference, Ref, Ref no, Woman, Woman ID, Mother, "
        "Mother ref, Mum, Client number, Client ref, Who, URN",
    ),
    "known_as": (
        "Known as",
        "First name, Forename, Given name, Preferred name, Nickname, Called, Likes to be called, Christian name, "
        "AKA, Goes by, Known name",
    ),
    "full_name": (
        "Full name",
        "Name, Surname, Last name, Family name, Client name, Woman's name, Mother's name, Name of woman, Name of "
        "mother, Name of client, Mum, Mum's name, Her name, Whole name, Who",
    ),
    "date_of_birth": (
        "Date of birth",
        "DOB, D.O.B., Birth date, Birthday, Born, Born on, Date born, Her DOB, Her birthday, Mum's DOB",
    ),
    "ethnicity": ("Ethnicity", "Ethnic group, Ethnic origin, Ethnic background, Race, Heritage"),
    "care_leaver": (
        "Care leaver",
        "Been in care, Care experienced, Was in care, LAC, Looked after, Ex-care, Care leaver?, In care herself, "
        "In care as a child",
    ),
    "sexual_exploitation_victim": (
        "Sexual exploitation",
        "CSE, Exploited, Sexual exploitation, CSE victim, Victim of CSE",
    ),
    "age_at_first_birth": (
        "Age at first birth",
        "Age first child, Age at first child, Age when first child born, Age first baby, Age at first baby",
    ),
    "priority_rank": (
        "Priority rank",
        "Rank, Priority, Ranking, Priority order, Place on the list, List no",
    ),
    "referral_source": (
        "Who referred her",
        "Referred by, Referral source, Source, Referrer, Referral from, Referred from, Referring agency, Source "
        "of referral, Ref'd by, Refd by, Ref by, Who referred, Who sent her, Came from, Came through, Referred "
        "via",
    ),
    "referred_on": (
        "Referred on",
        "Referral date, Date of referral, Date referred, Referral received, Referral, Ref'd, Ref'd on, Refd on, "
        "Date ref'd, Ref date, Referred, Came in on",
    ),
    "offered_on": (
        "Offered on",
        "Offer date, Date of offer, Date offered, Offer, Offer made, Place offered, Offered, Place offered on",
    ),
    "declined_on": (
        "Declined on",
        "Date declined, Decline date, Refused, Date refused, Said no, Declined, Turned down, Said no on, Didn't "
        "want it",
    ),
    "agreed_on": (
        "Agreed on",
        "Agreement date, Date agreed, Start date, Started, Start, Joined, Date joined, Sign up date, Signed up, "
        "Date started, Date of agreement, Engaged on, Commenced, Programme start, Agreed, Signed, Said yes, Said "
        "yes on, On programme since, With us since",
    ),
    "agreement_ended_on": ("Agreement ended on", "End of agreement, Agreement end, Agreement end date"),
    "practitioner": (
        "Practitioner",
        "Worker, Keyworker, Key worker, Allocated worker, Case worker, Caseworker, Staff, Lead worker, Allocated "
        "to, Pause practitioner, Seen by, Logged by, Staff member, By whom, Practitioner's name, Worker's name, "
        "Done by, Name of worker, Who, PP, Pract, Our worker, Worker initials, Initials, Whose",
    ),
    "transition_on": ("Transition on", "Transition, Transition date, Date of transition, Moves to next steps"),
    "completed_on": (
        "Completed on",
        "Completion date, Date completed, Finished, Graduated, Completed, Programme end, Done, Date finished",
    ),
    "closed_on": (
        "Closed on",
        "Closing date, Date closed, Closed, Case closed, End date, Date ended, Left, Leaving date, Exit date, "
        "Closure date, Ended, Ended on, Left on, Date left, When left, Closed date",
    ),
    "closure_reason": (
        "Why it closed",
        "Reason, Closing reason, Reason for closing, Reason closed, Reason for leaving, Exit reason, Why closed, "
        "Why left, Why she left, Why ended, Why did she leave, Reason left, Reason ended, Why, Left because",
    ),
    "child_no": (
        "Child’s number",
        "Child, Child number, No, Number, Birth order, Order, Child ID, Kid, Kid no, Kid number, Which child, "
        "Which kid, Baby",
    ),
    "born": (
        "Born",
        "DOB, D.O.B., Date of birth, Child's date of birth, Child DOB, Birth date, Birth month, Month of birth, "
        "Kid's DOB, DOB of child, When born",
    ),
    "removed_on": (
        "Removed on",
        "Removal date, Date of removal, Date removed, Removed, Taken into care, Removal, Taken, Taken on, Date "
        "taken, When taken, Taken away, Went into care, Came into care, Into care",
    ),
    "legal_status": (
        "Legal status",
        "Order, Legal order, Status, Court order, Legal, Order type, Type of order, Which order, Care status, "
        "Section",
    ),
    "placement": (
        "Placement",
        "Placed with, Where placed, Lives with, Living with, Carer, Where now, Where are they now, Now with, "
        "With, With whom, Who with, Lives where, Where living, Where",
    ),
    "contact_plan": (
        "Contact plan",
        "Contact, Contact arrangements, Contact with mum, Letterbox, Family time, Letters, Letterbox contact, How "
        "often seen, Sees mum",
    ),
    "method": (
        "Method",
        "Contraception, Contraceptive, Type, LARC, Contraceptive method, What on, What she uses, Which",
    ),
    "started_on": (
        "Started on",
        "Start date, Date started, Start, Date fitted, Fitted, Date, Started, Given on, From, Put in, Fitted on, "
        "Since, Went in",
    ),
    "ended_on": (
        "Ended on",
        "End date, Date ended, Removed, Date removed, Stopped, Finish, Stop date, Taken out, Until, To, Came out",
    ),
    "review_due_on": (
        "Review due on",
        "Review date, Review, Next review, Due, Expiry, Next due, Renew by, Runs out, Replace by, Lasts until, "
        "Change by",
    ),
    "known_on": (
        "Known on",
        "Date, Date known, Disclosed, Date disclosed, Told us, Date of test, Found out, When known, Positive "
        "test, Found out on",
    ),
    "Pregnancies.outcome": ("Outcome", "Result, What happened, Ended in, Birth"),
    "started_at": (
        "When it began (date and time)",
        "Date, Contact date, Date of contact, Visit date, Date of visit, When, Session date, Date and time, "
        "Date/time, Date time, Call date, Start date",
    ),
    "minutes": (
        "Minutes",
        "Duration, Length, Mins, Time spent, How long, Duration (mins), Length of visit, Hours, Duration "
        "(minutes), Time taken, Mins spent, Lasted, How long (mins)",
    ),
    "mode": (
        "Kind of contact",
        "Type, Contact type, Type of contact, Method, Method of contact, Mode of contact, How, Visit type, What "
        "kind, Kind, Contact by, How contacted",
    ),
    "Contacts.outcome": (
        "Outcome",
        "Result, Status, Met, Seen, Successful, Was she there, Contact made, Attended, Engaged, Did we see her, "
        "Saw her, Answered, Reached, Seen?",
    ),
    "areas": ("Areas of life", "Area, Topic, Topics, Theme, Themes, Focus, Subject, About, Discussed, Areas of life"),
    "recorded_at": (
        "When it was written down (date and time)",
        "Recorded, Date recorded, Entered, Entered on, Date entered, Created, Logged, Written up, Date written",
    ),
    "note": (
        "Note",
        "Notes, Comment, Comments, Details, Summary, Case note, What we talked about, Narrative, Description, "
        "What happened, Remarks, What was said, What she said, Write up, Info",
    ),
    "at": ("Date and time", "Date, Appointment date, Date of appointment, Appt date, When, Date/time, Appointment"),
    "service": (
        "Service",
        "Type, With, Appointment with, Appointment type, Kind, Professional, Type of appointment, Who with, What "
        "for",
    ),
    "agency": ("Agency", "Organisation, Provider, Where, Place, Location, Venue, Agency name, Surgery"),
    "attendance": (
        "Attendance",
        "Attended, Status, Outcome, Did she attend, Attended?, Went, DNA, Did she go, Turned up, Came",
    ),
    "accompanied": (
        "Accompanied",
        "With worker, Went with her, Supported to attend, Did we go, Accompanied by us, Escort, We went too, Went "
        "together, Did we take her, Taken by us",
    ),
    "on": ("Date", "Date, When, Date achieved, Date of outcome, Day, Score date, Review date, Date scored"),
    "area": ("Area of life", "Area, Topic, Theme, Category, Domain, Subject, Type, Area of need"),
    "Support.outcome": ("What came of it", "Result, Achievement, What happened, Support, Support given, Details"),
    "goal_ref": ("Goal’s reference", "Goal ID, Goal, Goal no, Goal number, Target ID, Ref, ID"),
    "in_her_words": (
        "In her words",
        "Goal, Her words, Description, What she wants, Target, Aim, Goal text, Wording, What she said, Wants",
    ),
    "set_on": ("Set on", "Date, Date set, Start date, Goal date, Created, Agreed on"),
    "achieved_on": (
        "Achieved on",
        "Date achieved, Achieved, Met, Completed, Date met, Date completed, Done, Got there",
    ),
    "stopped_on": ("Stopped on", "Date stopped, Stopped, Dropped, Abandoned, Ended, End date"),
    "score": ("Score", "Rating, Points, Level, Mark, Score out of 10, Out of 10"),
    "name": ("The Practice’s name", "Practice, Practice name, Name of practice, Our name, Service name"),
    "slug": ("The Practice’s name in addresses", "Address, Short name, Web name, Code"),
    "nation": ("Nation", "Country, Region"),
    "delivered_by": ("Delivered by", "Provider, Run by, Host, Host organisation"),
    "commissioned_by": ("Commissioned by", "Commissioner, Funder, Funded by, Paid by"),
    "went_live_on": ("Went live on", "Live date, Go live, Opened, Launch, Start date, Live since"),
    "cohort_number": ("Cohort’s number", "Cohort, Cohort no, Which cohort"),
    "cohort_starts_on": ("Cohort starts on", "Cohort start, Cohort start date, Cohort began"),
    "cohort_capacity": ("Cohort’s places", "Capacity, Places, Seats, Number of places, Size of cohort, Cohort size"),
    "programme_clock": ("Programme clock", "Clock, Months run from"),
    "scoping_as_of": ("Scoping as of", "Scoping date, Scoped on, Date of scoping"),
    "scoping_women": ("Women in the scoping", "Women scoped, Number of women"),
    "scoping_children": ("Children in the scoping", "Children scoped, Number of children"),
}  # fmt: skip


def label_of(sheet: str, column: str) -> str:
    """Return a column of ours in words."""
    return _entry(sheet, column)[0]


def sheet_label_of(sheet: str) -> str:
    """Return a sheet of ours in words."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f" {capital[0].lower()}", sheet)


def in_words(sentence: str, sheet: str, called: Callable[[str, str], tuple[str, str]]) -> str:
    """Return a sentence with each name of ours that it has in braces as the file calls it, or else in words.

    `called` gives that for a sheet and a column of ours; a column without its sheet is of `sheet`.
    """

    def name(found: re.Match[str]) -> str:
        first, second = found.groups()
        if first in SHEETS:
            title, heading = called(first, second or "")
            return f"“{heading}”" if second else title
        return f"“{called(sheet, first)[1]}”" if first in COLUMNS or f"{sheet}.{first}" in COLUMNS else found[0]

    return NAMED.sub(name, sentence)


def also_called(sheet: str, column: str) -> list[str]:
    """Return the other words for a column of ours, the likeliest first: our own label, then theirs."""
    label, others = _entry(sheet, column)
    return [label, *_parted(others)]


def sheet_also_called(sheet: str) -> list[str]:
    """Return the other words for a sheet of ours."""
    return _parted(SHEETS.get(sheet, ""))


def headings_of(sheet: str, columns: list[str]) -> set[str]:
    """Return the key of each word by which a heading of a sheet may be known."""
    return {name_key(word) for column in columns for word in (column, *also_called(sheet, column))}


def _entry(sheet: str, column: str) -> tuple[str, str]:
    words = COLUMNS.get(f"{sheet}.{column}") or COLUMNS.get(column)
    return words or (column.replace("_", " ").capitalize(), "")


def _parted(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
