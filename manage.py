#!/usr/bin/env python
"""Django's command line; starts the embedded servers for the length of a command that needs them."""

import os
import sys

from pause_cms import embedded

WITHOUT_SERVERS = {
    "help",
    "version",
    "--help",
    "--version",
    "-h",
    "collectstatic",
    "findstatic",
    "check",
    "create_logins",
}


HELP = {"-h", "--help"}


def needs_servers(arguments: list[str]) -> bool:
    """Whether a command line does something with the database; one that asks how a command is used only prints."""
    words = arguments[1:]
    return bool(words) and words[0] not in WITHOUT_SERVERS and HELP.isdisjoint(words)


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pause_cms.settings")
    from django.core.management import execute_from_command_line

    if not needs_servers(sys.argv):
        execute_from_command_line(sys.argv)
        return
    with embedded.running_if_needed() as servers:
        if servers is not None:
            from pause_cms.prepare import prepare_embedded

            prepare_embedded(servers, migrate=sys.argv[1] not in {"migrate", "makemigrations"})
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
