"""Rows that hang on a goal, a child or a place: moved to another woman, they hang on one of hers, which is chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from women.models import ChildContact, ChildStatus, GoalScore, TransitionPlan, Woman


@dataclass(frozen=True)
class Parent:
    """On what a kind of row hangs: its field, what is asked, and which rows of a woman it could hang on."""

    field: str
    question: str
    where_none: str  # what to do where she has none
    of: Callable[[Any, Woman], QuerySet[Any]]
    called: Callable[[Any], str]


def _goals(score: GoalScore, woman: Woman) -> QuerySet[Any]:
    return woman.goals.filter(set_on__lte=score.on)


def _children_with_something_due(contact: ChildContact, woman: Woman) -> QuerySet[Any]:
    """Nothing is due for a child who is not alive; what was done stands."""
    return woman.children.all() if contact.done_on else woman.children.filter(loss="")


def _child(child: Any) -> str:
    born = f", born in {child.born_on:%B %Y}" if child.born_on else ""
    return f"Child {child.child_no}{born}"


_NO_CHILD = "Add the child on her record first, and come back; or take this back here and add it there."
PARENTS: dict[str, Parent] = {
    GoalScore._meta.label: Parent(
        "goal", "Which of her goals is it a score of?",
        "A score belongs to a goal, and by that day she had none. Add the goal on her record first, and come back; or "
        "take the score back here and add it there.",
        _goals, lambda goal: f"{goal.in_her_words or goal.get_area_display()}, set on {goal.set_on:%d/%m/%Y}",
    ),
    ChildStatus._meta.label: Parent(
        "child", "Of which of her children is it?",
        f"A legal status or placement belongs to a child, and she has none on record. {_NO_CHILD}",
        lambda status, woman: woman.children.all(), _child,
    ),
    ChildContact._meta.label: Parent(
        "child", "With which of her children is it?",
        f"This belongs to a child, and she has none on record of whom it could be. {_NO_CHILD}",
        _children_with_something_due, _child,
    ),
    TransitionPlan._meta.label: Parent(
        "place", "Of which of her places is it the plan?",
        "A plan belongs to a place, and each place of hers has one. Change that one, and take this back here.",
        lambda plan, woman: woman.places.filter(transition_plan=None).order_by("-number"),
        lambda place: f"Place {place.number}, referred on {place.referred_on or place.offered_on:%d/%m/%Y}",
    ),
}  # fmt: skip
