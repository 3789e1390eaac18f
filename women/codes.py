"""Code lists of a woman's record (DOMAIN §2)."""

from django.db import models


class ProgrammeClock(models.TextChoices):
    """From when a cohort's 18 months run."""

    COHORT = "cohort", "From the cohort's start"
    WOMAN = "woman", "From her agreement"


class ClosureReason(models.TextChoices):
    """Why a place closed; the labels never blame her."""

    COMPLETED = "completed", "Completed"
    WITHDREW = "withdrew", "She withdrew"
    DISENGAGED = "disengaged", "We lost touch"
    MOVED_AWAY = "moved_away", "Moved away"
    TRANSFERRED = "transferred", "Transferred"
    DIED = "died", "Died"
    NOT_SUITABLE = "not_suitable", "We were not the right help"
    OTHER = "other", "Other"


class PlaceStep(models.TextChoices):
    """The life of a place."""

    REFERRED = "referred", "Referred"
    WAITING = "waiting", "Waiting"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    OFFERED = "offered", "Offered a place"
    DECLINED = "declined", "Declined"
    AGREED = "agreed", "Agreed to pause"
    TRANSITION = "transition", "Transition"
    NEXT_STEPS = "next_steps", "Next Steps"
    CLOSED = "closed", "Closed"


class ContraceptiveMethod(models.TextChoices):
    """Her choice, made with the sexual health service."""

    IMPLANT = "implant", "Implant"
    IUD = "iud", "IUD"
    IUS = "ius", "IUS"
    INJECTION = "injection", "Injection"
    PILL = "pill", "Pill"
    PATCH = "patch", "Patch"
    RING = "ring", "Ring"
    CONDOM = "condom", "Condom"
    DIAPHRAGM = "diaphragm", "Diaphragm"
    STERILISATION = "sterilisation", "Sterilisation"
    OTHER = "other", "Other"


LARC = (
    ContraceptiveMethod.IMPLANT,
    ContraceptiveMethod.IUD,
    ContraceptiveMethod.IUS,
    ContraceptiveMethod.INJECTION,
)


class LegalStatus(models.TextChoices):
    """A child's legal status, of any nation of the UK."""

    SECTION_20 = "section_20", "Section 20"
    SECTION_76 = "section_76", "Section 76"
    INTERIM_CARE_ORDER = "interim_care_order", "Interim care order"
    CARE_ORDER = "care_order", "Care order"
    PLACEMENT_ORDER = "placement_order", "Placement order"
    ADOPTED = "adopted", "Adopted"
    SPECIAL_GUARDIANSHIP_ORDER = "special_guardianship_order", "Special guardianship order"
    CHILD_ARRANGEMENTS_ORDER = "child_arrangements_order", "Child arrangements order"
    EMERGENCY_PROTECTION_ORDER = "emergency_protection_order", "Emergency protection order"
    COMPULSORY_SUPERVISION_ORDER = "compulsory_supervision_order", "Compulsory supervision order"
    PERMANENCE_ORDER = "permanence_order", "Permanence order"
    SECTION_25 = "section_25", "Section 25"
    KINSHIP_CARE_ORDER = "kinship_care_order", "Kinship care order"
    CARE_ORDER_NI = "care_order_ni", "Care order (Northern Ireland)"
    INTERIM_CARE_ORDER_NI = "interim_care_order_ni", "Interim care order (Northern Ireland)"
    ARTICLE_21 = "article_21", "Article 21"
    INFORMAL_KINSHIP = "informal_kinship", "Informal kinship"
    UNKNOWN = "unknown", "Unknown"
