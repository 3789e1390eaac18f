"""Correcting a contact by addition: what was written first stays readable."""

from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class Amendment(TenantModel):
    """Further words on a contact, by somebody, at a time. Added to, never changed."""

    contact = models.ForeignKey(
        "sessions_log.Contact", on_delete=models.PROTECT, related_name="amendments", db_constraint=False
    )
    words = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["practice", "contact"])]

    def __str__(self) -> str:
        return f"Amendment {self.pk}"
