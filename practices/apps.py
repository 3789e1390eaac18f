"""WHO: tenants, people, roles, scope, trail."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class PracticesConfig(AppConfig):
    """The app at the bottom of the house."""

    name = "practices"

    def ready(self) -> None:
        """Let the owner's grants follow every migration (a table without a grant is closed), and list each sign-in."""
        from practices.sign_in.sessions import list_sign_in
        from practices.tenancy.grants import apply_grants

        user_logged_in.connect(list_sign_in, dispatch_uid="list_sign_in")
        post_migrate.connect(apply_grants, sender=self, dispatch_uid="apply_grants")
