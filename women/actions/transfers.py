"""Moving a woman to another Practice: offered with her consent by one lead, accepted by another (ADR 0043)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from practices.models import AccessAction, Membership, Practice, User
from practices.permissions import Role
from practices.tenancy.scope import SYSTEM, current_practice_id, practice_scope
from practices.trail import note_look
from women.actions import restriction
from women.actions.people import add_referral
from women.actions.places import SHE_HAS_DIED, take_step
from women.clock import phase
from women.codes import ClosureReason, ConsentTo, PlaceStep, TransferState
from women.law import moving
from women.likely import Likely, describe, likely_same
from women.models import Consent, Place, RestrictionReason, Transfer, Woman
from women.presenters import is_known_to_have_died

ANSWERED = "This offer has been answered or taken back already."


class CannotTransfer(Exception):
    """A rule stands against it; the message says which, and what to do."""


class MayBeHere(Exception):
    """Women on record here may be she who is offered; nothing came of the acceptance yet."""

    def __init__(self, likely: list[Likely]) -> None:
        """With the women to be looked at first."""
        super().__init__("She may be here already.")
        self.likely = likely


@transaction.atomic
def offer(
    *, woman: Woman, to: Practice, parts: Sequence[str], words: str, by: User, now: datetime, today: date
) -> Transfer:
    """Offer her to another Practice; raises CannotTransfer without her consent, or while another offer stands."""
    if is_known_to_have_died(Woman.objects.select_for_update().get(pk=woman.pk)):
        raise CannotTransfer(SHE_HAS_DIED)
    consent = Consent.objects.filter(woman=woman, to=ConsentTo.TRANSFER, withdrawn_on=None).first()
    if consent is None:
        raise CannotTransfer("Ask her first, and record under “Consent and data” that she agrees to move.")
    if to.is_closed(today):
        raise CannotTransfer("This Practice has closed. Choose another.")
    latest = woman.places.select_related("cohort").order_by("-number").first()
    try:
        with transaction.atomic():
            made = Transfer.objects.create(
                woman=woman, to_practice=to, consent=consent, words=words, parts=list(parts),
                phase=phase(latest, today) if latest else "", offered_at=now, offered_by=by,
                is_restricted=woman.restricted_because == RestrictionReason.SPECIAL_RISK,
            )  # fmt: skip
    except IntegrityError:
        raise CannotTransfer("She is offered to a Practice already. Take that offer back first.") from None
    note_look(by=by, action=AccessAction.EXPORT, view="transfer_offer", woman_id=woman.pk, why=f"offered to {to.slug}")
    _tell(made)
    return made


def _tell(made: Transfer) -> None:
    """Write to the leads there once the row is safe."""
    from women.tasks import tell_of_transfer

    practice_id, transfer_id = current_practice_id(), made.pk
    transaction.on_commit(lambda: tell_of_transfer.delay(practice_id=practice_id, transfer_id=transfer_id), robust=True)


@transaction.atomic
def take_back(*, transfer_id: int, by: User, now: datetime) -> None:
    """The sending Practice takes its offer back; raises CannotTransfer where it was answered meanwhile."""
    _answer(Transfer.objects.filter(pk=transfer_id), TransferState.WITHDRAWN, by=by, now=now)


def accepted_by(woman_id: int) -> str:
    """The name of the Practice that has accepted her, where her record is now; blank where none has."""
    made = Transfer.objects.filter(woman=woman_id, state=TransferState.ACCEPTED).select_related("to_practice").first()
    return made.to_practice.name if made is not None else ""


def lapse(*, offers: QuerySet[Transfer], by: User | None, now: datetime) -> int:
    """Take back whatever is still open of these offers, whose reason has gone; gives how many."""
    still_open = offers.filter(state=TransferState.OFFERED)
    return still_open.update(state=TransferState.WITHDRAWN, answered_at=now, answered_by=by)


def _answer(rows: QuerySet[Transfer], state: TransferState, *, by: User, now: datetime) -> None:
    """Answer an offer, once."""
    if rows.filter(state=TransferState.OFFERED).update(state=state, answered_at=now, answered_by=by) != 1:
        raise CannotTransfer(ANSWERED)


def offers_to(member: Membership) -> QuerySet[Transfer]:
    """What others offer to this person's Practice; a restricted woman to its practice leads only."""
    every = Transfer.received.all()
    return every if member.role == Role.PRACTICE_LEAD else every.filter(is_restricted=False)


@transaction.atomic
def decline(*, transfer_id: int, by: User, now: datetime) -> None:
    """The receiving Practice does not take her; nothing of her came there."""
    _answer(Transfer.received.filter(pk=transfer_id), TransferState.DECLINED, by=by, now=now)
    note_look(
        by=by, action=AccessAction.SETTING, view="transfer_answer", how_many=0, why=f"transfer {transfer_id} declined"
    )


@transaction.atomic
def accept(*, transfer_id: int, member: Membership, now: datetime, today: date, was_looked_for: bool) -> Woman:
    """Take her in: a record and a referral here, and her place there closed as transferred, in one transaction.

    Raises CannotTransfer where she took her consent back, or it was answered already; MayBeHere where somebody like her
    is on record here and nobody has looked (`was_looked_for`).
    """
    offered = offers_to(member).filter(pk=transfer_id, state=TransferState.OFFERED)
    held = offered.select_for_update(of=("self",)).select_related("offered_by").first()
    if held is None:
        raise CannotTransfer(ANSWERED)
    sender = Practice.objects.get(pk=held.practice.pk)
    with practice_scope(sender.pk, reader=SYSTEM):
        content, consent = _what_goes(held), held.consent
        _close_there(held, today=today)
    woman = add_referral(
        values=moving.unpack_woman(content), on=today, source=f"Transferred from {sender.name}", by=member.user
    )
    moving.unpack_rows(content, woman, today=today, goal_refs=_goal_refs())
    if not was_looked_for and (likely := likely_same(describe(woman), viewer=member, besides=[woman.pk])):
        raise MayBeHere(likely)
    Consent.objects.create(
        woman=woman, to=ConsentTo.TRANSFER, how=consent.how, given_on=consent.given_on,
        words=f"To move here from {sender.name}", recorded_by=member.user,
    )  # fmt: skip
    _answer(offered, TransferState.ACCEPTED, by=member.user, now=now)
    note_look(by=member.user, action=AccessAction.READ, view="transfer_answer", woman_id=woman.pk,
              why=f"transfer {held.pk} accepted")  # fmt: skip
    if held.is_restricted:
        restriction.restrict(
            practice=Practice.objects.get(pk=current_practice_id()), woman_id=woman.pk,
            because=RestrictionReason.SPECIAL_RISK, people=[member], by=member.user,
        )  # fmt: skip
    return woman


def _what_goes(held: Transfer) -> moving.Content:
    """In the sender's scope: what goes with her as it stands now; raises CannotTransfer where she may not go so."""
    if held.consent.withdrawn_on is not None:
        raise CannotTransfer("She took back her consent to move. Talk to the Practice that offered her.")
    if is_known_to_have_died(held.woman):
        raise CannotTransfer("This offer does not stand any more. Talk to the Practice that offered her.")
    if held.woman.restricted_because == RestrictionReason.SPECIAL_RISK and not held.is_restricted:
        raise CannotTransfer("Something has changed since she was offered. The other Practice has to offer her anew.")
    return moving.pack(held.woman, held.parts)


def _close_there(held: Transfer, *, today: date) -> None:
    """In the sender's scope: her place ends as transferred; everything that was done stays."""
    latest = Place.objects.filter(woman=held.woman_id).order_by("-number").first()
    if latest is not None and latest.step_on(date.max) not in (
        PlaceStep.CLOSED, PlaceStep.DECLINED, PlaceStep.NOT_ELIGIBLE,
    ):  # fmt: skip
        take_step(
            place=latest, to=PlaceStep.CLOSED, on=today, by=None, today=today, reason=ClosureReason.TRANSFERRED,
            words=f"Moved to {held.to_practice.name}.",
        )  # fmt: skip
    note_look(by=None, action=AccessAction.SETTING, view="transfer", woman_id=held.woman_id,
              why=f"transfer {held.pk} accepted")  # fmt: skip


def _goal_refs() -> Iterator[str]:
    """References for goals that begin here: of a move, and numbered."""
    move = uuid4().hex[:8]
    return (f"T-{move}-{number}" for number in count(1))
