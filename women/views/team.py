"""The team: who holds which caseload, and which wellbeing measures are used."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from practices.bidi import isolated
from practices.colleagues import Namesakes, namesakes_of
from practices.forms.record import save_once
from practices.models import Membership
from practices.ordering import sort_key
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions.people import give_to
from women.forms.team import TransferForm
from women.forms.wellbeing import InstrumentForm
from women.models import Instrument
from women.queries import presented_women
from women.reading import note_list


@requires(Permission.MANAGE_TEAM)
def caseloads(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Who holds whom; women move from one practitioner to another, one or all."""
    today = timezone.localdate()
    seated = [shown for shown in presented_women(today) if shown.holds_seat or shown.in_next_steps]
    note_list(request, len(seated), why="caseloads")
    leaver = _leaver(request)
    namesakes = namesakes_of(request.practice.pk)
    form = TransferForm(
        request.POST if request.method == "POST" else None, women=[shown.woman for shown in seated], today=today,
        leaver=leaver, namesakes=namesakes,
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        chosen = form.chosen

        def save() -> str:
            give_to(women=chosen, practitioner=form.cleaned_data["to"])
            return request.path

        if save_once(form, by=request.user, save=save) is not None:
            to = form.cleaned_data["to"]
            name = isolated(namesakes.told_apart(to.user.name, to.pk))
            how_many = "1 woman is" if len(chosen) == 1 else f"{len(chosen)} women are"
            messages.success(request, f"{how_many} now with {name}.")
            return redirect(request.path)
    context: dict[str, Any] = {"section": "team", "form": form, "leaver": leaver,
                               "groups": _by_practitioner(seated, namesakes)}  # fmt: skip
    return render(request, "women/caseloads.html", context, status=422 if form.is_bound else 200)


def _leaver(request: PracticeRequest) -> Membership | None:
    """Whose caseload is handed over, where the address says so."""
    asked = request.GET.get("from", "")
    found = Membership.objects.filter(practice=request.practice, pk=asked) if asked.isdecimal() else None
    return found.select_related("user").first() if found is not None else None


def _by_practitioner(seated: list[Any], namesakes: Namesakes) -> list[tuple[str, list[Any]]]:
    """Each caseload under whose it is; two people of one name have one each."""
    groups: dict[str, list[Any]] = {}
    for shown in seated:
        name = namesakes.told_apart(shown.woman.practitioner_name, shown.woman.practitioner_id)
        groups.setdefault(name or "Nobody yet", []).append(shown)
    return sorted(groups.items(), key=lambda group: sort_key(group[0]))


@requires(Permission.MANAGE_TEAM)
def instruments(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The wellbeing measures that this Practice may use."""
    form = InstrumentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():

        def save() -> str:
            form.save()
            return request.path

        if save_once(form, by=request.user, save=save) is not None:
            messages.success(request, "The measure may now be recorded.")
            return redirect(request.path)
    context = {"section": "team", "form": form, "instruments": Instrument.objects.all()}
    return render(request, "women/instruments.html", context, status=422 if form.is_bound else 200)
