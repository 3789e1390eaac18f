"""What to call the people of a team, so that no two of them are called the same."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from practices.folding import fold
from practices.models import Membership, User
from practices.tenancy.scope import current_practice_id


def names_apart(people: Iterable[Membership], *, with_role: bool = False) -> dict[int, str]:
    """Return what to call each membership by its id: the name, and where another bears it, the address as well.

    With `with_role` every name has its role after it, as a choice says it.
    """
    team = list(people)
    bearers = Counter(fold(name) for name in {one.user_id: one.user.name for one in team}.values())
    labels = {}
    for one in team:
        role = one.get_role_display().lower() if with_role else ""
        address = one.user.email if bearers[fold(one.user.name)] > 1 else ""
        more = ", ".join(word for word in (role, address) if word)
        labels[one.pk] = f"{one.user.name} ({more})" if more else one.user.name
    return labels


@dataclass(frozen=True)
class Namesakes:
    """The people of one Practice, now or before, who bear the name of another of them: their addresses."""

    by_user: dict[int, str] = field(default_factory=dict)
    by_membership: dict[int, str] = field(default_factory=dict)

    def told_apart(self, name: str, membership_id: int | None) -> str:
        """A name as it was written on a record, with the address of whose it is where another bears it."""
        address = self.by_membership.get(membership_id or 0)
        return f"{name} ({address})" if name and address else name

    def name_of(self, user: User | None, *, otherwise: str = "") -> str:
        """A colleague by name, with the address where another bears it; `otherwise` where it is nobody."""
        if user is None:
            return otherwise
        address = self.by_user.get(user.pk)
        return f"{user.name} ({address})" if address else user.name


def namesakes_here() -> Namesakes:
    """The same of the Practice whose scope is open."""
    return namesakes_of(current_practice_id())


def namesakes_of(practice_id: int) -> Namesakes:
    """Read them by one statement; the Practice's scope is open."""
    team = list(Membership.objects.filter(practice=practice_id).select_related("user"))
    bearers = Counter(fold(name) for name in {one.user_id: one.user.name for one in team}.values())
    alike = [one for one in team if bearers[fold(one.user.name)] > 1]
    return Namesakes({one.user_id: one.user.email for one in alike}, {one.pk: one.user.email for one in alike})
