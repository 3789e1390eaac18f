"""What a row did to other rows when it was written, read from their history: undone where it is taken back.

A loss takes the day off a review of contraception; a legal status stands on the child itself; what was done after a
death is not to do any more. Steps and deaths undo theirs in `women.actions.corrections`.
"""

from datetime import date
from typing import Any

from women.codes import LOSSES, LastThing
from women.history import history_of
from women.models import AfterDeath, Child, ChildStatus, Contraception, Pregnancy, Withdrawal, Woman
from women.presenters import is_known_to_have_died


def is_a_loss(row: Any) -> bool:
    """Whether a child or a pregnancy, or a version of one, says that she lost it."""
    return bool(getattr(row, "loss", "")) or getattr(row, "ended_as", "") in LOSSES


def reviews_taken_off_by(row: Child | Pregnancy) -> dict[int, date]:
    """The reviews that lost their day in the press that recorded a loss: contraception → the day it had."""
    versions = history_of(type(row)).objects.filter(pgh_obj_id__in=_ids_ever(row._meta.label, row.pk))
    moments = {version.pgh_created_at for version in versions if is_a_loss(version)}
    contraception = history_of(Contraception).objects.order_by("-pgh_id")
    found = {}
    for version in contraception.filter(woman_id=row.woman_id, pgh_created_at__in=moments, review_due_on=None):
        before = contraception.filter(pgh_obj_id=version.pgh_obj_id, pgh_id__lt=version.pgh_id).first()
        if before is not None and before.review_due_on is not None:
            found[version.pgh_obj_id] = before.review_due_on
    return found


def _ids_ever(label: str, row_id: int) -> list[int]:
    """The id of a row, and those which it had on each record from which it was moved."""
    ids = [row_id]
    while made := Withdrawal.objects.filter(rows__contains=[{"model": label, "became": ids[-1]}]).first():
        ids.append(next(one["id"] for one in made.rows if one["model"] == label and one.get("became") == ids[-1]))
    return ids


def reviews_to_stand_again(row: Any) -> list[date]:
    """The days that reviews of her contraception get again where this row goes; none where it is no loss."""
    if not isinstance(row, Child | Pregnancy) or not is_a_loss(row):
        return []
    days = reviews_taken_off_by(row)
    blank = Contraception.objects.filter(pk__in=days, ended_on=None, review_due_on=None)
    return sorted(days[pk] for pk in blank.values_list("pk", flat=True))


def reviews_stand_again(row: Child | Pregnancy) -> None:
    """A loss was no loss of hers: each review that it took off has its day, unless somebody has set another since."""
    for pk, day in reviews_taken_off_by(row).items():
        Contraception.objects.filter(pk=pk, ended_on=None, review_due_on=None).update(review_due_on=day)


def after_a_loss(row: Child | Pregnancy) -> None:
    """Reviews as they are with the loss, where it stands on her record; as they were before it, where it is gone."""
    if not is_a_loss(row):
        return
    if not type(row)._base_manager.filter(pk=row.pk).exists():
        reviews_stand_again(row)
        return
    for pk, day in reviews_taken_off_by(row).items():
        Contraception.objects.filter(pk=pk, review_due_on=day).update(review_due_on=None)


def latest_status_stands(child: Child) -> None:
    """Put a child's latest status and placement on the child; with none left, what was said of it before the first."""
    statuses = list(child.statuses.order_by("since_on", "pk"))
    placements = [one.placement for one in statuses if one.placement]
    before = _said_of_itself(child)
    child.legal_status = statuses[-1].legal_status if statuses else before["legal_status"]
    child.placement = placements[-1] if placements else before["placement"]
    child.save(update_fields=["legal_status", "placement"])


def _said_of_itself(child: Child) -> dict[str, str]:
    """Its status and placement as its own page or a workbook said them, and not a row of its statuses."""
    moments = set(history_of(ChildStatus).objects.filter(child_id=child.pk).values_list("pgh_created_at", flat=True))
    said, earlier = {"legal_status": "", "placement": ""}, None
    for version in history_of(Child).objects.filter(pgh_obj_id=child.pk).order_by("pgh_id"):
        for name in said:
            now = getattr(version, name)
            if version.pgh_created_at not in moments and (earlier is None or now != getattr(earlier, name)):
                said[name] = now
        earlier = version
    return said


def to_do_once(row: AfterDeath) -> None:
    """What is to do after a death stands once: not open beside one that is done, and open again where that one goes.

    It was listed when she died, and is again; what somebody added by hand goes for good.
    """
    of_her = AfterDeath.objects.filter(woman=row.woman_id, what=row.what)
    if row.what == LastThing.OTHER:
        return
    if of_her.filter(pk=row.pk).exists():
        of_her.filter(done_on=None, set_aside=False, words="").exclude(pk=row.pk).delete()
        return
    deaths = history_of(Woman).objects.filter(pgh_obj_id=row.woman_id, death_known_on__isnull=False)
    listed = history_of(AfterDeath).objects.filter(
        woman_id=row.woman_id, what=row.what, pgh_label="insert", pgh_created_at__in=deaths.values("pgh_created_at")
    )
    if listed.exists() and not of_her.exists() and is_known_to_have_died(row.woman):
        AfterDeath.objects.create(woman=row.woman, what=row.what)
