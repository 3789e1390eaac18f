"""Forms that were sent: the second sending of one form finds the first, and makes no second record."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class Submission(TenantModel):
    """One form as it was opened (its `key`), and what came of sending it.

    `digest` is of what was sent: a second sending with other words is told so, not dropped.
    """

    key = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    came_of_it = models.CharField(max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice", "key"], name="submission_once_a_key")]

    def __str__(self) -> str:
        return f"Submission {self.pk}"
