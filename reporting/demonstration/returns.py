"""The returns of the demonstration: built and sealed as the worker does it, for every quarter that is over."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from practices.models import Practice, User
from practices.tenancy.scope import national_scope, practice_scope
from reporting.actions import questions, returns
from reporting.actions.quality import accept
from reporting.benchmark.publishing import CannotPublish, publish
from reporting.benchmark.reading import quarters_with_returns
from reporting.benchmark.standing import prepare
from reporting.content import beside_of, cohort_of, counted, narrative_of, practice_as_named, quality_of
from reporting.demonstration.loading import noon
from reporting.demonstration.profiles import NARRATIVES
from reporting.disclosure.hiding import Earlier, hide
from reporting.models import Narrative
from reporting.presenting import Both, present_both
from reporting.printing.sheets import write_sheets
from reporting.quality.checking import Checked, check_quarter
from reporting.quarters import Quarter

DRAWN = ("southwark",)  # whose latest return has its PDFs too: the lead that the first page offers to sign in as
BUILT_AFTER, SUBMITTED_AFTER, ACCEPTED_AFTER = timedelta(days=9), timedelta(days=12), timedelta(days=20)
PUBLISHED_AFTER = timedelta(days=30)
WITH_SHEETS = 2  # the latest returns of a Practice


def quarters_over(first: date, today: date, *, until: date | None) -> list[Quarter]:
    """The quarters from that of `first` that have ended, none that began after the Practice closed."""
    quarter, found = Quarter.of(first), []
    while quarter.has_ended(today) and (until is None or quarter.start < until):
        found.append(quarter)
        quarter = quarter.next
    return found


def files_of(wanted: "Wanted") -> dict[str, bytes]:
    """The files of one return. Old ones have none, and few have PDFs: loading is everybody's first minute."""
    if not wanted.has_pdfs:
        return write_sheets(wanted.both) if wanted.has_sheets else {}
    from reporting.printing.outputs import all_files  # it loads WeasyPrint, which takes seconds

    return all_files(wanted.both)


@dataclass(frozen=True)
class Wanted:
    """One return of the demonstration, counted and ready to be drawn."""

    practice: Practice
    lead: User
    quarter: Quarter
    figures: dict[str, Any]
    more: dict[str, Any]
    has_sheets: bool
    has_pdfs: bool

    @property
    def both(self) -> Both:
        """As the Practice reads it and as it leaves."""
        built_at = noon(self.quarter.end + BUILT_AFTER)
        return present_both(self.figures, self.more, practice=self.practice, built_at=built_at, version=1)


def counted_for(practice: Practice, lead: User, quarters: Sequence[Quarter]) -> list[Wanted]:
    """Each quarter as it stood nine days after its end, the records put in order; the scope is open."""
    found: list[Wanted] = []
    for quarter in quarters:
        built = quarter.end + BUILT_AFTER
        _write_narrative(quarter, by=lead, now=noon(built))
        checked = _let_stand(practice, quarter, by=lead, now=noon(built))
        figures, beside = counted(practice, quarter, today=built, using="default")
        before = found[-1] if found and found[-1].quarter == quarter.previous else None
        earlier = Earlier(str(before.quarter), before.figures, before.more["hidden"]) if before else None
        more = {
            "narrative": narrative_of(quarter),
            "practice": practice_as_named(practice),
            "cohort": cohort_of(quarter),
            "quality": quality_of(checked),
            **beside,
            "compared": _compared(found, quarter),
            "hidden": hide(figures, quarter_before=earlier),
            "salt": secrets.token_hex(16),
        }
        has_sheets = quarter in quarters[-WITH_SHEETS:]
        has_pdfs = practice.slug in DRAWN and quarter == quarters[-1]
        found.append(Wanted(practice, lead, quarter, figures, more, has_sheets, has_pdfs))
    return found


def _compared(found: Sequence[Wanted], quarter: Quarter) -> list[dict[str, Any]]:
    """As `reporting.content.compared` would say, had the earlier ones been sent already."""
    year_before = Quarter(quarter.year - 1, quarter.number)
    by_quarter = {one.quarter: one for one in found}
    return [
        beside_of(called, other, by_quarter[other].figures, by_quarter[other].more["known"], how="as submitted")
        for called, other in (("Last quarter", quarter.previous), ("A year before", year_before))
        if other in by_quarter
    ]


def _write_narrative(quarter: Quarter, *, by: User, now: datetime) -> None:
    texts = dict(zip(("went_well", "was_hard", "is_next"), NARRATIVES[quarter.number - 1], strict=True))
    Narrative.objects.create(quarter=str(quarter), written_by=by, written_at=now, **texts)


def _let_stand(practice: Practice, quarter: Quarter, *, by: User, now: datetime) -> list[Checked]:
    """Nothing that stops a return is open when the demonstration's leads send it; the checks as they stand then."""
    checked = check_quarter(practice.pk, quarter, now=now)
    blocking = [one for one in checked if one.blocks]
    for one in blocking:
        accept(quarter=quarter, findings=one.open, because="not_yet", words="", by=by, now=now)
    return check_quarter(practice.pk, quarter, now=now) if blocking else checked


def keep(wanted: Wanted, files: dict[str, bytes], *, submitted: bool, accepted: bool, analyst: User) -> None:
    """Write one return, submit it, let National accept it."""
    quarter = wanted.quarter
    with practice_scope(wanted.practice.pk):
        draft = returns.keep_draft(
            quarter=quarter, version=1, figures=wanted.figures, more=wanted.more, files=files, by=wanted.lead,
            now=noon(quarter.end + BUILT_AFTER),
        )  # fmt: skip
        if not submitted:
            return
        returns.freeze(draft, by=wanted.lead, now=noon(quarter.end + SUBMITTED_AFTER))
    if accepted:
        with national_scope():
            questions.accept(returns=[draft.pk], by=analyst, now=noon(quarter.end + ACCEPTED_AFTER))


def publish_comparisons(analyst: User) -> None:
    """Every quarter but the latest, where enough Practices have sent one: the latest is National's to publish."""
    with national_scope():
        prepare()
        for quarter in quarters_with_returns()[1:]:
            with suppress(CannotPublish):  # too few Practices were live
                publish(quarter=quarter, by=analyst, now=noon(quarter.end + PUBLISHED_AFTER))
