"""Contraception and pregnancies: facts apart from the agreement to pause (DOMAIN §1)."""

from django.db import models
from django.db.models import F, Q

from practices.codes import YesNoUnknown
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel
from women.codes import ContraceptiveMethod, PregnancyEnd


@tracked()
class Contraception(ImportedModel):
    """A method that she chose, and when it is next reviewed."""

    woman = models.ForeignKey(
        "women.Woman", on_delete=models.PROTECT, related_name="contraception", db_constraint=False
    )
    method = models.CharField(max_length=20, choices=ContraceptiveMethod.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    in_her_words = models.CharField(max_length=500, blank=True, db_default="", default="")

    class Meta(TenantModel.Meta):
        ordering = ["started_on", "pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(
                name="contraception_method_is_known", condition=Q(method__in=ContraceptiveMethod.values)
            ),
            models.CheckConstraint(
                name="contraception_ended_not_before_started",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Contraception {self.pk}"


@tracked()
class Pregnancy(ImportedModel):
    """A pregnancy, from the day the Practice knew of it."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="pregnancies", db_constraint=False)
    known_on = models.DateField()
    outcome = models.CharField(max_length=200, blank=True)
    ended_as = models.CharField(max_length=20, choices=PregnancyEnd.choices, blank=True, default="", db_default="")
    ended_on = models.DateField(null=True, blank=True)
    remembers = models.CharField(max_length=10, choices=YesNoUnknown.choices, blank=True, default="", db_default="")

    class Meta(TenantModel.Meta):
        ordering = ["known_on", "pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(
                name="pregnancy_ended_as_is_known_or_blank", condition=Q(ended_as__in=["", *PregnancyEnd.values])
            ),
            models.CheckConstraint(
                name="pregnancy_remembers_is_an_answer_or_blank", condition=Q(remembers__in=["", *YesNoUnknown.values])
            ),
        ]

    def __str__(self) -> str:
        return f"Pregnancy {self.pk}"
