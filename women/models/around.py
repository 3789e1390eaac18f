"""People and agencies around her, and the references by which agencies know her."""

from django.db import models
from django.db.models import Q

from practices.models.history import tracked
from practices.ordering import by_name
from practices.tenancy.managers import TenantModel
from women.codes import PersonKind


@tracked()
class Person(TenantModel):
    """Somebody around her: from a service, or family and friends."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="people", db_constraint=False)
    kind = models.CharField(max_length=20, choices=PersonKind.choices)
    name = models.CharField(max_length=200)
    what_to_her = models.CharField(max_length=100, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    email = models.EmailField(blank=True)
    words = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["kind", by_name(), "pk"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.CheckConstraint(name="person_kind_is_known", condition=Q(kind__in=PersonKind.values)),
        ]

    def __str__(self) -> str:
        return f"Person {self.pk}"


@tracked()
class AgencyReference(TenantModel):
    """How another agency calls her case: the number that a colleague there says on the telephone."""

    woman = models.ForeignKey(
        "women.Woman", on_delete=models.PROTECT, related_name="agency_references", db_constraint=False
    )
    agency = models.CharField(max_length=200)
    reference = models.CharField(max_length=100)

    class Meta(TenantModel.Meta):
        ordering = ["agency", "pk"]
        indexes = [models.Index(fields=["practice", "woman"])]

    def __str__(self) -> str:
        return f"Agency reference {self.pk}"
