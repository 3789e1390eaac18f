"""Writes to a woman herself: a referral by hand, and whose caseload she is on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from practices.codes import YesNoUnknown
from practices.models import Membership, Practice, User
from practices.tenancy.scope import as_system, current_practice_id
from women.actions.places import refer
from women.codes import Channel
from women.models import AgencyReference, SafeContact, Woman

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
    if telephone:
        SafeContact.objects.create(
            woman=woman, channel=Channel.PHONE, is_safe=YesNoUnknown.UNKNOWN, detail=telephone, checked_on=on
        )
    if agency_reference:
        AgencyReference.objects.create(woman=woman, agency=source, reference=agency_reference)
    return woman


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
