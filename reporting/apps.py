"""COUNT."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The app."""

    name = "reporting"

    def ready(self) -> None:
        """Let a record say whether a return was sent with what is put right."""
        from reporting.queries import quarters_sent, was_sent_with
        from women.sent import SENT_QUARTERS, SENT_WITH

        SENT_WITH.append(was_sent_with)
        SENT_QUARTERS.append(quarters_sent)
