"""What was taken back from a record: entered on the wrong woman, or by mistake. Added to, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.tenancy.managers import TenantModel


class WithdrawalReason(models.TextChoices):
    """Why a row is taken back."""

    WRONG_WOMAN = "wrong_woman", "It was entered on the wrong woman’s record"
    MISTAKE = "mistake", "It did not happen, or is not so"
    TWICE = "twice", "It was entered twice"
    OTHER = "other", "Another reason"


class Withdrawal(TenantModel):
    """One press: a row and what hung on it, taken out of a record, or put back (`undoes`).

    `rows` names them, [{"table", "model", "id", "import_key", "key_now"}], and holds no words; the keys are digests, of
    the workbook's row and of what it said when it went. `content` are their values, to put them back; it is blank where
    the row lives on in another woman's record, and where her details are erased.
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="withdrawals", db_constraint=False)
    kind = models.CharField(max_length=40)
    noun = models.CharField(max_length=100)
    reason = models.CharField(max_length=20, choices=WithdrawalReason.choices)
    words = models.CharField(max_length=500, blank=True)
    rows = models.JSONField(default=list)
    content = models.JSONField(null=True, blank=True)
    moved_to = models.ForeignKey(
        "women.Woman", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by", db_constraint=False
    )
    withdrawn_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    stays_put = True  # two records merged: what was taken back was taken back from that one

    class Meta(TenantModel.Meta):
        ordering = ["-withdrawn_at", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="withdrawal_reason_is_known", condition=Q(reason__in=WithdrawalReason.values)),
            models.CheckConstraint(
                name="withdrawal_moved_only_from_the_wrong_woman",
                condition=Q(moved_to__isnull=True) | Q(reason=WithdrawalReason.WRONG_WOMAN),
            ),
        ]

    def __str__(self) -> str:
        return f"Withdrawal {self.pk}"
