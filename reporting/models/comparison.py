"""What National's comparison reads: the figures that stand, prepared sums of each quarter, and what was published."""

from django.conf import settings
from django.db import models

from practices.tenancy.managers import TenantModel


class ToPrepare(TenantModel):
    """A Practice's quarter whose standing version has changed: written by a trigger, taken up by benchmark.standing."""

    national_may_read = True

    quarter = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.quarter} to prepare"


class StandingFigures(TenantModel):
    """The numbers of a quarter's latest version that was sent and not sent back, without the words around them.

    `numbers` is {indicator: [numerator, denominator or null]}, `known` {indicator: [of, asked, known]}.
    """

    national_may_read = True

    quarter = models.CharField(max_length=10)
    return_of = models.ForeignKey(
        "reporting.Return", on_delete=models.PROTECT, related_name="+", db_column="return_id", db_constraint=False
    )
    version = models.PositiveSmallIntegerField()
    cohort = models.PositiveSmallIntegerField(null=True, blank=True)
    numbers = models.JSONField()
    known = models.JSONField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["quarter", "practice"], name="standing_figures_once_a_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} version {self.version}"


class QuarterSums(models.Model):
    """Every Practice's numbers of a quarter added up, and how far Practices differ; only National has a right to it.

    `sums` is {indicator: {"x", "n", "units"}}; of a figure with limits also "pool_x", "pool_n", "phi", "tau2",
    "spread_units" and "asked_share", of the Practices that can be compared (reporting.benchmark.standing.sums_of).
    """

    quarter = models.CharField(max_length=10, unique=True)
    returns = models.PositiveIntegerField()
    sums = models.JSONField()

    class Meta:
        ordering = ["quarter"]

    def __str__(self) -> str:
        return self.quarter


class Publication(models.Model):
    """What Practices may see of each other for one quarter: unnamed, small numbers hidden, and never changed after.

    Published again it would tell, by subtraction, what a Practice has changed since. `points` is {indicator: [[x, n]]}
    of those that can be shown, in the order of their size; `sums` is {indicator: {"hidden", "units",
    "asked_share"}}, with "x", "n" and "tau2" where these give no hidden number away (reporting.benchmark.publishing).
    """

    quarter = models.CharField(max_length=10, unique=True)
    practices = models.PositiveIntegerField()
    points = models.JSONField()
    sums = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-quarter"]

    def __str__(self) -> str:
        return f"Comparison of {self.quarter}"
