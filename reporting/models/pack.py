"""National's pack of a quarter: every Practice's return in one PDF and one spreadsheet."""

from django.db import models
from django.db.models import Q

from practices.models.leased import OPEN_STATES, JobState, Leased


class PackJob(Leased):
    """One wish for a pack, and the pack. Of no Practice: only National's login has a right to it."""

    quarter = models.CharField(max_length=10)
    practices = models.PositiveIntegerField(default=0)
    pdf = models.BinaryField(null=True)
    xlsx = models.BinaryField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quarter"], condition=Q(state__in=OPEN_STATES), name="one_open_pack_a_quarter"
            ),
            models.CheckConstraint(name="pack_state_is_known", condition=Q(state__in=JobState.values)),
        ]

    def __str__(self) -> str:
        return f"Pack {self.pk}"
