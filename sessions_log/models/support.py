"""Support: something that came of the work."""

from django.db import models
from django.db.models import Q

from practices.codes import AreaOfLife
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel
from sessions_log.codes import SupportOutcome


@tracked()
class Support(ImportedModel):
    """One outcome, in an area of life, on a day."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="support", db_constraint=False)
    on = models.DateField()
    area = models.CharField(max_length=40, choices=AreaOfLife.choices)
    outcome = models.CharField(max_length=60)
    agency = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["practice", "on"]), models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="support_area_is_known", condition=Q(area__in=AreaOfLife.values)),
            models.CheckConstraint(
                name="support_outcome_is_a_code", condition=Q(outcome__regex=r"^[a-z0-9]+(_[a-z0-9]+)*$")
            ),
        ]

    def __str__(self) -> str:
        return f"Support {self.pk}"

    @property
    def outcome_name(self) -> str:
        """The outcome as people say it."""
        return self.say_outcome(self.outcome)

    @staticmethod
    def say_outcome(outcome: str) -> str:
        """A code as people say it; a Practice's own keeps its code's words."""
        if outcome in SupportOutcome.values:
            return SupportOutcome(outcome).label
        return outcome.replace("_", " ").capitalize()


@tracked()
class LocalOutcome(TenantModel):
    """A support outcome that one Practice added under an area; it leaves the Practice as "other"."""

    area = models.CharField(max_length=40, choices=AreaOfLife.choices)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=100)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice", "area", "code"], name="local_outcome_once_an_area"),
            models.CheckConstraint(
                name="local_outcome_is_a_code", condition=Q(code__regex=r"^[a-z0-9]+(_[a-z0-9]+)*$")
            ),
        ]

    def __str__(self) -> str:
        return self.label
