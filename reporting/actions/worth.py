"""Setting what the calculator of worth assumes."""

from datetime import datetime

from django.db import connections, transaction

from practices.models import User
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.models import Assumption

LOCK = 5_240_002


def set_assumption(
    *, key: str, low: float, central: float, high: float, price_year: str, source: str, by: User, now: datetime
) -> Assumption:
    """Add a version of an assumption; earlier ones stay readable. National's scope is open."""
    with transaction.atomic(using=NATIONAL_ALIAS), connections[NATIONAL_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        kept = Assumption.objects.using(NATIONAL_ALIAS)
        latest = kept.filter(key=key).order_by("-version").values_list("version", flat=True).first() or 0
        return kept.create(
            key=key, version=latest + 1, low=low, central=central, high=high, price_year=price_year, source=source,
            set_at=now, set_by=by,
        )  # fmt: skip
