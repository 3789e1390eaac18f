"""A restricted record: who may open it stands in guardian's table, and cover for a set time here."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from practices.tenancy.managers import TenantModel

OPEN = "open_restricted"  # guardian's permission on one woman


class RestrictionReason(models.TextChoices):
    """Why a record is visible to named people only."""

    KNOWN_TO_STAFF = "known_to_staff", "She is known to a member of staff"
    SPECIAL_RISK = "special_risk", "She is at special risk"


class CoverReason(models.TextChoices):
    """Why somebody who is not named opens it for a time."""

    COLLEAGUE_AWAY = "colleague_away", "Her practitioner is away"
    EMERGENCY = "emergency", "An emergency"
    COURT = "court", "A court or another service asks today"


class Cover(TenantModel):
    """A person who is not named opens a restricted record for a set time; the lead was told."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="covers", db_constraint=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=CoverReason.choices)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()

    stays_put = True  # in a merge of two records: whom it was opened to, and when, is the trail of the record itself

    class Meta(TenantModel.Meta):
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(name="cover_reason_is_known", condition=Q(reason__in=CoverReason.values)),
            models.CheckConstraint(name="cover_ends_after_it_begins", condition=Q(until__gt=F("asked_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.reason} until {self.until:%d %b %H:%M}"
