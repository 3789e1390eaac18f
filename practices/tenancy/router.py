"""Which login does what: migrations on the owner's, National's reads on National's own, all else on app_rw."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from practices.tenancy.scope import NATIONAL_ALIAS, NationalScope, current_scope

TENANT_APPS = {"women", "sessions_log", "reporting"}


class LoginRouter:
    """Django's database router."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        """National's login for anything of a Practice read in National's scope."""
        if isinstance(current_scope(), NationalScope) and model._meta.app_label in TENANT_APPS:
            return NATIONAL_ALIAS
        return DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """As for reading: National's login has no right to write a case, and is told so by the database."""
        return self.db_for_read(model, **hints)

    def allow_relation(self, obj1: models.Model, obj2: models.Model, **hints: Any) -> bool:
        """All aliases are logins of one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the owner changes the schema."""
        return db == "owner"
