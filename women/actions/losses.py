"""Recording a loss: one row says it, and what would be due without it goes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from women.codes import ChildLoss
from women.forms.loss import reviews_due
from women.models import Child, Pregnancy, Woman


@dataclass(frozen=True)
class Loss:
    """What is known: the day or the month (`day_is_known`), or neither; and whether it was before we knew her."""

    on: date | None
    day_is_known: bool
    before_us: bool
    remembers: str

    @property
    def month(self) -> str:
        """The month in words, where no more is known."""
        return f"In {self.on:%B %Y}." if self.on is not None and not self.day_is_known else ""


@transaction.atomic
def of_a_child(*, woman: Woman, child: Child | None, loss: Loss) -> Child:
    """A child of hers has died; one that was not on her record is added."""
    Woman.objects.select_for_update().get(pk=woman.pk)
    if child is None:
        highest = woman.children.aggregate(highest=Max("child_no"))["highest"] or 0
        child = Child(woman=woman, child_no=highest + 1)
    child.loss, child.remembers = ChildLoss.DIED, loss.remembers
    child.died_on, child.died_day_is_known = loss.on, loss.on is not None and loss.day_is_known
    child.save()
    return child


@transaction.atomic
def of_a_pregnancy(
    *, woman: Woman, pregnancy: Pregnancy | None, ended_as: str, words: str, loss: Loss, today: date
) -> Pregnancy:
    """She lost a pregnancy; one that was not on her record counts from when we can have known of it."""
    held = pregnancy or Pregnancy(woman=woman, known_on=_known_on(woman, loss, today))
    held.ended_as, held.remembers = ended_as, loss.remembers
    held.ended_on = loss.on if loss.day_is_known else None
    held.outcome = " ".join(filter(None, [held.outcome, loss.month, words]))[:200]
    held.save()
    return held


def _known_on(woman: Woman, loss: Loss, today: date) -> date:
    """The day it ended or its month; before we knew her, the day before her first place; else today."""
    if loss.on is not None:
        return min(loss.on, today)
    first = woman.places.order_by("number").first()
    began = (first.referred_on or first.offered_on) if first is not None else None
    return began - timedelta(days=1) if loss.before_us and began is not None else today


def take_reviews_off(woman: Woman) -> None:
    """No review of her contraception has a day, until somebody sets one as she wants it."""
    for one in reviews_due(woman):
        one.review_due_on = None
        one.save(update_fields=["review_due_on"])
