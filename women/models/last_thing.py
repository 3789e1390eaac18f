"""What is still to do once a woman has died."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import LastThing


@tracked()
class AfterDeath(TenantModel):
    """One thing to do after her death: for her family, her children, the people who knew her, or the team."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="after_death", db_constraint=False)
    what = models.CharField(max_length=20, choices=LastThing.choices)
    words = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="after_death_what_is_known", condition=Q(what__in=LastThing.values)),
        ]

    def __str__(self) -> str:
        return f"After her death {self.pk}"
