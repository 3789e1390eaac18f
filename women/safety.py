"""Who may see a flag, and of whom there is something to read before contact."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from practices.codes import YesNoUnknown
from practices.models import Membership
from practices.permissions import Role
from women.codes import FlagAudience
from women.models import Flag, SafeContact, Withdrawal, Woman


def flags_for(viewer: Membership) -> QuerySet[Flag]:
    """The flags that stand and that this person may see."""
    return flags_of_any_day(viewer).filter(ended_on=None)


def may_see(viewer: Membership, flag_audience: str, woman: Woman) -> bool:
    """The same rule for one flag of one woman."""
    if viewer.role == Role.PRACTICE_LEAD or flag_audience == FlagAudience.TEAM:
        return True
    return woman.practitioner_id == viewer.pk


def flags_of_any_day(viewer: Membership) -> QuerySet[Flag]:
    """Ended ones too: the team's, and those of her own women; a lead sees all."""
    if viewer.role == Role.PRACTICE_LEAD:
        return Flag.objects.all()
    return Flag.objects.filter(Q(audience=FlagAudience.TEAM) | Q(woman__practitioner=viewer))


def may_see_withdrawn(viewer: Membership, withdrawal: Withdrawal) -> bool:
    """Whether a person may hear of what was taken back: of a flag, where they might see it, as it was last."""
    gone = [one["id"] for one in withdrawal.rows if one["model"] == Flag._meta.label]
    if not gone or viewer.role == Role.PRACTICE_LEAD:
        return True
    history: Any = apps.get_model("women", "FlagEvent")
    latest = dict(history.objects.filter(pgh_obj_id__in=gone).order_by("pgh_id").values_list("pgh_obj_id", "audience"))
    women = [withdrawal.woman, *([withdrawal.moved_to] if withdrawal.moved_to else [])]
    return all(pk in latest and all(may_see(viewer, latest[pk], woman) for woman in women) for pk in gone)


def to_read_first(viewer: Membership, women: Collection[int]) -> set[int]:
    """Of these women, those of whom this person has something to read before contact; two statements."""
    rules = SafeContact.objects.filter(woman__in=women).exclude(is_safe=YesNoUnknown.YES, hours="")
    flagged = flags_for(viewer).filter(woman__in=women)
    return {*rules.values_list("woman", flat=True), *flagged.values_list("woman", flat=True)} if women else set()
