"""`permission_matrix`: every address, what it asks, and which role opens it, as a table."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

from practices.permissions import Permission, Role, permissions_of
from practices.tenancy.middleware import API, PUBLIC_VIEWS

HEAD = """# Who opens what

Made from the code by `manage.py permission_matrix > docs/permissions.md`; a test fails where it is out of date, and
others walk every address as every role. “Yes” is within her own Practice, or at National. Another Practice's address or
id is 404 for everybody. A restricted record is 404 for whoever is not named on it, whatever her role. “Proof” is asked
where a file leaves the system or a restricted record is opened: a sign-in of the last five minutes.

"""


def addresses(resolver: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address as it is written, with its pattern."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from addresses(one, route)
        elif isinstance(one, URLPattern):
            yield route, one


def table() -> str:
    """The table in Markdown, by address."""
    lines = ["| address | asks | proof | " + " | ".join(role.label for role in Role) + " |"]
    lines.append("|" + "---|" * (3 + len(Role)))
    for route, pattern in sorted(addresses(), key=lambda found: found[0]):
        view = pattern.callback
        if pattern.name in PUBLIC_VIEWS:
            asks, cells = f"nothing: {PUBLIC_VIEWS[pattern.name]}", ["Yes"] * len(Role)
        else:
            permission = view.permission
            asks = permission.value
            everybody = permission is Permission.SIGNED_IN
            cells = ["Yes" if everybody or permission in permissions_of(role) else "–" for role in Role]
        proof = "yes" if getattr(view, "proof", False) and not route.startswith(API) else ""
        lines.append(f"| `/{route}` | {asks} | {proof} | " + " | ".join(cells) + " |")
    return HEAD + "\n".join(lines)


class Command(BaseCommand):
    """Prints the table."""

    help = "Prints docs/permissions.md: every address, what it asks, and which role opens it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(table())
