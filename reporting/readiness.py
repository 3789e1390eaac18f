"""Whether a return may be submitted: what stops it, and what has changed since it was built."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from practices.models import Practice
from practices.printable import said_before_print
from practices.templatetags.pause import moment
from reporting.content import Standing, changed_since, hidden_of, standing_of
from reporting.disclosure.numbers import hidden_numbers
from reporting.disclosure.words import open_sentences
from reporting.models import Narrative, Return
from reporting.quality.checking import Checked
from reporting.quarters import Quarter
from reporting.restating.comparing import FigureChange, figure_changes
from reporting.stories import has_changed_since, told_with
from reporting.threads import threads_of


@dataclass(frozen=True)
class Problem:
    """What stops a return, in words that say what to do, and the name of the page where it is done."""

    message: str
    page: str


@dataclass(frozen=True)
class Readiness:
    """What stops a draft; what to know before it is sent; and what would come out otherwise if it were built now."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    figures: list[FigureChange] = field(default_factory=list)


def readiness_of(
    draft: Return, practice: Practice, *, now: datetime, today: date, standing: Standing | None = None
) -> Readiness:
    """What stands between a draft and its submission; the scope is open. `standing` is given where it is known."""
    quarter = Quarter.parse(draft.quarter)
    live = standing or standing_of(practice, quarter, now=now, today=today)
    changed = changed_since(draft, live.figures, live.more)
    if has_changed_since(draft):
        changed.append("the story")
    if draft.built_at > now:
        changed.append(f"the clock of the server: this was built at {moment(draft.built_at)}, which is still to come")
    problems = [*_ended(draft, quarter, today), *_checks(live.checked), *_words(draft, practice, quarter)]
    return Readiness(
        [*problems, *_hidden(draft, quarter)],
        _warnings(draft, quarter),
        changed,
        figure_changes(draft.figures, live.figures),
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


def _checks(checked: Sequence[Checked]) -> list[Problem]:
    return [
        Problem(f"{one.check.name}: {len(one.open)} open. Mend each, or say why it may stand.", "checks")
        for one in checked
        if one.blocks
    ]


def _words(draft: Return, practice: Practice, quarter: Quarter) -> list[Problem]:
    """What the words of a draft would give away."""
    told = told_with(draft)
    words = {**draft.more.get("narrative", {}), **({"story": told.words} if told else {})}
    hidden = hidden_numbers(draft.figures, draft.more.get("hidden", {}))
    sentences = open_sentences(practice, words, quarter, hidden)
    certain = sum(one.is_certain for one in sentences)
    found = []
    if certain:
        what = "1 sentence has words that" if certain == 1 else f"{certain} sentences have words that"
        found.append(Problem(f"{what} match your records. Reword, or say why it may stay.", "disclosure"))
    if likely := len(sentences) - certain:
        what = "1 sentence" if likely == 1 else f"{likely} sentences"
        found.append(Problem(f"{what} of the narrative may give somebody away. Look at each.", "disclosure"))
    return found


def _hidden(draft: Return, quarter: Quarter) -> list[Problem]:
    """What must be hidden may have grown since it was built: nobody can wave that through."""
    if hidden_of(quarter, draft.figures).keys() <= draft.more.get("hidden", {}).keys():
        return []
    return [
        Problem("More has to be hidden in the copies that leave than when this was built. Build it again.", "quarter")
    ]


def _warnings(draft: Return, quarter: Quarter) -> list[Problem]:
    found = []
    narrative = Narrative.objects.filter(quarter=str(quarter)).first()
    if narrative is not None and narrative.holds_story_back:
        found.append(Problem("The story is not in this return: a box beside it is not ticked.", "narrative"))
    told = told_with(draft)
    texts = [*draft.more.get("narrative", {}).values(), told.words if told else ""]
    if left_out := said_before_print(" ".join(map(str, texts))):
        found.append(
            Problem(f"{left_out} Write them otherwise, or send it as it is: the PDF says so, too.", "narrative")
        )
    waiting = [thread.name for thread in threads_of(draft) if thread.waits_for_answer]
    if waiting:
        found.append(Problem(f"National waits for an answer on: {', '.join(waiting)}.", "quarter"))
    return found
