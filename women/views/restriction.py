"""Who may open a record: its lead restricts it; a colleague opens it for cover."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.record import save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions import restriction as actions
from women.forms.restriction import CoverForm, RestrictForm
from women.models import Cover, CoverReason, RestrictionReason
from women.reading import open_record


@requires(Permission.MANAGE_TEAM, proof=True)
def restrict(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Restrict a record to named people, or open it to all who read records."""
    woman, today = open_record(request, woman_id, why="who may open it"), timezone.localdate()
    named = actions.named_on(woman)
    if woman.restricted_because and request.user.pk not in named:  # in by cover: she may read, and name nobody
        raise PermissionDenied("Only a lead who is named on this record changes who may open it.")
    form = RestrictForm(request.POST if request.method == "POST" else None, woman=woman, today=today)
    form.initial = {"because": woman.restricted_because,
                    "people": [key for key, one in form.team.items() if one.user_id in named]}  # fmt: skip
    if form.is_bound and form.is_valid():

        def save() -> str:
            if because := form.cleaned_data["because"]:
                actions.restrict(
                    practice=request.practice, woman_id=woman.pk, because=RestrictionReason(because),
                    people=form.chosen, by=request.user,
                )  # fmt: skip
            else:
                actions.open_to_all(practice=request.practice, woman_id=woman.pk, by=request.user)
            return reverse("women", args=[request.practice.slug])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotRestrict as error:
            form.add_error("people", str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Saved. It holds from the next page that anybody opens."))
                return redirect(saved.url)
    context = {"section": "women", "form": form, "woman": woman, "covers": Cover.objects.filter(woman=woman)
               .select_related("user")[:20]}  # fmt: skip
    return render(request, "women/restrict.html", context, status=422 if form.is_bound else 200)


@requires(Permission.WRITE_RECORDS, proof=True)
def cover(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Open a restricted record for some hours, with a reason; the leads are told."""
    form = CoverForm(request.POST if request.method == "POST" else None, initial={"hours": 4})
    if form.is_bound and form.is_valid():

        def save() -> str:
            made = actions.cover(
                practice=request.practice, ref=form.cleaned_data["ref"], by=request.user, now=timezone.now(),
                reason=CoverReason(form.cleaned_data["reason"]), hours=form.cleaned_data["hours"],
            )  # fmt: skip
            return reverse("woman", args=[request.practice.slug, made.woman_id]) if made else ""

        saved = save_once(form, by=request.user, save=save)
        if saved is not None and saved.url:
            tell_saved(request, form, saved.said("The record is open to you, and the practice lead has been told."))
            return redirect(saved.url)
        if saved is not None:
            form.add_error(
                "ref",
                "No restricted record with this reference opens by cover. Check how it is written, or ask a lead.",
            )
    context = {"section": "women", "form": form}
    return render(request, "women/cover.html", context, status=422 if form.is_bound else 200)
