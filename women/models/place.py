"""A place in a cohort: from referral to Next Steps, with what is planned kept apart from what happened."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantManager, TenantModel
from women.codes import ClosureReason, PlaceStep
from women.known_days import last_day_of_month, when


def _not_before(later: str, *earlier: str) -> Q:
    """`later` is blank, or not before the first of `earlier` that is recorded."""
    rule = Q(**{f"{later}__isnull": True})
    for position, field in enumerate(earlier):
        recorded = Q(**{f"{other}__isnull": True for other in earlier[:position]})
        # a check that comes out as unknown passes, so a blank date must make it false
        rule |= recorded & Q(**{f"{field}__isnull": False, f"{later}__gte": F(field)})
    return rule


class PlaceManager(TenantManager[Any]):
    """Places, without those that were made by mistake and taken back."""

    def get_queryset(self) -> Any:
        """Of the open scope, as everything reads them."""
        return super().get_queryset().filter(taken_back_on=None)


@tracked()
class Place(TenantModel):
    """One stay of one woman. Its dates are the state that its steps (append-only) have led to.

    `closed_on` is only about right where `closed_day_is_known` is false: she died, and only the month is known.

    A break or an extension moves `transition_planned_on` and `end_planned_on` only. A place that was made by mistake
    has `taken_back_on`: it keeps no date, and nobody reads it but through `every`.
    """

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="places", db_constraint=False)
    number = models.PositiveSmallIntegerField(default=1)
    cohort = models.ForeignKey(
        "women.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="places", db_constraint=False
    )
    referral_source = models.CharField(max_length=200, blank=True)
    referred_on = models.DateField(null=True, blank=True)
    waiting_on = models.DateField(null=True, blank=True)
    not_eligible_on = models.DateField(null=True, blank=True)
    offered_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreement_ended_on = models.DateField(null=True, blank=True)
    transition_planned_on = models.DateField(null=True, blank=True)
    end_planned_on = models.DateField(null=True, blank=True)
    transition_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_day_is_known = models.BooleanField(default=True, db_default=True)
    closure_reason = models.CharField(max_length=20, choices=ClosureReason.choices, blank=True)
    taken_back_on = models.DateField(null=True, blank=True)

    objects: ClassVar[TenantManager[Self]] = PlaceManager()
    every: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta(TenantModel.Meta):
        ordering = ["woman", "number"]
        indexes = [models.Index(fields=["practice", "woman"])]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "woman", "number"],
                condition=Q(taken_back_on__isnull=True),
                name="place_number_once_a_woman",
            ),
            models.CheckConstraint(
                name="place_declined_not_before_offered",
                condition=Q(declined_on__isnull=True) | Q(offered_on__isnull=False, declined_on__gte=F("offered_on")),
            ),
            models.CheckConstraint(
                name="place_agreed_not_before_offered",
                condition=Q(agreed_on__isnull=True) | Q(offered_on__isnull=False, agreed_on__gte=F("offered_on")),
            ),
            models.CheckConstraint(
                name="place_not_both_agreed_and_declined",
                condition=Q(agreed_on__isnull=True) | Q(declined_on__isnull=True),
            ),
            models.CheckConstraint(
                name="place_agreement_ended_not_before_agreement_or_offer",
                condition=_not_before("agreement_ended_on", "agreed_on", "offered_on"),
            ),
            models.CheckConstraint(
                name="place_transition_not_before_agreement_or_offer",
                condition=Q(transition_on__isnull=True)
                | Q(offered_on__isnull=False) & _not_before("transition_on", "agreed_on", "offered_on"),
            ),
            models.CheckConstraint(
                name="place_completed_not_before_agreement_or_offer",
                condition=Q(completed_on__isnull=True)
                | Q(offered_on__isnull=False) & _not_before("completed_on", "agreed_on", "offered_on"),
            ),
            models.CheckConstraint(
                name="place_closed_not_before_offered",
                condition=_not_before("closed_on", "offered_on") | Q(offered_on__isnull=True),
            ),
            models.CheckConstraint(
                name="place_completed_not_after_closed",
                condition=Q(completed_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(completed_on__lte=F("closed_on")),
            ),
            models.CheckConstraint(
                name="place_closed_with_a_reason_and_only_then",
                condition=Q(closed_on__isnull=True, closure_reason="")
                | Q(closed_on__isnull=False, closure_reason__in=ClosureReason.values),
            ),
            models.CheckConstraint(
                name="place_taken_back_keeps_no_date",
                condition=Q(taken_back_on__isnull=True)
                | Q(referred_on__isnull=True, offered_on__isnull=True, closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="place_offered_in_a_cohort", condition=Q(offered_on__isnull=True) | Q(cohort__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return "A place that was taken back" if self.taken_back_on else f"Place {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it takes a seat now: offered, and not declined, completed or closed."""
        return self.offered_on is not None and not (self.declined_on or self.completed_on or self.closed_on)

    @property
    def left_on(self) -> date | None:
        """The day from which nothing of hers is on anybody's lists; None while the place or its aftercare goes on."""
        return self.closed_on or self.declined_on or self.not_eligible_on

    @property
    def ended_said(self) -> str:
        """When it was left, to stand after “ended”: “on 3 March 2019”, or the month where no more is known."""
        return when(self.left_on, is_known=self.closed_on is None or self.closed_day_is_known)

    @property
    def last_day(self) -> date | None:
        """The last day on which something may still have happened with her in it; None while it goes on."""
        left = self.left_on
        return left if left is None or self.closed_day_is_known else last_day_of_month(left)

    def holds_seat(self, on: date) -> bool:
        """seat(d) of DOMAIN §3, for this place."""
        return _reached(self.offered_on, on) and not any(
            _reached(day, on) for day in (self.declined_on, self.closed_on, self.completed_on)
        )

    def holds_agreement(self, on: date) -> bool:
        """agreement(d) of DOMAIN §3, for this place."""
        return _reached(self.agreed_on, on) and not _reached(self.agreement_ended_on, on)

    def step_on(self, on: date) -> PlaceStep:
        """The furthest step taken by that day."""
        for day, step in (
            (self.closed_on, PlaceStep.CLOSED),
            (self.completed_on, PlaceStep.NEXT_STEPS),
            (self.declined_on, PlaceStep.DECLINED),
            (self.transition_on, PlaceStep.TRANSITION),
            (self.agreed_on, PlaceStep.AGREED),
            (self.offered_on, PlaceStep.OFFERED),
            (self.not_eligible_on, PlaceStep.NOT_ELIGIBLE),
            (self.waiting_on, PlaceStep.WAITING),
        ):
            if _reached(day, on):
                return step
        return PlaceStep.REFERRED


def _reached(day: date | None, on: date) -> bool:
    """Whether `day` has come; a blank date never has."""
    return day is not None and day <= on
