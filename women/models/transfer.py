"""A woman who moves to another Practice: offered by one lead, accepted by another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from practices.tenancy.managers import TenantModel
from practices.tenancy.scope import current_practice_id
from women.codes import TransferState


class ReceivedManager(models.Manager["Transfer"]):
    """What other Practices offer to the one whose scope is open."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet["Transfer"]:
        """By where it goes; a policy of its own opens just these rows."""
        return super().get_queryset().filter(to_practice_id=current_practice_id())


class Transfer(TenantModel):
    """One offer, of the Practice that makes it.

    What the receiving Practice may read of it before it accepts are her phase and the words of the offer: no name. What
    goes with her is read from the sender's records in the moment of accepting (women.law.moving).
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="transfers", db_constraint=False)
    to_practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey("women.Consent", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    state = models.CharField(max_length=10, choices=TransferState.choices, default=TransferState.OFFERED)
    phase = models.CharField(max_length=60)
    words = models.CharField(max_length=500, blank=True)
    parts = models.JSONField(default=list)
    is_restricted = models.BooleanField(default=False)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    stays_put = True  # in a merge of two records: what was answered does not change, and none may be open

    received: ClassVar[ReceivedManager] = ReceivedManager()

    class Meta(TenantModel.Meta):
        ordering = ["-offered_at", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"]), models.Index(fields=["to_practice"])]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "woman"], condition=Q(state="offered"), name="transfer_one_offer_a_woman"
            ),
            models.CheckConstraint(name="transfer_state_is_known", condition=Q(state__in=TransferState.values)),
            models.CheckConstraint(name="transfer_goes_elsewhere", condition=~Q(practice=F("to_practice"))),
        ]

    def __str__(self) -> str:
        return f"Transfer {self.pk}"
