"""Who works in a Practice, as what and until when; the Practice's scope is open."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from practices.models import AccessAction, Membership, Practice, User
from practices.permissions import Role
from practices.sign_in.ending import end_sign_ins
from practices.trail import note_look

TAKES_EFFECT = "It takes effect with their next page."


# what the apps above ask before a person leaves, or is no longer a lead: (membership, whether it has ended)
BEFORE_LEAVING: list[Callable[[Membership, bool], None]] = []


# how many women a person holds, as the apps above know it
HOLDS: list[Callable[[Membership], int]] = []


def caseload_of(membership: Membership) -> int:
    """How many women somebody holds now, to be handed over when she leaves."""
    return sum(count(membership) for count in HOLDS)


class CannotChange(Exception):
    """A rule stands against the change; the message says which, and what to do."""


def invite(*, practice: Practice, email: str, name: str, role: Role, starts_on: date, by: User) -> Membership:
    """Add a person to the team and write to her; raises CannotChange where she is in it already.

    Whoever has an account keeps it, and whoever has none gets one that opens with the link in the letter: the answer
    is the same.
    """
    with transaction.atomic():
        address = email.strip().lower()
        user = User.objects.filter(email=address).first()
        if user is None:
            user = User.objects.create_user(email=address, name=name)
        if Membership.objects.filter(practice=practice, user=user, ends_on__isnull=True).exists():
            raise CannotChange(f"{address} is in the team already. Change her role or dates below.")
        made = Membership.objects.create(practice=practice, user=user, role=role, starts_on=starts_on)
        note_person(by, made, f"invited as {role}")
        send_letter(practice=practice, membership=made)
    return made


def send_letter(*, practice: Practice, membership: Membership) -> None:
    """Ask the worker to write to her once this is saved; the message carries ids only."""
    from practices.tasks import send_invitation

    ids = {"practice_id": practice.pk, "membership_id": membership.pk}
    transaction.on_commit(lambda: send_invitation.delay(**ids), robust=True)


def change(*, membership: Membership, role: Role, starts_on: date, ends_on: date | None, by: User, today: date) -> None:
    """Change role and dates; raises CannotChange where no practice lead would be left today or later.

    Where it ends today or before, her sign-ins end with it.
    """
    with transaction.atomic():
        Practice.objects.select_for_update(no_key=True).get(pk=membership.practice_id)  # one leaves at a time
        kept = Membership.objects.select_for_update().get(pk=membership.pk)
        was, has_ended = Role(kept.role), ends_on is not None and ends_on <= today
        if has_ended or (was is Role.PRACTICE_LEAD and (role is not was or ends_on is not None)):
            for ask in BEFORE_LEAVING:
                ask(kept, has_ended)
        kept.role, kept.starts_on, kept.ends_on = role, starts_on, ends_on
        kept.save(update_fields=["role", "starts_on", "ends_on"])
        if was is Role.PRACTICE_LEAD and not _lead_is_left(kept.practice_id, today):
            raise CannotChange(
                "She is the last practice lead, and a Practice is never without one. Make somebody else a lead first."
            )
        note_person(by, kept, f"{was} to {role}, {starts_on} to {ends_on or 'open'}")
        if has_ended:
            end_sign_ins(kept.user_id)


def _lead_is_left(practice_id: int, today: date) -> bool:
    """Whether a lead is in post today, and one without an end."""
    lead = {"practice_id": practice_id, "role": Role.PRACTICE_LEAD, "user__is_active": True}
    in_post, open_ended = Membership.objects.on(today).filter(**lead), Membership.objects.filter(**lead, ends_on=None)
    return in_post.exists() and open_ended.exists()


def note_person(by: User, membership: Membership, why: str) -> None:
    """Write to the trail what was done to a person; without the person's name."""
    note_look(
        by=by, action=AccessAction.SETTING, view="people", how_many=0, why=f"person {membership.user_id}: {why}"[:100]
    )
