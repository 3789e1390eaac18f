"""PostgreSQL itself is asked: is every tenant's table guarded, and do the logins hold only what they need?"""

import hmac
from contextlib import closing

import psycopg2
import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, ProgrammingError, connections, transaction

from practices.models import Practice
from practices.tenancy.erasing import PERSONAL, history_of
from practices.tenancy.grants import APPEND_ONLY, COUNTED_COLUMNS, NATIONAL_TABLES
from practices.tenancy.logins import RUNTIME_LOGINS
from practices.tenancy.scope import NoScope, count_scope, current_scope, practice_scope
from practices.tenancy.seal import keep_key
from practices.tenancy.walls import TENANT_CONDITION, TENANT_LOGINS
from tests import database
from tests.conftest import scope_of
from tests.factories import ContactFactory, GoalFactory, PlaceFactory, ReturnFactory, ReturnFileFactory, WomanFactory
from tests.servers import servers
from women.models import Child, Goal, Woman
from women.restricted import POLICY as RESTRICTED
from women.restricted import condition_of

pytestmark = pytest.mark.usefixtures("committed")
RESTRICTED_TABLES = {
    model._meta.db_table
    for model in apps.get_models()
    if condition_of(model._meta.db_table, {field.column for field in model._meta.concrete_fields})
    and "practice_id" in {field.column for field in model._meta.concrete_fields}
}

# policies beyond `tenant`, each reviewed: the login it is for and why
FURTHER_POLICIES = (
    {
        ("practices_membership", "own_membership"): ["app_rw"],  # a person finds her own before any scope
        ("practices_sealingkey", "own_key"): ["app_rw"],  # a person's own key opens to her only
        ("women_transfer", "offered_to_read"): ["app_rw"],  # an offer opens to the Practice it is made to
        ("women_transfer", "offered_to_answer"): ["app_rw"],  # and is answered there, once
        ("reporting_return", "national_reads_submitted"): ["app_national"],
        ("reporting_returnfile", "national_reads_submitted"): ["app_national"],
        ("reporting_return", "national_decides"): ["app_national"],  # submitted → accepted or returned, no other column
        ("reporting_story", "national_reads_submitted"): ["app_national"],  # the words, not whose they are
        ("reporting_question", "national_reads_what_was_submitted"): ["app_national"],
        ("reporting_question", "national_asks"): ["app_national"],
        ("reporting_message", "national_reads_threads"): ["app_national"],
        ("reporting_message", "national_speaks_for_itself"): ["app_national"],
        ("reporting_message", "practice_speaks_for_itself"): ["app_rw"],  # restrictive: narrows the tenant policy
        ("reporting_decision", "national_reads_decisions"): ["app_national"],
        ("reporting_decision", "national_signs_decisions"): ["app_national"],
        ("reporting_restatement", "national_reads_restatements"): ["app_national"],
        ("reporting_reminder", "national_reads_reminders"): ["app_national"],
        ("reporting_reminder", "national_reminds"): ["app_national"],
        ("reporting_successagreement", "national_reads_agreements"): ["app_national"],
        ("reporting_criterion", "national_reads_agreements"): ["app_national"],
        ("reporting_toprepare", "national_prepares"): ["app_national"],
        ("reporting_standingfigures", "national_prepares"): ["app_national"],  # copies of sent figures, for speed
    }
    | {
        (table, RESTRICTED): ["app_rw"]
        for table in RESTRICTED_TABLES  # restrictive: hides a record from whoever is not named
    }
    | {
        (table, "counted_for_a_list_of_practices"): ["app_count"]
        for table in COUNTED_COLUMNS
        if table != "practices_practice"
    }
)


def ask(statement, *values):
    with closing(psycopg2.connect(database.admin_url(database.NAME))) as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def tenant_tables():
    return {
        name
        for (name,) in ask(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND column_name = 'practice_id'"
        )
    }


def test_every_table_with_practice_id_has_forced_row_level_security():
    state = ask(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    unguarded = {name for name, enabled, forced in state if name in tenant_tables() and not (enabled and forced)}
    assert unguarded == set()
    assert len(tenant_tables()) > 25


def test_every_tenant_table_has_the_tenant_policy_and_no_other_but_the_reviewed():
    found = {
        (table, name): (list(roles), using, check)
        for table, name, roles, using, check in ask(
            "SELECT tablename, policyname, roles::text[], qual, with_check FROM pg_policies WHERE schemaname = 'public'"
        )
    }
    practice_own = {key for key in found if key[0] == "practices_practice"}
    condition = found[("women_woman", "tenant")][1]
    assert "app_sealed('app.practice_id'::text)" in condition
    for table in tenant_tables():
        roles, using, check = found.pop((table, "tenant"))
        assert (sorted(roles), using, check) == (TENANT_LOGINS.split(", "), condition, condition), table
    further = {key: roles for key, (roles, _, _) in found.items() if key not in practice_own}
    assert further == FURTHER_POLICIES


@pytest.mark.parametrize("login", RUNTIME_LOGINS)
def test_no_runtime_login_is_privileged(login):
    ((superuser, bypass, create_role, create_db),) = ask(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", login
    )
    assert not (superuser or bypass or create_role or create_db)
    assert ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = %s", login) == []
    assert ask("SELECT 1 WHERE pg_has_role(%s, 'app_owner', 'MEMBER')", login) == []


def test_national_holds_no_right_to_a_case_table_and_erase_only_to_keys_and_words():
    held = ask(
        "SELECT grantee, table_name FROM information_schema.role_table_grants WHERE grantee IN "
        "('app_national', 'app_erase') UNION SELECT grantee, table_name FROM information_schema.column_privileges "
        "WHERE grantee IN ('app_national', 'app_erase')"
    )
    assert {table for grantee, table in held if grantee == "app_national"} == set(NATIONAL_TABLES)
    erase = {table for grantee, table in held if grantee == "app_erase"}
    assert erase == {*PERSONAL, *filter(None, map(history_of, PERSONAL)), "women_place"}


def test_the_erasing_login_reads_keys_changes_words_and_nothing_else():
    held = ask(
        "SELECT table_name, column_name, privilege_type FROM information_schema.column_privileges "
        "WHERE grantee = 'app_erase'"
    )
    changes = {(table, column) for table, column, kind in held if kind == "UPDATE"}
    words = {(table, column) for table, entry in PERSONAL.items() for column in entry.blanks}
    assert changes == words | {(history_of(table), column) for table, column in words if history_of(table)}
    reads = {column for _, column, kind in held if kind == "SELECT"}
    assert reads <= {
        "id",
        "practice_id",
        "woman_id",
        "child_id",
        "place_id",
        "contact_id",
        "document_id",
        "story_of_id",
        "pgh_obj_id",
        "service_as_written",
        "merged_into_id",
        "moved_to_id",
        "rows",  # which rows a withdrawal took away: kinds and numbers
    }
    assert not [row for row in held if row[2] not in ("SELECT", "UPDATE")]


def test_the_counting_login_reads_only_columns_without_words():
    held = ask(
        "SELECT table_name, column_name, privilege_type FROM information_schema.column_privileges "
        "WHERE grantee = 'app_count'"
    )
    assert {kind for _, _, kind in held} == {"SELECT"}
    words = {
        "known_as",
        "full_name",
        "date_of_birth",
        "note",
        "ref",
        "in_her_words",
        "agency",
        "placement",
        "ethnicity",
    }
    assert not words & {column for table, column, _ in held if table != "practices_practice"}


def test_history_can_be_added_to_but_not_changed_by_the_app():
    held = ask("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'app_rw'")
    history = {table for table, _ in held if table.endswith("event")} | APPEND_ONLY
    assert len(history) > 10
    # of these a trigger lets go only what a withdrawal names (tests/women/test_taking_back.py)
    withdrawn = {(table, "DELETE") for table in ("women_note", "women_documentcontent", "sessions_log_amendment")}
    more = {(table, kind) for table, kind in held if table in history and kind not in ("SELECT", "INSERT")}
    assert more == withdrawn


def test_the_apps_login_cannot_change_or_delete_history(in_rotherham):
    woman = WomanFactory()
    for statement in (
        "UPDATE women_womanevent SET known_as = 'x'",
        "DELETE FROM women_womanevent",
        "UPDATE practices_accessrecord SET why = 'x'",
        "DELETE FROM women_step",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            raw(statement)
    assert Woman.objects.get(pk=woman.pk)


def raw(statement, values=(), using="default"):
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_with_no_scope_every_tenant_table_gives_nothing_to_the_apps_login(rotherham):
    with scope_of(rotherham):
        GoalFactory()
        ContactFactory()
        PlaceFactory()
    denied = []
    for table in sorted(tenant_tables()):
        try:
            rows = raw(f"SELECT count(*) FROM {table}")
        except ProgrammingError:
            denied.append(table)
            continue
        assert rows == [(0,)], table
    assert denied == []


def test_with_no_scope_the_orm_raises_whatever_is_asked():
    assert current_scope() is None
    for ask_it in (
        lambda: list(Woman.objects.all()),
        lambda: Woman.objects.exists(),
        lambda: Woman.objects.count(),
        lambda: Woman.objects.bulk_create([Woman(ref="X", practice_id=1)]),
        lambda: Woman(ref="X"),
        lambda: Woman.objects.filter(pk=1).update(ref="Y"),
        lambda: Woman.objects.filter(pk=1).delete(),
    ):
        with pytest.raises(NoScope):
            ask_it()


def test_a_row_kept_past_its_scope_can_be_neither_refreshed_nor_saved(rotherham):
    with scope_of(rotherham):
        woman = WomanFactory()
    for ask_it in (woman.refresh_from_db, woman.save, woman.delete, lambda: list(woman.goals.all())):
        with pytest.raises(NoScope):
            ask_it()


def test_another_practices_rows_are_invisible_to_every_way_of_reading(rotherham, hackney):
    with scope_of(rotherham):
        woman = WomanFactory()
    with scope_of(hackney):
        assert not Woman.objects.filter(pk=woman.pk).exists()
        assert Woman.objects.count() == 0
        with pytest.raises(Woman.DoesNotExist):
            woman.refresh_from_db()
        assert raw("SELECT count(*) FROM women_woman") == [(0,)]
        assert raw("SELECT count(*) FROM women_womanevent") == [(0,)]
        with connections["default"].cursor() as cursor:
            import io

            out = io.StringIO()
            cursor.copy_expert("COPY (SELECT * FROM women_woman) TO STDOUT", out)
            assert out.getvalue() == ""


def test_nothing_can_be_written_into_another_practice(rotherham, hackney):
    with scope_of(rotherham):
        woman = WomanFactory()
    with scope_of(hackney):
        assert raw("UPDATE women_woman SET known_as = 'x' WHERE id = %s", [woman.pk]) == 0
        assert raw("DELETE FROM women_woman WHERE id = %s", [woman.pk]) == 0
        for write in (
            lambda: Woman.objects.create(ref="X", practice_id=rotherham.pk),
            lambda: Woman.objects.bulk_create([Woman(ref="Y", practice_id=rotherham.pk)]),
            lambda: raw("UPDATE women_woman SET practice_id = %s", [rotherham.pk]) or WomanFactory(practice=rotherham),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                write()
    with scope_of(rotherham):
        assert Woman.objects.get(pk=woman.pk).known_as == "Amber"


def test_another_practices_own_row_cannot_be_changed(rotherham, hackney):
    with scope_of(rotherham):
        assert Practice.objects.filter(pk=hackney.pk).update(name="x") == 0
        assert Practice.objects.filter(pk=rotherham.pk).update(name="Rotherham") == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            Practice.objects.create(name="New", slug="new", nation="England")


def test_a_foreign_key_to_another_practices_woman_is_refused_by_the_database(rotherham, hackney):
    with scope_of(rotherham):
        woman = WomanFactory()
    with pytest.raises(IntegrityError, match="same_practice"), scope_of(hackney):
        Goal.objects.create(woman_id=woman.pk, ref="G1", area="housing", set_on="2019-01-01")
    with pytest.raises(IntegrityError, match="same_practice"), scope_of(hackney):
        raw(
            "INSERT INTO women_child (practice_id, woman_id, child_no, born_day_is_known, legal_status, placement, "
            "contact_plan, import_key, import_hash) VALUES (%s, %s, 1, false, '', '', '', '', '')",
            [hackney.pk, woman.pk],
        )
    with scope_of(hackney):
        assert Child.objects.count() == 0


def test_every_foreign_key_between_tenant_tables_is_composite():
    missing = []
    for model in apps.get_models():
        table = model._meta.db_table
        if table not in tenant_tables() or table.endswith("event"):
            continue
        for field in model._meta.fields:
            remote = field.related_model
            if remote is None or remote._meta.db_table not in tenant_tables():
                continue
            if not ask("SELECT 1 FROM pg_constraint WHERE conname = %s", f"{table}_{field.column}_same_practice"):
                missing.append(f"{table}.{field.column}")
    # links from an imported name to an account: a membership, checked by its own policy when it is set
    assert missing == []


def test_a_kept_connection_holds_no_scope_after_its_request(rotherham):
    with scope_of(rotherham):
        WomanFactory()
    assert raw("SELECT current_setting('app.practice_id', true)") in ([(None,)], [("",)])
    assert raw("SELECT count(*) FROM women_woman") == [(0,)]


# --- the seal


def claims(name, value, seal):
    raw("SELECT set_config(%s, %s, true), set_config(%s, %s, true)", [name, str(value), f"{name}_seal", seal])
    return raw("SELECT count(*) FROM women_woman")[0][0]


def seal_that_stands():
    return raw("SELECT current_setting('app.practice_id', true), current_setting('app.practice_id_seal', true)")[0]


def test_another_practices_id_set_by_injected_sql_opens_nothing(rotherham, hackney):
    with scope_of(hackney):
        WomanFactory()
        WomanFactory()
    with scope_of(rotherham):
        WomanFactory()
        own = seal_that_stands()
        for forged in ("", own[1], "0" * 64, hmac.new(b"guessed", b"app.practice_id", "sha256").hexdigest()):
            assert claims("app.practice_id", hackney.pk, forged) == 0
            with pytest.raises(ProgrammingError), transaction.atomic():
                raw("INSERT INTO women_woman (practice_id, ref) VALUES (%s, 'X')", [hackney.pk])
        assert claims("app.practice_id", rotherham.pk, own[1]) == 1  # her own scope goes on


def test_a_seal_is_good_for_its_own_transaction_backend_and_practice(rotherham, hackney):
    with scope_of(hackney):
        WomanFactory()
        kept = seal_that_stands()
    with transaction.atomic():  # the same connection, a later transaction
        assert claims("app.practice_id", *kept) == 0
    with scope_of(hackney), closing(psycopg2.connect(servers().database_url("app_rw", database.NAME))) as other:
        value, seal = seal_that_stands()
        with other, other.cursor() as cursor:  # another connection at the same time
            words = "SELECT set_config('app.practice_id', %s, true), set_config('app.practice_id_seal', %s, true)"
            cursor.execute(words, [value, seal])
            cursor.execute("SELECT count(*) FROM women_woman")
            assert cursor.fetchone() == (0,)


def test_no_runtime_login_reads_the_key_or_makes_a_seal(rotherham):
    for alias in ("default", "national", "count", "erase"):
        for statement in ("SELECT * FROM practices_scopekey", "SELECT app_seal_of('app.practice_id', '1')"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                raw(statement, using=alias)


def test_the_apps_login_runs_no_function_as_its_owner(rotherham):
    """A SECURITY DEFINER function hung on a table of one's own would be the owner's hand."""
    words = (
        "CREATE TEMPORARY TABLE mine (practice_id text, cohort_id bigint)",
        "CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION women_cohort_has_a_seat()",
    )
    with pytest.raises(ProgrammingError, match="permission denied for function"), transaction.atomic():
        for statement in words:
            raw(statement)
    callable_ = ask(
        "SELECT r.rolname, p.proname FROM pg_proc p CROSS JOIN pg_roles r WHERE p.pronamespace = 'public'::regnamespace "
        "AND p.prosecdef AND r.rolname = ANY(%s) AND has_function_privilege(r.oid, p.oid, 'EXECUTE')", list(RUNTIME_LOGINS),
    )  # fmt: skip
    assert {function for _, function in callable_} == {"app_sealed", "app_hidden_women"}


def test_the_list_of_practices_that_are_counted_is_sealed_too(rotherham):
    with scope_of(rotherham):
        PlaceFactory()
    with count_scope([rotherham.pk]):
        assert raw("SELECT count(*) FROM women_place", using="count") == [(1,)]
    with transaction.atomic(using="count"):
        raw("SELECT set_config('app.practice_ids', %s, true)", [str(rotherham.pk)], using="count")
        assert raw("SELECT count(*) FROM women_place", using="count") == [(0,)]


@pytest.mark.parametrize("key", ["short", "k" * 64, "k" * 65, "é" * 40])
def test_python_and_postgresql_make_the_same_seal(key, settings, rotherham):
    kept, settings.SCOPE_KEY = settings.SCOPE_KEY, key
    try:
        with connections["owner"].cursor() as cursor:
            keep_key(cursor)
        with scope_of(rotherham):
            assert Woman.objects.count() == 0
            WomanFactory()
            assert raw("SELECT count(*) FROM women_woman") == [(1,)]
    finally:
        settings.SCOPE_KEY = kept
        with connections["owner"].cursor() as cursor:
            keep_key(cursor)


def test_a_scope_restores_the_one_before_it(rotherham, hackney):
    with scope_of(rotherham):
        WomanFactory()
        with scope_of(hackney):
            assert Woman.objects.count() == 0
        assert Woman.objects.count() == 1
        assert raw("SELECT count(*) FROM women_woman") == [(1,)]
        with pytest.raises(ZeroDivisionError), scope_of(hackney):
            raise ZeroDivisionError
        assert raw("SELECT count(*) FROM women_woman") == [(1,)]
        with pytest.raises(ProgrammingError), practice_scope(hackney.pk):
            raw("SELECT no_such_column FROM women_woman")
        assert raw("SELECT count(*) FROM women_woman") == [(1,)]


@pytest.mark.parametrize("mutant", ["gone", "true", "unforced"])
def test_a_wall_that_is_broken_is_seen(mutant, rotherham, hackney):
    """Mutants: without its policy, with an open one, or not forced, the checks above must fail."""
    statements = {
        "gone": ("DROP POLICY tenant ON women_woman", f"CREATE POLICY tenant ON women_woman TO {TENANT_LOGINS} USING ({TENANT_CONDITION}) "
                 f"WITH CHECK ({TENANT_CONDITION})"),
        "true": ("ALTER POLICY tenant ON women_woman USING (true)",
                 f"ALTER POLICY tenant ON women_woman USING ({TENANT_CONDITION})"),
        "unforced": ("ALTER TABLE women_woman NO FORCE ROW LEVEL SECURITY",
                     "ALTER TABLE women_woman FORCE ROW LEVEL SECURITY"),
    }  # fmt: skip
    break_it, mend_it = statements[mutant]
    raw(break_it, using="owner")
    try:
        with pytest.raises((AssertionError, KeyError)):
            test_every_table_with_practice_id_has_forced_row_level_security()
            test_every_tenant_table_has_the_tenant_policy_and_no_other_but_the_reviewed()
        if mutant == "true":
            with scope_of(rotherham):
                WomanFactory()
            with pytest.raises(AssertionError):
                test_with_no_scope_every_tenant_table_gives_nothing_to_the_apps_login(rotherham)
    finally:
        raw(mend_it, using="owner")
    test_every_tenant_table_has_the_tenant_policy_and_no_other_but_the_reviewed()


def test_a_scope_that_is_not_restored_is_seen(rotherham, hackney, monkeypatch):
    """A mutant whose inner scope does not give the outer one back."""
    from practices.tenancy import scope

    with scope_of(rotherham):
        WomanFactory()
        real, calls = scope._set, []

        def only_the_first(*arguments):
            calls.append(arguments)
            if len(calls) == 1:
                real(*arguments)

        monkeypatch.setattr(scope, "_set", only_the_first)
        with scope_of(hackney):
            pass
        monkeypatch.undo()
        assert raw("SELECT count(*) FROM women_woman") == [(0,)]


def test_nationals_login_reaches_no_case_table_even_by_raw_sql(rotherham):
    with scope_of(rotherham):
        WomanFactory()
    for table in ("women_woman", "women_place", "sessions_log_contact", "women_womanevent", "practices_accessrecord"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            raw(f"SELECT count(*) FROM {table}", using="national")


def test_nationals_login_sees_submitted_returns_only_whatever_scope_it_claims(rotherham):
    with scope_of(rotherham):
        ReturnFileFactory(return_of=ReturnFactory())
        sent = ReturnFactory(quarter="2018-19 Q3", sha256="0" * 64)
        sent.status, sent.submitted_at = "submitted", sent.built_at
        sent.save()
    with transaction.atomic(using="national"):
        raw("SELECT set_config('app.practice_id', %s, true)", [str(rotherham.pk)], using="national")
        assert raw("SELECT quarter, status FROM reporting_return", using="national") == [("2018-19 Q3", "submitted")]
        assert raw("SELECT count(*) FROM reporting_returnfile", using="national") == [(0,)]
    with transaction.atomic(using="count"):
        raw("SELECT set_config('app.practice_id', %s, true)", [str(rotherham.pk)], using="count")
        assert raw("SELECT count(*) FROM reporting_returnjob", using="count") == [(0,)]


def test_a_write_that_fails_leaves_no_name_in_postgresqls_log(rotherham):
    with pytest.raises(IntegrityError), scope_of(rotherham):
        for _ in range(2):
            WomanFactory(ref="TWICE", full_name="Zzsecret Jane")
    log = (servers().data_dir / "log" / "postgres.log").read_text(errors="replace")
    assert "woman_ref_once_a_practice" in log
    assert "Zzsecret" not in log


def test_the_counting_login_sees_no_words_and_only_the_practices_listed(rotherham, hackney):
    from practices.tenancy.scope import count_scope

    with scope_of(rotherham):
        PlaceFactory()
    with scope_of(hackney):
        PlaceFactory()
    assert raw("SELECT count(*) FROM women_place", using="count") == [(0,)]
    with count_scope([rotherham.pk]):
        assert raw("SELECT practice_id FROM women_place", using="count") == [(rotherham.pk,)]
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="count"):
            raw("SELECT referral_source FROM women_place", using="count")
    with count_scope([rotherham.pk, hackney.pk]):
        assert raw("SELECT count(*) FROM women_place", using="count") == [(2,)]
    with pytest.raises((ProgrammingError, InternalError)):
        raw("UPDATE women_place SET offered_on = NULL", using="count")
