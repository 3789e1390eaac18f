"""A child or a goal that a form was opened for, and to which nothing is added any more: what happened, and by whom."""

from practices.codes import AreaOfLife
from practices.colleagues import namesakes_here
from practices.dates import day_in_words
from practices.london import moment_in_words
from practices.models import User
from women.history import latest_version
from women.models import Child, Goal, Woman
from women.withdrawn import taken_back


def ended_since(row: Child | Goal) -> str:
    """Return what was recorded of it and by whom, as a sentence; blank where it goes on."""
    what = _of_child(row) if isinstance(row, Child) else _of_goal(row)
    return f"{what}, recorded{_by_whom(row)}." if what else ""


def goal_is_gone(woman: Woman, goal_id: int) -> str:
    """Return what became of a goal of hers that is active no more, also where it was taken back; else blank."""
    goal = Goal.objects.filter(pk=goal_id, woman=woman).first()
    if goal is not None:
        return ended_since(goal)
    gone = taken_back(Goal._meta.label, goal_id, woman_id=woman.pk)
    if gone is None:
        return ""
    was = latest_version(Goal, goal_id)
    called = was and (was.in_her_words or AreaOfLife(was.area).label)
    return f"The goal “{called}”: {gone.said[:1].lower()}{gone.said[1:]}" if called else gone.said


def _of_child(child: Child) -> str:
    return f"Child {child.child_no} {child.get_loss_display().lower()}" if child.loss else ""


def _of_goal(goal: Goal) -> str:
    called = f"“{goal.in_her_words or goal.get_area_display()}”"
    if goal.achieved_on is not None:
        return f"The goal {called} was achieved on {day_in_words(goal.achieved_on)}"
    if goal.stopped_on is not None:
        return f"The goal {called} was stopped on {day_in_words(goal.stopped_on)}"
    return ""


def _by_whom(row: Child | Goal) -> str:
    """Who changed it last and when, by its history."""
    last = latest_version(type(row), row.pk)
    if last is None:
        return ""
    by = User.objects.filter(pk=(last.pgh_context or {}).get("user", 0)).first()
    return f"{f' by {namesakes_here().name_of(by)}' if by else ''} on {moment_in_words(last.pgh_created_at)}"
