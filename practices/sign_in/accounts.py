"""How django-allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from practices.sign_in.recent import is_recent


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made for people; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "Too many tries. Wait a few minutes, then try again.",
    }

    def is_reauthentication_required(self, **_: Any) -> bool:
        """A sign-in that is minutes old is proof enough to change how one signs in."""
        return not is_recent(self.request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_user_display(self, user: Any) -> str:
        """The name that colleagues know."""
        return str(user)
