"""WHO: tenants, people, roles, scope, trail."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PracticesConfig(AppConfig):
    """The app at the bottom of the house."""

    name = "practices"

    def ready(self) -> None:
        """Let the owner's grants follow every migration (a table without a grant is closed)."""
        from practices.tenancy.grants import apply_grants

        post_migrate.connect(apply_grants, sender=self, dispatch_uid="apply_grants")
