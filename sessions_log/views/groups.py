"""Log a group activity once for several women."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.record import save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from sessions_log.actions import contacts
from sessions_log.forms.group import GroupForm
from women.going_on import with_a_seat
from women.naming import by_her_name
from women.reading import note_list


@requires(Permission.WRITE_RECORDS)
def log_group(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Who came, when, and what was done."""
    now = timezone.now()
    places = list(with_a_seat().order_by(*by_her_name("woman__")))
    note_list(request, len(places), why="group activity")
    form = GroupForm(request.POST if request.method == "POST" else None, places=places, now=now)
    if form.is_bound and form.is_valid():

        def save() -> str:
            contacts.log_group(women=form.who_came, by=request.membership, values=form.cleaned_data, now=now)
            return reverse("practice_home", args=[request.practice.slug])

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            how_many = len(form.who_came)
            tell_saved(request, form, f"Saved on the records of {how_many} women." if how_many > 1 else "Saved.")
            return redirect(saved.url)
    context = {"section": "day", "form": form}
    return render(request, "sessions_log/log_group.html", context, status=422 if form.is_bound else 200)
