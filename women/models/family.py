"""What becomes of a child after removal: legal status and placement over time, and what passes between them."""

from django.db import models
from django.db.models import Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import ChildContactKind, LegalStatus


@tracked()
class ChildStatus(TenantModel):
    """A child's legal status, and placement, from a day on. The latest also stands on the child itself."""

    child = models.ForeignKey("women.Child", on_delete=models.PROTECT, related_name="statuses", db_constraint=False)
    legal_status = models.CharField(max_length=40, choices=LegalStatus.choices)
    since_on = models.DateField()
    placement = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["since_on", "pk"]
        indexes = [models.Index(fields=["practice", "child"])]
        constraints = [
            models.CheckConstraint(name="child_status_is_known", condition=Q(legal_status__in=LegalStatus.values)),
        ]

    def __str__(self) -> str:
        return f"Status {self.pk}"


@tracked()
class ChildContact(TenantModel):
    """Letterbox, direct contact or Life Story work with one child: when it is due, and when it was done."""

    child = models.ForeignKey(
        "women.Child", on_delete=models.PROTECT, related_name="family_contacts", db_constraint=False
    )
    kind = models.CharField(max_length=20, choices=ChildContactKind.choices)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        ordering = [models.functions.Coalesce("done_on", "due_on"), "pk"]
        indexes = [models.Index(fields=["practice", "child"]), models.Index(fields=["practice", "due_on"])]
        constraints = [
            models.CheckConstraint(name="child_contact_kind_is_known", condition=Q(kind__in=ChildContactKind.values)),
            models.CheckConstraint(
                name="child_contact_is_due_or_done", condition=Q(due_on__isnull=False) | Q(done_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Child contact {self.pk}"
