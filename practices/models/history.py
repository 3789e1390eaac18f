"""The base of every table of history that django-pghistory's triggers fill."""

from typing import Any, ClassVar, Self

import pghistory
import pghistory.models

from practices.tenancy.managers import TenantManager


class Event(pghistory.models.Event):
    """One change of one row, of the Practice that the row is of."""

    objects: ClassVar[TenantManager[Self]] = TenantManager()  # type: ignore[assignment]  # replaces pghistory's

    class Meta:
        abstract = True


def tracked() -> Any:
    """Track insert, update and delete of a case model, who and why as JSON beside each change.

    The context stands on the event itself because pghistory's context table has no practice_id.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # documented: no column for it
        base_model=Event,
    )
