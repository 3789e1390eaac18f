"""How django-allauth behaves here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from practices.sign_in.recent import is_recent

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made for people; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "Too many tries. Wait a few minutes, then try again.",
    }

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """A mail server that is away keeps nobody from what she was doing; the letter is lost, and the log says so."""
        try:
            super().send_mail(*args, **kwargs)
        except OSError as error:
            log.error("a letter about an account was not sent (%s)", type(error).__name__)

    def is_reauthentication_required(self, **_: Any) -> bool:
        """A sign-in that is minutes old is proof enough to change how one signs in."""
        return not is_recent(self.request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_user_display(self, user: Any) -> str:
        """The name that colleagues know."""
        return str(user)
