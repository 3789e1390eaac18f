"""Who looked: the record's own access list."""

from practices.models import AccessRecord
from women.merged import ids_of
from women.models import Woman

MOST = 200


def looks_at(woman: Woman) -> list[AccessRecord]:
    """The latest openings of this record, and of those that were merged into it, latest first."""
    found = AccessRecord.objects.filter(woman_id__in=ids_of(woman.pk)).select_related("actor")
    return list(found.order_by("-at", "-pk")[:MOST])
