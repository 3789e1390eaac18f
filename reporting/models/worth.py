"""What the calculator of worth keeps: versions of its assumptions, and the PDFs that were asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from practices.models.leased import JobState, Leased


class Assumption(models.Model):
    """One version of one assumption, set by National; the latest holds. Added to, never changed."""

    key = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    low = models.FloatField()
    central = models.FloatField()
    high = models.FloatField()
    price_year = models.CharField(max_length=7, blank=True)
    source = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["key", "-version"]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="assumption_version_once")]

    def __str__(self) -> str:
        return f"{self.key} version {self.version}"


class WorthJob(Leased):
    """One wish for the calculation as a PDF. `asked` is every number that it is worked out from."""

    quarter = models.CharField(max_length=10)
    asked = models.JSONField()
    pdf = models.BinaryField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="worth_state_is_known", condition=Q(state__in=JobState.values))]

    def __str__(self) -> str:
        return f"Worth {self.pk}"
