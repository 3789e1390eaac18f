"""National's desk: when a quarter is due, and who was reminded."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class DueDate(models.Model):
    """The day by which the returns of a quarter are due, where National has set another than the usual."""

    quarter = models.CharField(max_length=10, unique=True)
    due_on = models.DateField()
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.quarter} by {self.due_on}"


class Reminder(TenantModel):
    """One reminder of one quarter's return to the leads of a Practice: asked for by National, sent by the worker."""

    national_may_read = True

    quarter = models.CharField(max_length=10)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "quarter", "asked_on"], name="reminder_once_a_day_of_a_quarter")
        ]

    def __str__(self) -> str:
        return f"Reminder {self.pk}"
