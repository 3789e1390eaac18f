"""Names on pages: told apart, in the order that people expect, and never turning what stands beside them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from practices.bidi import isolated, without_overrides
from practices.colleagues import names_apart, namesakes_of
from practices.models import Practice, User
from practices.ordering import by_name, sort_key
from practices.permissions import Role
from tests.conftest import membership_of, scope_of
from tests.factories import ContactFactory, PersonFactory, PlaceFactory, WomanFactory
from tests.page_forms import form_on
from tests.women.test_taking_back import take_back
from women.actions.people import give_to
from women.models import Note, Woman

ROOT = Path(__file__).parents[2]
RTL = "\u0644\u064a\u0644\u0649"  # Layla, in Arabic
OVERRIDE = "\u202e"
ISOLATED = f"\u2068{RTL}\u2069"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def namesakes(committed, rotherham):
    """The practitioner and the coordinator are both called Sam Jones, one of them written otherwise."""
    with scope_of(rotherham):
        one, two = membership_of(Role.PRACTITIONER), membership_of(Role.COORDINATOR)
        User.objects.filter(pk=one.user_id).update(name="Sam Jones")
        User.objects.filter(pk=two.user_id).update(name="sam  jones")
        return membership_of(Role.PRACTITIONER), membership_of(Role.COORDINATOR)


class TestColleagues:
    def test_a_name_of_ones_own_stands_alone_and_one_that_is_shared_has_its_address(self, namesakes, rotherham):
        with scope_of(rotherham):
            one, two, lead = *namesakes, membership_of(Role.PRACTICE_LEAD)
            labels = names_apart([one, two, lead])
            roles = names_apart([one, two, lead], with_role=True)
            assert namesakes_of(rotherham.pk).by_user.keys() == {one.user_id, two.user_id}
        assert labels[one.pk] == "Sam Jones (practitioner@rotherham.example)"
        assert labels[lead.pk] == "Practice lead of Rotherham"
        assert roles[two.pk] == "sam  jones (coordinator, coordinator@rotherham.example)"
        assert roles[lead.pk] == "Practice lead of Rotherham (practice lead)"

    @pytest.mark.parametrize("page", ["caseloads", "trail", "people", "names"])
    def test_they_are_told_apart_wherever_one_is_chosen(self, page, namesakes, lead, rotherham):
        with scope_of(rotherham):
            for held in namesakes:
                give_to(women=[PlaceFactory().woman], practitioner=held)
            WomanFactory(practitioner_name="S. Jones")
        answer = text_of(lead.get(reverse(page, args=["rotherham"])))
        for address in ("practitioner@rotherham.example", "coordinator@rotherham.example"):
            assert address in answer

    def test_a_record_says_whose_it_is(self, namesakes, lead, rotherham):
        with scope_of(rotherham):
            place = PlaceFactory()
            give_to(women=[place.woman], practitioner=namesakes[0])
            Note.objects.create(woman=place.woman, words="x", written_by=namesakes[1].user)
        assert "Sam Jones (practitioner@rotherham.example)" in text_of(lead.get(f"/rotherham/women/{place.woman_id}/"))
        page = text_of(lead.get(f"/rotherham/women/{place.woman_id}/notes/"))
        assert "(coordinator@rotherham.example)" in page

    def test_two_caseloads_of_one_name_are_two(self, namesakes, lead, rotherham):
        with scope_of(rotherham):
            User.objects.filter(pk=namesakes[1].user_id).update(name="Sam Jones")
            for role in (Role.PRACTITIONER, Role.COORDINATOR):
                give_to(women=[PlaceFactory().woman], practitioner=membership_of(role))
        groups = lead.get("/rotherham/team/caseloads/").context["groups"]
        assert [(name, len(women)) for name, women in groups] == [
            ("Sam Jones (coordinator@rotherham.example)", 1), ("Sam Jones (practitioner@rotherham.example)", 1),
        ]  # fmt: skip

    def test_they_are_told_apart_wherever_it_is_said_who_wrote_changed_or_took_away(
        self, namesakes, lead, practitioner, coordinator, rotherham
    ):
        with scope_of(rotherham):
            place = PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1))
            contact = ContactFactory(woman=place.woman, started_at=datetime(2024, 3, 4, 10, tzinfo=UTC))
            people = [PersonFactory(woman=place.woman, name=name) for name in ("Ada", "Bea", "Cleo")]
        hers = f"/rotherham/women/{place.woman_id}"
        for client, held, person in ((practitioner, namesakes[0], people[0]), (coordinator, namesakes[1], people[1])):
            url = f"{hers}/change/person/{people[2].pk}/"
            assert client.post(url, {**form_on(client.get(url)).fields, "name": f"Of {held.pk}"}).status_code == 302
            url = f"{hers}/contacts/{contact.pk}/"
            sent = {**form_on(client.get(url)).fields, "words": "More.", "minutes": str(held.pk % 100 + 1)}
            assert client.post(url, sent).status_code == 302
            assert take_back(client, place, "person", person).status_code == 302
        pages = ["history/", f"contacts/{contact.pk}/", *(f"change/person/{one.pk}/" for one in people[:2])]
        for page in pages:
            shown = text_of(lead.get(f"{hers}/{page}"))
            bare = re.findall(r"sam +jones(?! ?\u2069? ?\([a-z]+@rotherham.example\))", shown, re.IGNORECASE)
            assert "@rotherham.example" in shown and bare == [], (page, shown)

    def test_no_page_is_given_a_colleagues_bare_name(self):
        """A walk over the code: the name of a colleague is told apart, or it is said why it stands alone."""
        bare = re.compile(r"\b(?:\w*_by|by|user|member|membership|author|holder|sender|colleague)\.name\b")
        found = {
            str(path.relative_to(ROOT))
            for app in ("practices", "women", "sessions_log", "reporting", "templates")
            for path in [*(ROOT / app).rglob("*.py"), *(ROOT / app).rglob("*.html"), *(ROOT / app).rglob("*.txt")]
            if "migrations" not in path.parts and "demonstration" not in path.parts and bare.search(path.read_text())
        }
        assert found == BARE.keys()


# files in which a colleague's name stands alone, each with why
BARE = {
    "practices/colleagues.py": "tells them apart",
    "practices/templatetags/pause.py": "tells them apart",
    "practices/actions/identity.py": "writes the name",
    "practices/views/security.py": "one's own",
    "practices/views/people.py": "the page of one person, with the address in its form",
    "women/actions/transfers.py": "the name of a Practice",
    "women/actions/people.py": "written beside whose it is",
    "women/views/team.py": "told apart in the same line",
    "sessions_log/actions/contacts.py": "written beside whose it is",
    "reporting/actions/returns.py": "the name under which a return was sent, beside who sent it",
    "reporting/models/return_.py": "the name under which a return was sent, beside who sent it",
    "templates/base.html": "one's own",
    "templates/women/law/transfers.html": "the name of a Practice",
    "templates/account/password_reset_from_key.html": "one's own",
    "templates/account/security.html": "one's own",
    "templates/account/for_another.html": "one's own",
}  # fmt: skip
NAMES = ["zoe", "Łucja", "Élodie", "Eve", "Fay", "O’Brien", "Oakes", "de Souza", "Dawn"]
SORTED = ["Dawn", "de Souza", "Élodie", "Eve", "Fay", "Łucja", "Oakes", "O’Brien", "zoe"]


WITH_WOMEN = [
    "/rotherham/", "/rotherham/women/", "/rotherham/log/", "/rotherham/log/group/", "/rotherham/team/caseloads/",
    "/rotherham/quarters/2026-27-q2/narrative/",
]  # fmt: skip


class TestOrder:
    def test_the_database_sorts_names_as_people_do(self, in_rotherham):
        for name in NAMES:
            WomanFactory(known_as=name)
        assert list(Woman.objects.order_by(by_name("known_as")).values_list("known_as", flat=True)) == SORTED
        assert sorted(NAMES, key=sort_key) == SORTED, "and so does a list that is here already"

    def test_practices_stand_in_that_order(self, rotherham):
        assert Practice._meta.ordering == [by_name()]

    def test_no_list_is_ordered_by_a_name_as_bytes(self):
        plain = re.compile(r"""order(?:_by\(|ing\s*=)[^)\n]*["']-?(?:\w+__)?(?:name|known_as|full_name)["']""")
        found = [
            (str(path.relative_to(ROOT)), line[0])
            for app in ("practices", "women", "sessions_log", "reporting")
            for path in (ROOT / app).rglob("*.py")
            if "migrations" not in path.parts
            for line in plain.finditer(path.read_text())
            if "by_name(" not in line[0]
        ]
        assert found == []

    def test_women_are_ordered_by_what_they_are_called_and_by_no_column(self):
        """`women.naming` knows who has no name to be known as; each list of women takes its order from there."""
        column = re.compile(r"""(?:by_name\(|order_by\(|sort_key\(|key=)[^\n]*(?:known_as|full_name)""")
        found = [
            (str(path.relative_to(ROOT)), line[0])
            for app in ("practices", "women", "sessions_log", "reporting")
            for path in (ROOT / app).rglob("*.py")
            for line in column.finditer(path.read_text())
        ]
        assert found == []

    @pytest.mark.parametrize("page", WITH_WOMEN)
    def test_each_list_of_women_is_in_the_order_of_the_names_on_it(self, page, committed, lead, rotherham):
        """One is known by another name, one has a full name alone, and the references are the other way round."""
        with scope_of(rotherham):
            mine = membership_of(Role.PRACTICE_LEAD)
            for ref, names in {
                "RTH-0901": {"known_as": "Zarah", "full_name": "Aaliyah Zed"},
                "RTH-0902": {"known_as": "", "full_name": "Małgorzata Wójcik"},
                "RTH-0903": {"known_as": "Eve", "full_name": "Yvonne Eve"},
            }.items():
                give_to(women=[PlaceFactory(woman=WomanFactory(ref=ref, **names)).woman], practitioner=mine)
        answer = text_of(lead.get(page))
        answer = answer[min(answer.index(name) for name in ("Zarah", "Małgorzata", "Eve")) :]
        assert sorted(("Zarah", "Małgorzata", "Eve"), key=answer.index) == ["Eve", "Małgorzata", "Zarah"]


class TestDirection:
    def test_a_name_from_the_right_is_set_off_and_another_stays_as_it_is(self):
        assert isolated(RTL) == ISOLATED
        assert isolated("Zoë O’Brien") == "Zoë O’Brien"
        assert without_overrides(f"a{OVERRIDE}b\u2066c\u2069") == "abc"

    def test_no_template_shows_a_name_bare(self):
        """A name of a woman or colleague stands in `bdi`, or is set off by `apart` where no tag may stand."""
        name = re.compile(
            r"(?<!<bdi>)\{\{ ?(?:[\w.]*\.)?(?:name_in_list|name_on_page|known_as|full_name|practitioner_name"
            r"|(?:user|account|actor|\w+_by)\.name)(\|[^}]*)?\}\}"
        )
        bare = [
            (str(path.relative_to(ROOT)), found[0])
            for path in (ROOT / "templates").rglob("*.html")
            for found in name.finditer(path.read_text())
            if not re.search(r"\|(bdi|apart)\b", found[1] or "")
        ]
        assert bare == []

    def test_no_tag_stands_where_only_text_may(self):
        """`bdi` in a title, an option or an attribute would be read aloud as it is written."""
        inside = re.compile(
            r"<(?:title|option)[^>]*>[^<]*\|bdi|\{% block title %\}(?:(?!endblock).)*(?:\|bdi|% person)"
        )
        assert [
            str(path.relative_to(ROOT))
            for path in (ROOT / "templates").rglob("*.html")
            if inside.search(path.read_text())
        ] == []

    def test_on_the_page(self, committed, lead, rotherham):
        with scope_of(rotherham):
            place = PlaceFactory(woman__known_as=RTL)
        assert f"<bdi>{RTL}</bdi>" in lead.get(f"/rotherham/women/{place.woman_id}/").content.decode()
        assert f"{ISOLATED[:-1]} · " in lead.get("/rotherham/team/caseloads/").content.decode()

    @pytest.mark.parametrize("path", ["notes", "referral", "invite"])
    def test_overrides_go_from_whatever_a_form_sends(self, path, committed, lead, rotherham):
        with scope_of(rotherham):
            place = PlaceFactory()
        if path == "notes":
            lead.post(f"/rotherham/women/{place.woman_id}/add/note/", {"words": f"She{OVERRIDE} came."})
            with scope_of(rotherham):
                assert Note.objects.get().words == "She came."
        elif path == "referral":
            lead.post("/rotherham/referrals/add/", {"known_as": f"Am{OVERRIDE}ber", "referred_on": "2026-01-02"})
            with scope_of(rotherham):
                assert Woman.objects.latest("pk").known_as == "Amber"
        else:
            told = {"email": "a@b.example", "name": f"Ana{OVERRIDE}", "role": "practitioner", "starts_on": "2026-01-02"}
            lead.post("/rotherham/people/invite/", told)
            assert User.objects.get(email="a@b.example").name == "Ana"


@pytest.mark.parametrize(
    ("ref", "end"),
    [
        ("RTH-0031", "0031"),
        ("SW-01", "SW-01"),
        ("N/104", "104"),
        ("7", "7"),
        ("A 12 345", "345"),
        ("H1234567", "H1234567"),
    ],
)
def test_of_a_reference_its_end_is_said_as_it_stands_and_never_half_of_a_word(ref, end):
    assert Woman(practice_id=1, known_as="Nora", ref=ref).name_in_list == f"Nora · {end}"
    nora = Woman(practice_id=1, full_name="Nora O’Brien", ref=ref)
    assert (nora.name_on_page, nora.name_in_list) == ("Nora O’Brien", f"Nora O’Brien · {end}")
