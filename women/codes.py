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


class ChildContactKind(models.TextChoices):
    """What passes between her and a child: due on a day, done on a day."""

    LETTERBOX = "letterbox", "Letterbox contact"
    DIRECT_CONTACT = "direct_contact", "Direct contact"
    LIFE_STORY_WORK = "life_story_work", "Life Story work"


class ChildLoss(models.TextChoices):
    """That a child is not alive: nothing is due for the child, and no day is marked unless she wants it."""

    DIED = "died", "Has died"
    STILLBORN = "stillborn", "Was stillborn"


class PregnancyEnd(models.TextChoices):
    """How a pregnancy ended, where she wants it recorded."""

    BIRTH = "birth", "Her baby was born"
    MISCARRIAGE = "miscarriage", "A miscarriage"
    STILLBIRTH = "stillbirth", "Her baby was stillborn"
    ENDED = "ended", "She ended the pregnancy"
    OTHER_LOSS = "other_loss", "Another loss"


LOSSES = {PregnancyEnd.MISCARRIAGE, PregnancyEnd.STILLBIRTH, PregnancyEnd.OTHER_LOSS}


class LastThing(models.TextChoices):
    """What may still have to be done once a woman has died."""

    TEAM = "team", "Tell the team, and look after one another"
    FAMILY = "family", "Be in touch with her family"
    CHILDREN = "children", "Her children: tell their social workers and the letterbox service"
    AGENCIES = "agencies", "Tell the people and agencies who worked with her"
    KEEPSAKES = "keepsakes", "Her letters, photos and Life Story work: keep them safe for her children"
    BELONGINGS = "belongings", "Give back what is hers"
    LESSONS = "lessons", "A review, and what we learn from it"
    MEMORY = "memory", "How we remember her"
    OTHER = "other", "Something else"


class NeedStage(models.TextChoices):
    """When a picture of her needs is taken: the three are laid beside one another."""

    START = "start", "At the start"
    MIDDLE = "middle", "In the middle"
    END = "end", "At the end"


class NeedLevel(models.TextChoices):
    """How much support she would like in an area of life, as she and her practitioner see it (*ours*)."""

    NONE = "none", "Going well"
    SOME = "some", "Some support"
    MUCH = "much", "A lot of support"


class PersonKind(models.TextChoices):
    """Who somebody around her is."""

    PROFESSIONAL = "professional", "From a service"
    FAMILY_OR_FRIEND = "family_or_friend", "Family or friend"


class UniversalService(models.TextChoices):
    """What anybody may use: what she goes on with after the programme."""

    GP = "gp", "GP"
    DENTIST = "dentist", "Dentist"
    SEXUAL_HEALTH = "sexual_health", "Sexual health"
    MENTAL_HEALTH = "mental_health", "Mental health"
    HOUSING = "housing", "Housing"
    MONEY_ADVICE = "money_advice", "Money advice"
    EDUCATION_OR_WORK = "education_or_work", "Education or work"
    COMMUNITY = "community", "A group or place of her own"


class FlagKind(models.TextChoices):
    """What to know before meeting her; the words say what to do."""

    VISIT_IN_PAIRS = "visit_in_pairs", "Visit in pairs"
    NOT_AT_HOME = "not_at_home", "Do not visit at home"
    DANGER_FROM_SOMEONE = "danger_from_someone", "Somebody may be a danger to her or to us"
    HEALTH = "health", "Health: know what to do"
    OTHER = "other", "Something else to know"


class FlagAudience(models.TextChoices):
    """Who may see a flag."""

    TEAM = "team", "The whole team"
    LEAD_AND_PRACTITIONER = "lead_and_practitioner", "Her practitioner and the practice lead"


class Channel(models.TextChoices):
    """A way of reaching her, each with its own rule of safety."""

    PHONE = "phone", "Phone call"
    TEXT = "text", "Text message"
    VIDEO = "video", "Video call"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"
    HOME = "home", "At home"


class PlanChange(models.TextChoices):
    """Why planned dates were moved; what happened stays as it is."""

    BREAK = "break", "A break"
    EXTENSION = "extension", "An extension"


class PlaceEvent(models.TextChoices):
    """What words may be about that is neither a step nor a move."""

    AGREEMENT_ENDED = "agreement_ended", "Agreement ended"
    DIED = "died", "She has died"


class ErasureReason(models.TextChoices):
    """Why her name and details are to be erased (DOMAIN §1)."""

    DECLINED = "declined", "She declined"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    WAITING = "waiting", "Waiting for too long"
    RETENTION = "retention", "Kept for as long as the rules say"
    REQUEST = "request", "She asked for it"


class HoldReason(models.TextChoices):
    """Why nothing is erased for now."""

    COURT = "court", "A court case"
    COMPLAINT = "complaint", "A complaint or a claim"
    INQUIRY = "inquiry", "An inquiry or a review"
    POLICE = "police", "The police asked"
    OTHER = "other", "Another reason"


class Article6(models.TextChoices):
    """The lawful basis of processing (UK GDPR, Article 6(1))."""

    PUBLIC_TASK = "public_task", "Public task (Article 6(1)(e))"
    LEGAL_OBLIGATION = "legal_obligation", "Legal obligation (Article 6(1)(c))"
    LEGITIMATE_INTERESTS = "legitimate_interests", "Legitimate interests (Article 6(1)(f))"
    VITAL_INTERESTS = "vital_interests", "Vital interests (Article 6(1)(d))"


class Article9(models.TextChoices):
    """The condition for special categories (UK GDPR, Article 9(2); DPA 2018, Schedule 1)."""

    CARE = "care", "Health or social care (Article 9(2)(h))"
    PUBLIC_INTEREST = "public_interest", "Substantial public interest (Article 9(2)(g))"
    CLAIMS = "claims", "Legal claims (Article 9(2)(f))"
    VITAL_INTERESTS = "vital_interests", "Vital interests (Article 9(2)(c))"


class ConsentTo(models.TextChoices):
    """What she may agree to; each stands by itself."""

    SERVICE = "service", "Taking part in Pause"
    SHARING = "sharing", "Sharing with another service"
    TRANSFER = "transfer", "Moving to another Practice"
    STORY = "story", "Telling her story in a return"


class ConsentHow(models.TextChoices):
    """How she said so."""

    WRITTEN = "written", "In writing"
    SPOKEN = "spoken", "In her words, spoken"


class AskedRight(models.TextChoices):
    """What she asks for (UK GDPR, Articles 15 to 17)."""

    ACCESS = "access", "A copy of her record"
    CORRECTION = "correction", "A correction"
    ERASURE = "erasure", "Erasing her details"


class AskedHow(models.TextChoices):
    """How a request came; none needs a form or a certain word."""

    SPOKEN = "spoken", "She said so"
    LETTER = "letter", "By letter"
    EMAIL = "email", "By e-mail or message"
    FOR_HER = "for_her", "Somebody who acts for her asked"


class AskedOutcome(models.TextChoices):
    """What came of a request."""

    DONE = "done", "Done as she asked"
    HER_WORDS_ADDED = "her_words_added", "Not changed; her own words were added"
    REFUSED = "refused", "Not done; she was told why, and where she can complain"
    WITHDRAWN = "withdrawn", "She took it back"


class SentHow(models.TextChoices):
    """How a copy reached her."""

    IN_HAND = "in_hand", "Given into her hand"
    POST = "post", "By tracked post to a safe address"
    SECURE_EMAIL = "secure_email", "By encrypted e-mail"
    FOR_HER = "for_her", "To somebody who acts for her"


class TransferState(models.TextChoices):
    """How far a transfer is."""

    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Not accepted"
    WITHDRAWN = "withdrawn", "Taken back"
