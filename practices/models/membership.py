"""Who may do what, where, and from when to when."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from practices.permissions import NATIONAL_ROLES, PRACTICE_ROLES, Permission, Role, permissions_of


class DatedQuerySet(models.QuerySet["Membership"]):
    """Filters of anything that starts and ends."""

    def on(self, day: date) -> "DatedQuerySet":
        """Those that hold on `day`: an end takes effect at once, so the last day is the day before."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class Membership(models.Model):
    """A person's place in a Practice's team. Opens, before any scope, to the person herself only."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in PRACTICE_ROLES])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Membership"]] = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_role_is_a_practice_role",
                condition=Q(role__in=[role.value for role in PRACTICE_ROLES]),
            ),
            models.UniqueConstraint(
                fields=["practice", "user"], condition=Q(ends_on__isnull=True), name="membership_one_open_a_person"
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    def may(self, permission: Permission) -> bool:
        """Whether this role holds `permission`."""
        return permission in permissions_of(Role(self.role))


class NationalMembership(models.Model):
    """A person's post at National Pause or at the host; it opens no case."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="national_memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in NATIONAL_ROLES])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["NationalMembership"]] = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="national_membership_role_is_a_national_role",
                condition=Q(role__in=[role.value for role in NATIONAL_ROLES]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    def may(self, permission: Permission) -> bool:
        """Whether this role holds `permission`."""
        return permission in permissions_of(Role(self.role))
