"""A return that somebody asked for."""

from django.db import models
from django.db.models import Q

from practices.models.leased import OPEN_STATES, JobState, Leased
from practices.tenancy.managers import TenantModel


class ReturnJob(Leased, TenantModel):
    """One wish for a return."""

    quarter = models.CharField(max_length=10)
    built = models.ForeignKey(
        "reporting.Return", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False
    )

    class Meta(TenantModel.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "quarter"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_job_a_quarter",
            ),
            models.CheckConstraint(name="job_state_is_known", condition=Q(state__in=JobState.values)),
        ]

    def __str__(self) -> str:
        return f"Job {self.pk}"
