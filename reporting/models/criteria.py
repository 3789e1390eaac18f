"""An agreement on success (Social Bridging Finance: a funder first, a council once the criteria are met)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from practices.tenancy.managers import TenantModel


class SuccessAgreement(TenantModel):
    """Between a funder, a council and the Practice. Once agreed its criteria stand; the database refuses a change."""

    national_may_read = True

    name = models.CharField(max_length=200)
    funder = models.CharField(max_length=200)
    council = models.CharField(max_length=200)
    evaluator = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    signed_for_funder = models.CharField(max_length=200, blank=True)
    signed_for_council = models.CharField(max_length=200, blank=True)
    signed_for_practice = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="success_agreed_by_all_three",
                condition=Q(agreed_on__isnull=True)
                | ~Q(signed_for_funder="") & ~Q(signed_for_council="") & ~Q(signed_for_practice=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(TenantModel):
    """One measure of success: an indicator's value, at least or at most a target, over a period of quarters.

    `target` is on the scale that is shown: 80 for 80%, 2.5 for a rate of 2.5, 12 for a count.
    """

    national_may_read = True

    agreement = models.ForeignKey(
        SuccessAgreement, on_delete=models.CASCADE, related_name="criteria", db_constraint=False
    )
    indicator = models.CharField(max_length=60)
    is_at_least = models.BooleanField()
    target = models.DecimalField(max_digits=9, decimal_places=2)
    first = models.CharField(max_length=10)
    last = models.CharField(max_length=10)
    evidence = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="criterion_period_in_order", condition=Q(first__lte=models.F("last"))),
            models.CheckConstraint(name="criterion_target_not_below_nought", condition=Q(target__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.first} to {self.last}"
