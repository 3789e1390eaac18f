"""The story beside a return: kept with a draft, read by whoever reads the return, withdrawn when she wishes."""

from dataclasses import dataclass
from datetime import date

from practices.models import AccessAction, User
from practices.trail import note_look
from reporting.models import Narrative, Return, Story


@dataclass(frozen=True)
class Told:
    """A story as a page shows it; no words where it was withdrawn, or erased with her record."""

    words: str
    withdrawn_on: date | None


def told_with(found: Return) -> Told | None:
    """The story that goes with a return, without whose it is: that column is not National's to read."""
    held = Story.objects.filter(return_of=found).values_list("words", "withdrawn_on").first()
    return Told(*held) if held else None


def keep_with(draft: Return) -> None:
    """Put the story of the quarter's narrative beside its draft, or take one away that may not be told any more."""
    written = Narrative.objects.filter(quarter=draft.quarter).first()
    if written is None or not written.may_tell_story:
        Story.objects.filter(return_of=draft).delete()
        return
    told = {"words": written.story, "woman_id": written.story_of_id}
    Story.objects.update_or_create(return_of=draft, defaults=told)


def has_changed_since(draft: Return) -> bool:
    """Whether another story, or none, would go with the draft if it were built now."""
    written = Narrative.objects.filter(quarter=draft.quarter).first()
    now = written.story if written is not None and written.may_tell_story else ""
    told = told_with(draft)
    return now != (told.words if told else "")


def withdraw(*, found: Return, by: User, today: date) -> bool:
    """Take the story of a return back, submitted or not: its words go; whether there was one to take back."""
    taken = Story.objects.filter(return_of=found, withdrawn_on=None).update(
        words="", withdrawn_on=today, withdrawn_by=by
    )
    if taken:
        note_look(by=by, action=AccessAction.SETTING, view="story_withdraw", how_many=0, why=f"story of {found}")
    return bool(taken)
