"""What an external evaluator needs: the criteria, what each rests on quarter by quarter, and every definition."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from practices.workbook.writing import PlainWorkbook
from reporting.criteria.judging import JudgedCriterion, as_row
from reporting.models import SuccessAgreement

METHOD = (
    "Values are sums over sums of submitted returns. Events are added up over the period; what is counted on a day is "
    "taken from the period's last quarter. Proportions have Wilson's 95% interval, rates and counts of events the "
    "exact Poisson interval. A return's seal can be checked with verify_return."
)


def render_criteria(agreement: SuccessAgreement, practice: Any, judged: Sequence[JudgedCriterion]) -> bytes:
    """Sheets: About, Criteria, Quarters, Definitions."""
    buffer = io.BytesIO()
    workbook = PlainWorkbook(buffer)
    workbook.set_properties({"title": f"Success criteria: {agreement.name}"})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    agreed = f"{agreement.agreed_on:%d/%m/%Y}" if agreement.agreed_on else "not yet"
    about = [
        ("Agreement", agreement.name), ("Practice", practice.name), ("Funder", agreement.funder),
        ("Council", agreement.council), ("Evaluator", agreement.evaluator), ("Agreed on", agreed),
        ("Signed for the funder", agreement.signed_for_funder),
        ("Signed for the council", agreement.signed_for_council),
        ("Signed for the Practice", agreement.signed_for_practice), ("How it is judged", METHOD),
    ]  # fmt: skip
    if practice.is_demonstration:
        about.append(("Invented figures", "Everything in this file is made up for demonstration."))
    _table(workbook.add_worksheet("About"), about, bold, wrapped, (24, 90))
    criteria = [
        ("Criterion", "Indicator", "Target", "Period", "Outcome", "Value", "Numerator", "Counted over", "95% interval",
         "How sure", "Evidence"),
        *(
            (at, one.comparison.indicator.name, one.target, one.period, one.outcome.value, one.value, one.x, one.n,
             one.interval, one.why, one.criterion.evidence)
            for at, one in enumerate(judged, start=1)
        ),
    ]  # fmt: skip
    _table(workbook.add_worksheet("Criteria"), criteria, bold, wrapped, (10, 30, 24, 26, 12, 10, 10, 12, 18, 40, 60))
    quarters: list[tuple[Any, ...]] = [
        ("Criterion", "Quarter", "Numerator", "Counted over", "Value", "Version", "Submitted", "Seal (SHA-256)")
    ]
    for at, one in enumerate(judged, start=1):
        for line in one.lines:
            row = as_row(line)
            sent = row.pop("submitted_at")
            when = f"{timezone.localtime(sent):%d/%m/%Y %H:%M}" if sent else "not sent"
            *numbers, version, seal = row.values()
            quarters.append((at, *numbers, version, when, seal))
    _table(workbook.add_worksheet("Quarters"), quarters, bold, wrapped, (10, 14, 11, 13, 10, 9, 18, 70))
    keys = {one.comparison.key: one.comparison.indicator for one in judged}
    definitions = [("Key", "Name", "What it counts"), *((key, one.name, one.sentence) for key, one in keys.items())]
    _table(workbook.add_worksheet("Definitions"), definitions, bold, wrapped, (28, 30, 90))
    workbook.close()
    return buffer.getvalue()


def _table(sheet: Any, rows: Sequence[Sequence[Any]], bold: Any, wrapped: Any, widths: Sequence[int]) -> None:
    """The first row and the first column in bold; text is text, never a formula."""
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, column, value)
            elif value is not None:
                sheet.write_string(at, column, str(value), bold if at == 0 or column == 0 else wrapped)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
