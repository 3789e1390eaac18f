"""Passages that are marked as they are written: kept in the words, shown set off, refused where they are not whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.marks import NOT_CLOSED, NOT_EMPTY, NOT_KNOWN, NOT_NESTED, NOT_OPENED, Passage, fault_in, passages_of
from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, scope_of


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("She is well.", [("She is well.", "")]),
        ("A [[other person: her sister Ann]] b", [("A ", ""), ("her sister Ann", "other_person"), (" b", "")]),
        ("[[HARM: he knows\nwhere]]", [("he knows\nwhere", "serious_harm")]),
        ("[[agency:GP letter]][[harm: x]]", [("GP letter", "other_agency"), ("x", "serious_harm")]),
        (
            "Left open [[other person: Ann and all the rest",
            [("Left open ", ""), ("Ann and all the rest", "other_person")],
        ),
        ("a [b] [[not a mark]]", [("a [b] [[not a mark]]", "")]),
        (
            "[[harm: he [[other person: Joan]] is near]] b",
            [("he [[other person: Joan]] is near", "serious_harm"), (" b", "")],
        ),
        ("[[other  person : Ann]]", [("Ann", "other_person")]),
        ("", []),
    ],
)
def test_a_text_in_its_passages(text, passages):
    assert passages_of(text) == [Passage(*one) for one in passages]


PIECES = st.recursive(
    st.text(alphabet="ab ]:\n", min_size=1),
    lambda inner: st.tuples(
        st.sampled_from(["other person", "harm", "agency"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def written(piece, *, inside):
    """A piece as it is typed; every word inside a mark has an S before it."""
    if isinstance(piece, tuple):
        name, pieces = piece
        return f"[[{name}: {''.join(written(one, inside=True) for one in pieces)}]]"
    words = piece.replace("]", ")")
    return f"S{words}" if inside else words


@given(st.lists(PIECES))
def test_nothing_that_is_marked_is_ever_given(pieces):
    """Whatever is put together, marks within marks too: words inside one never stand in a passage without one."""
    text = "".join(written(one, inside=False) for one in pieces)
    given_words = "".join(one.words for one in passages_of(text) if not one.mark)
    assert "S" not in given_words


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[harm: x]]", ""),
        ("no mark", ""),
        ("[[harm: x", NOT_CLOSED),
        ("[[somebody: x]]", NOT_KNOWN),
        ("[[ x ]]", NOT_KNOWN),
        ("[[harm: he [[other person: Joan]] is near]]", NOT_NESTED),
        ("[[harm: ]]", NOT_EMPTY),
        ("[[harm: x]] y]]", NOT_OPENED),
    ],
)
def test_what_is_wrong_with_a_mark_is_said(text, fault):
    assert fault_in(text) == fault


@pytest.mark.usefixtures("committed")
def test_a_note_shows_its_marks_in_words_and_one_that_is_not_closed_is_not_saved(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory()
    client = client_of(Role.PRACTITIONER)
    add = f"/rotherham/women/{place.woman_id}/add/note/"
    refused = client.post(add, {"words": "Rang. [[other person: Ann"})
    assert refused.status_code == 422
    assert NOT_CLOSED in refused.content.decode()
    assert "Rang. [[other person: Ann" in refused.content.decode()
    client.post(add, {"words": "Rang. [[other person: <b>Ann</b>]]"})
    page = client.get(f"/rotherham/women/{place.woman_id}/notes/").content.decode()
    assert '<mark class="pause-marked">&lt;b&gt;Ann&lt;/b&gt; <small>(about somebody else)</small></mark>' in page
    contact = {"day": "today", "at": "10:00", "mode": "phone", "outcome": "made", "minutes": "5", "note": "[[harm: x"}
    assert NOT_CLOSED in client.post(f"/rotherham/women/{place.woman_id}/log/", contact).content.decode()
