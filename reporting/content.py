"""Everything that is sealed in a return, as canonical JSON.

`figures` are those of reporting.figures. `more` holds the rest: `practice` (its name), `narrative`, `quality`,
`left_out`, `known`, `compared`, `hidden`, and a `salt`: the copies that leave bear the seal, and without a salt the few
small numbers that they hide could be found by trying.
"""

import secrets
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from practices.models import Practice
from practices.tenancy.scope import as_system
from reporting.disclosure.hiding import Earlier, hide
from reporting.figures import canonical_bytes, figures_of, sha256_of
from reporting.indicators.beside import count_beside
from reporting.models import FROZEN, SENT, HiddenByHand, Narrative, Return
from reporting.quality.checking import Checked, check_quarter
from reporting.quarters import Quarter
from reporting.queries import first_quarter
from women.models import Cohort

FORMAT = 2
NARRATIVE = {
    "went_well": "What went well",
    "was_hard": "What was hard",
    "is_next": "What is next",
    "story": "One woman’s story, told with her consent",
}
SAID_OF_CHANGE = {
    "figures": "the figures",
    "beside": "what is left out or known",
    "quality": "data quality",
    "narrative": "the narrative",
    "hidden": "what the copies that leave hide",
    "compared": "the earlier quarters that stand beside the figures",
    "practice": "what the Practice is called, or who delivers or commissions it",
}
NAMED = ("name", "nation", "delivered_by", "commissioned_by")


def content_of(
    figures: dict[str, Any], more: dict[str, Any], *, version: int | None, definitions: str
) -> dict[str, Any]:
    """What the seal is over. A return without `more` was sealed over its figures alone."""
    if not more:
        return figures
    return {"format": FORMAT, "version": version, "definitions": definitions, **more, "figures": figures}


def seal_of(figures: dict[str, Any], more: dict[str, Any], *, version: int | None, definitions: str) -> str:
    """SHA-256 over the canonical bytes of the content, as 64 hexadecimal digits."""
    return sha256_of(content_of(figures, more, version=version, definitions=definitions))


def content_of_return(found: Return) -> dict[str, Any]:
    """The sealed content of a return as it is kept."""
    return content_of(found.figures, found.more, version=found.version, definitions=found.definitions_version)


def bytes_of_return(found: Return) -> bytes:
    """The canonical bytes: a download of them has the seal as its own SHA-256."""
    return canonical_bytes(content_of_return(found))


def counted(practice: Practice, quarter: Quarter, *, today: date, using: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figures, and what stands beside them, counted now in the scope that is open on `using`."""
    figures = figures_of(practice, quarter, today=today, using=using)
    return figures, count_beside([practice.pk], quarter, today=today, using=using)[practice.pk]


def gather(
    practice: Practice,
    quarter: Quarter,
    figures: dict[str, Any],
    beside: dict[str, Any],
    checked: Sequence[Checked],
    *,
    today: date,
) -> dict[str, Any]:
    """`more` for a return of these figures, from what the Practice has written and decided; its scope is open."""
    return {
        "narrative": narrative_of(quarter),
        "practice": practice_as_named(practice),
        "cohort": cohort_of(quarter),
        "quality": quality_of(checked),
        **beside,
        "compared": compared(practice, quarter, today=today),
        "hidden": hidden_of(quarter, figures),
        "salt": secrets.token_hex(16),
    }


def practice_as_named(practice: Practice) -> dict[str, str]:
    """What a return says of the Practice itself: sealed with it, since a Practice may be called otherwise later."""
    return {name: str(getattr(practice, name)) for name in NAMED}


def practice_in(found: Return, practice: Practice) -> Practice:
    """The Practice as a kept return names it; of one that was sealed without, as it is now."""
    named = copy(practice)
    for name, value in found.more.get("practice", {}).items():
        setattr(named, name, value)
    return named


@dataclass(frozen=True)
class Standing:
    """A quarter as it stands now: its figures, all else that a return of it would seal, and the checks in full."""

    figures: dict[str, Any]
    more: dict[str, Any]
    checked: list[Checked]


def standing_of(practice: Practice, quarter: Quarter, *, now: datetime, today: date) -> Standing:
    """Counted and gathered once for whatever asks of it; the Practice's scope is open.

    Over everybody, as the worker counts: a figure is the Practice's, whoever reads it.
    """
    with as_system():
        figures, beside = counted(practice, quarter, today=today, using=DEFAULT_DB_ALIAS)
        checked = check_quarter(practice.pk, quarter, now=now)
        return Standing(figures, gather(practice, quarter, figures, beside, checked, today=today), checked)


def cohort_of(quarter: Quarter) -> int | None:
    """The number of the cohort that the Practice works with at the quarter's end: the latest that has started."""
    begun = Cohort.objects.filter(starts_on__lte=quarter.end).order_by("-starts_on", "-number")
    return begun.values_list("number", flat=True).first()


def narrative_of(quarter: Quarter) -> dict[str, Any]:
    """The texts as they stand, without the story: that goes beside a return, and can be withdrawn (ADR 0042)."""
    texts = words_of(quarter)
    texts.pop("story", None)
    return texts


def words_of(quarter: Quarter) -> dict[str, Any]:
    """All that would be told of a quarter: the texts, and the story once it may be told."""
    found = Narrative.objects.filter(quarter=str(quarter)).first()
    if found is None:
        return {}
    texts = {name: getattr(found, name) for name in NARRATIVE if getattr(found, name)}
    if not found.may_tell_story:
        texts.pop("story", None)
    return texts


def quality_of(checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """The state of every check, in counts."""
    return [one.as_json() for one in checked]


def compared(practice: Practice, quarter: Quarter, *, today: date) -> list[dict[str, Any]]:
    """The quarter before and the same quarter a year before: as they were submitted, or as they are counted now."""
    year_before, first = Quarter(quarter.year - 1, quarter.number), first_quarter(practice)
    found = []
    for called, other in (("Last quarter", quarter.previous), ("A year before", year_before)):
        if first is None or other < first:
            continue
        sent = latest_sent(other)
        if sent is not None:
            figures, known, how = sent.figures, sent.more.get("known", {}), "as submitted"
        else:
            figures = figures_of(practice, other, today=today)
            known = count_beside([practice.pk], other, today=today)[practice.pk]["known"]
            how = "as counted now"
        found.append(beside_of(called, other, figures, known, how=how))
    return found


def beside_of(
    called: str, quarter: Quarter, figures: dict[str, Any], known: dict[str, Any], *, how: str
) -> dict[str, Any]:
    """An earlier quarter as it stands beside a return's figures."""
    displays = {key: said["display"] for key, said in figures["indicators"].items()}
    return {"called": called, "quarter": str(quarter), "how": how, "displays": displays, "known": known}


def latest_sent(quarter: Quarter) -> Return | None:
    """The latest version of a quarter that was submitted and not returned."""
    sent = Return.objects.filter(quarter=str(quarter), status__in=SENT)
    return sent.order_by("-version").first()


def hidden_of(quarter: Quarter, figures: dict[str, Any]) -> dict[str, str]:
    """What the copies that leave hide of these figures, each with why."""
    versions = [
        Earlier(f"version {one.version}", one.figures, hidden_in(one))
        for one in Return.objects.filter(quarter=str(quarter), status__in=FROZEN).order_by("version")
    ]
    before = latest_sent(quarter.previous)
    return hide(
        figures,
        by_hand=HiddenByHand.objects.filter(quarter=str(quarter)).values_list("cell", flat=True),
        versions=versions,
        quarter_before=_as_sent(before),
        quarter_after=_as_sent(latest_sent(quarter.next)),
    )


def _as_sent(found: Return | None) -> Earlier | None:
    return Earlier(found.quarter, found.figures, hidden_in(found)) if found else None


def hidden_in(found: Return) -> dict[str, str]:
    """What the copies of a kept return hide; worked out for one that was sealed over its figures alone."""
    sealed: dict[str, str] | None = found.more.get("hidden")
    return hide(found.figures) if sealed is None else sealed


def changed_since(found: Return, figures: dict[str, Any], more: dict[str, Any]) -> list[str]:
    """Which parts of a kept draft are no longer as they would be built now, in words; the salt is no part."""
    differs = {
        "figures": figures != found.figures,
        "beside": any(more.get(name) != found.more.get(name) for name in ("left_out", "known")),
        "quality": more.get("quality") != found.more.get("quality"),
        "narrative": more.get("narrative") != found.more.get("narrative"),
        "hidden": more.get("hidden") != found.more.get("hidden"),
        "compared": more.get("compared") != found.more.get("compared"),
        "practice": "practice" in found.more and more.get("practice") != found.more["practice"],
    }
    return [SAID_OF_CHANGE[name] for name, is_changed in differs.items() if is_changed]
