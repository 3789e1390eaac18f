"""One page of all that is proposed: how many pages a lead's own workbook takes, and what is chosen on them."""

import ast
from pathlib import Path

import pytest

from practices.workbook.kinds import KINDS, chosen_before
from practices.workbook.questions import LEAVE_OUT, Choice, Question
from sessions_log.models import WorkbookUpload
from tests.conftest import scope_of
from tests.leads import caseload, contact_log
from tests.sessions_log.importing import use
from tests.sessions_log.test_import_page import send
from tests.workbooks import workbook

ROOT = Path(__file__).parents[2]
MOST_ROUNDS = 3


def kinds_asked():
    """The kind of every question that the code makes: its first argument."""
    for app in ("practices/workbook", "sessions_log/importing"):
        for path in (ROOT / app).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                called = getattr(node, "func", None)
                if (isinstance(node, ast.Call) and getattr(called, "id", "") == "Question") or (
                    isinstance(node, ast.Call) and getattr(called, "attr", "") == "ask" and len(node.args) > 1
                ):
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


OWN = {
    caseload: {"Shoe size": LEAVE_OUT, "Popped in": "community_visit", "Blank day": "not_there"},
    contact_log: {
        "Car": LEAVE_OUT, "Drop in": "office_visit", "Moved area": "moved_away", "mixed-dates": "row_by_row",
        "date-in-row": "day_first",
    },
}  # fmt: skip


@pytest.mark.parametrize("leads_own", OWN, ids=lambda make: make.__name__)
def test_a_leads_own_workbook_takes_few_pages(leads_own, lead, rotherham):
    """32 and 37 pages, when each question was one."""
    response, rounds = send(lead, leads_own()), 0
    while "form" in response.context:
        rounds += 1
        response = use(lead, response, **OWN[leads_own])
        assert response.status_code == 200, response.context["form"].errors
    assert rounds <= MOST_ROUNDS


VISITS = [{"ID": "A1", "Date": f"{day}/10/2018", "Type": "Popped in", "Result": "Seen"} for day in (14, 15)]
CALLS = [{"ID": "A1", "Date": f"{day}/11/2018", "Type": "Popped in", "Result": "Seen"} for day in (14, 15)]
WOMEN = [{"ref": "A1", "offered_on": "1/8/2018"}]


class TestAnswersThatHangOnOthers:
    def test_they_are_asked_again_where_their_sheet_is_another(self, lead, rotherham):
        first = send(lead, workbook(Women=WOMEN, Visits=VISITS, Calls=CALLS))
        assert "Contacts" in {one.sheet for one in first.context["questions"]}
        use(lead, first, Visits=LEAVE_OUT, Calls="Contacts")
        second = lead.get(f"/rotherham/import/{first.context['upload'].pk}/question")
        asked = {(one.kind, one.column) for one in second.context["questions"] if one.sheet == "Contacts"}
        assert {("column", "ID"), ("column", "Date"), ("column", "Type")} <= asked
        with scope_of(rotherham):
            assert not [id_ for id_ in WorkbookUpload.objects.get().answers if id_.startswith("column-contacts")]

    def test_they_are_kept_where_it_is_the_one_proposed(self, lead, rotherham):
        first = send(lead, workbook(Women=WOMEN, Visits=VISITS))
        end = use(lead, first, **{"Popped in": "office_visit"})
        assert "Check before applying" in end.content.decode()
        assert "“Popped in” was read as Office visit." in end.content.decode()

    def test_changing_a_sheet_later_asks_again_what_hangs_on_it(self, lead, rotherham):
        first = send(lead, workbook(Women=WOMEN, Visits=VISITS))
        use(lead, first, **{"Popped in": "office_visit"})
        address = f"/rotherham/import/{first.context['upload'].pk}/question?answered=yes"
        second = use(lead, lead.get(address), Visits="Appointments")
        assert {one.sheet for one in second.context["questions"]} == {"Appointments"}
