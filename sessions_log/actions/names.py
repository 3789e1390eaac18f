"""Whose account a name in a workbook is."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Count

from practices.models import Membership
from practices.ordering import sort_key
from sessions_log.models import Contact
from women.models import Woman


@dataclass(frozen=True)
class ImportedName:
    """A practitioner's name as it was imported, and what stands under it without an account."""

    name: str
    women: int
    contacts: int

    @property
    def digest(self) -> str:
        """What names its field on a page: the list may be another by the time that the page is sent."""
        return sha256(self.name.encode()).hexdigest()[:16]


def unlinked_names() -> list[ImportedName]:
    """Names with no account yet, in order; two statements."""

    def counts(model: type[Woman] | type[Contact]) -> dict[str, int]:
        found = model.objects.filter(practitioner=None).exclude(practitioner_name="").order_by()
        return dict(found.values_list("practitioner_name").annotate(how_many=Count("pk")))

    women, contacts = counts(Woman), counts(Contact)
    names = sorted({*women, *contacts}, key=sort_key)
    return [ImportedName(name, women.get(name, 0), contacts.get(name, 0)) for name in names]


@transaction.atomic
def link(*, name: str, practitioner: Membership) -> None:
    """Give everything under an imported name to an account; the name as imported stays readable on contacts."""
    Contact.objects.filter(practitioner=None, practitioner_name=name).update(practitioner=practitioner)
    Woman.objects.filter(practitioner=None, practitioner_name=name).update(practitioner=practitioner)
