"""Writing down a contact and what came of it, in one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from practices.london import moment_at
from practices.models import Membership, User
from sessions_log.codes import ContactMode, ContactOutcome
from sessions_log.models import Amendment, Appointment, Contact, GroupActivity, Support
from women.actions.withdrawals import withdraw
from women.models import GoalScore, WithdrawalReason, Woman
from women.withdrawing import withdrawable

NOT_MADE = "The contact that this came of was put right: it was not made"
WITH_FAMILY = "The contact that this came of was put right: it was with her family"


@transaction.atomic
def log(
    *, woman: Woman, by: Membership, values: dict[str, Any], scores: dict[int, int], now: datetime,
    with_family: bool = False,
) -> Contact:  # fmt: skip
    """One contact with her new scores, the support that came of it and her next appointment.

    `values` are those of a valid ContactForm; `scores` gives a goal's id its score, 0 to 10.
    """
    contact = Contact.objects.create(
        woman=woman,
        practitioner=by,
        practitioner_name=by.user.name,
        started_at=values["started_at"],
        minutes=values.get("minutes"),
        mode=values["mode"],
        outcome=values["outcome"],
        areas=values.get("areas") or [],
        recorded_at=now,
        note=values.get("note", ""),
        unsafe_reason=values.get("unsafe_reason", ""),
        with_family=with_family,
    )
    on = timezone.localdate(contact.started_at)
    GoalScore.objects.bulk_create([GoalScore(goal_id=pk, on=on, score=score) for pk, score in scores.items()])
    if values.get("support"):
        area, outcome = values["support"].split(":")
        Support.objects.create(woman=woman, on=on, area=area, outcome=outcome, agency=values.get("support_agency", ""))
    if values.get("next_on"):
        Appointment.objects.create(
            woman=woman,
            at=moment_at(values["next_on"], values["next_at"]),
            service=values["next_service"],
            accompanied=values.get("next_accompany", False),
        )
    return contact


@transaction.atomic
def amend(
    *, contact: Contact, words: str, by: User, facts: dict[str, Any] | None = None,
    came_of_it: Iterable[GoalScore | Support] = (), was_not_made: bool = False,
) -> Amendment:  # fmt: skip
    """Add words to a contact; `facts` are corrected too, and their history keeps what they were.

    `came_of_it` are its scores and its support: taken back where no contact with her was made, and of its day where
    that is put right.
    """
    day_before = timezone.localdate(contact.started_at)
    for name, value in (facts or {}).items():
        setattr(contact, name, value)
    for row in came_of_it if was_not_made else ():
        kind = withdrawable("score" if isinstance(row, GoalScore) else "support")
        assert kind is not None
        withdraw(
            row=row, kind=kind, woman=contact.woman, by=by, reason=WithdrawalReason.MISTAKE, now=timezone.now(),
            words=WITH_FAMILY if contact.with_family else NOT_MADE,
        )  # fmt: skip
    if facts:
        contact.save(update_fields=list(facts))
    day = timezone.localdate(contact.started_at)
    for row in came_of_it if day != day_before and not was_not_made else ():
        if row.on == day_before:  # another day was put right by hand
            row.on = day
            row.save(update_fields=["on"])
    return Amendment.objects.create(contact=contact, words=words, written_by=by)


@transaction.atomic
def log_group(*, women: Iterable[Woman], by: Membership, values: dict[str, Any], now: datetime) -> GroupActivity:
    """One activity for several women: a contact for each, all pointing at it."""
    group = GroupActivity.objects.create(
        title=values["title"], started_at=values["started_at"], minutes=values["minutes"], recorded_by=by.user
    )
    Contact.objects.bulk_create(
        [
            Contact(
                woman=woman,
                practitioner=by,
                practitioner_name=by.user.name,
                started_at=values["started_at"],
                minutes=values["minutes"],
                mode=ContactMode.GROUP,
                outcome=ContactOutcome.MADE,
                areas=values.get("areas") or [],
                recorded_at=now,
                note=values.get("note", ""),
                group=group,
            )
            for woman in women
        ]
    )
    return group
