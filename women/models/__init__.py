"""The case: a woman's record."""

from women.models.child import Child
from women.models.cohort import Cohort
from women.models.exception import WomanGroupObjectPermission, WomanUserObjectPermission
from women.models.goal import Goal, GoalScore
from women.models.health import Contraception, Pregnancy
from women.models.place import Place
from women.models.step import Step
from women.models.woman import Woman

__all__ = [
    "Child",
    "Cohort",
    "Contraception",
    "Goal",
    "GoalScore",
    "Place",
    "Pregnancy",
    "Step",
    "Woman",
    "WomanGroupObjectPermission",
    "WomanUserObjectPermission",
]
