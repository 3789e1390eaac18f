"""The way from records to a submitted return, as the quarter page lists it: what is done, and what stops it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from reporting.actions.returns import stands
from reporting.content import Standing, words_of
from reporting.disclosure.numbers import hidden_numbers
from reporting.disclosure.words import open_sentences
from reporting.models import Narrative, Return, ReturnStatus
from reporting.quality.checking import Checked
from reporting.quarters import Quarter
from reporting.readiness import Readiness, readiness_of
from reporting.threads import threads_of

TEXTS = ("went_well", "was_hard", "is_next")


@dataclass(frozen=True)
class Step:
    """One line: what to do, where, how it stands, and the colour of that; `for_second` is the second person's."""

    name: str
    url: str
    state: str
    colour: str
    for_second: bool = False


def may_build(returns: Sequence[Return]) -> bool:
    """Whether a build would make a draft: there is none, it is a draft, it was returned, or it has moved too far."""
    return not returns or not stands(returns[0])


def steps_of(
    practice: Practice, quarter: Quarter, returns: Sequence[Return], standing: Standing, *, now: datetime
) -> list[Step]:
    """The steps of a quarter whose return is still to be sent; none once it is."""
    if not may_build(returns):
        return []
    draft = returns[0] if returns and returns[0].status == ReturnStatus.DRAFT else None
    today = timezone.localdate(now)
    ready = readiness_of(draft, practice, now=now, today=today, standing=standing) if draft else None
    address = [practice.slug, quarter.slug]
    return [
        *_questions(returns, quarter, address),
        _checks(standing.checked, address),
        _narrative(quarter, address),
        _disclosure(practice, quarter, standing, address),
        _build(draft, ready, address),
        _send(draft, ready, address, has_ended=quarter.has_ended(today)),
    ]


def _questions(returns: Sequence[Return], quarter: Quarter, address: list[str]) -> list[Step]:
    if not returns:
        return []
    waiting = sum(thread.waits_for_answer for thread in threads_of(returns[0]))
    if not waiting:
        return []
    return [Step("Answer National", "#questions", f"{waiting} to answer", "orange")]


def _checks(checked: Sequence[Checked], address: list[str]) -> Step:
    blocking = sum(len(one.open) for one in checked if one.blocks)
    worth = sum(len(one.open) for one in checked if not one.blocks)
    url = reverse("checks", args=address)
    if blocking:
        return Step("Data quality", url, f"{blocking} to mend, {worth} worth a look", "red")
    return Step("Data quality", url, f"{worth} worth a look" if worth else "Clear", "orange" if worth else "green")


def _narrative(quarter: Quarter, address: list[str]) -> Step:
    url = reverse("narrative", args=address)
    found = Narrative.objects.filter(quarter=str(quarter)).first()
    written = sum(bool(getattr(found, name, "")) for name in TEXTS)
    if found is not None and found.holds_story_back:
        return Step("Narrative", url, "The story is held back: a box is not ticked", "orange")
    state, colour = ("Written", "green") if written == len(TEXTS) else (f"{written} of {len(TEXTS)} texts", "blue")
    return Step("Narrative", url, state, colour)


def _disclosure(practice: Practice, quarter: Quarter, standing: Standing, address: list[str]) -> Step:
    """Never “clear”: no rule knows every name."""
    texts, url = words_of(quarter), reverse("disclosure", args=address)
    hidden = hidden_numbers(standing.figures, standing.more.get("hidden", {}))
    sentences = open_sentences(practice, texts, quarter, hidden)
    if sentences:
        colour = "red" if any(one.is_certain for one in sentences) else "orange"
        return Step("Disclosure check", url, f"{len(sentences)} to look at", colour)
    return Step("Disclosure check", url, "No match: read it yourself" if texts else "No words yet", "grey")


def _build(draft: Return | None, ready: Readiness | None, address: list[str]) -> Step:
    if draft is None or ready is None:
        return Step("Build the return", "", "Not built yet", "grey")
    url = reverse("return", args=[*address, draft.version])
    if ready.changed:
        return Step("Build the return", url, "Something has changed since: build it again", "orange")
    return Step("Build the return", url, "Built", "green")


def _send(draft: Return | None, ready: Readiness | None, address: list[str], *, has_ended: bool) -> Step:
    if not has_ended:
        return Step("Check and submit", "", "Once the quarter is over", "grey")
    if draft is None or ready is None or draft.so_far:
        return Step("Check and submit", "", "Build it first", "grey")
    url = reverse("submit", args=[*address, draft.version])
    if ready.problems:
        return Step("Check and submit", url, f"{len(ready.problems)} to put right", "red")
    if draft.signed_at is not None:
        url = reverse("countersign", args=[*address, draft.version])
        return Step("Countersign", url, "Signed, waits for a second person", "blue", for_second=True)
    return Step("Check and submit", url, "Ready to check", "blue")
