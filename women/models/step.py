"""The history of a place: each step with its date, who recorded it and, to leave, a reason. Never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.tenancy.managers import TenantModel
from women.codes import ClosureReason, PlaceStep


class Step(TenantModel):
    """One step as it was recorded. A correction is a further row, with `corrects` set on it.

    The app's login may add rows here and read them, not change or delete them (practices.tenancy.grants).
    """

    place = models.ForeignKey("women.Place", on_delete=models.PROTECT, related_name="steps", db_constraint=False)
    step = models.CharField(max_length=20, choices=PlaceStep.choices)
    on = models.DateField(null=True, blank=True)
    on_day_is_known = models.BooleanField(default=True, db_default=True)
    reason = models.CharField(max_length=20, choices=ClosureReason.choices, blank=True)
    corrects = models.BooleanField(default=False)
    from_workbook = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        indexes = [models.Index(fields=["practice", "place"])]
        constraints = [
            models.CheckConstraint(name="step_is_known", condition=Q(step__in=PlaceStep.values)),
            models.CheckConstraint(
                name="step_has_a_date_unless_it_takes_one_back", condition=Q(on__isnull=False) | Q(corrects=True)
            ),
            models.CheckConstraint(
                name="step_that_closes_has_a_reason",
                condition=~Q(step=PlaceStep.CLOSED, on__isnull=False) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.on}"
