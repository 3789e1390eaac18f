"""The story beside a return: kept with a draft, read by whoever reads the return, withdrawn when she wishes."""

from dataclasses import dataclass
from datetime import date

from practices.models import AccessAction, User
from practices.tenancy.scope import PracticeScope, as_system, current_scope
from practices.trail import note_look
from reporting.models import Narrative, Return, Story


@dataclass(frozen=True)
class Told:
    """A story as a page shows it; no words where it was withdrawn, or erased with her record."""

    words: str
    withdrawn_on: date | None


def told_with(found: Return) -> Told | None:
    """The story that goes with a return, without whose it is: that column is not National's to read.

    In its Practice also to whoever may not open her record: it is the Practice's words, which she has to check and may
    take back.
    """
    if not isinstance(current_scope(), PracticeScope):
        return _told(found)
    with as_system():
        return _told(found)


def _told(found: Return) -> Told | None:
    held = Story.objects.filter(return_of=found).values_list("words", "withdrawn_on").first()
    return Told(*held) if held else None


def keep_with(draft: Return) -> None:
    """Put the story of the quarter's narrative beside its draft, or take one away that may not be told any more."""
    written = Narrative.objects.filter(quarter=draft.quarter).first()
    with as_system():
        Story.objects.filter(return_of=draft).delete()
        if written is not None and written.may_tell_story and written.story_of_id is not None:
            Story.objects.create(return_of=draft, words=written.story, woman_id=written.story_of_id)


def has_changed_since(draft: Return) -> bool:
    """Whether another story, or none, would go with the draft if it were built now."""
    written = Narrative.objects.filter(quarter=draft.quarter).first()
    now = written.story if written is not None and written.may_tell_story else ""
    told = told_with(draft)
    return now != (told.words if told else "")


def withdraw(*, found: Return, by: User, today: date) -> bool:
    """Take a story back, from every version of its quarter and from the narrative; whether there was one.

    A later version does not bring it back.
    """
    with as_system():
        told = Story.objects.filter(return_of__quarter=found.quarter, withdrawn_on=None)
        women = set(told.values_list("woman_id", flat=True))
        taken = told.update(words="", withdrawn_on=today, withdrawn_by=by)
    if taken:
        Narrative.objects.filter(quarter=found.quarter, story_of__in=women).update(
            story="", story_of=None, story_consent=False, story_names_checked=False
        )
        note_look(by=by, action=AccessAction.SETTING, view="story_withdraw", how_many=0, why=f"story of {found}")
    return bool(taken)
