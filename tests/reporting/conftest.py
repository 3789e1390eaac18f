"""A country of Practices that have sent returns."""

import pytest

from reporting.quarters import Quarter
from tests.reporting.benchmark.sending import Q1, WOMEN, practice_named, send


@pytest.fixture
def country(rotherham):
    """Fourteen Practices over three quarters; town-13 attends worse."""
    made = []
    for number in range(14):
        facts = {"nation": "Scotland" if number < 3 else "England", "delivery": "charity" if number == 5 else "council"}
        practice = practice_named(f"town-{number}", **facts)
        for back, quarter in enumerate((Quarter(2025, 3), Quarter(2025, 4), Q1)):
            attended = 55 if number == 13 else 80 + (number + back) % 3
            send(
                practice,
                WOMEN | {"appointment_attendance": (attended, 100), "weekly_reach": (200, 250)},
                quarter=quarter,
            )
        made.append(practice)
    return made
