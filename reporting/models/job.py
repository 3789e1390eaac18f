"""The job that builds a return. This row, not the message in Redis, is the truth about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.tenancy.managers import TenantModel

MOST_ATTEMPTS = 5


class JobState(models.TextChoices):
    """How far a job is."""

    QUEUED = "queued", "Waiting to start"
    RUNNING = "running", "Being built"
    DONE = "done", "Ready"
    FAILED = "failed", "Not built"


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)


class ReturnJob(TenantModel):
    """One wish for a return. `lease_until` is how long its present worker may be silent before another takes it."""

    quarter = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    doing = models.CharField(max_length=200, blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_in_all = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
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

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for it."""
        return self.state in OPEN_STATES
