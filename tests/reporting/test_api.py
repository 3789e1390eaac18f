"""National's data for programs: who is let in, what it says, what it answers to bad input, and all that its schema allows."""

import csv
import io
from datetime import timedelta

import hypothesis
import pytest
import schemathesis
from django.test import Client
from django.utils import timezone
from hypothesis import given

from practices.models import ApiToken, NationalMembership
from practices.permissions import Role
from reporting.benchmark.declared import COMPARISONS
from tests.conftest import client_of, user_of
from tests.reporting.benchmark.sending import practice_named, send
from tests.reporting.benchmark.test_pages import text_of

pytestmark = pytest.mark.usefixtures("committed")
ADDRESSES = (
    "schema/", "dictionary/", "returns/", "returns/town-1/2026-27-Q1/1/", "figures/", "country/",
    "benchmark/appointment_attendance/",
)  # fmt: skip


def token_of(role=Role.NATIONAL_ANALYST, *, scopes=("returns", "comparison", "dictionary"), days=7):
    _, token = ApiToken.objects.create(
        user=user_of(role, None), expiry=timedelta(days=days), name="a test", scopes=list(scopes)
    )
    return {"Authorization": f"Token {token}"}


def get(path, headers=None):
    return Client().get(f"/api/v1/{path}", headers=headers or {})


def test_nobody_is_let_in_without_a_sign_in_or_a_token(country):
    for path in ADDRESSES:
        response = get(path)
        assert response.status_code == 401, path
        assert "Sign in, or send a token" in response.json()["detail"]


@pytest.mark.parametrize("header", ["Token nonsense", "Token", "Token a b", "Token pause-" + "0" * 64])
def test_a_bad_token_is_told_so(country, header):
    response = get("returns/", {"Authorization": header})
    assert response.status_code == 401
    assert response.json()["detail"] == "This token does not open. It is wrong, withdrawn or has run out."


def test_a_token_that_has_run_out_or_was_withdrawn_does_not_open(country):
    headers = token_of()
    assert get("returns/", headers).status_code == 200
    assert get("returns/", token_of(days=-1)).status_code == 401
    headers = token_of()
    ApiToken.objects.all().delete()
    assert get("returns/", headers).status_code == 401


def test_a_token_opens_only_what_it_was_made_for(country):
    headers = token_of(scopes=["dictionary"])
    assert get("dictionary/", headers).status_code == 200
    for path in ADDRESSES[2:]:
        response = get(path, headers)
        assert response.status_code == 403, path
        assert "This token does not open" in response.json()["detail"]


def test_it_ends_with_the_post_at_national(country):
    headers = token_of()
    posts = NationalMembership.objects.using("owner").filter(user=user_of(Role.NATIONAL_ANALYST, None))
    posts.update(ends_on=timezone.localdate())
    try:
        assert get("returns/", headers).status_code == 403
    finally:
        posts.update(ends_on=None)


def test_practices_and_the_host_are_not_let_in(country):
    for client in (client_of(Role.PRACTICE_LEAD), client_of(Role.HOST_SUPPORT, None)):
        for path in ADDRESSES:
            assert client.get(f"/api/v1/{path}").status_code == 403, path


def test_a_signed_in_analyst_reads_it_in_a_browser(country, analyst):
    for path in ADDRESSES:
        assert analyst.get(f"/api/v1/{path}").status_code == 200, path


def test_nothing_can_be_written(country, analyst):
    for path in ADDRESSES:
        for method in ("post", "put", "patch", "delete"):
            assert getattr(analyst, method)(f"/api/v1/{path}").status_code == 405, (path, method)


def test_returns_are_filtered_and_paged(country, analyst):
    page = analyst.get("/api/v1/returns/?practice=town-1").json()
    assert [one["quarter"] for one in page["results"]] == ["2026-27 Q1", "2025-26 Q4", "2025-26 Q3"]
    page = analyst.get("/api/v1/returns/?first=2026-27-Q1&page_size=5").json()
    assert (page["count"], len(page["results"])) == (14, 5)
    assert "page=2" in page["next"]


def test_a_whole_return_carries_its_figures_and_its_seal(country, analyst):
    found = analyst.get("/api/v1/returns/town-1/2026-27-Q1/1/").json()
    assert found["indicators"]["weekly_reach"] == {
        "numerator": 200, "denominator": 250, "value": 0.8, "display": "80%",
    }  # fmt: skip
    assert len(found["sha256"]) == 64


def test_the_benchmark_says_what_the_page_says(country, analyst):
    found = analyst.get("/api/v1/benchmark/appointment_attendance/").json()
    page = text_of(analyst.get("/national/indicators/appointment_attendance/"))
    assert found["outside"] == 1
    low = next(one for one in found["results"] if one["practice"] == "town-13")
    assert low["verdict"] == "lower than chance would give"
    assert low["value"] < low["limits_99_8"]["lower"] < low["limits_95"]["lower"] < found["average"]
    assert f"{found['numerator']:,} of {found['compared_over']:,}" in page
    names = [one["practice"] for one in found["results"]]
    assert names.index("town-1") < names.index("town-13")
    assert "rank" not in str(found)


def test_the_dictionary_lists_every_indicator(country, analyst):
    assert [one["key"] for one in analyst.get("/api/v1/dictionary/").json()] == [one.key for one in COMPARISONS]


def test_it_is_a_table_too_and_no_cell_is_a_formula(rotherham, analyst):
    practice_named("odd", name="=cmd()", delivered_by="")
    send(rotherham, {"weekly_reach": (1, 2)})
    rows = list(csv.DictReader(io.StringIO(analyst.get("/api/v1/returns/?format=csv").content.decode())))
    assert rows[0]["practice"] == "rotherham"
    rows = list(csv.DictReader(io.StringIO(analyst.get("/api/v1/country/?format=csv").content.decode())))
    assert next(row for row in rows if row["indicator"] == "weekly_reach")["interval.lower"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("benchmark/happiness/", 404, "There is no such indicator"),
        ("benchmark/weekly_reach/?first=2026-27+Q1&last=2025-26+Q3", 400, "comes after"),
        ("benchmark/weekly_reach/?last=soon", 400, "Write it like 2018-19 Q4"),
        ("benchmark/weekly_reach/?delivery=charity", 400, "Only one Practice is left"),
        ("benchmark/weekly_reach/?page=99", 404, "There is no page 99. The last page is 1."),
        ("returns/?page=99", 404, "There is no page 99. The last page is 1."),
        ("returns/?page=x", 404, "There is no page x"),
        ("returns/?first=2026-27+Q1&last=2025-26+Q3", 400, "comes after"),
        ("returns/?status=draft", 400, "draft"),
        ("figures/?last=soon", 400, "Write it like 2018-19 Q4"),
        ("country/?quarter=soon", 400, "Write it like 2018-19 Q4"),
        ("returns/town-1/2031-32-Q1/1/", 404, "was sent by that Practice"),
        ("returns/town-1/soon/1/", 404, "is not a quarter"),
    ],
)
def test_what_cannot_be_answered_is_said(country, analyst, path, status, said):
    response = analyst.get(f"/api/v1/{path}")
    assert response.status_code == status
    assert said in response.content.decode()


def test_with_no_return_it_says_so(rotherham, analyst):
    assert analyst.get("/api/v1/benchmark/weekly_reach/").json()["detail"] == "No return has been sent yet."
    assert analyst.get("/api/v1/figures/").json()["results"] == []


def test_asking_too_often_is_told_when_to_ask_again(country, analyst, settings):
    settings.API_RATE = "3/minute"
    answers = [analyst.get("/api/v1/dictionary/") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert int(answers[3].headers["Retry-After"]) <= 60


def test_a_draft_is_in_none_of_it(rotherham, hackney, analyst):
    from tests.conftest import scope_of
    from tests.factories import ReturnFactory

    with scope_of(rotherham):
        ReturnFactory()
    assert analyst.get("/api/v1/returns/").json()["count"] == 0
    assert analyst.get("/api/v1/figures/").json()["count"] == 0


def test_a_token_is_shown_once_and_kept_as_a_hash(rotherham, analyst):
    page = analyst.post("/national/data/", {"name": "Power BI", "scopes": ["returns"], "days": "30"}, follow=True)
    token = page.content.decode().split("<code>pause-")[1].split("</code>")[0]
    kept = ApiToken.objects.get()
    assert token not in kept.digest
    assert get("returns/", {"Authorization": f"Token pause-{token}"}).status_code == 200
    again = analyst.get("/national/data/")
    assert token not in again.content.decode()
    assert "Power BI" in text_of(again)
    analyst.post(f"/national/data/{kept.token_key}/withdraw")
    assert get("returns/", {"Authorization": f"Token pause-{token}"}).status_code == 401


def test_a_colleagues_token_cannot_be_withdrawn(rotherham, analyst):
    token_of(Role.NATIONAL_ADMIN)
    kept = ApiToken.objects.get()
    page = analyst.post(f"/national/data/{kept.token_key}/withdraw", follow=True)
    assert "had been withdrawn already" in text_of(page)
    assert ApiToken.objects.exists()


def test_a_token_needs_a_name_a_scope_and_an_end(rotherham, analyst):
    page = analyst.post("/national/data/", {"name": "", "days": "9999"})
    assert page.status_code == 422
    assert "Tick what the program needs" in text_of(page)
    assert not ApiToken.objects.exists()


# --- everything that the schema allows, asked of the real application


OPERATIONS = 7


def test_the_api_keeps_to_its_schema_whatever_it_is_asked(country, settings):
    """Schemathesis makes up questions from the schema, and holds every answer against it."""
    from pause_cms.wsgi import application

    settings.API_RATE = "1000000/minute"
    headers = token_of() | {"Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application, headers=headers)
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) == OPERATIONS - 1  # the schema itself is no part of it
    asked = []

    for operation in operations:

        @given(case=operation.as_strategy())
        @hypothesis.settings(max_examples=40, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
        def ask(case):
            # that a quarter is one with returns, and first not after last, no schema can say
            excluded = [schemathesis.checks.positive_data_acceptance]
            asked.append(case.call_and_validate(headers=headers, excluded_checks=excluded).status_code)

        ask()
    assert {200, 404} <= set(asked)
