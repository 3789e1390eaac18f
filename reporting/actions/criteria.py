"""Writing an agreement on success; once agreed, its criteria stand."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from practices.models import User
from reporting.models import Criterion, SuccessAgreement


class CannotChange(Exception):
    """The agreement has been made; the message says so."""


def make_agreement(*, by: User, now: datetime, **words: str) -> SuccessAgreement:
    """Begin an agreement, to which criteria are added."""
    return SuccessAgreement.objects.create(made_by=by, made_at=now, **words)


def add_criterion(*, agreement: SuccessAgreement, **facts: Any) -> Criterion:
    """Add a criterion; raises CannotChange once it is agreed."""
    with transaction.atomic():
        _open(agreement)
        return Criterion.objects.create(agreement=agreement, **facts)


def drop_criterion(*, agreement: SuccessAgreement, criterion_id: int) -> None:
    """Take a criterion away again; raises CannotChange once it is agreed."""
    with transaction.atomic():
        _open(agreement)
        Criterion.objects.filter(agreement=agreement, pk=criterion_id).delete()


def drop_agreement(*, agreement: SuccessAgreement) -> None:
    """Delete an agreement that was begun by mistake; raises CannotChange where it is signed or has criteria."""
    with transaction.atomic():
        kept = _open(agreement)
        if Criterion.objects.filter(agreement=kept).exists():
            raise CannotChange("Take its criteria away first: then the agreement can be deleted.")
        kept.delete()


def agree(*, agreement: SuccessAgreement, agreed_on: date, **signed: str) -> SuccessAgreement:
    """Record that all three have signed; raises CannotChange where they have, or where there is nothing to agree on."""
    with transaction.atomic():
        kept = _open(agreement)
        if not Criterion.objects.filter(agreement=kept).exists():
            raise CannotChange("Add at least one criterion before the agreement is signed.")
        kept.agreed_on = agreed_on
        for name, value in signed.items():
            setattr(kept, name, value)
        kept.save(update_fields=["agreed_on", *signed])
        return kept


def _open(agreement: SuccessAgreement) -> SuccessAgreement:
    kept = SuccessAgreement.objects.select_for_update().get(pk=agreement.pk)
    if kept.agreed_on is not None:
        raise CannotChange("This agreement has been signed, so its criteria stand. Begin a new one to agree on others.")
    return kept
