"""The sections of a woman's record. The apps above add theirs, so that this app need not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from women.models import Woman


@dataclass(frozen=True)
class Section:
    """One section: its heading, its template, and what fills it (called in the Practice's scope)."""

    key: str
    title: str
    template: str
    load: Callable[[Woman], dict[str, Any]]


SECTIONS: list[Section] = []


def add_section(section: Section) -> None:
    """Append a section to every record; called once, when the app is ready."""
    if all(known.key != section.key for known in SECTIONS):
        SECTIONS.append(section)


def own_sections() -> None:
    """The sections that this app fills itself."""
    for section in (
        Section("children", "Children", "women/sections/children.html", _children),
        Section("goals", "Goals", "women/sections/goals.html", _goals),
        Section("health", "Contraception and pregnancies", "women/sections/health.html", _health),
    ):
        add_section(section)


def _children(woman: Woman) -> dict[str, Any]:
    return {"children": woman.children.all()}


def _goals(woman: Woman) -> dict[str, Any]:
    return {"goals": woman.goals.prefetch_related("scores")}


def _health(woman: Woman) -> dict[str, Any]:
    return {"contraception": woman.contraception.all(), "pregnancies": woman.pregnancies.all()}
