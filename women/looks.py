"""Who looked: the record's own access list."""

from practices.models import AccessRecord
from women.models import Woman

MOST = 200


def looks_at(woman: Woman) -> list[AccessRecord]:
    """The latest openings of this record, latest first."""
    return list(AccessRecord.objects.filter(woman_id=woman.pk).select_related("actor").order_by("-at", "-pk")[:MOST])
