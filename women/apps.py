"""CASE."""

from django.apps import AppConfig


class WomenConfig(AppConfig):
    """A woman's record."""

    name = "women"

    def ready(self) -> None:
        """Fill the record with this app's own sections."""
        from women.record import own_sections

        own_sections()
