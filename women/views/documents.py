"""Documents of a record: taken in by type and size, given out only through here."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator

from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions.documents import add_document
from women.documents import KINDS
from women.forms.document import DocumentForm
from women.models import Document
from women.photos import CannotRead, bare
from women.reading import open_record, open_with_places

MOST_SHOWN = 120  # characters of a line


@requires(Permission.WRITE_RECORDS)
def add(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Bring a document."""
    opened = open_with_places(request, woman_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*sent, woman=opened.woman)
    if form.is_bound and form.is_valid():

        def save() -> str:
            add_document(
                woman=opened.woman, title=form.cleaned_data["title"], taken=form.taken, by=request.user,
                mark=form.cleaned_data["mark"],
            )  # fmt: skip
            return reverse("section", args=[request.practice.slug, woman_id, "documents"])

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, saved.said(f"The document is kept with her record.{_to_look_at(form)}"))
            return redirect(saved.url)
    context = {"section": "women", "shown": opened.shown, "woman": opened.woman, "form": form}
    return render(request, "women/document_form.html", context, status=422 if form.is_bound else 200)


def _to_look_at(form: DocumentForm) -> str:
    """Of a text whose letters were guessed a line, so that whoever brought it sees whether they are right."""
    if not form.taken.guessed:
        return ""
    line = Truncator(form.taken.guessed).chars(MOST_SHOWN)
    return (
        f" The file does not say how its letters are written, so they were guessed: “{line}”. If a letter is wrong, "
        "take the document back, save the text as UTF-8, and bring it again."
    )


@requires(Permission.SEE_RECORDS)
def document(request: PracticeRequest, practice_slug: str, woman_id: int, document_id: int) -> HttpResponse:
    """The bytes, as a download that no page can run."""
    held = Document.objects.filter(pk=document_id, woman=woman_id).select_related("content").first()
    if held is None or not bytes(held.content.content):
        raise Http404
    open_record(request, woman_id, action=AccessAction.OPENED, why=f"document {held.pk}")
    kind = KINDS[held.file_type]
    try:
        content = bare(bytes(held.content.content), ending=held.file_type)
    except CannotRead as error:
        messages.error(request, f"It cannot be given out without what its camera wrote beside it. {error}")
        return redirect("section", practice_slug, woman_id, "documents")
    return HttpResponse(
        content,
        content_type=kind.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="document-{held.pk}.{kind.ending}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
