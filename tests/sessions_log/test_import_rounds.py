"""One page of all that is proposed: how many pages a lead's own workbook takes, and what is chosen on them."""

import ast
from pathlib import Path

import pytest

from practices.workbook.kinds import KINDS, chosen_before
from practices.workbook.questions import LEAVE_OUT, Choice, Question

ROOT = Path(__file__).parents[2]
MOST_ROUNDS = 3


def kinds_asked():
    """The kind of every question that the code makes: its first argument."""
    for app in ("practices/workbook", "sessions_log/importing"):
        for path in (ROOT / app).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                called = getattr(node, "func", None)
                if (isinstance(node, ast.Call) and getattr(called, "id", "") == "Question") or (isinstance(node, ast.Call) and getattr(called, "attr", "") == "ask" and len(node.args) > 1):
                    yield path.name, node.args[0]


def test_every_kind_of_question_has_its_place_on_the_page():
    asked = {kind.value for _, kind in kinds_asked() if isinstance(kind, ast.Constant)}
    assert asked == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nothing_is_left_out_and_no_two_women_are_one_unless_somebody_chooses_it(kind):
    choices = (Choice(LEAVE_OUT, "Leave it out"), Choice("same", "The same"))
    assert chosen_before(Question(kind, "Women", "", "?", choices, LEAVE_OUT)) == ""
    if kind.startswith(("same-", "look-alike")):
        assert chosen_before(Question(kind, "Women", "", "?", choices, "same")) == ""
