"""What the tests of the import share: a workbook is checked for Rotherham, and is answered as proposed."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl

from sessions_log.importing import service
from tests.workbooks import small

TRIALS = Path(__file__).parents[1] / "cases" / "trials"
NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 27, 12, tzinfo=UTC)
D = date
ALL_ROWS = [39, 78, 14, 0, 1125, 439, 37, 63, 162]


def check(content, practice, answers=None, *, now=NOW):
    return service.check_for_practice(content, practice=practice, now=now, answers=answers)


def trial(name, practice, answers=None, *, now=NOW):
    return check((TRIALS / f"{name}.xlsx").read_bytes(), practice, answers, now=now)


def as_proposed(found):
    return {question.id: question.proposal for question in found.open_questions}


def answered(response, **own):
    """What a lead sends who reads a page of questions: what is chosen there, and `own` answers by what they are about."""
    form = response.context["form"]
    sent = {"asked": list(form.fields)}
    for name in form.fields:
        question = form.question_of(name)
        about = (question.word, question.kind, question.column, question.sheet)
        value = next((own[key] for key in about if key in own), form[name].value())
        sent |= {name: value} if value else {}
    return sent


def use(client, response, **own):
    """Press “Use these answers”."""
    address = f"/rotherham/import/{response.context['upload'].pk}/question"
    return client.post(address, answered(response, **own), follow=True)


def rows_of(found):
    return [len(sheet.rows) for sheet in found.reading.sheets.values()]


def messages(found):
    return [remark.message for remark in found.reading.gathered_remarks()]


def changed(change, content=None):
    """The small workbook after `change(book)`."""
    book = openpyxl.load_workbook(io.BytesIO(content or small()))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
