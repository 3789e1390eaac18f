"""Letters to staff: a link, and nothing of any woman."""

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urlencode

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse

from practices.models import Membership, Practice, User
from practices.permissions import Role

SUBJECT = "Your account in Pause CMS"
SALT = "to whom a letter was written"


def leads_of(practice: Practice, *, today: date) -> list[str]:
    """The addresses of the leads of the Practice whose scope is open."""
    posts = Membership.objects.on(today).filter(practice=practice, role=Role.PRACTICE_LEAD).select_related("user")
    return [post.user.email for post in posts if post.user.is_active]


def link_for(user: User) -> str:
    """Where a person without a password chooses one: the link of a forgotten password, once and for three days."""
    key = default_token_generator.make_token(user)
    where = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.SITE_URL}{where}"


def address_for(user: User, path: str) -> str:
    """The address of a page as it stands in a letter: it knows to whom the letter was written.

    Opened where somebody else is signed in, it asks before it goes on (practices.views.letter).
    """
    return (
        f"{settings.SITE_URL}{reverse('from_letter', args=[sign_reader(user)])}?{urlencode({'next': path}, safe='/')}"
    )


def sign_reader(user: User) -> str:
    """To whom a letter was written, as its links say it: nobody can make one up, and it opens nothing."""
    return signing.dumps(user.pk, salt=SALT)


def reader_of(token: str) -> User | None:
    """To whom the letter with this link was written."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def second_step_is_gone(user: User) -> None:
    """Tell a person that support took her second step away, and how she begins anew."""
    words = (
        "Support has taken away the second step of your account in Pause CMS, because you asked for it. Your former "
        "password opens nothing any more. Choose a new one here; the link works once, for three days:\n"
        f"{link_for(user)}\n\n"
        "When you sign in you set up a new second step. If you did not ask for it, tell your practice lead at once.\n"
    )
    EmailMessage("Your second step was taken away", words, to=[user.email]).send()


def to_each(to: Sequence[str], subject: str, words_for: Callable[[User], str]) -> Sequence[EmailMessage]:
    """A letter for each: nobody sees who else has one, and its link knows who reads it."""
    readers = User.objects.filter(email__in=to).order_by("pk")
    return [EmailMessage(subject, words_for(reader), to=[reader.email]) for reader in readers]


def tell_of_cover(practice: Practice, to: Sequence[str]) -> None:
    """Tell leads that a restricted record was opened for cover: no name, of nobody."""

    def words(reader: User) -> str:
        return (
            f"A restricted record of {practice.name} was opened for cover.\n\nWho, when and why stands on the record, "
            "under “Who may open it”, for those who are named on it:\n"
            f"{address_for(reader, reverse('practice_home', args=[practice.slug]))}\n"
        )

    for letter in to_each(to, "A restricted record was opened for cover", words):
        letter.send()


def tell_of_transfer(practice: Practice, to: Sequence[str]) -> None:
    """Tell leads that a woman is offered to their Practice: by whom and who she is stands on the page only."""

    def words(reader: User) -> str:
        return (
            f"Another Practice offers a woman to {practice.name}.\n\nRead what goes with her, and accept or not:\n"
            f"{address_for(reader, reverse('transfers', args=[practice.slug]))}\n"
        )

    for letter in to_each(to, "A woman is offered to your Practice", words):
        letter.send()


def tell_of_merge(practice: Practice, to: Sequence[str]) -> None:
    """Tell who works with her that two records were merged: of whom stands on the page only."""

    def words(user: User) -> str:
        return (
            f"Two records of one woman were merged in {practice.name}.\n\nSign in to read her record; a lead can undo "
            f"it for 28 days:\n{address_for(user, f'/{practice.slug}/')}\n"
        )

    for letter in to_each(to, "Two records were merged", words):
        letter.send()


def new_address(token: str, address: str) -> None:
    """To the address that a person wants to sign in with: the link that proves it is theirs."""
    where = settings.SITE_URL + reverse("confirm_address", args=[token])
    words = (
        "Somebody who is signed in to Pause CMS wants to sign in with this address from now on.\n\n"
        f"If it was you, confirm it here; the link works once, for three days:\n{where}\n\n"
        "If it was not, do nothing.\n"
    )
    EmailMessage("Confirm your address", words, to=[address]).send()


def address_changed(user: User, former: str, *, by_lead: bool) -> None:
    """To both addresses, that a person now signs in with the new one."""
    who = "Your practice lead has changed" if by_lead else "You have changed"
    words = (
        f"{who} the email address of your account in Pause CMS. You sign in with {user.email} from now on; your "
        f"password and your second step are as before:\n{settings.SITE_URL}{reverse('account_login')}\n\n"
        "If you did not expect this, tell your practice lead at once.\n"
    )
    for address in (former, user.email):
        EmailMessage("Your email address was changed", words, to=[address]).send()


def send(membership: Membership) -> None:
    """To a person without a password a link to choose one; to the others the way to sign in.

    The link is the one of a forgotten password: it works once and for three days. Raises OSError where the mail
    server is away.
    """
    user = membership.user
    if user.has_usable_password():
        what, where = "Sign in as you are used to", address_for(user, reverse("home"))
    else:
        what, where = "Choose a password here; the link works once, for three days", link_for(user)
    words = (
        f"You are now in the team of {membership.practice.name} in Pause CMS.\n\n"
        f"{what}:\n{where}\n\n"
        "When you sign in for the first time you also set up a second step on your phone.\n"
        "If you did not expect this, do nothing and tell your practice lead.\n"
    )
    EmailMessage(SUBJECT, words, to=[user.email]).send()
