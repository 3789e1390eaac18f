"""The pages that put right what was recorded of a place: what was chosen is there again after “Change”."""

import pytest

from tests.conftest import scope_of
from tests.page_forms import form_on
from tests.women.test_corrections import ago, begun, take
from tests.women.test_deaths import record
from women.codes import PlaceStep

pytestmark = pytest.mark.usefixtures("committed")


def address(place, what):
    return f"/rotherham/women/{place.woman_id}/places/{place.number}/mistake/{what}/"


@pytest.mark.parametrize(("ends", "what"), [("open", "closed"), ("completed", "died"), ("living", "agreed")])
@pytest.mark.parametrize("do", ["take_back", "correct"])
def test_change_brings_back_all_that_was_chosen(do, ends, what, lead, rotherham):
    with scope_of(rotherham):
        place = begun()
        if ends == "completed":
            take(place, PlaceStep.CLOSED, ago(9), reason="completed")
        if ends != "living":
            record(place)
    url = address(place, what)
    typed = {**form_on(lead.get(url)).fields, "do": [do], "why": ["Another day."]}
    if do == "correct":
        typed["on"] = [ago(5).isoformat() if ends != "living" else ago(240).isoformat()]
    check = lead.post(url, typed)
    assert "Check before you save" in check.content.decode()
    back = lead.post(url, {**form_on(check, "data-sure").fields, "press": "change", "sure": "yes"})
    assert back.status_code == 200
    assert "There is a problem" not in back.content.decode()
    again = form_on(back).fields
    for name in ("do", "on", "why"):
        assert again.get(name) == typed[name], name
