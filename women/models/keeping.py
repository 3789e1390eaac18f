"""How long a record is kept, what stands against erasing it, and what is said once it is erased."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import Article6, Article9, HoldReason

MOST_MONTHS = 1200
DEFAULT_MONTHS = 72  # six years after the end, as claims in contract and in most of tort may be brought (ours)
DEFAULT_WAITING_DAYS = 180
LEAST_DAYS = 7  # from a “no” to its erasing: a step on the wrong record can be taken back


@tracked()
class KeepingRules(TenantModel):
    """The rules of one Practice: how long records are kept, and on which legal basis its data stand.

    There is no published retention schedule of Pause: a Practice sets its own; until it does, the defaults hold.
    """

    months_after_ending = models.PositiveSmallIntegerField(
        default=DEFAULT_MONTHS, validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    days_after_no = models.PositiveSmallIntegerField(
        default=28, validators=[MinValueValidator(LEAST_DAYS), MaxValueValidator(365)]
    )
    waiting_days = models.PositiveSmallIntegerField(
        default=DEFAULT_WAITING_DAYS, validators=[MinValueValidator(28), MaxValueValidator(730)]
    )
    article_6 = models.CharField(max_length=30, choices=Article6.choices, default=Article6.PUBLIC_TASK)
    article_9 = models.CharField(max_length=30, choices=Article9.choices, default=Article9.CARE)
    source = models.CharField(max_length=200, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice"], name="keeping_rules_once_a_practice"),
            models.CheckConstraint(
                name="keeping_rules_are_in_range",
                condition=Q(
                    months_after_ending__range=(1, MOST_MONTHS),
                    waiting_days__range=(28, 730),
                    days_after_no__range=(LEAST_DAYS, 365),
                ),
            ),
            models.CheckConstraint(name="keeping_article_6_is_known", condition=Q(article_6__in=Article6.values)),
            models.CheckConstraint(name="keeping_article_9_is_known", condition=Q(article_9__in=Article9.values)),
        ]

    def __str__(self) -> str:
        return f"Rules {self.pk}"


@tracked()
class LegalHold(TenantModel):
    """While it stands nothing of her record is erased, whatever the rules say or anybody asks."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="holds", db_constraint=False)
    reason = models.CharField(max_length=20, choices=HoldReason.choices)
    words = models.CharField(max_length=500, blank=True)
    begun_on = models.DateField()
    review_on = models.DateField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-begun_on", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="hold_reason_is_known", condition=Q(reason__in=HoldReason.values)),
            models.CheckConstraint(
                name="hold_ended_not_before_it_began",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("begun_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class Certificate(TenantModel):
    """What was erased, in counts of rows: written with the erasing itself, and never changed.

    `rows` says of each table how many rows were blanked and how many versions in history: {table: [rows, versions]}.
    """

    erasure = models.OneToOneField(
        "women.Erasure", on_delete=models.PROTECT, related_name="certificate", db_constraint=False
    )
    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    rule = models.CharField(max_length=200)
    rows = models.JSONField()
    made_at = models.DateTimeField()

    stays_put = True  # in a merge of two records: it says what was erased of that one

    class Meta(TenantModel.Meta):
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Certificate {self.pk}"
