"""A calendar feed: a secret address that a phone's calendar reads, and that can be taken back."""

from django.db import models
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class CalendarFeed(TenantModel):
    """The appointments of one person's women, with neutral titles. Only a digest of the secret is kept."""

    membership = models.ForeignKey(
        "practices.Membership", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    secret_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice", "secret_sha256"], name="feed_secret_once")]

    def __str__(self) -> str:
        return f"Feed {self.pk}"
