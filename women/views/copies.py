"""A copy of a record: prepared by the worker, read through here, made by the worker, taken away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices import jobs
from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction
from practices.models.leased import JobState
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.views.progress import render_progress
from women.actions import copies as actions
from women.forms.law import PassageForm
from women.law.flagging import flagged_words
from women.law.withholding import pages_of, parts_in, parts_of, phrases_missing, shown, to_confirm
from women.models import CopyDecision, CopyFile, CopyStage, RecordCopy
from women.reading import open_record
from women.views.requests import held_request

MEDIA = {"pdf": "application/pdf", "json": "application/json", "zip": "application/zip"}


@requires(Permission.KEEP_DATA)
@require_POST
def copy_ask(request: PracticeRequest, practice_slug: str, request_id: int) -> HttpResponse:
    """Have her record gathered."""
    held = held_request(request, request_id, why="copy")
    try:
        made = actions.ask_for_copy(request=held, by=request.user)
    except actions.CannotCopy as error:
        messages.error(request, str(error))
        return redirect("request", request.practice.slug, held.pk)
    return redirect("copy", request.practice.slug, made.pk)


def _held(request: PracticeRequest, copy_id: int, *, action: AccessAction = AccessAction.READ) -> RecordCopy:
    found = RecordCopy.objects.select_related("request", "woman").filter(pk=copy_id).first()
    if found is None:
        raise Http404
    open_record(request, found.woman_id, action=action, why=f"copy {found.pk}")
    return found


def _context(request: PracticeRequest, held: RecordCopy, **more: Any) -> dict[str, Any]:
    return {"section": "people", "held": held, "woman": held.woman, **more}


@requires(Permission.KEEP_DATA)
def copy(request: PracticeRequest, practice_slug: str, copy_id: int) -> HttpResponse:
    """How far a copy is, its sections to read through, and its files."""
    held = _held(request, copy_id)
    sections = _sections(held) if held.content else []
    files = CopyFile.objects.filter(copy=held).defer("content") if actions.may_be_taken(held) else []
    context = _context(
        request, held, sections=sections, unread=len(actions.unread_of(held)), files=files,
        unconfirmed=actions.unconfirmed_of(held) if held.stage == CopyStage.GATHER else 0,
        is_open_to_read=held.stage == CopyStage.GATHER and held.state == JobState.DONE and held.content is not None,
        waits=jobs.is_waiting_for_redis(held, now=timezone.now()),
    )  # fmt: skip
    return render(request, "women/law/copy.html", context)


def _sections(held: RecordCopy) -> list[dict[str, Any]]:
    """Each section with how many passages it has, and how many are withheld as it stands."""
    decided = {one.part: one for one in held.decisions.all()}
    content = held.gathered
    lists = [(one["key"], one["title"], list(parts_of(one))) for one in content["sections"]]
    if content["files"]:
        lists.append(("files", "Documents", content["files"]))
    return [
        {
            "key": key, "title": title, "is_read": key in held.read_parts, "how_many": len(parts),
            "to_confirm": sum(bool(part.get("flags")) and part["n"] not in decided for part in parts),
            "withheld": sum(any(one.withheld for one in shown(part, decided.get(part["n"]))) for part in parts),
        }
        for key, title, parts in lists
    ]  # fmt: skip


@requires(Permission.KEEP_DATA)
def copy_progress(request: PracticeRequest, practice_slug: str, copy_id: int) -> HttpResponse:
    """What htmx asks for again and again while the worker is at it."""
    held = RecordCopy.objects.filter(pk=copy_id).first()
    if held is None:
        raise Http404
    context = {"job": held, "held": held, "waits": jobs.is_waiting_for_redis(held, now=timezone.now())}
    response = render_progress(request, "women/law/copy_progress.html", context)
    if not held.is_open:
        response["HX-Redirect"] = reverse("copy", args=[request.practice.slug, held.pk])
    return response


@requires(Permission.KEEP_DATA)
def copy_section(request: PracticeRequest, practice_slug: str, copy_id: int, key: str) -> HttpResponse:
    """One section as it would leave: each passage, with what is withheld, to change or to leave as it is."""
    held = _held(request, copy_id)
    content = held.gathered
    section = next((one for one in content["sections"] if one["key"] == key), None)
    if section is None and not (key == "files" and content["files"]):
        raise Http404
    pages = pages_of(section) if section else []
    page = _page_asked(request, len(pages))
    if request.method == "POST":
        return _answer(request, held, key, page, len(pages))
    decided = {one.part: one for one in held.decisions.select_related("decided_by")}
    title, rows = ("Documents", _files_as_rows(content)) if section is None else (section["title"], pages[page - 1])
    shown_rows = [
        {"title": row["title"], "fields": [
            {"label": field["label"], "is_words": field.get("is_words", True),
             "parts": [_passage(part, decided) for part in field["parts"]]}
            for field in row["fields"]
        ]} for row in rows if row["fields"]
    ]  # fmt: skip
    open_parts = to_confirm(section, decided) if section and held.stage == CopyStage.GATHER else []
    context = _context(
        request, held, rows=shown_rows, title=title, key=key, page=page, pages=range(1, len(pages) + 1),
        is_read=key in held.read_parts or f"{key}/{page}" in held.read_parts,
        to_confirm=[part | {"may_withhold_words": not phrases_missing(part["words"], flagged_words(part))}
                    for part in open_parts],
    )  # fmt: skip
    return render(request, "women/law/copy_section.html", context)


def _page_asked(request: PracticeRequest, pages: int) -> int:
    asked = request.POST.get("page") or request.GET.get("page") or "1"
    return min(int(asked), max(pages, 1)) if asked.isdecimal() and int(asked) else 1


def _answer(request: PracticeRequest, held: RecordCopy, key: str, page: int, pages: int) -> HttpResponse:
    """One passage answered for, or this page read: on to what is left."""
    here = reverse("copy_section", args=[request.practice.slug, held.pk, key])
    part, answer = request.POST.get("part", ""), request.POST.get("answer", "")
    if part and not (part.isdecimal() and answer in list(actions.Confirmation)):
        raise Http404
    try:
        if part:
            confirmation = actions.Confirmation(answer)
            actions.confirm(copy_id=held.pk, part=int(part), answer=confirmation, by=request.user, now=timezone.now())
            return redirect(f"{here}?page={page}#look")
        actions.read_through(copy_id=held.pk, key=key, page=page)
    except KeyError as error:
        raise Http404 from error
    except actions.CannotCopy as error:
        messages.error(request, str(error))
        return redirect(f"{here}?page={page}")
    held.refresh_from_db(fields=["read_parts"])
    if key not in held.read_parts:
        unread = next(one for one in range(1, pages + 1) if f"{key}/{one}" not in held.read_parts)
        return redirect(f"{here}?page={unread}")
    if left := actions.unread_of(held):
        return redirect("copy_section", request.practice.slug, held.pk, left[0])
    return redirect("copy", request.practice.slug, held.pk)


def _files_as_rows(content: dict[str, Any]) -> list[dict[str, Any]]:
    fields = [{"label": one["name"], "parts": [one]} for one in content["files"]]
    return [{"title": "Documents", "fields": fields}]


def _passage(part: dict[str, Any], decided: dict[int, CopyDecision]) -> dict[str, Any]:
    decision = decided.get(part["n"])
    words = part.get("words", part.get("title", ""))
    return {"n": part["n"], "words": words, "shown": shown(part, decision), "decision": decision,
            "is_marked": bool(part["mark"])}  # fmt: skip


@requires(Permission.KEEP_DATA)
def copy_passage(request: PracticeRequest, practice_slug: str, copy_id: int, part: int) -> HttpResponse:
    """Give one passage, or withhold it or some of its words."""
    held = _held(request, copy_id)
    content = held.gathered
    found = next((one for one in parts_in(content) if one["n"] == part), None)
    if found is None:
        raise Http404
    if held.stage != CopyStage.GATHER or held.state != JobState.DONE:
        messages.error(request, "This copy is not open to be read through any more.")
        return redirect("copy", request.practice.slug, held.pk)
    decision = held.decisions.filter(part=part).first()
    key = next((one["key"] for one in content["sections"] if found in parts_of(one)), "files")
    back = reverse("copy_section", args=[request.practice.slug, held.pk, key])
    form = PassageForm(request.POST if request.method == "POST" else None, woman=held.woman)
    form.initial = {"mark": decision.mark if decision else found["mark"], "words": decision.words if decision else "",
                    "why": decision.why if decision else ""}  # fmt: skip
    if key == "files":
        del form.fields["words"]
    if form.is_bound and form.is_valid():
        data = form.cleaned_data

        def save() -> str:
            actions.decide(
                copy_id=held.pk, part=part, mark=data["mark"], words=data.get("words", ""), why=data["why"],
                by=request.user, now=timezone.now(),
            )  # fmt: skip
            return f"{back}#n{part}"

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotCopy as error:
            form.add_error("words" if "words" in form.fields else None, str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Saved."))
                return redirect(saved.url)
    words = found.get("words", found.get("title", ""))
    context = _context(request, held, form=form, words=words, back=back)
    return render(request, "women/law/copy_passage.html", context, status=422 if form.is_bound else 200)


@requires(Permission.KEEP_DATA)
@require_POST
def copy_make(request: PracticeRequest, practice_slug: str, copy_id: int) -> HttpResponse:
    """Have the files made of what was read through."""
    held = _held(request, copy_id)
    try:
        actions.make(copy_id=held.pk, by=request.user, now=timezone.now())
    except actions.CannotCopy as error:
        messages.error(request, str(error))
    return redirect("copy", request.practice.slug, held.pk)


@requires(Permission.KEEP_DATA, proof=True)
def copy_file(request: PracticeRequest, practice_slug: str, copy_id: int, kind: str) -> HttpResponse:
    """A file of the copy, as a download; noted as taken."""
    found = CopyFile.objects.filter(copy=copy_id, kind=kind).first()
    if found is None or not bytes(found.content):
        raise Http404
    if not actions.may_be_taken(_held(request, copy_id, action=AccessAction.EXPORT)):
        raise Http404
    return HttpResponse(
        bytes(found.content),
        content_type=MEDIA[kind],
        headers={
            "Content-Disposition": f'attachment; filename="copy-{copy_id}.{kind}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
