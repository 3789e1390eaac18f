"""Writes to a woman herself: a referral by hand, and whose caseload she is on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from practices.codes import YesNoUnknown
from practices.models import Membership, Practice, User
from practices.telephone import numbers_in
from practices.tenancy.scope import as_system, current_practice_id
from women.actions.places import refer
from women.codes import Channel, PlaceStep
from women.lifecycle import ENDED
from women.likely import reference_key
from women.models import AgencyReference, SafeContact, StepNote, Woman
from women.presenters import has_died

FIRST = "R-0001"


@transaction.atomic
def add_referral(
    *, values: dict[str, Any], on: date, source: str, by: User | None, telephone: str = "", agency_reference: str = ""
) -> Woman:
    """Write down a woman who was referred, with her first place; `agency_reference` is of the `source`.

    Nobody has asked her yet whether her telephone is safe: it stands as not known.
    """
    Practice.objects.select_for_update(no_key=True).get(pk=current_practice_id())  # references are taken in turn
    woman = Woman.objects.create(**{**values, "ref": values.get("ref") or next_reference()})
    refer(woman=woman, on=on, by=by, source=source)
    _add_what_is_new(woman, on=on, source=source, telephone=telephone, agency_reference=agency_reference)
    return woman


@transaction.atomic
def add_referral_to(
    *, woman: Woman, words: str, on: date, source: str, by: User | None, rank: int | None = None, telephone: str = "",
    agency_reference: str = "",
) -> None:  # fmt: skip
    """Add a referral to the record of a woman who is here already, with a further place where her latest has ended.

    While she has a place that has not ended, that one goes on, and the words stand beside it. A telephone number and
    an agency's reference are added where they are not hers yet. Raises lifecycle.StepNotAllowed where she has died,
    or where it is before her earlier place ended.
    """
    held = Woman.objects.select_for_update().get(pk=woman.pk)
    latest = held.places.order_by("-number").first()
    if latest is None or latest.step_on(date.max) in ENDED or has_died(held, latest):
        place = refer(woman=held, on=on, by=by, source=source)
    else:
        place = latest
    said = f"{words} By {source}." if source else words
    StepNote.objects.create(place=place, about=PlaceStep.REFERRED, on=on, words=said, recorded_by=by)
    if rank is not None and held.priority_rank is None:
        held.priority_rank = rank
        held.save(update_fields=["priority_rank"])
    _add_what_is_new(held, on=on, source=source, telephone=telephone, agency_reference=agency_reference)


def _add_what_is_new(woman: Woman, *, on: date, source: str, telephone: str, agency_reference: str) -> None:
    """Her number and her case's reference at whoever referred her, where they are not on her record yet."""
    known = [contact.detail for contact in SafeContact.objects.filter(woman=woman)]
    if telephone and telephone not in known and not numbers_in(telephone) & numbers_in(" ; ".join(known)):
        SafeContact.objects.create(
            woman=woman, channel=Channel.PHONE, is_safe=YesNoUnknown.UNKNOWN, detail=telephone, checked_on=on
        )
    references = {reference_key(one.reference) for one in AgencyReference.objects.filter(woman=woman)}
    if agency_reference and reference_key(agency_reference) not in references:
        AgencyReference.objects.create(woman=woman, agency=source, reference=agency_reference)


def next_reference() -> str:
    """The reference after the highest numbered one of this Practice, in its own style: RTH-0039 after RTH-0038."""
    with as_system():  # a restricted or a merged record's number is taken, too
        refs = list(Woman.every.values_list("ref", flat=True))
    numbered = [
        (int(ref[len(head) :]), head, len(ref) - len(head)) for ref in refs if (head := ref.rstrip("0123456789")) != ref
    ]
    if not numbered:
        return FIRST
    number, head, width = max(numbered)
    return f"{head}{number + 1:0{width}d}"


def follow_name(practitioner: Membership, before: str) -> None:
    """A practitioner is called otherwise: so are they on the caseload that they hold."""
    held = Woman.objects.filter(practitioner=practitioner, practitioner_name=before)
    held.update(practitioner_name=practitioner.user.name)


@transaction.atomic
def give_to(*, women: Sequence[Woman], practitioner: Membership) -> None:
    """Put women on a practitioner's caseload; what was done before stays as it was written."""
    for woman in women:
        woman.practitioner = practitioner
        woman.practitioner_name = practitioner.user.name
        woman.save(update_fields=["practitioner", "practitioner_name"])
