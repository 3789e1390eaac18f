"""Writes to a return: keep a draft, submit it."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction

from practices.models import User
from reporting.figures import sha256_of
from reporting.indicators.declared import DEFINITIONS_VERSION
from reporting.models import Return, ReturnFile, ReturnStatus
from reporting.quarters import Quarter


class CannotBuild(Exception):
    """A return of that quarter cannot be built now; the message says why and what to do."""


class CannotSubmit(Exception):
    """The return cannot be submitted; the message says why and what to do."""


def next_version(quarter: Quarter) -> int:
    """The version that a build now makes: the draft's own, or one more than one that National returned.

    Raises CannotBuild where the quarter stands as submitted.
    """
    latest = Return.objects.select_for_update().filter(quarter=str(quarter)).order_by("-version").first()
    if latest is None:
        return 1
    if latest.status in (ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED):
        raise CannotBuild(
            f"{quarter} was submitted. If a figure is wrong, ask National to return it with a question; "
            "then a new version can be built."
        )
    return latest.version if latest.status == ReturnStatus.DRAFT else latest.version + 1


@transaction.atomic
def keep_draft(
    *, quarter: Quarter, version: int, figures: dict[str, Any], files: dict[str, bytes], by: User | None, now: datetime
) -> Return:
    """Write the draft of a quarter with its files, in place of an earlier draft of the same version.

    Raises CannotBuild where it was submitted while the new one was being built.
    """
    if next_version(quarter) != version:
        raise CannotBuild(f"{quarter} was returned while it was being built. Build it again.")
    draft, _ = Return.objects.update_or_create(
        quarter=str(quarter),
        version=version,
        defaults={
            "status": ReturnStatus.DRAFT,
            "figures": figures,
            "definitions_version": DEFINITIONS_VERSION,
            "so_far": "so_far" in figures,
            "built_at": now,
            "built_by": by,
            "sha256": sha256_of(figures),
        },
    )
    for kind, content in files.items():
        sealed = {"content": content, "sha256": hashlib.sha256(content).hexdigest()}
        ReturnFile.objects.update_or_create(return_of=draft, kind=kind, defaults=sealed)
    return draft


@transaction.atomic
def submit(*, quarter: Quarter, version: int, seal: str, by: User, now: datetime, today: date) -> Return:
    """Freeze the draft that she has checked (`seal` is the one on her page); from here the database refuses change."""
    draft = Return.objects.select_for_update().filter(quarter=str(quarter), version=version).first()
    if draft is None:
        raise CannotSubmit("There is no such return. Build it first.")
    if draft.status != ReturnStatus.DRAFT:
        raise CannotSubmit(f"{quarter} version {version} has been submitted already.")
    if draft.so_far or not quarter.has_ended(today):
        raise CannotSubmit(
            f"{quarter} ends on {quarter.end:%d/%m/%Y} and these figures are counted so far. "
            "Build the return again once the quarter is over, then submit it."
        )
    if draft.sha256 != seal:
        raise CannotSubmit("The return was built again since you opened this page. Check the new figures, then submit.")
    draft.status = ReturnStatus.SUBMITTED
    draft.submitted_at, draft.submitted_by = now, by
    draft.save(update_fields=["status", "submitted_at", "submitted_by"])
    return draft
