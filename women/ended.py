"""What a form was opened for, and to which nothing is added any more, her or a row of hers: what, and by whom."""

from typing import Any

from practices.codes import AreaOfLife
from practices.colleagues import namesakes_here
from practices.dates import day_in_words
from practices.london import moment_in_words
from practices.models import User
from women.history import history_of, latest_version
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


def death_said(woman: Woman) -> str:
    """Say that she has died, as is recorded, by whom and when: whoever had a page of hers open does not know it yet."""
    first = None
    for version in history_of(Woman).objects.filter(pgh_obj_id=woman.pk).order_by("-pgh_id"):
        if version.death_known_on is None:
            break
        first = version
    said = "It is recorded that she has died."
    if first is None:  # a workbook closed her place
        return said
    by, on = _by(first), moment_in_words(first.pgh_created_at)
    return f"{said} {by} recorded it on {on}." if by else f"{said} It was recorded on {on}."


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
    by = _by(last)
    return f"{f' by {by}' if by else ''} on {moment_in_words(last.pgh_created_at)}"


def _by(version: Any) -> str:
    by = User.objects.filter(pk=(version.pgh_context or {}).get("user", 0)).first()
    return namesakes_here().name_of(by) if by else ""
