"""What is still to do once a woman has died."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import LastThing


@tracked()
class AfterDeath(TenantModel):
    """One thing to do after her death: for her family, her children, the people who knew her, or the team.

    It is open until it is done, or set aside (it does not apply, or is not ours to do): no day leads to it then.
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="after_death", db_constraint=False)
    what = models.CharField(max_length=20, choices=LastThing.choices)
    words = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    set_aside = models.BooleanField(default=False, db_default=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="after_death_what_is_known", condition=Q(what__in=LastThing.values)),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.done_on is None and not self.set_aside

    def __str__(self) -> str:
        return f"After her death {self.pk}"
