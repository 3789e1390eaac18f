"""Ending every sign-in of a person at once."""

from allauth.usersessions.models import UserSession


def end_sign_ins(user_id: int) -> None:
    """Wherever she is signed in: the next page asks her to sign in again."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()
