"""The Practice: the tenant."""

from datetime import date

from django.db import models

from practices.codes import Delivery, Nation
from practices.ordering import by_name


class Practice(models.Model):
    """A local team, delivered by a council, trust or charity under licence from National Pause."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    nation = models.CharField(max_length=20, choices=Nation.choices)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, blank=True, default="", db_default="")
    delivered_by = models.CharField(max_length=200, blank=True)
    commissioned_by = models.CharField(max_length=200, blank=True)
    went_live_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    returns_from = models.DateField(null=True, blank=True)  # earlier quarters came with a workbook, and owe no return
    licensed_from = models.DateField(null=True, blank=True)
    licensed_until = models.DateField(null=True, blank=True)
    scoping_as_of = models.DateField(null=True, blank=True)
    scoping_women = models.PositiveIntegerField(null=True, blank=True)
    scoping_children = models.PositiveIntegerField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)
    countersigns_returns = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = [by_name()]
        constraints = [
            models.CheckConstraint(
                name="practice_slug_is_lower_case_letters_digits_hyphens",
                condition=models.Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
            ),
            models.CheckConstraint(
                name="practice_licence_ends_after_it_begins",
                condition=models.Q(licensed_until__gte=models.F("licensed_from"))
                | models.Q(licensed_from__isnull=True)
                | models.Q(licensed_until__isnull=True),
            ),
            models.CheckConstraint(name="practice_nation_is_known", condition=models.Q(nation__in=Nation.values)),
            models.CheckConstraint(
                name="practice_delivery_is_known", condition=models.Q(delivery__in=["", *Delivery.values])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_closed(self, on: date) -> bool:
        """Whether the Practice has closed by that day."""
        return self.closed_on is not None and self.closed_on <= on
