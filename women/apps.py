"""CASE."""

from django.apps import AppConfig


class WomenConfig(AppConfig):
    """A woman's record."""

    name = "women"

    def ready(self) -> None:
        """Fill the record with this app's own sections and kinds of row."""
        from women.kinds import own_kinds
        from women.record import own_sections

        own_sections()
        own_kinds()
