"""What the docs say of the code is true."""

import re
from pathlib import Path

from practices.management.commands.permission_matrix import table

TOP = Path(__file__).parents[2]


def test_the_table_of_permissions_is_that_of_the_code():
    kept = (TOP / "docs" / "permissions.md").read_text()
    assert kept.strip() == table().strip(), "manage.py permission_matrix > docs/permissions.md"


def test_every_test_that_the_security_page_names_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (TOP / "docs" / "security.md").read_text())
    assert len(named) > 30
    for path, test in named:
        text = (TOP / path).read_text()
        assert not test or f"def {test}(" in text, (path, test)


def test_all_25_statements_stand_on_it():
    text = (TOP / "docs" / "security.md").read_text()
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == list(range(1, 26))
