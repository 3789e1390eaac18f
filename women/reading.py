"""The only ways in which a page reads records: each writes the trail in the same transaction."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from practices.models import AccessAction
from practices.requests import PracticeRequest
from practices.trail import note_look
from women.models import Place, SafeContact, Woman
from women.presenters import PresentedWoman
from women.safety import flags_for


@dataclass(frozen=True)
class Opened:
    """A record that a person has opened: the woman, all her places (first first), and her as the identity bar says."""

    woman: Woman
    places: list[Place]
    shown: PresentedWoman


def open_record(
    request: PracticeRequest, woman_id: int, *, action: AccessAction = AccessAction.READ, why: str = ""
) -> Woman:
    """One woman's record for this person, or 404; noted as read."""
    woman = Woman.objects.filter(pk=woman_id).first()
    if woman is None:
        raise Http404
    view = request.resolver_match.view_name if request.resolver_match else ""
    note_look(by=request.user, action=action, view=view, woman_id=woman.pk, why=why)
    return woman


def open_with_places(
    request: PracticeRequest, woman_id: int, *, action: AccessAction = AccessAction.READ, why: str = ""
) -> Opened:
    """One woman's record with her places, for a page with the identity bar; three statements."""
    woman = open_record(request, woman_id, action=action, why=why)
    flags = flags_for(request.membership).filter(woman=OuterRef("woman"))
    rules = SafeContact.objects.filter(woman=OuterRef("woman"))
    found = woman.places.select_related("cohort").order_by("number")
    places: list[Place] = list(found.annotate(read_first=Exists(flags) | Exists(rules)))
    today = timezone.localdate()
    return Opened(woman, places, PresentedWoman(woman, places[-1] if places else None, today))


def note_list(
    request: PracticeRequest, how_many: int, *, action: AccessAction = AccessAction.LIST, why: str = ""
) -> None:
    """A list of women was shown to this person."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    note_look(by=request.user, action=action, view=view, how_many=how_many, why=why)
