"""What a person is called, and by which address they sign in; changed by themselves, or for their team by a lead."""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q

from practices.actions.people import CannotChange, note_person
from practices.models import Membership, NationalMembership, Practice, User
from practices.sign_in.ending import end_sign_ins
from practices.tenancy.scope import SYSTEM, practice_scope, signed_in

# what the apps above bring in step with a new name: (membership, the name before)
AFTER_RENAMING: list[Callable[[Membership, str], None]] = []
SALT, GOOD_FOR = "practices.new-address", 3 * 24 * 3600
TAKEN = "This address cannot be used for this account. Check how it is written, or enter another."
ELSEWHERE = (
    "This account is used outside your Practice as well. Only the person can change its name and address, under "
    "“How I sign in”."
)


@transaction.atomic
def rename(*, user: User, name: str) -> None:
    """Give a person another name, on their caseloads too; what was sent or written keeps the former one."""
    before, user.name = user.name, name
    if before == name:
        return
    user.save(update_fields=["name"])
    with signed_in(user.pk):
        posts = list(Membership.objects.filter(user=user).select_related("user"))
    for post in posts:
        with practice_scope(post.practice_id, reader=SYSTEM):
            for follow in AFTER_RENAMING:
                follow(post, before)


def ask_for_address(*, user: User, address: str) -> None:
    """Write to a new address with the link that proves it; nothing changes yet, and nothing says who else has it."""
    from practices.tasks import send_address_link

    if not _is_free(address, user):
        return
    told = {"user": user.pk, "from": user.email, "to": address}
    token = signing.dumps(told, salt=SALT, compress=True)
    transaction.on_commit(lambda: send_address_link.delay(token=token), robust=True)


def read_address(token: str) -> dict[str, Any]:
    """What a link stands for; raises CannotChange where it is too old, or not one of ours."""
    try:
        told: dict[str, Any] = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise CannotChange("This link is too old or not whole. Enter the address here again.") from error
    return told


def confirm_address(*, user: User, token: str) -> str:
    """Take the address that a link proves; gives it. Raises CannotChange, also where the link is another person's."""
    told = read_address(token)
    if (told["user"], told["from"]) != (user.pk, user.email):
        raise CannotChange("This link is of another account, or was used before.")
    _take(user=user, address=told["to"], by_lead=False)
    return str(told["to"])


@transaction.atomic
def change_colleague(
    *, practice: Practice, membership: Membership, name: str, address: str, by: User, today: date
) -> None:
    """Change what a member of one's own team is called and signs in with; letters go to both addresses.

    Raises CannotChange where the account is used elsewhere, is no longer of the team, or the address is taken.
    """
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if membership.ends_on is not None and membership.ends_on <= today:
        raise CannotChange("This person is no longer in your team.")
    if is_used_elsewhere(user, practice, today=today):
        raise CannotChange(ELSEWHERE)
    rename(user=user, name=name)
    if address != user.email:
        _take(user=user, address=address, by_lead=True)
        end_sign_ins(user.pk)
    note_person(by, membership, "name or address changed")


def is_used_elsewhere(user: User, practice: Practice, *, today: date) -> bool:
    """Whether an account opens anything outside this Practice, now or later."""
    is_open = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    with signed_in(user.pk):
        elsewhere = Membership.objects.filter(is_open, user=user).exclude(practice=practice).exists()
    return elsewhere or NationalMembership.objects.filter(is_open, user=user).exists()


def _is_free(address: str, user: User) -> bool:
    others = User.objects.exclude(pk=user.pk), EmailAddress.objects.exclude(user=user)
    return not any(found.filter(email__iexact=address).exists() for found in others)


def _take(*, user: User, address: str, by_lead: bool) -> None:
    """Sign in with another address from now on: links of a forgotten password that went to the former one end."""
    from practices.tasks import send_address_changed

    if not _is_free(address, user):
        raise CannotChange(TAKEN)
    former, user.email = user.email, address
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    except IntegrityError as error:  # somebody took it meanwhile
        raise CannotChange(TAKEN) from error
    user_id = user.pk
    transaction.on_commit(
        lambda: send_address_changed.delay(user_id=user_id, former=former, by_lead=by_lead), robust=True
    )
