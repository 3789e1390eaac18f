"""The hash chain over a Practice's trail: an entry that is edited or gone is found, at the end as well (ADR 0039).

The worker makes the links, not the request: a chain is one after another, and readers would queue. Looks are linked
every minute, changes (the rows of history) before each check. Of a change its key, time and kind are linked, not its
words, which erasing may blank. The head of each check is written to a file outside the database: a chain that was cut
short, links and all, no longer holds that head.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from practices.models import ChainCheck, ChainLink, Practice
from practices.tenancy.scope import current_practice_id

LOOKS = "practices_accessrecord"
LOOK_COLUMNS = "id, practice_id, at, actor_id, action, view, woman_id, how_many, why"
CHANGE_COLUMNS = "pgh_id, practice_id, pgh_created_at, pgh_label, pgh_obj_id"
LOCK = 5_240_002  # one links a Practice's trail at a time
AT_ONCE = 5000
BEGINNING = "0" * 64


@dataclass(frozen=True)
class Checked:
    """A chain that was checked: its length, its last digest, and what is wrong, in words."""

    links: int
    head: str
    faults: tuple[str, ...]


def histories() -> list[str]:
    """The tables of history, which pghistory's triggers fill."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.managed and {"pgh_id", "practice"} <= {one.name for one in model._meta.fields}
    )


def _columns(source: str) -> tuple[str, str]:
    return (LOOK_COLUMNS, "id") if source == LOOKS else (CHANGE_COLUMNS, "pgh_id")


def digest(before: str, source: str, entry: Sequence[Any]) -> str:
    """The digest of an entry that follows `before`."""
    told = json.dumps([before, source, *entry], default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def link(*sources: str) -> int:
    """Link what is not linked yet, in the open scope; gives how many entries that was."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, current_practice_id() % 2**31])
        last = ChainLink.objects.order_by("-position").first()
        position, before = (last.position, last.digest) if last else (0, BEGINNING)
        made = []
        for source in sources:
            columns, key = _columns(source)
            cursor.execute(
                f"SELECT {columns} FROM {source} t WHERE NOT EXISTS (SELECT 1 FROM practices_chainlink l "
                f"WHERE l.practice_id = t.practice_id AND l.source = %s AND l.source_id = t.{key}) "
                f"ORDER BY {key} LIMIT %s",
                [source, AT_ONCE],
            )
            for entry in cursor.fetchall():
                position, before = position + 1, digest(before, source, entry)
                made.append(ChainLink(position=position, source=source, source_id=entry[0], digest=before))
        ChainLink.objects.bulk_create(made, batch_size=1000)
    return len(made)


def link_everything() -> None:
    """Until nothing is left to link."""
    while link(LOOKS, *histories()):
        pass


def check() -> Checked:
    """Walk the whole chain in the open scope, and hold it against the heads that were exported."""
    faults: list[str] = []
    heads = {one["position"]: one["head"] for one in exported_heads(current_practice_id())}
    entries = {source: _entries(source) for source in (LOOKS, *histories())}
    before, position = BEGINNING, 0
    for one in ChainLink.objects.order_by("position").iterator(chunk_size=AT_ONCE):
        if one.position != position + 1:
            faults.append(f"links {position + 1} to {one.position - 1} are gone")
        position = one.position
        entry = entries.get(one.source, {}).pop(one.source_id, None)
        if entry is None:
            faults.append(f"the entry of link {position} ({one.source} {one.source_id}) is gone")
        elif digest(before, one.source, entry) != one.digest:
            faults.append(f"link {position} ({one.source} {one.source_id}) is not what was written")
        before = one.digest
        if heads.get(position, before) != before:
            faults.append(f"link {position} is not the head that was exported")
    if heads and max(heads) > position:
        faults.append(f"the chain ends at {position}; a head at {max(heads)} was exported")
    return Checked(position, before if position else "", tuple(faults))


def _entries(source: str) -> dict[int, tuple[Any, ...]]:
    columns, _ = _columns(source)
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {source}")
        return {entry[0]: entry for entry in cursor.fetchall()}


def check_and_keep(practice: Practice, *, now: datetime) -> Checked:
    """Link, check, keep what was found, and export the head; the Practice's scope is open."""
    link_everything()
    before = ChainCheck.objects.filter(faults="").exclude(links=0).first()
    found = check()
    if before is not None and not any(True for _ in exported_heads(practice.pk)):
        lost = f"the file of heads ({settings.TRAIL_HEADS}) has none, and one was written {before.checked_at:%d %B %Y}"
        found = replace(found, faults=(*found.faults, lost))
        export_head(practice, found, now=now)  # so that the next check has something to hold the chain against
    ChainCheck.objects.create(checked_at=now, links=found.links, head=found.head, faults="\n".join(found.faults[:20]))
    if found.links and not found.faults:
        export_head(practice, found, now=now)
    return found


def exported_heads(practice_id: int) -> Iterator[dict[str, Any]]:
    """The heads in the file that are of one Practice; none where there is no file yet."""
    path = Path(settings.TRAIL_HEADS)
    if not path.exists():
        return
    with open(path) as file:
        for line in file:
            one = json.loads(line)
            if one["practice_id"] == practice_id:
                yield one


def export_head(practice: Practice, found: Checked, *, now: datetime) -> None:
    """Add a line to the file of heads, which lies outside the database and its backups."""
    told = {
        "at": now.isoformat(), "practice_id": practice.pk, "practice": practice.slug, "position": found.links,
        "head": found.head,
    }  # fmt: skip
    path = Path(settings.TRAIL_HEADS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        file.write(json.dumps(told) + "\n")


def unlinked_practices(alias: str) -> list[int]:
    """The Practices that have looks not linked yet, of those whose counting scope is open."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT a.practice_id FROM practices_accessrecord a WHERE NOT EXISTS (SELECT 1 FROM "
            "practices_chainlink l WHERE l.practice_id = a.practice_id AND l.source = %s AND l.source_id = a.id)",
            [LOOKS],
        )
        return [number for (number,) in cursor.fetchall()]
