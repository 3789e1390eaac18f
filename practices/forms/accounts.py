"""Sign-in forms in our own words."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)

HINTS = {"password1": "At least 12 characters. A few words that nobody would guess are easier to keep in mind."}


class PlainWords:
    """No placeholder, which vanishes as one types, and no link inside a hint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the placeholders and hints away."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]  # of the form it is mixed into
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if "<" in field.help_text:  # django-allauth hands over a list in HTML, which a hint shows as it stands
                field.help_text = HINTS.get(name, "")
        for name, message in self.REQUIRED.items():
            if name in fields:
                fields[name].help_text = ""
                fields[name].error_messages["required"] = message

    REQUIRED = {
        "login": "Enter your e-mail address.",
        "password": "Enter your password.",
        "email": "Enter your e-mail address.",
        "oldpassword": "Enter your present password.",
    }


class SignInForm(PlainWords, LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields as people do."""
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"


class ForgottenPasswordForm(PlainWords, ResetPasswordForm):
    """An e-mail address to send a link to."""


class NewPasswordForm(PlainWords, ResetPasswordKeyForm):
    """A new password, twice."""


class OnceMoreForm(PlainWords, ReauthenticateForm):
    """Her password once more, before something leaves."""


class OtherPasswordForm(PlainWords, ChangePasswordForm):
    """A password in place of the present one."""
