"""Every sentence with a number outside the return, on the Rotherham case, beside the same counted from its workbook.

The counting here reads cells with openpyxl and knows nothing of the product: a list that is taken for a total, or the
first rows for the highest, shows as a difference.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import openpyxl
import pytest
from django.db import transaction

from practices.models import Practice
from practices.permissions import Role
from reporting.quarters import Quarter
from reporting.queries import quarter_lines
from sessions_log.actions.names import link, unlinked_names
from sessions_log.importing import service
from sessions_log.missing import missing_of
from sessions_log.models import Contact
from sessions_log.queries.day import day_of
from sessions_log.timeline import timeline_of
from tests import database
from tests.conftest import client_of, membership_of, scope_of
from tests.factories import CohortFactory
from tests.workbooks import ROTHERHAM
from women.models import Place, Woman
from women.queries import cohort_on, held_by, presented_women, top_ranked

ON = date(2019, 4, 10)
FIRST = datetime(2019, 4, 10, 12, tzinfo=UTC)


def a_day(value):
    """A cell's day, which a person may have typed as text."""
    if isinstance(value, str):
        return datetime.strptime(value, "%d/%m/%Y").date()
    return value.date() if isinstance(value, datetime) else value


def a_time(value):
    return datetime.strptime(value, "%d/%m/%Y %H:%M") if isinstance(value, str) else value


@cache
def sheet(name):
    """The rows of a sheet, as people typed them but for a reference's spaces and case, and times typed as text."""
    rows = list(openpyxl.load_workbook(ROTHERHAM, data_only=True)[name].iter_rows(values_only=True))
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    for row in found:
        for column in {"ref", "woman_ref"} & row.keys():
            row[column] = row[column].strip().upper()
        for column in {"started_at", "at"} & row.keys():
            row[column] = a_time(row[column])
    return found


def seated(on):
    """The rows of the women who hold a seat on a day, as the dictionary says it."""
    ends = ("declined_on", "completed_on", "closed_on")
    return [
        row
        for row in sheet("Women")
        if row["offered_on"]
        and a_day(row["offered_on"]) <= on
        and not any(row[name] and a_day(row[name]) <= on for name in ends)
    ]


def folded(value):
    return str(value or "").strip().lower().replace("_", " ")


@pytest.fixture(scope="module")
def case(django_db_setup, django_db_blocker):
    """The workbook, imported once: a test that changes it takes its change back."""
    with django_db_blocker.unblock():
        practice = Practice.objects.get(slug="rotherham")
        try:
            with scope_of(practice):
                checked = service.check_for_practice(ROTHERHAM.read_bytes(), practice=practice, now=FIRST)
                service.apply(checked, practice=practice, by=None)
            yield Practice.objects.get(slug="rotherham")
        finally:
            database.wipe()


@pytest.fixture
def in_case(case):
    with scope_of(case):
        yield Practice.objects.get(pk=case.pk)
        transaction.set_rollback(True)


def page_of(path, role=Role.PRACTICE_LEAD):
    return " ".join(client_of(role).get(f"/rotherham/{path}").content.decode().split())


class TestHighestRanked:
    def test_ranks_up_to_20_are_counted_and_not_the_first_20_rows(self, in_case):
        counted = sum(1 for row in seated(ON) if row["priority_rank"] and row["priority_rank"] <= 20)
        assert counted == 13, "as the minutes of the Select Commission print it"
        found = top_ranked(in_case, ON)
        assert found.said == "13 of the 20 highest ranked women hold a place today"
        assert found.of_list == "of 270, scoped April 2018"

    def test_before_anybody_was_offered_nobody_holds_one(self, in_case):
        assert top_ranked(in_case, date(2018, 6, 30)).said.startswith("0 of the 20 highest ranked")

    def test_a_place_that_has_ended_is_told_apart(self, in_case):
        Place.objects.filter(woman__ref="RTH-0001").update(completed_on=date(2019, 4, 1))
        assert top_ranked(in_case, ON).said == "13 of the 20 highest ranked women have had a place, 12 of them today"

    def test_a_shorter_list_and_an_unknown_one(self, in_case):
        in_case.scoping_women = 15
        assert "of the 15 highest ranked" in top_ranked(in_case, ON).said
        in_case.scoping_women = in_case.scoping_as_of = None
        assert top_ranked(in_case, ON).of_list == "the length of the scoping list is not recorded"

    def test_the_page_says_it_with_the_list(self, case):
        page = page_of("referrals/", Role.COORDINATOR)
        assert "13 of the 20 highest ranked women hold a place today</strong> (of 270, scoped April 2018)." in page


class TestMyDay:
    @pytest.fixture
    def day(self, in_case):
        return day_of(today=ON, practitioner=None, viewer=membership_of(Role.PRACTICE_LEAD))

    def test_a_card_for_each_seat_and_no_other(self, day):
        assert [card.shown.woman.ref for card in sorted(day.cards, key=lambda one: one.shown.woman.ref)] == [
            row["ref"] for row in seated(ON)
        ]

    def test_when_each_was_last_reached(self, day):
        for card in day.cards:
            made = [
                row["started_at"].date()
                for row in sheet("Contacts")
                if row["woman_ref"] == card.shown.woman.ref and folded(row["outcome"]) == "made"
            ]
            assert card.last_made == max(made), card.shown.woman.ref
            assert card.days_quiet == (ON - max(made)).days

    def test_how_much_is_due_is_what_is_listed(self, day):
        assert sum(len(card.due) for card in day.cards) == len(day.due)

    def test_past_appointments_without_an_outcome(self, day):
        counted = [
            row
            for row in sheet("Appointments")
            if folded(row["attendance"]) == "scheduled" and row["at"] < datetime.combine(ON, time())
            and row["woman_ref"] in {one["ref"] for one in seated(ON)}
        ]  # fmt: skip
        assert len(day.without_outcome) == len(counted)

    def test_hard_days_and_birth_months(self, day):
        until, here = ON + timedelta(days=14), {one["ref"] for one in seated(ON)}
        removed = months = 0
        for row in sheet("Children"):
            if row["woman_ref"] not in here:
                continue
            on = a_day(row["removed_on"])
            anniversary = on.replace(year=2019) if on else None
            removed += bool(on and on < ON and ON <= anniversary <= until)
            months += str(row["born"])[:7] < "2019-04" and str(row["born"])[5:7] == "04"
        assert sum(one.what == "the day of removal" for _, one in day.hard) == removed
        assert len(day.birth_months) == months

    def test_what_is_missing_is_counted_whole(self, day):
        counted = {one.what: len(one.women) for one in missing_of(day)}
        assert counted["No practitioner linked"] == len(seated(ON))
        without_goals = {row["ref"] for row in seated(ON) if row["agreed_on"] and a_day(row["agreed_on"]) <= ON} - {
            row["woman_ref"]
            for row in sheet("Goals")
            if not row["achieved_on"] and not row["stopped_on"] and a_day(row["set_on"]) <= ON
        }
        assert counted.get("Agreed, and no goal yet", 0) == len(without_goals)


def test_the_list_of_women_and_its_months(in_case):
    shown = presented_women(ON)
    assert len(shown) == len(sheet("Women")) == 39
    assert sum(one.holds_seat for one in shown) == len(seated(ON)) == 24
    assert {one.month for one in shown if one.holds_seat} == {"Month 9 of 18"}  # 1 July 2018 to 10 April 2019


def test_seats_are_said_of_the_cohort_that_has_begun(in_case):
    CohortFactory(number=2, starts_on=date(2090, 1, 1), capacity=3)
    assert cohort_on(ON).capacity == 24
    assert cohort_on(date(2090, 1, 1)).number == 2


@pytest.mark.parametrize("ref", ["RTH-0001", "RTH-0011", "RTH-0020"])
def test_the_timeline_counts_contacts_and_appointments(ref, in_case):
    woman = Woman.objects.get(ref=ref)
    found = timeline_of(woman, woman.places.get(), ON)
    contacts = [folded(row["outcome"]) for row in sheet("Contacts") if row["woman_ref"] == ref]
    tried = [one for one in contacts if one != "cancelled by practice"]
    attendance = [folded(row["attendance"]) for row in sheet("Appointments") if row["woman_ref"] == ref]
    seen = sum(one in ("attended", "attended late", "att", "5", "6") for one in attendance)
    missed = sum(one in ("did not attend", "late not seen", "arrived late, not seen", "dna", "3", "7")
                 for one in attendance)  # fmt: skip
    said = f"of {len(tried)} contacts tried {tried.count('made')} made; of {seen + missed} appointments due {seen} attended."
    assert found.finding.endswith(said)
    assert sum(month.tried for month in found.months) == len(tried)
    assert sum(month.made for month in found.months) == tried.count("made")
    assert sum(month.due for month in found.months) == seen + missed


def test_the_lists_of_a_record_say_how_many_there_are(case):
    ref = "RTH-0013"
    with scope_of(case):
        pk = Woman.objects.get(ref=ref).pk
    page = page_of(f"women/{pk}/contacts/")
    contacts = [row for row in sheet("Contacts") if row["woman_ref"] == ref]
    offered = next(a_day(row["offered_on"]) for row in sheet("Women") if row["ref"] == ref)
    tried = [row for row in contacts if row["started_at"].date() >= offered
             and folded(row["outcome"]) != "cancelled by practice"]  # fmt: skip
    assert f"{len(contacts)} contacts, latest first; {len(tried)} tried or made since the offer" in page
    page = page_of(f"women/{pk}/appointments/")
    assert f"{sum(row['woman_ref'] == ref for row in sheet('Appointments'))} appointments, latest first" in page


def test_names_from_a_workbook_and_caseloads(in_case):
    for one in unlinked_names():
        assert one.women == sum(row["practitioner"] == one.name for row in sheet("Women"))
        assert one.contacts == sum(row["practitioner"] == one.name for row in sheet("Contacts"))
    practitioner = membership_of(Role.PRACTITIONER)
    link(name="P. Okoro", practitioner=practitioner)
    assert held_by(practitioner) == sum(row["practitioner"] == "P. Okoro" for row in seated(date.max))
    assert Contact.objects.filter(practitioner=practitioner).count() == sum(
        row["practitioner"] == "P. Okoro" for row in sheet("Contacts")
    )


class TestQuarters:
    def test_those_before_returns_were_asked_for_here_are_never_late(self, in_case):
        in_case.returns_from = date(2026, 11, 27)
        lines = quarter_lines(in_case, today=date(2026, 11, 27))
        assert not [line for line in lines if line.is_late]
        assert Quarter(2018, 4) in {line.quarter for line in lines}

    def test_those_in_which_nobody_held_a_place_and_none_was_due_are_left_out(self, in_case):
        in_case.returns_from = date(2026, 11, 27)
        Place.objects.filter(offered_on__isnull=False, declined_on=None).update(completed_on=date(2020, 1, 1))
        lines = quarter_lines(in_case, today=date(2026, 11, 27))
        assert [str(line.quarter) for line in lines] == [
            "2026-27 Q3", "2019-20 Q3", "2019-20 Q2", "2019-20 Q1", "2018-19 Q4", "2018-19 Q3", "2018-19 Q2",
        ]  # fmt: skip

    def test_the_lead_is_not_told_of_a_late_return(self, case):
        with scope_of(case):
            Practice.objects.filter(pk=case.pk).update(returns_from=date(2026, 11, 1))
        assert "Late" not in page_of("quarters/")
        assert "No return is due for this quarter" in page_of("quarters/2018-19-Q4/")
        with scope_of(case):
            Practice.objects.filter(pk=case.pk).update(returns_from=None)
        assert "Late</strong> The return was due on 30 April 2019." in page_of("quarters/2018-19-Q4/")

    def test_one_that_is_owed_is_late_from_the_day_after_it_was_due(self, in_case):
        late = {str(one.quarter) for one in quarter_lines(in_case, today=date(2019, 5, 1)) if one.is_late}
        assert late == {"2018-19 Q2", "2018-19 Q3", "2018-19 Q4"}
