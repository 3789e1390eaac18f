"""The only ways in which a page reads records: each writes the trail in the same transaction."""

from django.http import Http404

from practices.models import AccessAction
from practices.requests import PracticeRequest
from practices.trail import note_look
from women.models import Woman


def open_record(request: PracticeRequest, woman_id: int, *, why: str = "") -> Woman:
    """One woman's record for this person, or 404; noted as read."""
    woman = Woman.objects.filter(pk=woman_id).first()
    if woman is None:
        raise Http404
    view = request.resolver_match.view_name if request.resolver_match else ""
    note_look(by=request.user, action=AccessAction.READ, view=view, woman_id=woman.pk, why=why)
    return woman


def note_list(
    request: PracticeRequest, how_many: int, *, action: AccessAction = AccessAction.LIST, why: str = ""
) -> None:
    """A list of women was shown to this person."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    note_look(by=request.user, action=action, view=view, how_many=how_many, why=why)
