"""The chain over the trail: what is edited or taken away, in the middle and at the end, is found."""

from contextlib import closing

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connections, transaction
from django.utils import timezone

from practices import chain
from practices.models import AccessAction, AccessRecord, ChainCheck, ChainLink
from practices.tasks import check_trails, link_trails
from practices.trail import note_look
from tests import database
from tests.conftest import scope_of
from tests.factories import WomanFactory

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def heads(settings, tmp_path):
    settings.TRAIL_HEADS = str(tmp_path / "heads.jsonl")


def look(number=1):
    for _ in range(number):
        note_look(by=None, action=AccessAction.LIST, view="women")


@pytest.fixture
def trail(rotherham):
    """Ten looks and the history of a woman, linked, checked and exported."""
    with scope_of(rotherham):
        look(10)
        woman = WomanFactory()
        woman.known_as = "Changed"
        woman.save()
    call_command("verify_trail", verbosity=0)
    return rotherham


def as_an_intruder(statement, *values):
    """Past every grant: as the superuser of the database."""
    with (
        closing(psycopg2.connect(database.admin_url(database.NAME))) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)


def faults(practice):
    with scope_of(practice):
        return chain.check().faults


def test_a_whole_trail_is_whole(trail, hackney):
    assert faults(trail) == ()
    with scope_of(trail):
        kept = ChainCheck.objects.get()
        assert (kept.links, kept.faults, len(kept.head)) == (12, "", 64)
        assert {one.source for one in ChainLink.objects.all()} == {"practices_accessrecord", "women_womanevent"}
    with scope_of(hackney):
        assert chain.check() == chain.Checked(0, "", ())


def test_what_comes_later_is_linked_to_what_was(trail):
    with scope_of(trail):
        look(3)
        assert chain.link(chain.LOOKS) == 3
        assert chain.link(chain.LOOKS) == 0
        assert [one.position for one in ChainLink.objects.all()] == list(range(1, 16))
    assert faults(trail) == ()


def test_an_entry_that_committed_late_is_linked_all_the_same(trail):
    """Numbers are given out before a commit: a lower one can come after a higher one was linked."""
    with scope_of(trail):
        late = AccessRecord.objects.order_by("pk").last().pk + 1
    as_an_intruder("SELECT setval(pg_get_serial_sequence('practices_accessrecord', 'id'), %s)", late + 5)
    with scope_of(trail):
        look()
        chain.link(chain.LOOKS)
        AccessRecord.objects.create(pk=late, action="list", view="women")
        assert chain.link(chain.LOOKS) == 1
    assert faults(trail) == ()


@pytest.mark.parametrize("column", ["why = 'nothing'", "woman_id = 5", "actor_id = NULL, view = 'x'", "at = now()"])
def test_an_edited_look_is_found(trail, column):
    as_an_intruder(
        f"UPDATE practices_accessrecord SET {column} WHERE id = (SELECT min(id) + 4 FROM practices_accessrecord)"
    )
    (fault,) = faults(trail)
    assert "is not what was written" in fault


@pytest.mark.parametrize("which", ["min(id) + 4", "max(id)", "min(id)"])
def test_a_look_that_is_gone_is_found_in_the_middle_and_at_either_end(trail, which):
    as_an_intruder(f"DELETE FROM practices_accessrecord WHERE id = (SELECT {which} FROM practices_accessrecord)")
    (fault,) = faults(trail)
    assert "is gone" in fault


def test_a_change_that_is_gone_from_history_is_found(trail):
    as_an_intruder("DELETE FROM women_womanevent WHERE pgh_label = 'update'")
    (fault,) = faults(trail)
    assert "women_womanevent" in fault


def test_links_that_are_cut_off_with_their_entries_are_found_by_the_exported_head(trail):
    as_an_intruder("DELETE FROM practices_accessrecord WHERE id > (SELECT min(id) + 4 FROM practices_accessrecord)")
    as_an_intruder("DELETE FROM practices_chainlink WHERE position > 5")
    assert any("a head at 12 was exported" in fault for fault in faults(trail))


def test_a_chain_that_was_made_anew_does_not_hold_the_exported_head(trail):
    as_an_intruder("DELETE FROM practices_accessrecord WHERE id = (SELECT min(id) + 4 FROM practices_accessrecord)")
    as_an_intruder("DELETE FROM practices_chainlink")
    with scope_of(trail):
        look()
    with scope_of(trail):
        chain.link_everything()
    assert any("is not the head that was exported" in fault for fault in faults(trail))


def test_a_file_of_heads_that_is_gone_is_said_once(trail, settings, tmp_path, rotherham):
    settings.TRAIL_HEADS = str(tmp_path / "another.jsonl")
    with scope_of(trail):
        first = chain.check_and_keep(rotherham, now=timezone.now())
        second = chain.check_and_keep(rotherham, now=timezone.now())
    assert "the file of heads" in first.faults[0]
    assert second.faults == ()


def test_the_command_and_the_worker_say_so(trail, caplog, capsys):
    as_an_intruder("DELETE FROM practices_accessrecord WHERE id = (SELECT min(id) FROM practices_accessrecord)")
    with pytest.raises(CommandError, match="1 trail is broken"):
        call_command("verify_trail", "--practice", "rotherham")
    assert "rotherham: 12 links, broken" in capsys.readouterr().out
    check_trails()
    assert "the trail of rotherham is broken" in caplog.text
    with pytest.raises(CommandError, match="no Practice"):
        call_command("verify_trail", "--practice", "nowhere")


def test_the_worker_links_what_waits(rotherham, hackney):
    with scope_of(hackney):
        look(2)
    link_trails()
    with scope_of(hackney):
        assert ChainLink.objects.count() == 2
    with scope_of(rotherham):
        assert not ChainLink.objects.exists()


@pytest.mark.parametrize(
    "table", ["practices_accessrecord", "practices_chainlink", "practices_chaincheck", "women_womanevent"]
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET practice_id = practice_id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_apps_login_cannot_alter_it(trail, table, statement):
    with scope_of(trail), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connections["default"].cursor().execute(statement.format(table))


def test_erasing_a_womans_words_leaves_the_chain_whole(trail):
    as_an_intruder("UPDATE women_womanevent SET known_as = '', full_name = ''")
    assert faults(trail) == ()
