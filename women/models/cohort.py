"""A cohort: at most 24 women at a time over an 18-month programme."""

from django.db import models
from django.db.models import Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import ProgrammeClock

LARGEST_COHORT = 24  # DOMAIN §1: the rule that keeps the work deliverable


@tracked()
class Cohort(TenantModel):
    """One cohort of a Practice and the clock by which its 18 months run."""

    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    capacity = models.PositiveSmallIntegerField(default=LARGEST_COHORT)
    programme_clock = models.CharField(max_length=10, choices=ProgrammeClock.choices, default=ProgrammeClock.COHORT)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="cohort_number_once_a_practice"),
            models.CheckConstraint(
                name="cohort_capacity_is_1_to_24", condition=Q(capacity__gte=1, capacity__lte=LARGEST_COHORT)
            ),
            models.CheckConstraint(
                name="cohort_programme_clock_is_known", condition=Q(programme_clock__in=ProgrammeClock.values)
            ),
        ]

    def __str__(self) -> str:
        return f"Cohort {self.number}"
