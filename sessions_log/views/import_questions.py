"""What a workbook leaves open, on one page: a lead reads down, changes what is wrong, and presses once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render

from practices.forms.workbook import AnswersForm
from practices.models import User
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.workbook.kinds import Group, chosen_before, kind_of
from practices.workbook.questions import Interview, Question
from sessions_log.actions.uploads import EarlierAnswer, earlier_answer, save_answers
from sessions_log.models import WorkbookUpload
from sessions_log.views.uploads import answered_in, check_upload, own_upload, remarks_of

MOST_NAMED = 8  # questions to which links lead from the head of the page


@dataclass
class AskedField:
    """One question as the page draws it, with what was answered for an earlier copy."""

    field: BoundField
    earlier: EarlierAnswer | None
    earlier_by: User | None

    @property
    def is_open(self) -> bool:
        """Whether nothing is chosen."""
        return not self.field.value()


@dataclass
class Section:
    """The questions of one part of the page, by the sheet of the file that they are about."""

    group: Group
    sheets: dict[str, list[AskedField]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(len(asked) for asked in self.sheets.values())


@requires(Permission.IMPORT_WORKBOOK)
def question(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """Ask all that the workbook leaves open; or what was answered, or one of it, to change the answers."""
    upload = own_upload(request, upload_id)
    reading = check_upload(request, upload).reading
    interview = reading.interview
    questions = _chosen(request, interview)
    if not questions:
        return redirect("import_checked", request.practice.slug, upload.pk)
    earlier = {one.id: found for one in questions if (found := earlier_answer(upload, one))}
    given = {id_: one.answer for id_, one in earlier.items()}
    given |= {one.id: answer for one in questions if (answer := interview.answer_to(one))}
    form = AnswersForm(request.POST or None, questions=questions, given=given)
    if form.is_bound:
        is_whole = form.is_valid()
        _save(request, upload, interview, form.cleaned_data)
        if is_whole:
            page = "import_question" if upload.left_open["questions"] else "import_checked"
            return redirect(page, request.practice.slug, upload.pk)
    context = {
        "section": "import", "upload": upload, "form": form, "questions": questions,
        "sections": _sections(request, interview, form, earlier),
        "to_choose": [form[one.id] for one in questions if not form[one.id].value()], "most_named": MOST_NAMED,
        "may_go_back": bool(answered_in(interview)) and "answered" not in request.GET,
        **remarks_of(reading),
    }  # fmt: skip
    return render(request, "sessions_log/import_question.html", context, status=422 if form.is_bound else 200)


def _chosen(request: PracticeRequest, interview: Interview) -> list[Question]:
    """The questions of this page: those that were sent, the one or the answered that are to change, or all open."""
    if request.method == "POST":
        sent = set(request.POST.getlist("asked"))
        return [one for one in interview.asked if one.id in sent]
    if "answered" in request.GET:
        return answered_in(interview)
    one = request.GET.get("question")
    return [asked for asked in interview.asked if asked.id == one] or interview.open


def _save(request: PracticeRequest, upload: WorkbookUpload, interview: Interview, answers: Mapping[str, str]) -> None:
    """Keep what was answered, also where something else on the page was not."""

    def check() -> Interview:
        return check_upload(request, upload).reading.interview

    save_answers(upload=upload, interview=interview, answers=answers, check=check, by=request.user)


def _sections(
    request: PracticeRequest, interview: Interview, form: AnswersForm, earlier: Mapping[str, EarlierAnswer]
) -> Sequence[Section]:
    """The questions as the page shows them: by group, and within it by sheet."""
    people = User.objects.in_bulk({one.by for one in earlier.values()} - {request.user.pk})
    sections = {group: Section(group) for group in Group}
    for one in form.questions.values():
        before = earlier.get(one.id)
        before = None if before and before.answer == chosen_before(one) else before  # it would be chosen anyway
        asked = AskedField(form[one.id], before, people.get(before.by) if before else None)
        title = "" if one.kind == "sheet" else interview.source_of(one)
        sections[kind_of(one).group].sheets.setdefault(title, []).append(asked)
    return [section for section in sections.values() if section.sheets]
