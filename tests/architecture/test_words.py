"""The words of the site: none blames her, and “did not attend” is said of an appointment only (DOMAIN §1)."""

import re
from pathlib import Path

import pytest
from django.db import models

import practices.codes
import sessions_log.codes
import women.codes

TOP = Path(__file__).resolve().parents[2]
BANNED = (
    "non-compliant", "noncompliant", "non-compliance", "compliance", "failed to", "fails to", "refuses", "uncooperative",
    "unengaged", "non-engagement", "hard to reach", "hard-to-reach", "chaotic", "manipulative", "attention-seeking",
    "attention seeking", "no-show", "no show", "dna'd", "rescue", "unfit", "bad mother", "birth mother", "addict",
    "prostitut", "promiscuous", "lifestyle choice", "abuser", "victim of herself", "her fault", "blame", "non-attend",
    "defaulter", "defaulted", "disguised compliance", "denies", "claims that", "beds", "caught", "offender", "disengaged",
)  # fmt: skip
CODE_LISTS = [
    value
    for module in (practices.codes, women.codes, sessions_log.codes)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, models.TextChoices) and value is not models.TextChoices
]


def said_in(text):
    """What a person reads of a template: no tags, comments or names of fields."""
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", text, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", text).lower()


def python_said(path):
    """The words in quotation marks of a module of forms, views or actions."""
    return " ".join(re.findall(r'"([^"\n]{12,})"', path.read_text())).lower()


@pytest.mark.parametrize("word", BANNED)
def test_no_page_says(word):
    for path in (TOP / "templates").rglob("*.html"):
        assert not re.search(rf"\b{re.escape(word)}", said_in(path.read_text())), (path, word)


@pytest.mark.parametrize("word", BANNED)
def test_no_message_says(word):
    for app in ("women", "sessions_log"):
        for path in (TOP / app).rglob("*.py"):
            if {"forms", "views", "actions"} & set(path.parts):
                assert not re.search(rf"\b{re.escape(word)}", python_said(path)), (path, word)


@pytest.mark.parametrize("word", BANNED)
def test_no_code_list_says(word):
    for choices in CODE_LISTS:
        for label in choices.labels:
            assert word not in label.lower(), (choices, label)


def test_did_not_attend_is_said_of_an_appointment_only():
    found = {
        (choices.__name__, label) for choices in CODE_LISTS for label in choices.labels if "attend" in label.lower()
    }
    assert found == {("Attendance", label) for label in ("Attended", "Attended late", "Did not attend")}
    for path in (TOP / "templates").rglob("*.html"):
        if "did not attend" in said_in(path.read_text()):
            assert "appointment" in said_in(path.read_text()), path
