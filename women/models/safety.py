"""What to read before contact: flags, and for each channel whether and how it is safe."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from practices.codes import YesNoUnknown
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import Channel, FlagAudience, FlagKind


@tracked()
class Flag(TenantModel):
    """Something to know before meeting her, with its reason, who may see it, and when it is looked at again."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="flags", db_constraint=False)
    kind = models.CharField(max_length=30, choices=FlagKind.choices)
    reason = models.CharField(max_length=500)
    audience = models.CharField(max_length=30, choices=FlagAudience.choices, default=FlagAudience.TEAM)
    review_by = models.DateField()
    raised_on = models.DateField()
    raised_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-raised_on", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="flag_kind_is_known", condition=Q(kind__in=FlagKind.values)),
            models.CheckConstraint(name="flag_audience_is_known", condition=Q(audience__in=FlagAudience.values)),
            models.CheckConstraint(
                name="flag_ended_not_before_raised",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("raised_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Flag {self.pk}"


@tracked()
class SafeContact(TenantModel):
    """The rule of one channel: is it safe, when, is a voicemail, who else sees it, and a code word.

    A channel has one rule (women.only_one), but where two records of her were merged both rules stand until
    somebody has asked her; while one of them says that it is not safe, it is not (women.reading).
    """

    woman = models.ForeignKey(
        "women.Woman", on_delete=models.PROTECT, related_name="safe_contacts", db_constraint=False
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    detail = models.CharField(max_length=300, blank=True)
    is_safe = models.CharField(max_length=10, choices=YesNoUnknown.choices)
    hours = models.CharField(max_length=100, blank=True)
    voicemail = models.CharField(max_length=10, choices=YesNoUnknown.choices, blank=True)
    who_else_sees = models.CharField(max_length=200, blank=True)
    code_word = models.CharField(max_length=100, blank=True)
    checked_on = models.DateField(default=timezone.localdate)

    class Meta(TenantModel.Meta):
        ordering = ["channel", "pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="safe_contact_channel_is_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="safe_contact_says_whether_it_is_safe", condition=Q(is_safe__in=YesNoUnknown.values)
            ),
        ]

    def __str__(self) -> str:
        return f"Safe contact {self.pk}"
