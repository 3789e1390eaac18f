"""A loss that a workbook says in free words is asked about, and never made a living child's."""

from datetime import date

import pytest

from practices.workbook.kinds import chosen_before
from sessions_log.importing import service
from tests.sessions_log.importing import check
from tests.workbooks import workbook
from women.models import Child, Pregnancy


def content(*, placements=(), outcomes=()):
    children = [
        {"woman_ref": "A1", "child_no": number, "placement": words} for number, words in enumerate(placements, start=1)
    ]
    pregnancies = [{"woman_ref": "A1", "known_on": "5/1/2019", "outcome": words} for words in outcomes]
    return workbook(Women=[{"ref": "A1"}], Children=children, Pregnancies=pregnancies)


def apply(found, practice):
    service.apply(found, practice=practice, by=None)


@pytest.mark.parametrize("words", ["RIP 2021", "R.I.P.", "Passed away at 3 weeks", "died 2/3/19", "Stillborn", "SIDS"])
def test_a_childs_death_is_asked_and_recorded_beside_the_words(words, in_rotherham):
    book = content(placements=[words, "With her grandmother", "Ripon, foster care"])
    (question,) = check(book, in_rotherham).open_questions
    assert (question.kind, question.rows, chosen_before(question)) == ("loss", 1, "")
    assert f"under “placement” stands “{words}”, in row 2 (child 1 of A1). Has the child died?" in question.text
    apply(check(book, in_rotherham, {question.id: "died"}), in_rotherham)
    child = Child.objects.get(child_no=1)
    assert (child.loss, child.died_on, child.placement) == ("died", None, words)
    assert not Child.objects.exclude(child_no=1).exclude(loss="").exists()
    assert check(book, in_rotherham).open_questions == [], "it is on record"


@pytest.mark.parametrize(
    ("born", "month"),
    [("stillborn 2019", None), ("Stillborn 03/2019", (2019, 3)), ("died at birth", None), ("RIP 4/5/2018", None)],
)
def test_words_of_a_loss_where_a_date_is_meant_are_asked_as_a_loss(born, month, in_rotherham):
    """Whoever obeyed “Write a month” made a living child."""
    book = workbook(Women=[{"ref": "A1"}], Children=[{"woman_ref": "A1", "child_no": 1, "born": born}])
    found = check(book, in_rotherham)
    assert found.faults == []
    (question,) = found.open_questions
    loss = "stillborn" if "till" in born else "died"
    assert (question.kind, question.proposal, chosen_before(question)) == ("loss", loss, "")
    apply(check(book, in_rotherham, {question.id: loss}), in_rotherham)
    child = Child.objects.get()
    assert (child.loss, child.born_on and (child.born_on.year, child.born_on.month)) == (loss, month)


def test_a_column_of_deaths_that_is_left_out_is_asked_child_by_child(in_rotherham):
    rows = [{"woman_ref": "A1", "child_no": number, "Died": on} for number, on in ((1, "15/07/2018"), (2, None))]
    book = workbook(Women=[{"ref": "A1"}], Children=rows)
    answers = {one.id: "leave_out" for one in check(book, in_rotherham).open_questions}
    (question,) = check(book, in_rotherham, answers).open_questions
    assert "under “Died” stands “15/07/2018”, in row 2 (child 1 of A1)" in question.text
    apply(check(book, in_rotherham, answers | {question.id: "died"}), in_rotherham)
    assert list(Child.objects.order_by("child_no").values_list("loss", flat=True)) == ["died", ""]
    child = Child.objects.get(child_no=1)
    assert (child.words, child.died_on, child.died_day_is_known) == ("Died: 15/07/2018", date(2018, 7, 15), True)
    assert check(book, in_rotherham, answers).open_questions == [], "it is on record"


def test_words_of_a_death_that_are_no_day_are_kept_as_words(in_rotherham):
    rows = [{"woman_ref": "A1", "child_no": 1, "Stillborn / died": "d. cot death 2015"}]
    book = workbook(Women=[{"ref": "A1"}], Children=rows)
    answers = {one.id: "leave_out" for one in check(book, in_rotherham).open_questions}
    (question,) = check(book, in_rotherham, answers).open_questions
    apply(check(book, in_rotherham, answers | {question.id: "died"}), in_rotherham)
    child = Child.objects.get()
    assert (child.words, child.died_on) == ("Stillborn / died: d. cot death 2015", None)


def test_who_is_living_is_kept_so_and_asked_about_no_more(in_rotherham):
    book = content(placements=["With nan since mum’s death"])
    (question,) = check(book, in_rotherham).open_questions
    apply(check(book, in_rotherham, {question.id: "keep"}), in_rotherham)
    assert Child.objects.get().loss == ""
    assert check(book, in_rotherham).open_questions == []


def test_the_same_words_of_several_pregnancies_are_asked_once(in_rotherham):
    book = content(outcomes=["Miscarriage", "miscarriage ", "A girl, born at home"])
    (question,) = check(book, in_rotherham).open_questions
    assert question.rows == 2
    apply(check(book, in_rotherham, {question.id: "miscarriage"}), in_rotherham)
    assert sorted(Pregnancy.objects.values_list("ended_as", flat=True)) == ["", "miscarriage", "miscarriage"]


def test_what_comes_with_a_later_workbook_is_asked_of_the_record_that_is_here(in_rotherham):
    apply(check(content(placements=["Foster care"]), in_rotherham), in_rotherham)
    book = content(placements=["Foster care, died in May"])
    (question,) = check(book, in_rotherham).open_questions
    apply(check(book, in_rotherham, {question.id: "died"}), in_rotherham)
    assert Child.objects.get().loss == "died"


@pytest.mark.parametrize(
    ("words", "proposal"),
    [("miscarried at 9 wks", "miscarriage"), ("ectopic", "other_loss"), ("stillbirth", "stillbirth"),
     ("termination", "ended"), ("lost the baby", "other_loss")],
)  # fmt: skip
def test_words_of_a_loss_never_propose_that_a_baby_was_born(words, proposal, in_rotherham):
    (question,) = check(content(outcomes=[words]), in_rotherham).open_questions
    assert question.proposal == proposal
