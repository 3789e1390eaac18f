"""The one path by which every reading of a record is written down (SECURITY §16)."""

from practices.models import AccessAction, AccessRecord, User


def note_look(
    *, by: User | None, action: AccessAction, view: str, woman_id: int | None = None, how_many: int = 1, why: str = ""
) -> AccessRecord:
    """Write who looked at what, in the open scope and in the transaction of the reading itself.

    `woman_id` is one woman's id, or None for a list of `how_many` women; `by` is None for a job that runs by itself.
    """
    return AccessRecord.objects.create(
        actor=by, action=action, view=view, woman_id=woman_id, how_many=how_many, why=why
    )
