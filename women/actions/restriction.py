"""Restricting a record to named people, and opening it for cover."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from guardian.shortcuts import assign_perm, remove_perm

from practices.actions.people import CannotChange
from practices.models import AccessAction, AccessRecord, Membership, Practice, User
from practices.permissions import Role
from practices.tenancy.scope import SYSTEM, as_system, practice_scope
from practices.trail import note_look
from women.models import Cover, CoverReason, RestrictionReason, Woman, WomanUserObjectPermission
from women.models.restriction import OPEN

MOST_TRIES = 5  # an hour


class CannotRestrict(Exception):
    """A rule stands against it; the message says which, and what to do."""


def named_on(woman: Woman) -> set[int]:
    """The numbers of the accounts that are named on a record."""
    found = WomanUserObjectPermission.objects.filter(content_object=woman, permission__codename=OPEN)
    return set(found.values_list("user_id", flat=True))


def restrict(
    *, practice: Practice, woman_id: int, because: RestrictionReason, people: Collection[Membership], by: User
) -> None:
    """Make a record visible to these people only; raises CannotRestrict where no practice lead is among them.

    As the system: whoever does it may leave herself out.
    """
    if not any(one.role == Role.PRACTICE_LEAD for one in people):
        raise CannotRestrict(
            "Name at least one practice lead, or nobody could change this again. If it is the lead who knows her, make "
            "somebody else a lead first."
        )
    with practice_scope(practice.pk, reader=SYSTEM):
        woman = Woman.objects.select_for_update().get(pk=woman_id)
        wanted = {one.user_id: one.user for one in people}
        for user in User.objects.filter(pk__in=named_on(woman) - wanted.keys()):
            remove_perm(OPEN, user, woman)
        for user in wanted.values():
            assign_perm(OPEN, user, woman)
        woman.restricted_because = because
        woman.save(update_fields=["restricted_because"])
        _note(by, woman_id, f"restricted: {because}, {len(wanted)} named")


def open_to_all(*, practice: Practice, woman_id: int, by: User) -> None:
    """Take the restriction away: whoever reads records reads this one too."""
    with practice_scope(practice.pk, reader=SYSTEM):
        woman = Woman.objects.select_for_update().get(pk=woman_id)
        for user in User.objects.filter(pk__in=named_on(woman)):
            remove_perm(OPEN, user, woman)
        woman.restricted_because = ""
        woman.save(update_fields=["restricted_because"])
        _note(by, woman_id, "no longer restricted")


def cover(*, practice: Practice, ref: str, reason: CoverReason, hours: int, by: User, now: datetime) -> Cover | None:
    """Open a restricted record to somebody who is not named, for some hours; None where there is none. Leads are told.

    She must know the reference: the record cannot be found by looking, nor by guessing more than MOST_TRIES times an
    hour. A record that is restricted because somebody knows her opens to nobody by cover: whoever was kept out would
    be in. There a named lead adds a person.
    """
    from women.tasks import tell_of_cover

    with practice_scope(practice.pk, reader=SYSTEM):
        known_by = Q(ref=ref.strip()) | Q(merged_records__ref=ref.strip())  # her former reference, too
        woman = Woman.objects.filter(known_by, restricted_because=RestrictionReason.SPECIAL_RISK).first()
        if woman is None or _tried_often(by, now):
            note_look(by=by, action=AccessAction.REFUSED, view="cover", how_many=0, why="no restricted record")
            return None
        made = Cover.objects.create(
            woman=woman, user=by, reason=reason, asked_at=now, until=now + timedelta(hours=hours)
        )
        note_look(by=by, action=AccessAction.COVER, view="cover", woman_id=woman.pk, why=f"{reason}, {hours} hours")
        transaction.on_commit(lambda: tell_of_cover.delay(practice_id=practice.pk, cover_id=made.pk), robust=True)
    return made


def _tried_often(by: User, now: datetime) -> bool:
    """Whether a person has tried too many references of late; as the system."""
    tries = AccessRecord.objects.filter(actor=by, view="cover", action=AccessAction.REFUSED)
    return tries.filter(at__gt=now - timedelta(hours=1)).count() >= MOST_TRIES


def release(membership: Membership, has_ended: bool) -> None:
    """Before a person leaves, or is no longer a lead: raises CannotChange while a restricted record needs her.

    Whoever has left is named on nothing any more, also if she comes back.
    """
    with as_system():
        mine = WomanUserObjectPermission.objects.filter(user=membership.user_id, permission__codename=OPEN)
        leads = Membership.objects.filter(practice_id=membership.practice_id, role=Role.PRACTICE_LEAD, ends_on=None)
        others = leads.exclude(pk=membership.pk).values("user_id")
        named = WomanUserObjectPermission.objects.filter(user__in=others, permission__codename=OPEN)
        for woman_id in mine.values_list("content_object_id", flat=True):
            if not named.filter(content_object_id=woman_id).exists():
                raise CannotChange(
                    "She is the last practice lead who is named on a restricted record. Name another lead on it first."
                )
        if has_ended:
            mine.delete()


def _note(by: User, woman_id: int, why: str) -> None:
    note_look(by=by, action=AccessAction.SETTING, view="restrict", woman_id=woman_id, why=why)
