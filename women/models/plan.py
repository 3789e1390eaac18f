"""What is planned, agreed and moved in a place, in words, beside its dates."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from women.codes import PlaceEvent, PlaceStep, PlanChange, UniversalService
from women.known_days import day_said

CHECK_IN_MONTHS = (3, 6, 12)  # after completion, light touch


@tracked()
class TransitionPlan(TenantModel):
    """How a woman moves on from the programme: what she wants, who is there, which services are in place."""

    place = models.OneToOneField(
        "women.Place", on_delete=models.PROTECT, related_name="transition_plan", db_constraint=False
    )
    what_she_wants = models.TextField()
    people = models.TextField(blank=True)
    services_in_place = ArrayField(
        models.CharField(max_length=30, choices=UniversalService.choices), default=list, blank=True
    )
    services_to_come = models.TextField(blank=True)
    made_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                name="transition_plan_services_are_known",
                condition=Q(services_in_place__contained_by=UniversalService.values),
            )
        ]

    def __str__(self) -> str:
        return f"Plan {self.pk}"

    @property
    def services_in_words(self) -> str:
        """The services in place as people say them."""
        return ", ".join(UniversalService(service).label for service in self.services_in_place)


@tracked()
class CheckIn(TenantModel):
    """A light-touch check-in, 3, 6 or 12 months after completion."""

    place = models.ForeignKey("women.Place", on_delete=models.PROTECT, related_name="check_ins", db_constraint=False)
    month = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["place", "month"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "place", "month"], name="check_in_once_a_month_of_a_place"),
            models.CheckConstraint(name="check_in_is_at_3_6_or_12_months", condition=Q(month__in=CHECK_IN_MONTHS)),
        ]

    def __str__(self) -> str:
        return f"Check-in {self.pk}"


ABOUT = [*PlaceStep.choices, *PlanChange.choices, *PlaceEvent.choices]


class StepNote(TenantModel):
    """The words behind a step or a move of planned dates: the conversation, the reason. Added to, never changed.

    With `corrects` they say why what was recorded is taken back or corrected; which, women.place_history says.
    """

    place = models.ForeignKey("women.Place", on_delete=models.PROTECT, related_name="step_notes", db_constraint=False)
    about = models.CharField(max_length=20, choices=ABOUT)
    on = models.DateField()
    on_day_is_known = models.BooleanField(default=True, db_default=True)
    days = models.SmallIntegerField(null=True, blank=True)
    words = models.TextField()
    corrects = models.BooleanField(default=False, db_default=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        indexes = [models.Index(fields=["practice", "place"])]
        constraints = [
            models.CheckConstraint(
                name="step_note_is_about_a_step_or_a_move",
                condition=Q(about__in=[value for value, _ in ABOUT]),
            ),
            models.CheckConstraint(
                name="step_note_of_a_move_says_how_many_days",
                condition=Q(about__in=PlanChange.values, days__gt=0)
                | Q(about__in=[*PlaceStep.values, *PlaceEvent.values], days__isnull=True),
            ),
        ]

    @property
    def on_said(self) -> str:
        """Its day, as far as it is known."""
        return day_said(self, "on", short=True)

    def __str__(self) -> str:
        return f"Step note {self.pk}"
