"""CASE."""

from django.apps import AppConfig


class WomenConfig(AppConfig):
    """A woman's record."""

    name = "women"

    def ready(self) -> None:
        """Fill the record with this app's own sections and kinds of row."""
        from practices.actions.identity import AFTER_RENAMING
        from practices.actions.people import BEFORE_LEAVING, HOLDS
        from women.actions.people import follow_name
        from women.actions.restriction import release
        from women.actions.withdrawn_requests import add_requests
        from women.death import own_lines
        from women.kinds import own_kinds
        from women.queries import held_by
        from women.record import own_sections

        own_sections()
        own_kinds()
        add_requests()
        if release not in BEFORE_LEAVING:
            BEFORE_LEAVING.append(release)
            own_lines()
            HOLDS.append(held_by)
            AFTER_RENAMING.append(follow_name)
