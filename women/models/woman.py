"""A woman who was referred to the Practice: identity, and the circumstances that the programme asks about."""

from django.db import models
from django.db.models import Q

from practices.codes import YesNoUnknown
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel
from women.models.restriction import OPEN, RestrictionReason


@tracked()
class Woman(ImportedModel):
    """One woman. A woman who declined keeps only her reference, dates and source (DOMAIN §1).

    `death_known_on` is when the Practice heard that she has died; `died_on` is blank where nobody knows when, and only
    about right where `died_day_is_known` is false.
    """

    ref = models.CharField(max_length=40)
    known_as = models.CharField(max_length=100, blank=True)
    full_name = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    ethnicity = models.CharField(max_length=120, blank=True)
    care_leaver = models.CharField(max_length=10, choices=YesNoUnknown.choices, blank=True)
    sexual_exploitation_victim = models.CharField(max_length=10, choices=YesNoUnknown.choices, blank=True)
    age_at_first_birth = models.PositiveSmallIntegerField(null=True, blank=True)
    priority_rank = models.PositiveIntegerField(null=True, blank=True)
    practitioner_name = models.CharField(max_length=100, blank=True)
    death_known_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    died_day_is_known = models.BooleanField(default=False, db_default=False)
    restricted_because = models.CharField(
        max_length=20, choices=RestrictionReason.choices, blank=True, default="", db_default=""
    )
    practitioner = models.ForeignKey(
        "practices.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )

    class Meta(TenantModel.Meta):
        ordering = ["ref"]
        permissions = [(OPEN, "Can open this restricted record")]
        constraints = [
            models.UniqueConstraint(fields=["practice", "ref"], name="woman_ref_once_a_practice"),
            models.CheckConstraint(
                name="woman_restriction_is_known", condition=Q(restricted_because__in=["", *RestrictionReason.values])
            ),
            models.CheckConstraint(
                name="woman_died_is_known_of",
                condition=Q(death_known_on__isnull=False) | Q(died_on__isnull=True, died_day_is_known=False),
            ),
            models.CheckConstraint(name="woman_has_a_ref", condition=~Q(ref="")),
            models.CheckConstraint(
                name="woman_care_leaver_is_an_answer_or_blank",
                condition=Q(care_leaver__in=["", *YesNoUnknown.values]),
            ),
            models.CheckConstraint(
                name="woman_sexual_exploitation_victim_is_an_answer_or_blank",
                condition=Q(sexual_exploitation_victim__in=["", *YesNoUnknown.values]),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def name_on_page(self) -> str:
        """What she likes to be called, or her reference where no name is held."""
        return self.known_as or self.ref

    @property
    def name_in_list(self) -> str:
        """The name with the end of her reference: two women of a cohort may be called alike."""
        return f"{self.known_as} · {self.ref[-4:].lstrip('-/ ')}" if self.known_as else self.ref
