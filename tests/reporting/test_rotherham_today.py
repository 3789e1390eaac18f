"""Rotherham in the demonstration: what its lead and practitioner land on today, beside the published quarter."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import connection

from practices.permissions import Role
from reporting.demonstration.rotherham import bring_up_to_today
from reporting.figures import figures_of
from reporting.quarters import Quarter
from reporting.queries import quarter_lines
from sessions_log.importing import service
from sessions_log.queries.day import day_of
from tests.conftest import membership_of, user_of
from tests.workbooks import ROTHERHAM
from women.queries import presented_women, top_ranked

EXPECTED = json.loads((Path(__file__).parents[1] / "cases" / "rotherham-2018-19.expected.json").read_text())
TODAY = date(2026, 11, 27)


def test_the_published_quarter_stays_and_a_second_cohort_runs_today(in_rotherham):
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    checked = service.check_for_practice(ROTHERHAM.read_bytes(), practice=in_rotherham, now=now)
    service.apply(checked, practice=in_rotherham, by=None)
    practitioner, lead = user_of(Role.PRACTITIONER), user_of(Role.PRACTICE_LEAD)
    bring_up_to_today(in_rotherham, practitioner, lead, today=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no more seats than there are

    figures = figures_of(in_rotherham, Quarter(2018, 4), today=TODAY)
    assert {
        key: {name: figures["indicators"][key][name] for name in ("numerator", "denominator")}
        for key in EXPECTED["indicators"]
    } == {
        key: {"numerator": right["numerator"], "denominator": right["denominator"]}
        for key, right in EXPECTED["indicators"].items()
    }
    assert figures["breakdowns"] == EXPECTED["breakdowns"]

    mine = membership_of(Role.PRACTITIONER)
    day = day_of(today=TODAY, practitioner=mine, viewer=mine)
    assert 3 <= len(day.cards) <= 8, "a caseload that a practitioner would hold"
    assert any(card.last_made and (TODAY - card.last_made).days < 28 for card in day.cards)
    assert not any("since" in one.what and one.on.year < 2026 for _, one in day.due)

    lines = quarter_lines(in_rotherham, today=TODAY)
    assert not [line for line in lines if line.is_late]
    assert str(lines[0].quarter) == "2026-27 Q3"
    assert Quarter(2018, 4) in {line.quarter for line in lines}
    assert len(lines) < 12
    assert sum(one.in_next_steps for one in presented_women(TODAY)) == 0, "nobody of 2018 is still called"
    assert top_ranked(in_rotherham, TODAY).said == "13 of the 20 highest ranked women have had a place, 0 of them today"
