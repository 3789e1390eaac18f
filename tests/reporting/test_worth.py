"""The calculator: by hand, in the spreadsheet's own formulas, on the page, and as a PDF from the real worker."""

import io
import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.actions import asking
from reporting.forms.worth import AssumptionForm
from reporting.models import Assumption, WorthJob
from reporting.tasks import build_worth
from reporting.worth.asked import asked_from_json, read_asked
from reporting.worth.declared import BY_KEY, DECLARED, Payer
from reporting.worth.model import Cohort, births_effect_in, declared_values, effect_in, in_care, work_out
from reporting.worth.prices import uprated
from reporting.worth.words import pounds
from reporting.worth.workbook import render_worth
from tests.conftest import client_of
from tests.page_forms import form_on
from tests.reporting.benchmark.sending import practice_named, send
from tests.reporting.benchmark.test_pages import text_of
from tests.reporting.formulas import evaluated

ROTHERHAM = Cohort(women=24, engaged=16, children=78, pregnancies_a_year=0, practices=1)
PRICES = {one.key: one.price_year for one in DECLARED}
STANDING = [(one, 0) for one in DECLARED]


def central(cohort=ROTHERHAM, **changes):
    return work_out(cohort, declared_values("central") | changes, price_years=PRICES, base_year="2025-26")


def test_rotherhams_history_lets_expect_the_seven_births_a_year_that_were_published():
    assert central().expected_a_year == pytest.approx(7.0, abs=0.05)
    assert central().expected_a_year * 27 / 12 == pytest.approx(15, abs=1)


@pytest.mark.parametrize(
    ("amount", "year", "published"),
    [
        (13_000, "2019-20", 16_074.4),
        (20_128, "2015-16", 26_988.3),
        (8_640, "2018-19", 10_965.19),
        (3_000, "2008-09", 4_488),
    ],
)
def test_money_is_uprated_as_published_examples_have_it(amount, year, published):
    assert uprated(amount, price_year=year, base_year="2024-25") == pytest.approx(published, rel=1e-4)


def test_the_parts_of_care_proceedings_add_up_to_the_published_whole():
    values = declared_values("central")
    assert values["proceedings_council"] + values["proceedings_justice"] == 25_000


def test_the_first_year_by_hand():
    """4.68 births a year avoided among the 16 engaged; nine months on, so a quarter of them; half a year of care."""
    year = central().years[0]
    births = 78 / 11.1 * 16 / 24 / 4
    assert year.births == pytest.approx(births)
    entries = births * 0.8
    now = 103.2388
    council = entries * (6_250 * now / 61.3576 + 0.5 * 51_080 * now / 73.0337)
    assert year.saved[Payer.COUNCIL] == pytest.approx(council)
    assert year.saved[Payer.JUSTICE] == pytest.approx(entries * 18_750 * now / 61.3576)
    assert year.saved[Payer.NHS] == pytest.approx(births * 3_410 * now / 77.0388)
    assert year.cost == pytest.approx(264_667 * now / 80.8738)
    assert year.factor == 1


def test_the_effect_is_whole_for_eighteen_months_and_then_what_is_left_of_it_year_by_year():
    """Half left in months 19 to 30, a quarter in months 31 to 42: the third year is half of each."""
    assert [effect_in(year, 0.5) for year in range(1, 6)] == [1, 0.75, 0.375, 0.1875, 0.09375]
    assert [births_effect_in(year, 0.5) for year in (1, 2, 3)] == [0.25, 0.9375, 0.65625]


def test_an_infant_is_in_care_for_as_long_as_is_assumed_in_all():
    for years in (0.3, 1.3, 1.9, 4.0):
        assert sum(in_care(years, since) for since in range(10)) == pytest.approx(years)


def test_pregnancies_that_came_are_taken_away_and_never_below_nothing():
    fewer = central(Cohort(24, 16, 78, 2, 1))
    assert fewer.births < central().births
    assert central(Cohort(24, 16, 78, 100, 1)).births == 0


def test_nobody_and_nothing_is_worth_nothing():
    assert central(Cohort(0, 0, 0, 0, 0)).net == 0
    assert central(Cohort(0, 0, 0, 0, 0)).ratio is None


def test_low_is_least_and_high_is_most():
    low, middle, high = (
        work_out(ROTHERHAM, declared_values(one), price_years=PRICES).net for one in ("low", "central", "high")
    )
    assert low < middle < high


def test_the_tornado_moves_one_assumption_at_a_time():
    asked = read_asked({}, ROTHERHAM, STANDING)
    widest = asked.swings()[0]
    values = declared_values("central")
    for estimate, told in (("low", widest.low), ("high", widest.high)):
        alone = values | {widest.key: declared_values(estimate)[widest.key]}
        assert work_out(ROTHERHAM, alone, price_years=PRICES).net == pytest.approx(told)
    widths = [one.width for one in asked.swings()]
    assert widths == sorted(widths, reverse=True)


cohorts = st.builds(
    lambda women, share, children, pregnancies: Cohort(women, int(women * share), children, pregnancies, 1),
    st.integers(1, 600), st.floats(0, 1), st.integers(0, 3000), st.floats(0, 20),
)  # fmt: skip


@given(cohorts, st.sampled_from(["2019-20", "2025-26"]))
@settings(max_examples=25, deadline=None)
def test_the_spreadsheets_own_formulas_come_to_what_the_page_says(cohort, base_year):
    asked = read_asked({"base_year": base_year}, cohort, STANDING)
    worth = asked.worth()
    book = openpyxl.load_workbook(io.BytesIO(render_worth(asked, who="a test")))
    found = evaluated(book, "Result")
    for column, estimate in zip("BCD", ("low", "central", "high"), strict=True):
        for row, payer in enumerate(Payer, start=3):
            assert found(f"{column}{row}") == pytest.approx(worth[estimate].saved_by(payer), rel=1e-9, abs=1e-6)
        assert found(f"{column}10") == pytest.approx(worth[estimate].net, rel=1e-9, abs=1e-5)


def test_a_viewer_that_does_not_calculate_shows_the_same():
    content = render_worth(read_asked({}, ROTHERHAM, STANDING), who="a test")
    formulas, shown = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    for sheet in ("Assumptions", "Low", "Central", "High", "Result"):
        found = evaluated(formulas, sheet)
        for row in formulas[sheet].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert shown[sheet][cell.coordinate].value == pytest.approx(found(cell.coordinate)), cell


def test_the_formulas_are_live():
    """Another cost of care in the spreadsheet gives what the page gives for it."""
    asked = read_asked({}, ROTHERHAM, STANDING)
    book = openpyxl.load_workbook(io.BytesIO(render_worth(asked, who="a test")))
    sheet = book["Assumptions"]
    row = next(one for one in range(1, 40) if sheet[f"A{one}"].value == "A year of care for one child")
    sheet[f"D{row}"] = 99_999
    typed = read_asked({"care_cost.central": "99,999"}, ROTHERHAM, STANDING)
    assert evaluated(book, "Result")("C10") == pytest.approx(typed.worth()["central"].net)


def test_what_is_typed_wrong_is_named_and_what_stands_is_used():
    asked = read_asked({"care_cost.low": "a lot", "discount.high": "9", "engaged": "99"}, ROTHERHAM, STANDING)
    assert [name for name, _ in asked.errors] == ["engaged", "care_cost.low", "discount.high"]
    assert "must be a number from 0 to 10,000,000" in dict(asked.errors)["care_cost.low"]
    assert asked.estimates["low"]["care_cost"] == 36_400
    assert asked.cohort == ROTHERHAM


def test_estimates_out_of_their_order_are_used_and_said():
    asked = read_asked({"lasting.low": "0.9"}, ROTHERHAM, STANDING)
    assert not asked.errors
    assert asked.estimates["low"]["lasting"] == 0.9
    notes = {row.assumed.key: row.note for row in asked.rows if row.note}
    assert list(notes) == ["lasting"]
    assert "the smallest of the three" in notes["lasting"]


@pytest.mark.parametrize(
    ("key", "told", "said"),
    [
        ("lasting", (0.8, 0.5, 0.9), "the smallest"),
        ("history_years", (9, 11, 13), "the largest"),
        ("lasting", (0.2, 0.5, 0.8), ""),
    ],
)
def test_a_newer_version_keeps_their_order(key, told, said):
    values = dict(zip(("low", "central", "high"), told, strict=True))
    form = AssumptionForm(values | {"source": "A paper."}, assumed=BY_KEY[key])
    assert form.is_valid() is (said == "")
    assert said in str(form.errors)


def test_what_a_job_keeps_is_the_whole_calculation():
    asked = read_asked({"lasting.central": "0.6", "base_year": "2019-20"}, ROTHERHAM, STANDING)
    again = asked_from_json(asked.as_json())
    assert again.worth() == asked.worth()


@pytest.mark.parametrize(
    ("amount", "said"), [(1_234_567, "£1.23 million"), (45_400, "£45,000"), (-2_740_000, "−£2.74 million"), (10, "£0")]
)
def test_pounds_are_said_as_people_say_them(amount, said):
    assert pounds(amount).replace("\u00a0", " ").replace("\u2060", "") == said


# --- on the pages, with the real services

NUMBERS = {"women_in_cohort": (24, None), "fully_engaged": (16, 24), "children_removed": (78, None)}


@pytest.mark.usefixtures("committed")
class TestPages:
    def test_national_works_it_out_for_one_practice_and_for_all(self, rotherham, hackney, analyst):
        send(rotherham, NUMBERS)
        send(hackney, NUMBERS)
        one = text_of(analyst.get("/national/worth/?practice=rotherham"))
        assert "Rotherham, 2026-27 Q1" in one
        assert "one 18-month programme of this Practice is worth between" in one
        assert "7.0 births a year without Pause" in one
        every = text_of(analyst.get("/national/worth/"))
        assert "these 2 Practices" in every
        assert "14.4 fewer infants" in every
        assert "£12 million over five years for seven Practices" in every

    def test_a_changed_assumption_stands_in_the_address_and_is_marked(self, rotherham, analyst):
        send(rotherham, NUMBERS)
        page = analyst.get("/national/worth/?practice=rotherham&care_cost.central=90000")
        assert "changed" in text_of(page)
        assert 'value="90000"' in page.content.decode()
        bad = analyst.get("/national/worth/?practice=rotherham&care_cost.central=lots")
        assert bad.status_code == 422
        assert "A year of care for one child, central must be a number" in text_of(bad)

    def test_what_is_unknown_is_not_found(self, rotherham, analyst):
        assert "no return stands yet" in text_of(analyst.get("/national/worth/"))
        send(rotherham, NUMBERS)
        assert "No Practice has the name in this address" in text_of(analyst.get("/national/worth/?practice=nowhere"))
        for query in ("quarter=2031-32-Q1", "quarter=soon"):
            assert analyst.get(f"/national/worth/?{query}").status_code == 404
        assert analyst.get("/national/worth/worth.xlsx?care_cost.low=x").status_code == 404
        assert analyst.get("/national/worth/assumptions/happiness/").status_code == 404

    def test_a_practice_sees_its_own_and_nobody_elses(self, rotherham, hackney, lead):
        assert "no return stands yet" in text_of(lead.get("/rotherham/worth/"))
        send(rotherham, NUMBERS)
        send(hackney, NUMBERS | {"children_removed": (999, None)})
        page = lead.get("/rotherham/worth/?practice=hackney")
        assert "78 children removed" in text_of(page)
        assert b"999" not in page.content
        book = openpyxl.load_workbook(io.BytesIO(lead.get("/rotherham/worth/worth.xlsx").content))
        assert book["Result"]["A1"].value == "What it is worth: Rotherham, 2026-27 Q1"

    def test_a_newer_assumption_stands_for_everybody_and_the_earlier_stays_readable(self, rotherham, analyst, lead):
        send(rotherham, NUMBERS)
        told = {
            "low": "40000",
            "central": "60000",
            "high": "80000",
            "price_year": "2024-25",
            "source": "Our finance team",
        }
        url = "/national/worth/assumptions/care_cost/"
        opened = {"looked_at": form_on(analyst.get(url), "novalidate").fields["looked_at"]}
        assert [analyst.post(url, told | opened).status_code for _ in range(2)] == [302, 302], "twice is one version"
        older = analyst.post(url, told | opened | {"central": "61000"})
        assert older.status_code == 422
        assert "Another version was set while you were writing" in text_of(older)
        assert 'value="61000"' in older.content.decode()
        again = form_on(older, "novalidate").fields
        assert analyst.post(url, again).status_code == 302
        assert 'value="61000"' in lead.get("/rotherham/worth/").content.decode()
        page = text_of(analyst.get("/national/worth/assumptions/care_cost/"))
        assert "Version 2" in page
        assert "Version 1" in page
        assert "As it came" in page
        bad = analyst.post("/national/worth/assumptions/care_cost/", told | {"high": "-5"})
        assert bad.status_code == 422
        assert "The high estimate must be a number from 0" in text_of(bad)
        with national_scope():
            assert [one.version for one in Assumption.objects.using("national")] == [2, 1]

    def test_the_worker_draws_it_as_a_tagged_pdf_once(self, rotherham, analyst):
        import pypdf

        send(rotherham, NUMBERS)
        answer = analyst.post("/national/worth/pdf", {"practice": "rotherham", "lasting.central": "0.6"})
        with national_scope():
            job = WorthJob.objects.get()
        assert answer.url == f"/national/worth/pdf/{job.pk}/"
        assert "Waiting to start" in text_of(analyst.get(answer.url))
        build_worth.apply(kwargs={"job_id": job.pk})
        build_worth.apply(kwargs={"job_id": job.pk})  # delivered twice
        with national_scope():
            job = WorthJob.objects.get()
            assert (job.state, job.attempts) == ("done", 1)
        pdf = analyst.get(answer.url + "worth.pdf")
        read = pypdf.PdfReader(io.BytesIO(pdf.content))
        text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read.pages))
        assert "What it is worth: Rotherham, 2026-27 Q1" in text
        assert "changed for this calculation" in text
        assert read.metadata.title == "What it is worth: Rotherham, 2026-27 Q1"
        assert "/StructTreeRoot" in read.trailer["/Root"]

    def test_a_pdf_that_redis_lost_is_sent_again_by_the_sweep(self, rotherham, analyst, settings):
        from datetime import timedelta

        from django.utils import timezone

        send(rotherham, NUMBERS)
        analyst.post("/national/worth/pdf", {"practice": "rotherham"})
        with national_scope():
            job = WorthJob.objects.get()
        later = timezone.now() + timedelta(seconds=10 * settings.SWEEP_SECONDS)
        assert asking.national_jobs_to_send_again(WorthJob, now=later) == [job.pk]

    def test_the_analyst_sets_assumptions_and_a_lead_does_not(self, rotherham):
        practice_named("town-1")
        assert client_of(Role.PRACTICE_LEAD).get("/national/worth/assumptions/").status_code == 404
