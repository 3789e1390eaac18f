"""The trail of readings: who looked at what, and why. Ids and counts, never content."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class AccessAction(models.TextChoices):
    """How a record was looked at."""

    READ = "read", "Opened the record"
    LIST = "list", "Saw a list of women"
    SEARCH = "search", "Searched"
    EXPORT = "export", "Took a copy"
    REPORT = "report", "Built a report from records"
    BEHIND = "behind", "Opened the records behind a figure"
    OPENED = "opened", "Opened a document"
    COVER = "cover", "Opened a restricted record for cover"
    ERASED = "erased", "Erased her details"
    SETTING = "setting", "Changed a setting"
    REFUSED = "refused", "Was refused"
    FAILED = "failed", "Tried, and the page failed"


class AccessRecord(TenantModel):
    """One look; written by `practices.trail` alone, and never changed."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.CharField(max_length=20, choices=AccessAction.choices)
    view = models.CharField(max_length=100)
    woman_id = models.BigIntegerField(null=True, blank=True)
    how_many = models.PositiveIntegerField(default=1)
    why = models.CharField(max_length=100, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["practice", "woman_id", "at"]), models.Index(fields=["practice", "at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        super().save(*args, **{**kwargs, "force_insert": True})
