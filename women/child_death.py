"""What stands beside the death of a child of hers: what is dated after it is asked about, as for her own."""

from datetime import date

from women.codes import ChildContactKind
from women.death import Line
from women.known_days import last_day_of_month
from women.models import Child

HAD_DIED = "The child had died by then. Check the two days."


def last_day_of(child: Child) -> date | None:
    """The last day on which the child may have lived; None where the child lives, or nobody knows."""
    if child.died_on is None:
        return None
    return child.died_on if child.died_day_is_known else last_day_of_month(child.died_on)


def dated_after(child: Child, day: date) -> list[Line]:
    """What is said of a later day: a removal, a legal status, a letter or a visit; Life Story work goes on."""
    lines = []
    if child.removed_on is not None and child.removed_on > day:
        lines.append(Line("Removed", child.removed_on, "child", child.pk, is_item=True))
    for status in child.statuses.filter(since_on__gt=day):
        said = f"Legal status: {status.get_legal_status_display()}"
        lines.append(Line(said, status.since_on, "status", status.pk, is_item=True))
    passed = child.family_contacts.filter(done_on__gt=day).exclude(kind=ChildContactKind.LIFE_STORY_WORK)
    lines += [Line(one.get_kind_display(), one.done_on, "family-contact", one.pk, is_item=True) for one in passed]
    return lines
