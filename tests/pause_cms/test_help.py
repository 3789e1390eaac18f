"""A command line that asks how a command is used prints it, and neither starts nor migrates a database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

import manage

TOP = Path(__file__).parents[2]


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_no_command_needs_a_database_to_say_how_it_is_used(asked):
    for name in get_commands():
        assert not manage.needs_servers(["manage.py", name, asked]), name
        assert not manage.needs_servers(["manage.py", name, "--check", asked]), name
    assert not manage.needs_servers(["manage.py", asked])
    assert manage.needs_servers(["manage.py", "import_workbook", "a.xlsx"])


def test_help_starts_no_server_and_makes_no_database(tmp_path):
    env = {name: said for name, said in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_"))}
    said = subprocess.run(
        [sys.executable, "manage.py", "import_workbook", "--help"], cwd=TOP, check=True, capture_output=True, text=True,
        env=env | {"PAUSE_DATA_DIR": str(tmp_path / "data")},
    )  # fmt: skip
    assert "--answer ID=CHOICE" in said.stdout
    assert not [path for path in (tmp_path / "data").iterdir() if path.is_dir()]
