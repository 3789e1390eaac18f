"""References on pages stay in one piece: no line ends at the hyphen of N-009."""

import re
from pathlib import Path

import pytest
from django.utils.safestring import SafeString

from practices.permissions import Role
from practices.references import in_one_piece
from tests.conftest import membership_of, scope_of
from tests.factories import AgencyReferenceFactory, FlagFactory, PlaceFactory, RequestFactory, WomanFactory
from women.actions.people import give_to
from women.record import SECTIONS

ROOT = Path(__file__).parents[2]
REF, OTHER, AGENCY = "R-2018/14", "N-009", "MAR-2019/7"
REFERENCE = re.compile(r"\{\{ ?(?:[\w.]*\.)?(?:ref|reference)(\|[^}]*)?\}\}")
NO_ELEMENT = re.compile(
    r"\{% block title %\}.*?\{% endblock %\}|<(?:title|option)\b.*?</|=\"[^\"<>]*\"|class=\"running\".*?</p>"
)


def broken_in(page):
    """The references that stand on a page bare, where a line may end at their hyphen."""
    text = re.sub(r"<(title|option|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = re.sub(r'<span class="pause-ref">[^<]*</span>', " ", text)
    return re.findall("|".join(map(re.escape, (REF, OTHER, AGENCY))), re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("SOU-0049 goes on.", '<span class="pause-ref">SOU-0049</span> goes on.'),
        ("Merged into R-2018/14.", 'Merged into <span class="pause-ref">R-2018/14</span>.'),
        ("Amber · SW-01", 'Amber · <span class="pause-ref">SW-01</span>'),
        ("light-touch check-ins at 3, 6 and 12", "light-touch check-ins at 3, 6 and 12"),
        ("<b>N-009", '&lt;b&gt;<span class="pause-ref">N-009</span>'),
        (SafeString("<b>N-009</b>"), "<b>N-009</b>"),
    ],
)
def test_each_reference_in_running_text_is_one_word(text, html):
    assert in_one_piece(text) == html


def test_no_template_prints_a_reference_bare():
    bare = [
        (str(path.relative_to(ROOT)), found[0])
        for path in (ROOT / "templates").rglob("*.html")
        for found in REFERENCE.finditer(NO_ELEMENT.sub("", path.read_text()))
        if "|ref" not in (found[1] or "")
    ]
    assert bare == []


@pytest.fixture
def hers(committed, rotherham):
    """Two women of no name, and so called by their references on every page."""
    with scope_of(rotherham):
        woman, other = (PlaceFactory(woman=WomanFactory(ref=ref, known_as="")).woman for ref in (REF, OTHER))
        give_to(women=[woman, other], practitioner=membership_of(Role.PRACTICE_LEAD))
        AgencyReferenceFactory(woman=woman, reference=AGENCY)
        asked, flag = RequestFactory(woman=woman), FlagFactory(woman=woman)
    return {"woman": woman.pk, "other": other.pk, "asked": asked.pk, "flag": flag.pk}


PAGES = [
    "", "women/", "log/", "log/group/", "referrals/", "team/caseloads/", "requests/", "requests/{asked}/", "keeping/",
    "women/{woman}/", *(f"women/{{woman}}/{key}/" for key in SECTIONS), "women/{woman}/log/", "women/{woman}/merge/",
    "women/{woman}/merge/{other}/", "women/{woman}/take-back/flag/{flag}/", "women/{woman}/add/goal/",
]  # fmt: skip


def test_no_page_breaks_a_reference(hers, lead):
    """Cards, tables, titles, choices and running text, where the reference is all that there is to call her by."""
    shown = 0
    for path in PAGES:
        answer = lead.get(f"/rotherham/{path.format(**hers)}", follow=True)
        assert answer.status_code == 200, path
        assert broken_in(answer.content.decode()) == [], path
        shown += answer.content.decode().count("pause-ref")
    assert shown > len(PAGES)


def test_what_is_said_of_a_form_breaks_none(hers, lead):
    address = f"/rotherham/women/{hers['woman']}/take-back/flag/{hers['flag']}/"
    check = lead.post(address, {"reason": "wrong_woman", "whose": OTHER}).content.decode()
    assert "Check" in check
    assert broken_in(check) == []
    added = lead.post("/rotherham/referrals/add/", {"ref": REF, "known_as": "Eve"}).content.decode()
    assert REF in added
    assert broken_in(added) == []
