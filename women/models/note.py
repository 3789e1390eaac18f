"""Notes on a record that belong to no contact. Added to, never changed."""

from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class Note(TenantModel):
    """Words about her, by somebody, at a time; a correction is a further note that `amends` the first.

    The app's login may add rows here and read them, not change or delete them (practices.tenancy.grants).
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="notes", db_constraint=False)
    words = models.TextField()
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments", db_constraint=False
    )
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]

    def __str__(self) -> str:
        return f"Note {self.pk}"
