"""The only ways in which a page reads records: each writes the trail in the same transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from practices.codes import YesNoUnknown
from practices.models import AccessAction
from practices.requests import PracticeRequest
from practices.trail import note_look
from women.codes import PlaceStep
from women.family import fresh_of_children, fresh_of_pregnancies
from women.merged import find_or_404
from women.models import Child, Erasure, Flag, Place, Pregnancy, SafeContact, Step, Woman
from women.presenters import PresentedWoman, has_died
from women.safety import may_see


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
    woman = find_or_404(woman_id)
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
    """One woman's record with her places, for a page with the identity bar; at most four statements.

    Raises Erased where something is written to a record whose details are gone, unless that is its new beginning.
    """
    today = timezone.localdate()
    found: Any = Place.objects.filter(woman=woman_id).select_related("woman", "cohort").order_by("number")
    rows = list(found.annotate(has_fresh_loss=_has_fresh_loss(today)))
    places: list[Place] = rows
    woman = places[-1].woman if places else find_or_404(woman_id)
    _note(request, woman, action=action, why=why)
    latest = places[-1] if places else None
    if request.method not in ("GET", "HEAD") and not may_be_erased and was_erased(woman):
        raise Erased(GONE_AND_DIED if has_died(woman, latest) else DETAILS_GONE)
    ways = SafeContact.objects.none() if has_died(woman, latest) else SafeContact.objects.filter(woman=woman_id)
    rules = list(ways.order_by().values_list("channel", "is_safe", "hours"))
    careful = frozenset(channel for channel, is_safe, _ in rules if is_safe != YesNoUnknown.YES)
    read_first = bool(careful) or any(hours for _, _, hours in rules) or any(one.has_fresh_loss for one in rows)
    if not read_first:
        audiences = Flag.objects.filter(woman=woman_id, ended_on=None).order_by().values_list("audience", flat=True)
        read_first = any(may_see(request.membership, audience, woman) for audience in audiences)
    shown = PresentedWoman(woman, latest, today, read_first)
    return Opened(woman, places, shown, careful)


def _has_fresh_loss(today: date) -> Q:
    children = Child.objects.filter(fresh_of_children(today), woman=OuterRef("woman"))
    pregnancies = Pregnancy.objects.filter(fresh_of_pregnancies(today), woman=OuterRef("woman"))
    return Q(Exists(children)) | Q(Exists(pregnancies))


GONE_AND_DIED = "She has died, and her details were erased. Nothing more is written to her record."
DETAILS_GONE = "Her details were erased. Refer her again, under Place and steps, before anything more is written."


class Erased(PermissionDenied):
    """Her details were erased: nothing more is written before she is referred again."""


def was_erased(woman: Woman) -> bool:
    """Whether her details are gone and nobody has referred her or offered her a place since."""
    erased = woman.erasures.filter(done_at__isnull=False).order_by("-done_at").first()
    if erased is None:
        return False
    begins = Q(step__in=(PlaceStep.REFERRED, PlaceStep.OFFERED)) & ~Q(on=None)
    begins |= Q(step__in=(PlaceStep.DECLINED, PlaceStep.NOT_ELIGIBLE, PlaceStep.CLOSED), on=None)  # taken back
    begun = Step.objects.filter(begins, place__woman=woman)
    return not begun.filter(recorded_at__gt=erased.done_at).exists()


def erased_refs() -> dict[str, date]:
    """The references of the women whose details are gone, each with the day on which they went; the scope is open."""
    done = Erasure.objects.filter(done_at__isnull=False).select_related("woman").order_by("done_at")
    women = {one.woman: timezone.localdate(one.done_at) for one in done if one.done_at is not None}
    return {woman.ref: day for woman, day in women.items() if was_erased(woman)}


def note_list(
    request: PracticeRequest, how_many: int, *, action: AccessAction = AccessAction.LIST, why: str = ""
) -> None:
    """A list of women was shown to this person."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    note_look(by=request.user, action=action, view=view, how_many=how_many, why=why)
