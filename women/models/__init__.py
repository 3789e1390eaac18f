"""The case: a woman's record."""

from women.models.around import AgencyReference, Person
from women.models.asked import CopyDecision, CopyFile, CopyStage, RecordCopy, Request
from women.models.child import Child
from women.models.cohort import Cohort
from women.models.consent import Consent, LegalBasis
from women.models.document import Document, DocumentContent
from women.models.erasure import Erasure
from women.models.exception import WomanGroupObjectPermission, WomanUserObjectPermission
from women.models.family import ChildContact, ChildStatus
from women.models.goal import Goal, GoalScore
from women.models.health import Contraception, Pregnancy
from women.models.keeping import Certificate, KeepingRules, LegalHold
from women.models.last_thing import AfterDeath
from women.models.merge import DAYS_TO_UNDO, Merge
from women.models.needs import Instrument, Need, WellbeingScore
from women.models.note import Note
from women.models.place import Place
from women.models.plan import CheckIn, StepNote, TransitionPlan
from women.models.restriction import Cover, CoverReason, RestrictionReason
from women.models.safety import Flag, SafeContact
from women.models.step import Step
from women.models.transfer import Transfer
from women.models.withdrawal import Withdrawal, WithdrawalReason
from women.models.woman import Woman

__all__ = [
    "DAYS_TO_UNDO",
    "AfterDeath",
    "AgencyReference",
    "Certificate",
    "CheckIn",
    "Child",
    "ChildContact",
    "ChildStatus",
    "Cohort",
    "Consent",
    "Contraception",
    "CopyDecision",
    "CopyFile",
    "CopyStage",
    "Cover",
    "CoverReason",
    "Document",
    "DocumentContent",
    "Erasure",
    "Flag",
    "Goal",
    "GoalScore",
    "Instrument",
    "KeepingRules",
    "LegalBasis",
    "LegalHold",
    "Merge",
    "Need",
    "Note",
    "Person",
    "Place",
    "Pregnancy",
    "RecordCopy",
    "Request",
    "RestrictionReason",
    "SafeContact",
    "Step",
    "StepNote",
    "Transfer",
    "TransitionPlan",
    "WellbeingScore",
    "Withdrawal",
    "WithdrawalReason",
    "Woman",
    "WomanGroupObjectPermission",
    "WomanUserObjectPermission",
]
