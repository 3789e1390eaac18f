"""Where she stands: needs by area of life at three moments, and total scores of wellbeing instruments."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from practices.codes import AreaOfLife
from practices.models.history import tracked
from practices.ordering import by_name
from practices.tenancy.managers import TenantModel
from women.codes import NeedLevel, NeedStage


@tracked()
class Need(TenantModel):
    """How much support she would like in one area, at the start, in the middle or at the end."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="needs", db_constraint=False)
    stage = models.CharField(max_length=10, choices=NeedStage.choices)
    area = models.CharField(max_length=40, choices=AreaOfLife.choices)
    level = models.CharField(max_length=10, choices=NeedLevel.choices)
    on = models.DateField()

    class Meta(TenantModel.Meta):
        ordering = ["woman", "area", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "woman", "stage", "area"], name="need_once_a_stage_and_area"),
            models.CheckConstraint(name="need_stage_is_known", condition=Q(stage__in=NeedStage.values)),
            models.CheckConstraint(name="need_area_is_known", condition=Q(area__in=AreaOfLife.values)),
            models.CheckConstraint(name="need_level_is_known", condition=Q(level__in=NeedLevel.values)),
        ]

    def __str__(self) -> str:
        return f"Need {self.pk}"


@tracked()
class Instrument(TenantModel):
    """A wellbeing measure that the Practice may use: its name, range and direction; never its items."""

    name = models.CharField(max_length=100)
    lowest = models.SmallIntegerField()
    highest = models.SmallIntegerField()
    higher_is_better = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        ordering = [by_name()]
        constraints = [
            models.UniqueConstraint(fields=["practice", "name"], name="instrument_once_a_practice"),
            models.CheckConstraint(name="instrument_range_has_a_width", condition=Q(lowest__lt=F("highest"))),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class WellbeingScore(TenantModel):
    """The total of one instrument on a day."""

    woman = models.ForeignKey(
        "women.Woman", on_delete=models.PROTECT, related_name="wellbeing_scores", db_constraint=False
    )
    instrument = models.ForeignKey(
        "women.Instrument", on_delete=models.PROTECT, related_name="scores", db_constraint=False
    )
    on = models.DateField()
    total = models.SmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["instrument", "on", "pk"]
        indexes = [models.Index(fields=["practice", "woman"])]

    def __str__(self) -> str:
        return f"Wellbeing {self.pk}"

    def clean(self) -> None:
        """The total lies within the instrument's range; raises ValidationError at `total`."""
        if self.instrument_id and self.total is not None:
            low, high = self.instrument.lowest, self.instrument.highest
            if not low <= self.total <= high:
                raise ValidationError(
                    {"total": f"A total of {self.instrument} is a whole number from {low} to {high}."}
                )
