"""Whether a return may be submitted: what stops it, and what has changed since it was built."""

from dataclasses import dataclass, field
from datetime import date, datetime

from practices.models import Practice
from practices.templatetags.pause import moment
from reporting.content import changed_since, counted, gather
from reporting.disclosure.words import open_matches
from reporting.models import Return
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter
from reporting.restating import FigureChange, figure_changes


@dataclass(frozen=True)
class Problem:
    """What stops a return, in words that say what to do, and the name of the page where it is done."""

    message: str
    page: str


@dataclass(frozen=True)
class Readiness:
    """`changed` are the parts that would come out otherwise if the return were built now, in words."""

    problems: list[Problem] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    figures: list[FigureChange] = field(default_factory=list)


def readiness_of(draft: Return, practice: Practice, *, now: datetime, today: date) -> Readiness:
    """What stands between a draft and its submission; the Practice's scope is open."""
    quarter = Quarter.parse(draft.quarter)
    live, beside = counted(practice, quarter, today=today, using="default")
    more = gather(practice, quarter, live, beside, now=now, today=today)
    changed = changed_since(draft, live, more)
    if draft.built_at > now:
        changed.append(f"the clock of the server: this was built at {moment(draft.built_at)}, which is still to come")
    return Readiness(
        [*_ended(draft, quarter, today), *_checks(practice, quarter, now), *words_problems(draft, quarter)],
        changed,
        figure_changes(draft.figures, live),
    )


def _ended(draft: Return, quarter: Quarter, today: date) -> list[Problem]:
    if not draft.so_far and quarter.has_ended(today):
        return []
    return [
        Problem(
            f"{quarter} ends on {quarter.end:%d/%m/%Y} and these figures are counted so far. "
            "Build the return again once the quarter is over, then submit it.",
            "quarter",
        )
    ]


def _checks(practice: Practice, quarter: Quarter, now: datetime) -> list[Problem]:
    return [
        Problem(
            f"{one.check.name}: {len(one.open)} open. Mend each, or say why it may stand.",
            "checks",
        )
        for one in check_quarter(practice.pk, quarter, now=now)
        if one.blocks
    ]


def words_problems(draft: Return, quarter: Quarter) -> list[Problem]:
    """What the words of a draft would give away, or have no consent for."""
    texts = draft.more.get("narrative", {})
    problems = []
    if texts.get("story") and not texts.get("story_consent"):
        problems.append(
            Problem(
                "The story has no consent. Tick that she has agreed, or take the story out, then build again.",
                "narrative",
            )
        )
    if texts.get("story") and not texts.get("story_names_checked"):
        problems.append(
            Problem(
                "Nobody has checked the story for names. Read it once more, tick the box, then build again.",
                "narrative",
            )
        )
    if number := len(open_matches(texts, quarter)):
        what = "1 word or date" if number == 1 else f"{number} words or dates"
        problems.append(
            Problem(
                f"{what} of the narrative match your records. Reword them, or say that they are nobody’s.", "disclosure"
            )
        )
    return problems
