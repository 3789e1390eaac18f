"""What every job of the worker shares: its row, not the message in Redis, is the truth about it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

MOST_ATTEMPTS = 5


class JobState(models.TextChoices):
    """How far a job is."""

    QUEUED = "queued", "Waiting to start"
    RUNNING = "running", "Being built"
    DONE = "done", "Ready"
    FAILED = "failed", "Not built"


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)


class Leased(models.Model):
    """A wish. `lease_until` is how long its present worker may be silent before another takes it."""

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

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for it."""
        return self.state in OPEN_STATES
