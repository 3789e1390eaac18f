"""Two records of one woman that were brought together, and what is needed to take them apart again."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel

DAYS_TO_UNDO = 28


@tracked()
class Merge(TenantModel):
    """One record (`merged`) was brought into another (`woman`, the one that goes on).

    `moved` holds ids, numbers, dates and codes of what was changed, and never a word: it is emptied when the days in
    which a lead may undo it are over, and when she is erased (women.actions.merging, women.actions.unmerging).
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="merges", db_constraint=False)
    merged = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    words = models.CharField("why they are one woman", max_length=500, blank=True)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moved: Any = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField("undone", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        verbose_name = "merging of two records"
        verbose_name_plural = "mergings of two records"
        ordering = ["-merged_at", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="merge_is_of_two_records", condition=~Q(woman=F("merged"))),
            models.UniqueConstraint(
                fields=["practice", "merged"], condition=Q(undone_at__isnull=True), name="merge_stands_once_a_record"
            ),
        ]

    def __str__(self) -> str:
        return f"Merge {self.pk}"

    @property
    def may_be_undone_until(self) -> Any:
        """The last day on which a lead may undo it."""
        return timezone.localdate(self.merged_at) + timedelta(days=DAYS_TO_UNDO)

    @property
    def may_be_undone(self) -> bool:
        """Whether the days are not over yet, and what moved is still known."""
        return self.undone_at is None and bool(self.moved) and timezone.localdate() <= self.may_be_undone_until
