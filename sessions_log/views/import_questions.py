"""What a workbook leaves open, one question after another."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from practices.forms.workbook import AnswerForm
from practices.models import User
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.workbook.questions import LEAVE_OUT, Interview, Question
from sessions_log.actions.uploads import EarlierAnswer, earlier_answer, save_answer
from sessions_log.views.uploads import answered_before, check_upload, own_upload, remarks_of


@requires(Permission.IMPORT_WORKBOOK)
def question(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """Ask what the workbook leaves open, one question after another; or one again, to change its answer."""
    upload = own_upload(request, upload_id)
    found = check_upload(request, upload)
    interview = found.reading.interview
    chosen = request.POST.get("question") or request.GET.get("question")
    asked = next((one for one in interview.asked if one.id == chosen), next(iter(interview.open), None))
    if asked is None:
        return redirect("import_checked", request.practice.slug, upload.pk)
    earlier = earlier_answer(upload, asked)
    given = interview.answer_to(asked) or (earlier.answer if earlier else None)
    form = AnswerForm(request.POST or None, question=asked, given=given)
    others = _others(interview, asked)
    if form.is_valid():
        save_answer(upload=upload, question=asked, answer=form.cleaned_data["answer"], by=request.user)
        shown = request.POST.getlist("other") if "all" in request.POST else []
        for one in others:
            if f"{one.id}={one.proposal}" in shown:
                save_answer(upload=upload, question=one, answer=one.proposal, by=request.user)
        return redirect("import_checked", request.practice.slug, upload.pk)
    stopping = [one for one in interview.asked if one.stops]
    context = {
        "section": "import", "upload": upload, "form": form, "question": asked,
        "others": others, "number": stopping.index(asked) + 1 if asked in stopping else 0, "total": len(stopping),
        "before": answered_before(interview, asked), "earlier": earlier, "earlier_by": _other(request, earlier),
        **remarks_of(found.reading),
    }  # fmt: skip
    return render(request, "sessions_log/import_question.html", context, status=422 if form.is_bound else 200)


def _others(interview: Interview, asked: Question) -> list[Question]:
    """The open questions about other columns of the same sheet for which one of ours is proposed."""
    if asked.kind not in ("column", "key"):
        return []
    like = [one for one in interview.open if (one.kind, one.sheet) == (asked.kind, asked.sheet) and one.id != asked.id]
    return [one for one in like if one.proposal != LEAVE_OUT]


def _other(request: PracticeRequest, earlier: EarlierAnswer | None) -> User | None:
    """The colleague who answered an earlier copy, if it was not whoever looks."""
    if earlier is None or earlier.by == request.user.pk:
        return None
    return User.objects.filter(pk=earlier.by).first()
