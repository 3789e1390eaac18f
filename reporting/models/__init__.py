"""Returns, what goes into them before they are built, and what is said of them after."""

from practices.models.leased import OPEN_STATES, JobState
from reporting.models.comparison import Publication, QuarterSums, StandingFigures, ToPrepare
from reporting.models.criteria import Criterion, SuccessAgreement
from reporting.models.desk import DueDate, Reminder
from reporting.models.job import ReturnJob
from reporting.models.narrative import Dismissal, HiddenByHand, Narrative
from reporting.models.pack import PackJob
from reporting.models.quality import Acceptance, AcceptedBecause
from reporting.models.question import Decision, Message, Question, Side
from reporting.models.restatement import EditedWhen, Restatement
from reporting.models.return_ import FROZEN, LEAVING, SENT, Return, ReturnFile, ReturnStatus
from reporting.models.story import Story
from reporting.models.worth import Assumption, WorthJob

__all__ = [
    "FROZEN",
    "LEAVING",
    "OPEN_STATES",
    "SENT",
    "Acceptance",
    "AcceptedBecause",
    "Assumption",
    "Criterion",
    "Decision",
    "Dismissal",
    "DueDate",
    "EditedWhen",
    "HiddenByHand",
    "JobState",
    "Message",
    "Narrative",
    "PackJob",
    "Publication",
    "QuarterSums",
    "Question",
    "Reminder",
    "Restatement",
    "Return",
    "ReturnFile",
    "ReturnJob",
    "ReturnStatus",
    "Side",
    "StandingFigures",
    "Story",
    "SuccessAgreement",
    "ToPrepare",
    "WorthJob",
]
