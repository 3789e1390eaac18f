"""What she chose to work on, in her words, scored by her."""

from django.db import models
from django.db.models import F, Q

from practices.codes import AreaOfLife
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel

LOWEST_SCORE, HIGHEST_SCORE = 0, 10


@tracked()
class Goal(ImportedModel):
    """A goal in an area of life."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="goals", db_constraint=False)
    ref = models.CharField(max_length=40)
    area = models.CharField(max_length=40, choices=AreaOfLife.choices)
    in_her_words = models.TextField(blank=True)
    set_on = models.DateField()
    achieved_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["set_on", "pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.UniqueConstraint(fields=["practice", "ref"], name="goal_ref_once_a_practice"),
            models.CheckConstraint(name="goal_area_is_known", condition=Q(area__in=AreaOfLife.values)),
            models.CheckConstraint(
                name="goal_achieved_not_before_set",
                condition=Q(achieved_on__isnull=True) | Q(achieved_on__gte=F("set_on")),
            ),
            models.CheckConstraint(
                name="goal_stopped_not_before_set",
                condition=Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("set_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Goal {self.ref}"


@tracked()
class GoalScore(ImportedModel):
    """Her score of a goal on a day, 0 to 10."""

    goal = models.ForeignKey("women.Goal", on_delete=models.PROTECT, related_name="scores", db_constraint=False)
    on = models.DateField()
    score = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["practice", "goal", "on"])]
        constraints = [
            models.CheckConstraint(
                name="goal_score_is_0_to_10", condition=Q(score__gte=LOWEST_SCORE, score__lte=HIGHEST_SCORE)
            ),
        ]

    def __str__(self) -> str:
        return f"Score {self.pk}"
