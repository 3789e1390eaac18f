"""The only ways in which a page reads records: each writes the trail in the same transaction."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from practices.codes import YesNoUnknown
from practices.models import AccessAction
from practices.requests import PracticeRequest
from practices.trail import note_look
from women.codes import PlaceStep
from women.models import Place, SafeContact, Step, Woman
from women.presenters import PresentedWoman
from women.safety import flags_for


@dataclass(frozen=True)
class Opened:
    """A record that a person has opened: the woman, all her places (first first), and her as the identity bar says.

    `careful` are the channels that may be used only with a reason.
    """

    woman: Woman
    places: list[Place]
    shown: PresentedWoman
    careful: frozenset[str]


def open_record(
    request: PracticeRequest, woman_id: int, *, action: AccessAction = AccessAction.READ, why: str = ""
) -> Woman:
    """One woman's record for this person, or 404; noted as read."""
    woman = Woman.objects.filter(pk=woman_id).first()
    if woman is None:
        raise Http404
    _note(request, woman, action=action, why=why)
    return woman


def _note(request: PracticeRequest, woman: Woman, *, action: AccessAction, why: str) -> None:
    view = request.resolver_match.view_name if request.resolver_match else ""
    note_look(by=request.user, action=action, view=view, woman_id=woman.pk, why=why)


def open_with_places(
    request: PracticeRequest,
    woman_id: int,
    *,
    action: AccessAction = AccessAction.READ,
    why: str = "",
    may_be_erased: bool = False,
) -> Opened:
    """One woman's record with her places, for a page with the identity bar; two statements.

    Raises Erased where something is written to a record whose details are gone, unless that is its new beginning.
    """
    flags = flags_for(request.membership).filter(woman=OuterRef("woman"))
    rules = SafeContact.objects.filter(woman=OuterRef("woman"))
    found = Place.objects.filter(woman=woman_id).select_related("woman", "cohort").order_by("number")
    annotated = found.annotate(
        read_first=Exists(flags) | Exists(rules.exclude(is_safe=YesNoUnknown.YES, hours="")),
        careful_channels=ArraySubquery(rules.exclude(is_safe=YesNoUnknown.YES).values("channel")),
    )
    places: list[Any] = list(annotated)
    woman = places[-1].woman if places else Woman.objects.filter(pk=woman_id).first()
    if woman is None:
        raise Http404
    _note(request, woman, action=action, why=why)
    if request.method not in ("GET", "HEAD") and not may_be_erased and was_erased(woman):
        raise Erased(DETAILS_GONE)
    careful = frozenset(places[-1].careful_channels) if places else frozenset()
    shown = PresentedWoman(woman, places[-1] if places else None, timezone.localdate())
    return Opened(woman, places, shown, careful)


DETAILS_GONE = "Her details were erased. Refer her again, under Place and steps, before anything more is written."


class Erased(PermissionDenied):
    """Her details were erased: nothing more is written before she is referred again."""


def was_erased(woman: Woman) -> bool:
    """Whether her details are gone and nobody has referred her or offered her a place since."""
    erased = woman.erasures.filter(done_at__isnull=False).order_by("-done_at").first()
    if erased is None:
        return False
    begun = Step.objects.filter(place__woman=woman, step__in=(PlaceStep.REFERRED, PlaceStep.OFFERED))
    return not begun.filter(recorded_at__gt=erased.done_at).exists()


def note_list(
    request: PracticeRequest, how_many: int, *, action: AccessAction = AccessAction.LIST, why: str = ""
) -> None:
    """A list of women was shown to this person."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    note_look(by=request.user, action=action, view=view, how_many=how_many, why=why)
