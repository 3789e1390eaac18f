"""The case: a woman's record."""

from women.models.around import Person
from women.models.child import Child
from women.models.cohort import Cohort
from women.models.document import Document, DocumentContent
from women.models.erasure import Erasure
from women.models.exception import WomanGroupObjectPermission, WomanUserObjectPermission
from women.models.family import ChildContact, ChildStatus
from women.models.goal import Goal, GoalScore
from women.models.health import Contraception, Pregnancy
from women.models.needs import Instrument, Need, WellbeingScore
from women.models.note import Note
from women.models.place import Place
from women.models.plan import CheckIn, StepNote, TransitionPlan
from women.models.restriction import Cover, CoverReason, RestrictionReason
from women.models.safety import Flag, SafeContact
from women.models.step import Step
from women.models.woman import Woman

__all__ = [
    "CheckIn",
    "Child",
    "ChildContact",
    "ChildStatus",
    "Cohort",
    "Contraception",
    "Cover",
    "CoverReason",
    "Document",
    "DocumentContent",
    "Erasure",
    "Flag",
    "Goal",
    "GoalScore",
    "Instrument",
    "Need",
    "Note",
    "Person",
    "Place",
    "Pregnancy",
    "RestrictionReason",
    "SafeContact",
    "Step",
    "StepNote",
    "TransitionPlan",
    "WellbeingScore",
    "Woman",
    "WomanGroupObjectPermission",
    "WomanUserObjectPermission",
]
