"""Letters to staff: a link, and nothing of any woman."""

from collections.abc import Sequence
from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from practices.models import Membership, Practice
from practices.permissions import Role

SUBJECT = "Your account in Pause CMS"


def leads_of(practice: Practice, *, today: date) -> list[str]:
    """The addresses of the leads of the Practice whose scope is open."""
    posts = Membership.objects.on(today).filter(practice=practice, role=Role.PRACTICE_LEAD).select_related("user")
    return [post.user.email for post in posts if post.user.is_active]


def tell_of_cover(practice: Practice, to: Sequence[str]) -> None:
    """Tell leads that a restricted record was opened for cover: no name, of nobody."""
    words = (
        f"A restricted record of {practice.name} was opened for cover.\n\nWho, when and why stands on the record, "
        f"under “Who may open it”, for those who are named on it:\n{settings.SITE_URL}/{practice.slug}/\n"
    )
    for address in to:
        EmailMessage("A restricted record was opened for cover", words, to=[address]).send()


def send(membership: Membership) -> None:
    """To a person without a password a link to choose one; to the others the way to sign in.

    The link is the one of a forgotten password: it works once and for three days. Raises OSError where the mail
    server is away.
    """
    user = membership.user
    if user.has_usable_password():
        what, where = "Sign in as you are used to", reverse("account_login")
    else:
        key = default_token_generator.make_token(user)
        where = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
        what = "Choose a password here; the link works once, for three days"
    words = (
        f"You are now in the team of {membership.practice.name} in Pause CMS.\n\n"
        f"{what}:\n{settings.SITE_URL}{where}\n\n"
        "When you sign in for the first time you also set up a second step on your phone.\n"
        "If you did not expect this, do nothing and tell your practice lead.\n"
    )
    EmailMessage(SUBJECT, words, to=[user.email]).send()
