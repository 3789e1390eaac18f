"""Her consent to the service, and the legal basis of the data: two facts, recorded apart (UK GDPR).

Taking part is her choice and may end any day. The Practice holds its records on another ground, which does not fall
with her consent.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import Article6, Article9, ConsentHow, ConsentTo


@tracked()
class Consent(TenantModel):
    """What she has agreed to, how and when, and since when no longer."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="consents", db_constraint=False)
    to = models.CharField(max_length=20, choices=ConsentTo.choices)
    how = models.CharField(max_length=20, choices=ConsentHow.choices)
    given_on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="consent_to_is_known", condition=Q(to__in=ConsentTo.values)),
            models.CheckConstraint(name="consent_how_is_known", condition=Q(how__in=ConsentHow.values)),
            models.CheckConstraint(
                name="consent_withdrawn_not_before_given",
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Consent {self.pk}"


@tracked()
class LegalBasis(TenantModel):
    """The ground on which data of just this woman are held, where it is another than the Practice's rule says."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="bases", db_constraint=False)
    article_6 = models.CharField(max_length=30, choices=Article6.choices)
    article_9 = models.CharField(max_length=30, choices=Article9.choices)
    since_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-since_on", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="basis_article_6_is_known", condition=Q(article_6__in=Article6.values)),
            models.CheckConstraint(name="basis_article_9_is_known", condition=Q(article_9__in=Article9.values)),
        ]

    def __str__(self) -> str:
        return f"Basis {self.pk}"
