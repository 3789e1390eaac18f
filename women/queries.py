"""Reads across the models of a case."""

from datetime import date

from women.models import Place, Woman
from women.presenters import PresentedWoman


def presented_women(on: date) -> list[PresentedWoman]:
    """Every woman of the Practice with her latest place; two queries."""
    latest: dict[int, Place] = {}
    for place in Place.objects.select_related("cohort").order_by("number"):
        latest[place.woman_id] = place
    return [PresentedWoman(woman, latest.get(woman.pk), on) for woman in Woman.objects.all()]


def presented_woman(woman: Woman, on: date) -> PresentedWoman:
    """One woman with her latest place."""
    return PresentedWoman(woman, woman.places.select_related("cohort").order_by("-number").first(), on)
