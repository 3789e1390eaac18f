"""What was taken back is gone: the pages of the whole Practice read as if it had never been written down."""

import re
from difflib import unified_diff

import pytest

from tests import factories as make
from tests.conftest import scope_of
from tests.women.test_taking_back import ROWS, place, take_back

__all__ = ["place"]
pytestmark = pytest.mark.usefixtures("committed")
QUARTERS = ("2018-19-Q4", "2023-24-Q4")  # of what the factories write
CHANGES_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|value="[0-9a-f-]{36}"|name="pause-now" content="\d+"'
    r'|<p class="[^"]*pause-printed">.*?</p>'
)
# of rows that hang on another, that other with them: it would stay; and of what is to do, what is not done
HANGING = {
    "goal": lambda place: make.GoalScoreFactory(goal=make.GoalFactory(woman=place.woman)).goal,
    "after-death": lambda place: make.AfterDeathFactory(woman=place.woman),  # what is done already, no list tells of
    "child": lambda place: (
        make.ChildContactFactory(child=make.ChildStatusFactory(child=make.ChildFactory(woman=place.woman)).child).child
    ),
}
KINDS = (ROWS | HANGING).keys() - {"score", "status", "family-contact"}
# no page beside her record tells of these
ONLY_ON_HER_RECORD = {
    "basis", "consent", "contraception", "document", "hold", "need", "note", "person", "plan",
    "reference", "wellbeing",
}  # fmt: skip


def pages(client, woman_id):
    """What her own and her colleagues' lists, the figures, the checks and the search say."""
    paths = ["", "women/", "appointments/", "referrals/", "requests/", f"women/{woman_id}/"]
    for quarter in QUARTERS:
        paths += [f"quarters/{quarter}/", f"quarters/{quarter}/checks/"]
    said = {path: client.get(f"/rotherham/{path}") for path in paths}
    assert {path: response.status_code for path, response in said.items()} == dict.fromkeys(paths, 200)
    said["find"] = client.post("/rotherham/find/", {"q": "Unmistakable"})
    return {path: CHANGES_EACH_TIME.sub("", response.content.decode()) for path, response in said.items()}


def differences(before, after):
    """The lines that one has and the other has not, each with its page."""
    return [
        (path, line)
        for path in before
        for line in unified_diff(before[path].splitlines(), after[path].splitlines(), n=0, lineterm="")
        if before[path] != after[path] and line[:2] not in ("--", "++", "@@")
    ]


@pytest.mark.parametrize("key", sorted(KINDS))
def test_lists_figures_and_search_are_as_before(key, lead, place, rotherham):
    with scope_of(rotherham):  # of another woman's day, so that no list is empty
        make.ContactFactory()
    before = pages(lead, place.woman_id)
    with scope_of(rotherham):
        row = (ROWS | HANGING)[key](place)
    between = pages(lead, place.woman_id)
    is_seen = differences(before, between) != []
    assert is_seen is (key not in ONLY_ON_HER_RECORD), differences(before, between)
    take_back(lead, place, key, row)
    lead.get(f"/rotherham/women/{place.woman_id}/history/")  # where “Taken back” is said, once
    after = pages(lead, place.woman_id)
    assert differences(before, after) == []
