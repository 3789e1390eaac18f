"""What changed: every field of every row that keeps its history is told, times to the minute, in London."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import models

from tests import factories as make
from tests.conftest import scope_of
from women.history import NOT_SHOWN, NOT_SHOWN_OF_A_MOVE, Linked, _fields, history_models, shown_fields
from women.law.gathering import in_words as in_words_of_a_copy

HISTORIES = {model.pgh_tracked_model._meta.label: model for model in history_models()}
FIELDS = [
    (label, field.name)
    for label, history in HISTORIES.items()
    for field in history.pgh_tracked_model._meta.fields
    if field.name not in NOT_SHOWN and field.name not in NOT_SHOWN_OF_A_MOVE
]


def two_values(field: Any) -> tuple[Any, Any]:
    """Two values that differ as little as they may: a time by a minute, a date by a day, a choice by one."""
    if isinstance(field, models.ForeignKey):
        return 1, 2
    if field.choices:
        return tuple(value for value, _ in field.flatchoices[:2]) if len(field.flatchoices) > 1 else ("", "x")
    if isinstance(field, models.DateTimeField):
        return datetime(2026, 7, 1, 9, 0, tzinfo=UTC), datetime(2026, 7, 1, 9, 1, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2026, 7, 1), date(2026, 7, 2)
    if isinstance(field, models.BooleanField):
        return False, True
    if isinstance(field, models.CharField | models.TextField):
        return "two words", "two_words"
    if hasattr(field, "base_field"):
        first, second = (value for value, _ in field.base_field.flatchoices[:2])
        return [first], [first, second]
    return 1, 2


@pytest.mark.parametrize(("label", "name"), FIELDS)
def test_a_change_of_any_field_is_told(label, name):
    history: Any = HISTORIES[label]
    attname = history.pgh_tracked_model._meta.get_field(name).attname
    old, new = two_values(history.pgh_tracked_model._meta.get_field(name))
    before = history(pgh_label="insert", **{attname: old})
    after = history(pgh_label="update", **{attname: new})
    ((_, said_before, said_after),) = _fields(before, after, Linked([]))
    assert said_before != said_after


def test_every_field_that_is_not_told_of_has_its_reason():
    named = {field.name for history in HISTORIES.values() for field in history.pgh_tracked_model._meta.fields}
    left_out = {**NOT_SHOWN, **NOT_SHOWN_OF_A_MOVE}
    assert set(left_out) <= named
    assert all(left_out.values())


def test_every_row_with_history_tells_something():
    assert all(shown_fields(history.pgh_tracked_model) for history in HISTORIES.values())


def test_a_copy_says_the_time_of_a_change_too():
    assert in_words_of_a_copy(datetime(2026, 7, 1, 9, 0, tzinfo=UTC)) == "1 July 2026, 10:00"


@pytest.mark.usefixtures("committed")
class TestThePage:
    def test_an_appointment_moved_to_another_time_of_the_day_is_told(self, practitioner, rotherham):
        with scope_of(rotherham):
            appointment = make.AppointmentFactory(at=datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
            appointment.at += timedelta(hours=4)
            appointment.save()
        page = practitioner.get(f"/rotherham/women/{appointment.woman_id}/history/").content.decode()
        assert "1 July 2026 at 10:00 → 1 July 2026 at 14:00" in page

    def test_a_score_says_which_goal_it_was_of(self, practitioner, rotherham):
        with scope_of(rotherham):
            place = make.PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1))
            goal = make.GoalFactory(woman=place.woman, in_her_words="Sleep through", set_on=date(2024, 2, 1))
        form = {"key": uuid.uuid4(), "goal": goal.pk, "on": "2024-03-01", "score": "7"}
        assert practitioner.post(f"/rotherham/women/{place.woman_id}/add/score/", form).status_code == 302
        page = practitioner.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()
        assert "Goal: nothing → Sleep through" in page
        assert "Score: nothing → 7" in page
