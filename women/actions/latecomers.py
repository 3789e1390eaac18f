"""What was being written to a record while it was merged: it follows to the record that goes on."""

from contextlib import suppress
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from women.merging.rows import every_of, links_to_woman
from women.models import Child, Erasure, Place, Woman

NUMBERED = {Child: "child_no", Place: "number"}


@transaction.atomic
def bring_along() -> int:
    """Give what hangs on merged records to those that go on; gives how many rows. The scope is open, nobody hidden."""
    merged = Woman.every.filter(merged_into__isnull=False)
    if not merged.exists():
        return 0
    brought = 0
    for model, name in links_to_woman():
        found: Any = every_of(model).filter(**{f"{name}__in": merged}).select_related(name)
        if model is Erasure:
            found = found.filter(done_at=None)  # what was erased was erased of that record
        for row in found:
            into: Woman = getattr(row, name).merged_into
            setattr(row, name, into)
            changed = [name]
            if model in NUMBERED:
                number = NUMBERED[model]
                last = model.objects.filter(**{name: into}).aggregate(last=Max(number))["last"]
                setattr(row, number, (last or 0) + 1)
                changed.append(number)
            with suppress(IntegrityError), transaction.atomic():  # what may stand once stands already: it stays
                row.save(update_fields=changed)
                brought += 1
    return brought
