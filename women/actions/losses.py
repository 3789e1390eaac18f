"""Recording a loss: one row says it, and what would be due without it goes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from women.codes import ChildLoss
from women.forms.family import next_child_no
from women.forms.loss import reviews_due
from women.models import Child, Pregnancy, Woman


@dataclass(frozen=True)
class Loss:
    """What is known: the day or the month (`day_is_known`), or neither; and whether it was before we knew her."""

    on: date | None
    day_is_known: bool
    before_us: bool
    remembers: str
    words: str = ""  # as she wants it written


@transaction.atomic
def of_a_child(*, woman: Woman, child: Child | None, loss: Loss) -> Child:
    """A child of hers has died; one that was not on her record is added."""
    Woman.objects.select_for_update().get(pk=woman.pk)
    if child is None:
        child = Child(woman=woman, child_no=next_child_no(woman))
    child.loss, child.remembers, child.words = ChildLoss.DIED, loss.remembers, loss.words
    child.died_on, child.died_day_is_known = loss.on, loss.on is not None and loss.day_is_known
    child.save()
    return child


@dataclass(frozen=True)
class Known:
    """Since when a pregnancy was known, where that is recorded: the day, or its month."""

    on: date | None = None
    month_only: bool = False


@transaction.atomic
def of_a_pregnancy(
    *, woman: Woman, pregnancy: Pregnancy | None, ended_as: str, loss: Loss, known: Known, today: date
) -> Pregnancy:
    """She lost a pregnancy; one that was not on her record is added."""
    held = pregnancy or _not_yet_on_record(woman, known, loss, today)
    held.ended_as, held.remembers = ended_as, loss.remembers
    held.ended_on, held.ended_month_only = loss.on, loss.on is not None and not loss.day_is_known
    held.outcome = " ".join(filter(None, [held.outcome, loss.words]))
    held.save()
    return held


def _not_yet_on_record(woman: Woman, known: Known, loss: Loss, today: date) -> Pregnancy:
    if known.on is not None:
        return Pregnancy(woman=woman, known_on=known.on, known_month_only=known.month_only)
    return Pregnancy(woman=woman, known_on=_counted_on(woman, loss, today), known_not_recorded=True)


def _counted_on(woman: Woman, loss: Loss, today: date) -> date:
    """By which day figures count a pregnancy of which nobody recorded since when it was known (see Pregnancy)."""
    places = list(woman.places.order_by("number"))
    agreed = min((place.agreed_on for place in places if place.agreed_on), default=None)
    if loss.on is not None and (agreed is None or loss.on < agreed):
        return min(loss.on, today)
    began = (places[0].referred_on or places[0].offered_on) if places else None
    return began - timedelta(days=1) if loss.before_us and began is not None else today


def take_reviews_off(woman: Woman) -> None:
    """No review of her contraception has a day, until somebody sets one as she wants it."""
    for one in reviews_due(woman):
        one.review_due_on = None
        one.save(update_fields=["review_due_on"])
