"""Code lists of the work done with her (DOMAIN §2)."""

from django.db import models

from practices.codes import AreaOfLife
from women.codes import Channel


class ContactMode(models.TextChoices):
    """How a contact was tried."""

    HOME_VISIT = "home_visit", "Home visit"
    COMMUNITY_VISIT = "community_visit", "Community visit"
    OFFICE_VISIT = "office_visit", "Office visit"
    DOORSTEP = "doorstep", "Doorstep"
    PHONE = "phone", "Phone"
    VIDEO = "video", "Video"
    TEXT = "text", "Text"
    LETTER = "letter", "Letter"
    GROUP = "group", "Group"


CHANNEL_OF_MODE = {
    ContactMode.PHONE: Channel.PHONE,
    ContactMode.TEXT: Channel.TEXT,
    ContactMode.VIDEO: Channel.VIDEO,
    ContactMode.LETTER: Channel.LETTER,
    ContactMode.HOME_VISIT: Channel.HOME,
    ContactMode.DOORSTEP: Channel.HOME,
}  # the others are on our ground or in the open, and go by no channel of hers
TAKE_NO_TIME = {ContactMode.TEXT, ContactMode.LETTER}  # minutes may be left out


class ContactOutcome(models.TextChoices):
    """Whether it happened. An unanswered text or doorstep is work and is recorded."""

    MADE = "made", "Made"
    NO_REPLY = "no_reply", "No reply"
    NOT_THERE = "not_there", "Not there"
    CANCELLED_BY_WOMAN = "cancelled_by_woman", "Cancelled by her"
    CANCELLED_BY_PRACTICE = "cancelled_by_practice", "Cancelled by practice"


def outcome_in_words(outcome: str, *, with_family: bool) -> str:
    """The label of an outcome; with her family, after her death, it was them who cancelled."""
    if with_family and outcome == ContactOutcome.CANCELLED_BY_WOMAN:
        return "Cancelled by them"
    return str(ContactOutcome(outcome).label)


NOT_ATTEMPTED = {ContactOutcome.CANCELLED_BY_PRACTICE}  # DOMAIN §3, contacts_attempted


class Attendance(models.TextChoices):
    """What became of an appointment (NHS data dictionary: 5, 6, 7, 3, 2, 4, 0)."""

    ATTENDED = "attended", "Attended"
    ATTENDED_LATE = "attended_late", "Attended late"
    LATE_NOT_SEEN = "late_not_seen", "Arrived late, not seen"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    CANCELLED_BY_WOMAN = "cancelled_by_woman", "Cancelled by her"
    CANCELLED_BY_SERVICE = "cancelled_by_service", "Cancelled by service"
    SCHEDULED = "scheduled", "Scheduled"


OUTCOMES = [(value, label) for value, label in Attendance.choices if value != Attendance.SCHEDULED]


SEEN = {Attendance.ATTENDED, Attendance.ATTENDED_LATE}
CAME = SEEN | {Attendance.LATE_NOT_SEEN}  # she was there, seen or not
NOT_SEEN = {Attendance.DID_NOT_ATTEND, Attendance.LATE_NOT_SEEN}
CANCELLED = {Attendance.CANCELLED_BY_WOMAN, Attendance.CANCELLED_BY_SERVICE}


class Service(models.TextChoices):
    """Services whose appointments are told apart; any other is kept as written and counts as Other."""

    GP = "gp", "GP"
    HOSPITAL = "hospital", "Hospital"
    MENTAL_HEALTH = "mental_health", "Mental health"
    SEXUAL_HEALTH = "sexual_health", "Sexual health"
    DRUG_AND_ALCOHOL = "drug_and_alcohol", "Drug and alcohol"
    HOUSING = "housing", "Housing"
    COURT = "court", "Court"
    SOLICITOR = "solicitor", "Solicitor"
    JOB_CENTRE = "job_centre", "Job centre"
    CONTACT_CENTRE = "contact_centre", "Contact centre"
    DENTIST = "dentist", "Dentist"
    MIDWIFERY = "midwifery", "Midwifery"
    SOCIAL_WORK = "social_work", "Social work"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    EDUCATION_AND_TRAINING = "education_and_training", "Education and training"
    MONEY_ADVICE = "money_advice", "Money advice"
    COUNSELLING = "counselling", "Counselling"
    OTHER = "other", "Other"


class SupportOutcome(models.TextChoices):
    """What came of the work. A Practice may add its own under an area (LocalOutcome)."""

    NEW_TENANCY = "new_tenancy", "New tenancy"
    EVICTION_AVOIDED = "eviction_avoided", "Eviction avoided"
    HOUSING_ADVICE = "housing_advice", "Housing advice"
    HOMELESSNESS_APPLICATION = "homelessness_application", "Homelessness application"
    REFUGE_MOVE = "refuge_move", "Refuge move"
    GP_SURGERY = "gp_surgery", "GP surgery"
    HOSPITAL_OPERATION = "hospital_operation", "Hospital operation"
    DENTIST = "dentist", "Dentist"
    MENTAL_HEALTH_SERVICE = "mental_health_service", "Mental health service"
    COUNSELLING = "counselling", "Counselling"
    SEXUAL_HEALTH_CLINIC = "sexual_health_clinic", "Sexual health clinic"
    DRUG_ALCOHOL_SERVICE = "drug_alcohol_service", "Drug and alcohol service"
    DOMESTIC_ABUSE_SERVICE = "domestic_abuse_service", "Domestic abuse service"
    REFUGE = "refuge", "Refuge"
    SAFETY_PLAN = "safety_plan", "Safety plan"
    COURT_PROCESS = "court_process", "Court process"
    LIFE_STORY_WORK = "life_story_work", "Life Story work"
    LETTERBOX_CONTACT = "letterbox_contact", "Letterbox contact"
    DIRECT_CONTACT = "direct_contact", "Direct contact"
    BENEFITS_CLAIM = "benefits_claim", "Benefits claim"
    DEBT_ADVICE = "debt_advice", "Debt advice"
    COURSE_STARTED = "course_started", "Course started"
    COURSE_COMPLETED = "course_completed", "Course completed"
    VOLUNTEERING = "volunteering", "Volunteering"
    JOB_STARTED = "job_started", "Job started"
    ACTIVITY_JOINED = "activity_joined", "Activity joined"
    PROBATION_KEPT = "probation_kept", "Probation kept"


OF, IN = SupportOutcome, AreaOfLife
OUTCOMES_OF_AREA: dict[str, frozenset[str]] = {
    IN.HOUSING: frozenset(
        {OF.NEW_TENANCY, OF.EVICTION_AVOIDED, OF.HOUSING_ADVICE, OF.HOMELESSNESS_APPLICATION, OF.REFUGE_MOVE}
    ),
    IN.PHYSICAL_HEALTH: frozenset({OF.GP_SURGERY, OF.HOSPITAL_OPERATION, OF.DENTIST}),
    IN.MENTAL_HEALTH: frozenset({OF.MENTAL_HEALTH_SERVICE, OF.COUNSELLING}),
    IN.SEXUAL_HEALTH: frozenset({OF.SEXUAL_HEALTH_CLINIC}),
    IN.SUBSTANCE_USE: frozenset({OF.DRUG_ALCOHOL_SERVICE}),
    IN.DOMESTIC_ABUSE: frozenset({OF.DOMESTIC_ABUSE_SERVICE, OF.REFUGE, OF.SAFETY_PLAN}),
    IN.RELATIONSHIP_WITH_CHILDREN: frozenset(
        {OF.COURT_PROCESS, OF.LIFE_STORY_WORK, OF.LETTERBOX_CONTACT, OF.DIRECT_CONTACT}
    ),
    IN.LOSS_AND_GRIEF: frozenset({OF.COUNSELLING}),
    IN.MONEY: frozenset({OF.BENEFITS_CLAIM, OF.DEBT_ADVICE}),
    IN.EDUCATION_TRAINING_EMPLOYMENT: frozenset(
        {OF.COURSE_STARTED, OF.COURSE_COMPLETED, OF.VOLUNTEERING, OF.JOB_STARTED}
    ),
    IN.SELF_ESTEEM: frozenset({OF.ACTIVITY_JOINED}),
    IN.OFFENDING: frozenset({OF.PROBATION_KEPT}),
    IN.RELATIONSHIPS: frozenset(),
    IN.LIFE_SKILLS: frozenset(),
}
del OF, IN
