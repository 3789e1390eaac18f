"""Whether her work goes on: her place has not ended, and nothing says that she has died.

Every list, calendar, reminder and step asks here, so that no row that a merge, a correction or a workbook leaves open
brings a woman who has died back to anybody's morning.
"""

from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from women.codes import ClosureReason
from women.models import Place, Woman


def has_died(woman: str = "woman") -> Q:
    """Of rows that point to a woman: it is recorded that she has died, or a workbook closed a place for it."""
    by_workbook = Place.objects.filter(woman=OuterRef(woman), closure_reason=ClosureReason.DIED)
    return Q(**{f"{woman}__death_known_on__isnull": False}) | Q(Exists(by_workbook))


def going_on() -> QuerySet[Any]:
    """Places that have not ended, of women who live; with or without an offer yet."""
    return Place.objects.filter(
        ~has_died(), not_eligible_on=None, declined_on=None, completed_on=None, closed_on=None
    ).select_related("woman")


def with_a_seat() -> QuerySet[Any]:
    """Those of them that have been offered a seat."""
    return going_on().filter(offered_on__isnull=False)


def left_on(woman: str = "woman") -> Any:
    """Of the woman that a row points to, the day on which her latest place ended for good, or she died; null otherwise.

    From that day on nothing of hers stands on anybody's list or calendar. A woman in Next Steps has not left.
    """
    latest = Place.objects.filter(woman=OuterRef(woman)).order_by("-number")
    ended = latest.annotate(left=Coalesce("closed_on", "declined_on", "not_eligible_on", output_field=DateField()))
    died = Woman.objects.filter(pk=OuterRef(woman)).order_by().annotate(left=Coalesce("died_on", F("death_known_on")))
    days = (Subquery(one.values("left")[:1], output_field=DateField()) for one in (ended, died))
    return Least(*days)
