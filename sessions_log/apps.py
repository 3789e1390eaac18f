"""WORK."""

from django.apps import AppConfig


class SessionsLogConfig(AppConfig):
    """The app."""

    name = "sessions_log"
