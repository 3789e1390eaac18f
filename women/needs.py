"""Needs by area of life at the start, in the middle and at the end, beside one another."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from practices.codes import AreaOfLife
from women.codes import NeedLevel, NeedStage
from women.models import Need, Woman


@dataclass(frozen=True)
class NeedRow:
    """One area and what was said of it at each stage; blank where it was not asked."""

    area: str
    said: list[str]


@dataclass(frozen=True)
class NeedTable:
    """The stages with the day each was asked, and a row an area that was ever asked about."""

    stages: list[tuple[str, date | None]]
    rows: list[NeedRow]


def table_of(woman: Woman) -> NeedTable:
    """All that was asked of her needs; one statement."""
    found = {(need.area, need.stage): need for need in woman.needs.all()}
    asked = {stage: max((n.on for (_, s), n in found.items() if s == stage), default=None) for stage in NeedStage}
    rows = []
    for area in AreaOfLife:
        said = [found[(area, stage)].get_level_display() if (area, stage) in found else "" for stage in NeedStage]
        if any(said):
            rows.append(NeedRow(area.label, said))
    return NeedTable([(stage.label, asked[stage]) for stage in NeedStage], rows)


@transaction.atomic
def keep(*, woman: Woman, stage: NeedStage, on: date, levels: dict[str, NeedLevel]) -> None:
    """Write what was asked at one stage: area → level. An area that is left out keeps what was said before."""
    for area, level in levels.items():
        Need.objects.update_or_create(woman=woman, stage=stage, area=area, defaults={"level": level, "on": on})
