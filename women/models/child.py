"""A child of hers. Never an adopted child's new name."""

from django.db import models
from django.db.models import Q

from practices.codes import YesNoUnknown
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel
from women.codes import ChildLoss, LegalStatus


@tracked()
class Child(ImportedModel):
    """One child by number; the day of birth is held only if she gave it.

    Of a child who is not alive nothing is due, and its days are marked only where `remembers` is yes: she wants it.
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="children", db_constraint=False)
    child_no = models.PositiveSmallIntegerField()
    born_on = models.DateField(null=True, blank=True)
    born_day_is_known = models.BooleanField(default=False)
    removed_on = models.DateField(null=True, blank=True)
    legal_status = models.CharField(max_length=40, choices=LegalStatus.choices, blank=True)
    placement = models.CharField(max_length=200, blank=True)
    contact_plan = models.CharField(max_length=200, blank=True)
    loss = models.CharField(max_length=20, choices=ChildLoss.choices, blank=True, default="", db_default="")
    died_on = models.DateField(null=True, blank=True)
    died_day_is_known = models.BooleanField(default=False, db_default=False)
    remembers = models.CharField(max_length=10, choices=YesNoUnknown.choices, blank=True, default="", db_default="")

    words = models.CharField("as she wants it written", max_length=500, blank=True, default="", db_default="")

    class Meta(TenantModel.Meta):
        ordering = ["woman", "child_no"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "woman", "child_no"], name="child_no_once_a_woman"),
            models.CheckConstraint(
                name="child_removed_not_before_the_month_of_birth",
                condition=Q(removed_on__isnull=True)
                | Q(born_on__isnull=True)
                | Q(removed_on__gte=models.functions.TruncMonth("born_on", output_field=models.DateField())),
            ),
            models.CheckConstraint(name="child_loss_is_known_or_blank", condition=Q(loss__in=["", *ChildLoss.values])),
            models.CheckConstraint(
                name="child_died_on_only_where_not_alive",
                condition=~Q(loss="") | Q(died_on__isnull=True, died_day_is_known=False),
            ),
            models.CheckConstraint(
                name="child_remembers_is_an_answer_or_blank", condition=Q(remembers__in=["", *YesNoUnknown.values])
            ),
            models.CheckConstraint(
                name="child_legal_status_is_known_or_blank", condition=Q(legal_status__in=["", *LegalStatus.values])
            ),
        ]

    def __str__(self) -> str:
        return f"Child {self.child_no}"
