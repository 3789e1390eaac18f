"""Sentences of narratives, with Rotherham's records and the copies of its return: what is shown, and what is let be."""

import json
from pathlib import Path

import pytest

from practices.models import Practice
from practices.tenancy.scope import practice_scope
from tests import database
from tests.phrases import answered

CASES = Path(__file__).parents[1] / "cases"
OF_OTHERS = (
    "phrases-of-leads", "phrases-of-other-leads", "phrases-of-quarters", "phrases-of-testers", "phrases-in-lay-words",
    "phrases-of-other-readers",
)  # fmt: skip
LEAST_FOUND, MOST_FALSE = 0.9, 0.2  # of the sentences of leads


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Every sentence of the cases, answered once: the return is built once for all."""
    names = ("phrases", *OF_OTHERS)
    sentences = {name: json.loads((CASES / f"{name}.json").read_text(encoding="utf-8")) for name in names}
    with django_db_blocker.unblock():
        try:
            practice = Practice.objects.get(slug="rotherham")
            with practice_scope(practice.pk):
                found = iter(answered(practice, [one for some in sentences.values() for one in some]))
        finally:
            database.wipe()
    return {name: [next(found) for _ in some] for name, some in sentences.items()}


def test_the_sentences_of_the_trials_are_all_answered_right(answers):
    assert len(answers["phrases"]) == 38
    assert [str(one) for one in answers["phrases"] if not one.is_right] == []


@pytest.mark.parametrize("name", OF_OTHERS)
def test_what_leads_might_write_is_mostly_answered_right(answers, name):
    to_show = [one for one in answers[name] if one.shown]
    plain = [one for one in answers[name] if not one.shown]
    assert len(to_show) > 20
    assert len(plain) > 20
    assert sum(one.is_right for one in to_show) / len(to_show) >= LEAST_FOUND
    assert sum(not one.is_right for one in plain) / len(plain) < MOST_FALSE
