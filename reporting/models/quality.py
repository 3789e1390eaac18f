"""What a lead has accepted of a quarter's data quality checks, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class AcceptedBecause(models.TextChoices):
    """Why a finding may stand. National sees how often each was given, never the words beside it."""

    RIGHT = "right", "The record is right as it is"
    NOT_HERS_TO_SAY = "not_hers_to_say", "She would rather not say"
    NOT_YET = "not_yet", "We are waiting for another service"
    NOT_KNOWN = "not_known", "It cannot be found out any more"
    OTHER = "other", "Another reason"


class Acceptance(TenantModel):
    """One finding of one check that stands for one quarter. `words` stay in the Practice."""

    quarter = models.CharField(max_length=10)
    check_key = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    because = models.CharField(max_length=20, choices=AcceptedBecause.choices)
    words = models.CharField(max_length=300, blank=True)
    accepted_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "quarter", "check_key", "record_id"], name="acceptance_once_a_finding_of_a_quarter"
            ),
            models.CheckConstraint(
                name="acceptance_has_a_known_reason", condition=Q(because__in=AcceptedBecause.values)
            ),
        ]

    def __str__(self) -> str:
        return f"Acceptance {self.pk}"
