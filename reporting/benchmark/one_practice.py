"""One Practice as National sees it: its figures beside the country's, over time, and what is going on with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISON_OF, COMPARISONS, JUDGED, Comparison, Kind
from reporting.benchmark.funnel import Counted, Judged, Pool, against
from reporting.benchmark.presenting import Run, present_run, strip_of
from reporting.benchmark.reading import spread_of
from reporting.benchmark.standing import pair_of
from reporting.indicators.declared import Asks
from reporting.models import QuarterSums, Question, Restatement, Return, Side, StandingFigures
from reporting.quarters import Quarter
from reporting.threads import NAMES

FIDELITY = ("agreed_within_16_weeks", "weekly_reach", "attrition", "seats_filled")


@dataclass(frozen=True)
class Line:
    """One indicator of one Practice, beside the country's."""

    comparison: Comparison
    value: str
    behind: str
    interval: str
    national: str
    judged: Judged | None
    way: str
    picture: SafeString | None
    run: Run | None


def lines_of(figures: Sequence[StandingFigures], sums: QuarterSums | None) -> list[Line]:
    """Every indicator of the last of a Practice's quarters; `sums` are the country's of that quarter."""
    return [_line(one, figures, sums) for one in COMPARISONS] if figures else []


def in_parts(lines: Sequence[Line]) -> list[tuple[Asks, list[Line]]]:
    """The lines in the return's three parts."""
    return [(asks, [line for line in lines if line.comparison.indicator.asks is asks]) for asks in Asks]


def judged_against(comparison: Comparison, counted: Counted, said: Mapping[str, Any] | None) -> Judged | None:
    """One Practice held against prepared sums of the country; None where there are none, or it is alone in them."""
    if not said or said["units"] < 2 or comparison.kind is Kind.PLAIN:
        return None
    return against(comparison, [counted], pool_in(said)).judged[0]


def to_ask_about(quarter: Quarter, practices: Sequence[int]) -> dict[int, list[str] | None]:
    """By Practice: the figures of a quarter that are worse than chance would give; None where none was sent.

    Named, in the order of the return, and not counted: it is a list of questions. Two statements for all of them.
    """
    standing = list(StandingFigures.objects.filter(quarter=str(quarter), practice_id__in=practices))
    sums = QuarterSums.objects.using(NATIONAL_ALIAS).filter(quarter=str(quarter)).first()
    found: dict[int, list[str] | None] = dict.fromkeys(practices)
    for one in standing:
        found[one.practice_id or 0] = []
    for comparison in JUDGED:
        said = sums.sums.get(comparison.key) if sums else None
        if not said or said["units"] < 2:
            continue
        judged = against(comparison, [counted_in(comparison, one) for one in standing], pool_in(said)).judged
        for one, verdict in zip(standing, (each.verdict for each in judged), strict=True):
            asked = found[one.practice_id or 0]
            if asked is not None and words.is_worse(comparison, verdict):
                asked.append(comparison.indicator.name)
    return found


def pool_in(said: Mapping[str, Any]) -> Pool:
    """The country's pool as prepared sums hold it."""
    return Pool(said["pool_x"], said["pool_n"], said["units"], spread_of(said), said["asked_share"])


def counted_in(comparison: Comparison, figures: StandingFigures) -> Counted:
    """What a Practice's standing figures bring to a comparison."""
    x, n = pair_of(comparison, figures.numbers)
    return Counted(x, n, *figures.known.get(comparison.key, (0, 0, 0)))


def _line(comparison: Comparison, figures: Sequence[StandingFigures], sums: QuarterSums | None) -> Line:
    counted = counted_in(comparison, figures[-1])
    said = sums.sums.get(comparison.key) if sums else None
    judged = judged_against(comparison, counted, said)
    national = words.said_of(comparison, said["x"], said["n"] or None) if said else ""
    if comparison.kind is Kind.PLAIN and comparison.indicator.denominator is None:
        national = ""  # the sum of all says nothing beside one
    quarters = [one.quarter for one in figures]
    pairs = [pair_of(comparison, one.numbers) for one in figures]
    return Line(
        comparison, words.said_of(comparison, counted.x, counted.n), words.behind(comparison, counted.x, counted.n),
        words.between(comparison, judged.interval) if judged and judged.interval else "", national, judged,
        words.good_or_bad(comparison, judged.verdict) if judged else "",
        strip_of(comparison, judged, said["pool_x"], said["pool_n"]) if judged and said else None,
        present_run(comparison, quarters, pairs, key=f"run-{comparison.key}", who=comparison.indicator.name),
    )  # fmt: skip


@dataclass(frozen=True)
class Fidelity:
    """One measure of whether the model is followed: what it asks, and how this Practice does."""

    name: str
    means: str
    value: str
    behind: str
    verdict: str


MEANS = {
    "agreed_within_16_weeks": "A woman has up to 16 weeks from the offer to decide.",
    "weekly_reach": "Tenacity: she is tried every week, answered or not.",
    "attrition": "Few women are lost touch with, or withdraw.",
    "seats_filled": "Seats are not left empty, and not overfilled: at most 24 women.",
}


def fidelity_of(lines: Sequence[Line], overdue: int | None) -> list[Fidelity]:
    """The model's measures; `overdue` are women whose planned transition has not been recorded, None if not known."""
    by_key = {line.comparison.key: line for line in lines}
    found = [
        Fidelity(
            COMPARISON_OF[key].indicator.name, MEANS[key], by_key[key].value, by_key[key].behind,
            _verdict_in_words(by_key[key]),
        )
        for key in FIDELITY
        if key in by_key
    ]  # fmt: skip
    moving = by_key.get("women_in_transition")
    if moving is not None and overdue is not None:
        begun = int(moving.value.replace(",", "")) if moving.value.replace(",", "").isdigit() else 0
        planned = begun + overdue
        said = f"{begun:,} of {planned:,}" if planned else "nobody is planned for it yet"
        means = "The move to other services begins when it was planned, about month 15."
        late = f"{overdue:,} planned and not yet recorded" if overdue else ""
        found.append(Fidelity("Transition on time", means, said, late, ""))
    return found


def _verdict_in_words(line: Line) -> str:
    return str(line.judged.verdict) if line.judged else ""


def transition_overdue(figures: StandingFigures) -> int | None:
    """Women whose transition was planned by the quarter's end and is not recorded, as the return says it."""
    more = Return.objects.filter(pk=figures.return_of_id).values_list("more", flat=True).first()
    if not more or "left_out" not in more:
        return None
    return int(more["left_out"].get("transition_planned", 0))


@dataclass(frozen=True)
class OpenQuestion:
    """A question at a number that the Practice has not answered yet."""

    quarter: Quarter
    version: int
    figure: str


def open_questions(practice_id: int) -> list[OpenQuestion]:
    """Questions in which National spoke last; two statements."""
    asked = Question.objects.filter(return_of__practice=practice_id).select_related("return_of")
    questions = asked.prefetch_related("messages").order_by("-pk")
    found = []
    for one in questions:
        said = list(one.messages.all())
        if said and said[-1].side == Side.NATIONAL:
            quarter = Quarter.parse(one.return_of.quarter)
            found.append(OpenQuestion(quarter, one.return_of.version, NAMES.get(one.figure, one.figure)))
    return found


@dataclass(frozen=True)
class SentReturn:
    """One version that was sent, and in how many figures later edits have moved it."""

    found: Return
    quarter: Quarter
    moved: int


def sent_returns(practice_id: int, number: int) -> list[SentReturn]:
    """The latest versions that were sent, the newest quarter first; two statements."""
    sent = Return.objects.filter(practice=practice_id).defer("figures", "more").order_by("-quarter", "-version")
    found = list(sent[:number])
    restated = Restatement.objects.filter(return_of__in=[one.pk for one in found])
    moved = {one.return_of_id: len(one.changes) for one in restated}
    return [SentReturn(one, Quarter.parse(one.quarter), moved.get(one.pk, 0)) for one in found]
