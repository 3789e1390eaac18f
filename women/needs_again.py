"""An answer about a need that took the place of another: taken back, the other stands again (women.withdrawing).

Asked again at the same stage, a row says the new answer and its history the former. Which row stood again when one was
taken back is read from the history, too: its first version is of the very moment of the other's end.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from practices.dates import day_in_words
from women.codes import NeedLevel
from women.history import history_of
from women.models import Need, Woman


def _versions(**of: Any) -> Any:
    return history_of(Need).objects.filter(**of).order_by("pgh_id")


def _at_the_moment_of(events: Any, label: str, need_id: int) -> list[int]:
    """The other rows of the same question whose first or last version is of the moment of one of these."""
    found: list[int] = []
    for event in events:
        same = _versions(
            pgh_label=label, pgh_created_at=event.pgh_created_at, woman_id=event.woman_id, stage=event.stage,
            area=event.area,
        )  # fmt: skip
        found += same.exclude(pgh_obj_id=need_id).values_list("pgh_obj_id", flat=True)
    return found


def _answers(need_id: int) -> list[tuple[str, date]]:
    """Her answers that stand one behind another, the latest last; without those that were taken back."""
    replaced = _at_the_moment_of(_versions(pgh_obj_id=need_id, pgh_label="insert")[:1], "delete", need_id)
    said = _answers(replaced[0])[:-1] if replaced else []
    for version in _versions(pgh_obj_id=need_id).exclude(pgh_label="delete"):
        if not said or said[-1] != (version.level, version.on):
            said.append((version.level, version.on))
    return said


def answer_stands_again(need: Need) -> None:
    """Where an answer is gone, the one before it is hers again."""
    said = _answers(need.pk)
    if len(said) > 1 and not Need.objects.filter(pk=need.pk).exists():
        level, on = said[-2]
        again = Need.objects.create(woman=need.woman, stage=need.stage, area=need.area, level=level, on=on)
        _is_of_the_same_record(again, need)


def _is_of_the_same_record(again: Need, need: Need) -> None:
    """Where the answer came with a merged record, the one before it goes back to that, too."""
    from women.merging.withdrawn import first_record_of, note_put_back  # which knows every kind that is taken back

    of = first_record_of(Need._meta.label, need.pk, need.woman_id)
    note_put_back([(again, {"values": {}})], of=of)


def make_room(need_id: int) -> None:
    """What stood again when an answer went makes room where that comes back, unless somebody has changed it since."""
    for pk in _at_the_moment_of(_versions(pgh_obj_id=need_id, pgh_label="delete"), "insert", need_id):
        if _versions(pgh_obj_id=pk).count() == 1:
            Need.objects.filter(pk=pk).delete()


def what_stands_again(need: Need, _to: Woman | None) -> Iterable[str]:
    """The same in words, for the page that checks."""
    said = _answers(need.pk)
    if len(said) > 1:
        level, on = said[-2]
        yield f"Her answer before it stands again: {NeedLevel(level).label}, {day_in_words(on)}."
