"""The Practice answers National's question on a number."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.trail import note_look
from reporting.actions import questions
from reporting.forms.questions import AnswerForm
from reporting.models import Question
from reporting.threads import threads_of


@requires(Permission.SUBMIT_RETURN)
def answer(request: PracticeRequest, practice_slug: str, question_id: int) -> HttpResponse:
    """One thread, and room for the answer; a name, reference, place or date of the records keeps it from being sent."""
    question = Question.objects.select_related("return_of").filter(pk=question_id).first()
    if question is None:
        raise Http404
    about = question.return_of
    form = AnswerForm(
        request.POST if request.method == "POST" else None, practice=request.practice, to=str(question.pk)
    )
    if form.is_bound and form.is_valid():

        def save() -> str:
            questions.answer(question=question, words=form.cleaned_data["words"], by=request.user, now=timezone.now())
            return reverse("return", args=[request.practice.slug, about.quarter_slug, about.version])

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, saved.said("Your answer is with National."))
            return redirect(saved.url)
    note_look(by=request.user, action=AccessAction.REPORT, view="answer", why=str(about))
    thread = next(one for one in threads_of(about) if one.question.pk == question.pk)
    context = {"section": "quarters", "form": form, "thread": thread, "return": about}
    return render(request, "reporting/answer.html", context, status=422 if form.is_bound else 200)
