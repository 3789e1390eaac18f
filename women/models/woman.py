"""A woman who was referred to the Practice: identity, and the circumstances that the programme asks about."""

import re
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Min, Q

from practices.codes import YesNoUnknown
from practices.dates import day_in_words
from practices.models.history import tracked
from practices.tenancy.managers import TenantManager, TenantModel
from practices.workbook.models import ImportedModel
from women.models.restriction import OPEN, RestrictionReason

END_OF_REFERENCE = re.compile(r"(?:^|[-/ ])([^-/ ]{3,6})$")  # 0031 of RTH-0031; one as short as SW-01 is said whole


class StandingRecords(TenantManager["Woman"]):
    """The women of the Practice, each once: a record that was merged into another stands in no list."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet["Woman"]:
        """Without the merged ones; `Woman.every` has them."""
        return super().get_queryset().filter(merged_into=None)


@tracked()
class Woman(ImportedModel):
    """One woman. A woman who declined keeps only her reference, dates and source (DOMAIN §1).

    `death_known_on` is when the Practice heard that she has died; `died_on` is blank where nobody knows when, and only
    about right where `died_day_is_known` is false.

    A record that was found to be of a woman who has another one is merged: `merged_into` names the one that goes on. It
    stays for its reference and its names, which still find her, and no work hangs on it (women.merged).
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

    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_records", db_constraint=False
    )

    objects: ClassVar[StandingRecords] = StandingRecords()
    every: ClassVar[TenantManager["Woman"]] = TenantManager()

    class Meta(TenantModel.Meta):
        base_manager_name = "every"  # a row that hangs on a merged record still knows whose it was
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
                name="woman_is_not_merged_into_herself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
            ),
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

    def before_her_time(self, day: date, *, of_work: bool = False) -> str:
        """Blank, or why nothing of hers has that date: it is before her birth; of the work, before she was referred."""
        if self.date_of_birth is not None and day < self.date_of_birth:
            return f"She was born on {day_in_words(self.date_of_birth)}, after that day. Check the year."
        if not of_work:
            return ""
        referred = self.places.aggregate(first=Min("referred_on"))["first"]
        if referred is None or day >= referred:
            return ""
        return f"She was referred on {day_in_words(referred)}, after that day. Check the year."

    @property
    def name_on_page(self) -> str:
        """What she likes to be called, else her full name, or her reference where no name is held."""
        return self.known_as or self.full_name or self.ref

    @property
    def name_in_list(self) -> str:
        """The name with the end of her reference: two women of a cohort may be called alike."""
        end = END_OF_REFERENCE.search(self.ref)
        name = self.known_as or self.full_name
        return f"{name} · {end[1] if end else self.ref}" if name else self.ref
