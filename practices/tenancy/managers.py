"""Managers of a tenant's models: with no scope open they raise, and never give another Practice's rows."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from practices.tenancy.scope import NATIONAL_ALIAS, NationalScope, NoScope, current_practice_id, current_scope

M = TypeVar("M", bound=models.Model, covariant=True)


class TenantManager(models.Manager[M]):
    """Rows of the Practice whose scope is open."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[M]:
        """Only the open scope's rows; raises NoScope where none is open."""
        scope = current_scope()
        queryset = super().get_queryset()
        if scope is None:
            raise NoScope(f"{self.model.__name__} belongs to a Practice: open its scope before reading or writing.")
        if isinstance(scope, NationalScope):
            if not getattr(self.model, "national_may_read", False):
                raise NoScope(f"National does not read {self.model.__name__}.")
            return queryset.using(NATIONAL_ALIAS)
        return queryset.filter(practice_id=scope.practice_id)


class PracticeKey(models.ForeignKey[Any, Any]):
    """The Practice that a row is of, taken from the open scope; migrations see a plain foreign key, with no default."""

    def __init__(self, to: Any = "practices.Practice", **options: Any) -> None:
        """As a foreign key, with our own defaults."""
        super().__init__(
            to, **{"on_delete": models.PROTECT, "related_name": "+", "default": current_practice_id, **options}
        )

    def deconstruct(self) -> Any:
        """Leave the default out: a migration has no scope."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.ForeignKey", args, kwargs


class TenantModel(models.Model):
    """A row of one Practice: in its scope by default, behind row-level security in the database."""

    practice = PracticeKey()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
