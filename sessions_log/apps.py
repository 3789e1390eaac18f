"""WORK."""

from django.apps import AppConfig


class SessionsLogConfig(AppConfig):
    """The work done with her."""

    name = "sessions_log"

    def ready(self) -> None:
        """Add the work to a woman's record, and its names to what no text may give away."""
        from sessions_log.death import add_lines
        from sessions_log.naming import add_naming
        from sessions_log.sections import add_sections

        add_sections()
        add_naming()
        add_lines()
