"""Contraception and pregnancies: facts apart from the agreement to pause (DOMAIN §1)."""

from django.db import models
from django.db.models import F, Q

from practices.codes import YesNoUnknown
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel
from women.codes import ContraceptiveMethod, PregnancyEnd
from women.known_days import day_said


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
    """A pregnancy, from the day the Practice knew of it: figures count it by that day (`known_on`).

    Where nobody recorded since when it was known (`known_not_recorded`), pages say so, and `known_on` is only the day
    by which it counts: the day on which it was written down, since by then it was known. A loss that was over before
    she agreed to pause (or before we knew her) is no pregnancy of the programme: it counts by its own day, which no
    figure of the agreement holds, or by the day before her first place.
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="pregnancies", db_constraint=False)
    known_on = models.DateField()
    known_month_only = models.BooleanField("only the month is known", default=False, db_default=False)
    known_not_recorded = models.BooleanField("since when is not recorded", default=False, db_default=False)
    outcome = models.CharField(max_length=200, blank=True)
    ended_as = models.CharField(max_length=20, choices=PregnancyEnd.choices, blank=True, default="", db_default="")
    ended_on = models.DateField(null=True, blank=True)
    ended_month_only = models.BooleanField("only the month is known", default=False, db_default=False)
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

    @property
    def known_said(self) -> str:
        """Since when it was known, to stand after “Known to us since:”."""
        return day_said(self, "known_on")

    @property
    def known_since(self) -> str:
        """The same, to stand after “Pregnancy”."""
        if self.known_not_recorded:
            return "(known to us since: not recorded)"
        return f"known {'in' if self.known_month_only else 'on'} {self.known_said}"

    @property
    def day_is_known(self) -> bool:
        """Whether the day on which it ended is known, so that it can be marked."""
        return self.ended_on is not None and not self.ended_month_only

    @property
    def ended_said(self) -> str:
        """When it ended, as far as that is known."""
        return day_said(self, "ended_on")

    def __str__(self) -> str:
        return f"Pregnancy {self.pk}"
