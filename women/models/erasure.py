"""Erasing a woman's name and details, on a day that her record says beforehand."""

from django.db import models
from django.db.models import Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import ErasureReason


@tracked()
class Erasure(TenantModel):
    """Her words and details go on `due_on`; her reference, dates, source, codes and counts stay (DOMAIN §1)."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="erasures", db_constraint=False)
    reason = models.CharField(max_length=20, choices=ErasureReason.choices)
    begun_on = models.DateField()
    due_on = models.DateField()
    stopped_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-begun_on", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="erasure_reason_is_known", condition=Q(reason__in=ErasureReason.values)),
            models.UniqueConstraint(
                fields=["practice", "woman"],
                condition=Q(done_at__isnull=True, stopped_on__isnull=True),
                name="erasure_one_open_a_woman",
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"
