"""COUNT."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The app."""

    name = "reporting"
