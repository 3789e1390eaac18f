"""A contact with her, made or tried."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from practices.codes import AreaOfLife
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel
from sessions_log.codes import ContactMode, ContactOutcome, outcome_in_words

MINUTES_OF_A_DAY = 1440
WRITTEN_IN_TIME = timedelta(hours=48)


@tracked()
class Contact(ImportedModel):
    """One contact; `recorded_at` is when it was written down (blank: not known).

    `with_family`: with her family, after her death. It is work and is recorded, and no figure counts it.
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="contacts", db_constraint=False)
    practitioner_name = models.CharField(max_length=100, blank=True)
    practitioner = models.ForeignKey(
        "practices.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    started_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=20, choices=ContactMode.choices)
    outcome = models.CharField(max_length=30, choices=ContactOutcome.choices)
    areas = ArrayField(models.CharField(max_length=40, choices=AreaOfLife.choices), default=list, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    unsafe_reason = models.CharField(max_length=300, blank=True, db_default="", default="")
    with_family = models.BooleanField(default=False, db_default=False)
    group = models.ForeignKey(
        "sessions_log.GroupActivity", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts",
        db_constraint=False,
    )  # fmt: skip

    class Meta(TenantModel.Meta):
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["practice", "started_at"]),
            models.Index(fields=["practice", "woman", "started_at"]),
        ]
        constraints = [
            models.CheckConstraint(name="contact_mode_is_known", condition=Q(mode__in=ContactMode.values)),
            models.CheckConstraint(name="contact_outcome_is_known", condition=Q(outcome__in=ContactOutcome.values)),
            models.CheckConstraint(
                name="contact_minutes_fit_in_a_day",
                condition=Q(minutes__isnull=True) | Q(minutes__lte=MINUTES_OF_A_DAY),
            ),
            models.CheckConstraint(
                name="contact_recorded_not_before_it_began",
                condition=Q(recorded_at__isnull=True) | Q(recorded_at__gte=F("started_at")),
            ),
            models.CheckConstraint(name="contact_areas_are_known", condition=Q(areas__contained_by=AreaOfLife.values)),
        ]

    def __str__(self) -> str:
        return f"Contact {self.pk}"

    def get_outcome_display(self) -> str:  # type: ignore[no-redef]  # Django's is left out then
        """Whether it happened, as people say it: what her family cancelled, she did not."""
        return outcome_in_words(self.outcome, with_family=self.with_family)

    @property
    def areas_in_words(self) -> str:
        """The areas as people say them."""
        return ", ".join(AreaOfLife(area).label for area in self.areas)

    @property
    def written_late(self) -> bool:
        """Whether it was written down more than 48 hours after it began (DOMAIN §3, recorded_within_2_days)."""
        return self.recorded_at is not None and self.recorded_at - self.started_at > WRITTEN_IN_TIME
