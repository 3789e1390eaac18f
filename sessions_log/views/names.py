"""Names in an imported workbook, linked to accounts by the practice lead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from practices.bidi import isolated
from practices.colleagues import names_apart
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from sessions_log.actions.names import link, unlinked_names
from women.forms.team import practitioners_on
from women.reading import note_list


@requires(Permission.MANAGE_TEAM)
def names(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Every imported name without an account, with how much stands under it; choose whose it is."""
    found = unlinked_names()
    note_list(request, sum(name.women for name in found), why="names without an account")
    people = list(practitioners_on(timezone.localdate()))
    if request.method == "POST":
        by_id = {str(person.pk): person for person in people}
        chosen = {name.name: by_id.get(request.POST.get(f"name-{name.digest}", "")) for name in found}
        linked = [link(name=name, practitioner=person) for name, person in chosen.items() if person is not None]
        if linked:
            messages.success(request, f"{len(linked)} {'name is' if len(linked) == 1 else 'names are'} linked.")
        else:
            messages.warning(request, "Choose an account for at least one name.")
        return redirect("names", request.practice.slug)
    labels = names_apart(people, with_role=True)
    context = {"section": "team", "names": found, "people": [(one, isolated(labels[one.pk])) for one in people]}
    return render(request, "sessions_log/names.html", context)
