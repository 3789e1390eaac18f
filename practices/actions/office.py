"""What National's admin does to Practices, and the host's support to accounts."""

from datetime import date

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest

from practices.actions import people
from practices.models import ApiToken, OfficeRecord, Practice, User
from practices.permissions import Role
from practices.sign_in.ending import end_sign_ins
from practices.tenancy.scope import NATIONAL_ALIAS, practice_scope


def make_practice(*, made: Practice, lead_name: str, lead_email: str, by: User, today: date) -> Practice:
    """Make a Practice and invite its first lead, within the new Practice's own scope."""
    made.returns_from = made.returns_from or today
    made.save(using=NATIONAL_ALIAS)
    OfficeRecord.objects.create(actor=by, what="made a Practice", about=made.slug)
    with practice_scope(made.pk):
        people.invite(practice=made, email=lead_email, name=lead_name, role=Role.PRACTICE_LEAD, starts_on=today, by=by)
    return made


def change_practice(*, kept: Practice, fields: list[str], by: User) -> None:
    """Save the fields that were changed."""
    if fields:
        kept.save(using=NATIONAL_ALIAS, update_fields=fields)
        OfficeRecord.objects.create(actor=by, what=f"changed {', '.join(fields)}"[:60], about=kept.slug)


def unlock(request: HttpRequest, *, account: User, by: User) -> None:
    """Forget the failures of an account, so that the right password and code open it again."""
    get_adapter()._delete_login_attempts_cached_email(request, email=account.email)
    ratelimit.clear(request, app="allauth.account", action="login_failed", key=f"mfa-auth-user-{account.pk}")
    _keep(by, "unlocked", account)


def take_second_step_away(*, account: User, by: User) -> None:
    """Her phone is lost: she chooses a new password by a letter, and sets up a new one before anything opens.

    The former password opens nothing any more, or whoever has it would be the first in. Sign-ins and tokens end.
    """
    Authenticator.objects.filter(user=account).delete()
    ApiToken.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sign_ins(account.pk)
    _keep(by, "took the second step away", account)
    _write_to(account)


def _write_to(account: User) -> None:
    """By the worker, once all of it is saved: a mail server that is away undoes nothing, and is asked again."""
    from practices.tasks import send_second_step_gone

    user_id = account.pk
    transaction.on_commit(lambda: send_second_step_gone.delay(user_id=user_id), robust=True)


def open_or_close(*, account: User, is_open: bool, by: User) -> None:
    """Close an account at once, or open it again."""
    User.objects.filter(pk=account.pk).update(is_active=is_open)
    if not is_open:
        end_sign_ins(account.pk)
    _keep(by, "opened" if is_open else "closed", account)


def _keep(by: User, what: str, account: User) -> None:
    OfficeRecord.objects.create(actor=by, what=what, about=str(account.pk))
