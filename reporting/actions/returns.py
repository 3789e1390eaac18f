"""Writes to a return: keep a draft, submit it."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from practices.colleagues import namesakes_of
from practices.jobs import CannotBuild
from practices.models import AccessAction, Membership, Practice, User
from practices.permissions import Permission
from practices.trail import note_look
from reporting.content import seal_of
from reporting.indicators.declared import DEFINITIONS_VERSION
from reporting.models import SENT, Restatement, Return, ReturnFile, ReturnStatus
from reporting.quarters import Quarter
from reporting.readiness import readiness_of
from reporting.stories import keep_with


class CannotSubmit(Exception):
    """The return cannot be submitted; the message says why and what to do."""


def next_version(quarter: Quarter) -> int:
    """The version that a build now makes: the draft's own, or one more than one that National returned or that later
    edits have moved past the threshold.

    Raises CannotBuild where the quarter stands as submitted.
    """
    latest = Return.objects.select_for_update().filter(quarter=str(quarter)).order_by("-version").first()
    if latest is None:
        return 1
    if stands(latest):
        raise CannotBuild(
            f"{quarter} was submitted. If a figure is wrong, ask National to return it with a question; "
            "then a new version can be built."
        )
    return latest.version if latest.status == ReturnStatus.DRAFT else latest.version + 1


def stands(latest: Return) -> bool:
    """Whether the latest version holds: it was sent, not sent back, and later edits do not ask for a new one."""
    if latest.status not in SENT:
        return False
    return not Restatement.objects.filter(return_of=latest, asks_new_version=True).exists()


@transaction.atomic
def keep_draft(
    *,
    quarter: Quarter,
    version: int,
    figures: dict[str, Any],
    more: dict[str, Any],
    files: dict[str, bytes],
    by: User | None,
    now: datetime,
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
            "more": more,
            "definitions_version": DEFINITIONS_VERSION,
            "so_far": "so_far" in figures,
            "built_at": now,
            "built_by": by,
            "signed_at": None,
            "signed_by": None,
            "sha256": seal_of(figures, more, version=version, definitions=DEFINITIONS_VERSION),
        },
    )
    keep_with(draft)
    for kind, content in files.items():
        sealed = {"content": content, "sha256": hashlib.sha256(content).hexdigest()}
        ReturnFile.objects.update_or_create(return_of=draft, kind=kind, defaults=sealed)
    return draft


class AskFirst(CannotSubmit):
    """The return would come out otherwise if it were built now; `changed` says which parts."""

    def __init__(self, changed: Sequence[str]) -> None:
        """With the parts that differ."""
        super().__init__(
            f"Since this was built, something has changed: {'; '.join(changed)}. Build it again to take that in, "
            "or tick that you send it as it was built."
        )
        self.changed = changed


def submit(
    *,
    practice: Practice,
    quarter: Quarter,
    version: int,
    seal: str,
    by: User,
    now: datetime,
    today: date,
    as_built: bool = False,
) -> Return:
    """Submit the draft that she has checked (`seal` is the one on her page), or sign it for a second person to send.

    Raises CannotSubmit with what stops it, and AskFirst where records, words or the clock have changed since it was
    built and she has not said that she means it `as_built`. From submission on the database refuses change.
    """
    with transaction.atomic():
        draft = _ready(practice, quarter, version, seal, now=now, today=today, as_built=as_built)
        if not practice.countersigns_returns:
            return freeze(draft, by=by, now=now)
        if draft.signed_at is not None:
            raise CannotSubmit(f"{quarter} version {version} is signed and waits for a second person.")
        draft.signed_at, draft.signed_by = now, by
        draft.save(update_fields=["signed_at", "signed_by"])
        return draft


def countersign(
    *,
    practice: Practice,
    quarter: Quarter,
    version: int,
    seal: str,
    by: User,
    now: datetime,
    today: date,
    as_built: bool = False,
) -> Return:
    """Send what another person has signed; raises as `submit` does."""
    with transaction.atomic():
        draft = _ready(practice, quarter, version, seal, now=now, today=today, as_built=as_built)
        if draft.signed_by is None:
            raise CannotSubmit("The practice lead signs first. There is nothing to countersign yet.")
        if not _may_still_sign(draft.signed_by, practice, today):
            name = namesakes_of(practice.pk).name_of(draft.signed_by)
            raise CannotSubmit(f"{name} signed this and may not any more. Build it again and sign anew.")
        if draft.signed_by_id == by.pk:
            raise CannotSubmit("You signed this yourself. A second person has to countersign it.")
        return freeze(draft, by=draft.signed_by, second=by, now=now)


def _ready(
    practice: Practice, quarter: Quarter, version: int, seal: str, *, now: datetime, today: date, as_built: bool
) -> Return:
    """The locked draft, where nothing stops it."""
    found = Return.objects.select_for_update(of=("self",)).select_related("signed_by")
    draft = found.filter(quarter=str(quarter), version=version).first()
    if draft is None:
        raise CannotSubmit("There is no such return. Build it first.")
    if draft.status != ReturnStatus.DRAFT:
        raise CannotSubmit(f"{quarter} version {version} has been submitted already.")
    if draft.sha256 != seal:
        raise CannotSubmit("The return was built again since you opened this page. Check the new figures, then submit.")
    if draft.definitions_version != DEFINITIONS_VERSION:
        raise CannotSubmit("The definitions have changed since this was built. Build the return again, then submit it.")
    ready = readiness_of(draft, practice, now=now, today=today)
    if ready.problems:
        raise CannotSubmit(" ".join(problem.message for problem in ready.problems))
    if ready.changed and not as_built:
        raise AskFirst(ready.changed)
    return draft


def freeze(draft: Return, *, by: User, now: datetime, second: User | None = None) -> Return:
    """Send a draft as it stands."""
    draft.status = ReturnStatus.SUBMITTED
    draft.submitted_at, draft.submitted_by, draft.countersigned_by = now, by, second
    draft.submitted_name, draft.countersigned_name = by.name, second.name if second else ""
    draft.save(
        update_fields=[
            "status", "submitted_at", "submitted_by", "countersigned_by", "submitted_name", "countersigned_name",
        ]
    )  # fmt: skip
    earlier = Return.objects.filter(quarter=draft.quarter, version__lt=draft.version)
    Restatement.objects.filter(return_of__in=earlier).delete()  # what they asked for has come
    return draft


def _may_still_sign(signer: User, practice: Practice, today: date) -> bool:
    posts = Membership.objects.on(today).filter(practice=practice, user=signer)
    return any(post.may(Permission.SUBMIT_RETURN) for post in posts)


def set_countersigning(*, practice: Practice, wanted: bool, by: User) -> None:
    """Say whether a second person signs this Practice's returns; written to the trail.

    Raises CannotSubmit while a signed return waits: nobody lifts the rule to send what a second person has not read.
    """
    if not wanted and Return.objects.filter(status=ReturnStatus.DRAFT, signed_at__isnull=False).exists():
        raise CannotSubmit("A signed return waits for a second person. Have it sent, or build it again, first.")
    practice.countersigns_returns = wanted
    practice.save(update_fields=["countersigns_returns"])
    note_look(by=by, action=AccessAction.SETTING, view="return_settings", why=f"countersigned: {wanted}")
