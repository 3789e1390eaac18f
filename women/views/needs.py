"""Ask about her needs."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from practices.forms.record import save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.codes import NeedStage
from women.forms.needs import NeedsForm
from women.needs import keep
from women.reading import open_with_places
from women.views.not_now import refused


@requires(Permission.WRITE_RECORDS)
def ask(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """All areas on one page."""
    opened = open_with_places(request, woman_id)
    form = NeedsForm(request.POST if request.method == "POST" else None, woman=opened.woman)
    if opened.shown.has_died:
        return refused(request, opened, form=form)
    if form.is_bound and form.is_valid():

        def save() -> str:
            stage = NeedStage(form.cleaned_data["stage"])
            keep(woman=opened.woman, stage=stage, on=form.cleaned_data["on"], levels=form.levels)
            return reverse("section", args=[request.practice.slug, woman_id, "needs"])

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, "Saved.")
            return redirect(saved.url)
    context = {"section": "women", "shown": opened.shown, "woman": opened.woman, "form": form}
    return render(request, "women/needs_form.html", context, status=422 if form.is_bound else 200)
