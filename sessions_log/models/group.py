"""A group activity: logged once for several women."""

from django.db import models

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from sessions_log.models.contact import MINUTES_OF_A_DAY


@tracked()
class GroupActivity(TenantModel):
    """What was done together; each woman who came has a contact of her own that points here."""

    title = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="group_minutes_fit_in_a_day", condition=models.Q(minutes__lte=MINUTES_OF_A_DAY))
        ]

    def __str__(self) -> str:
        return f"Group {self.pk}"
