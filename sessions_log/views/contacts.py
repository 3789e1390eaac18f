"""Log a contact, read one, and add to it."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from practices.forms.record import Saved, SentForm, save_once, tell_saved
from practices.forms.typed import typed_into
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from sessions_log.actions import contacts
from sessions_log.forms.amendment import AmendmentForm
from sessions_log.forms.contact import ContactForm
from sessions_log.models import Contact, LocalOutcome
from sessions_log.withdrawing import came_of_contact
from women.death import still_to_do
from women.family import lost_by
from women.history import changes_of
from women.models import Goal, GoalScore, Woman
from women.naming import by_her_name
from women.presenters import PresentedWoman
from women.queries import presented_women
from women.reading import Opened, note_list, open_with_places
from women.views.gone import gone


def contact_form(
    opened: Opened, *, now: datetime, data: Any = None, written_at: datetime | None = None, has_died: bool | None = None
) -> ContactForm:  # fmt: skip
    """The form for one woman, with her active goals and the care that her channels ask for; two statements."""
    return ContactForm(
        data,
        woman=opened.woman,
        places=opened.places,
        goals=active_goals(opened.woman.pk),
        careful=opened.careful,
        own_outcomes=list(LocalOutcome.objects.all()),
        has_died=opened.shown.has_died if has_died is None else has_died,
        now=now,
        written_at=written_at,
    )


def active_goals(woman_id: int) -> list[Goal]:
    """Her active goals, each with her last score in words (`last_said`)."""
    latest = GoalScore.objects.filter(goal=OuterRef("pk")).order_by("-on", "-pk")
    goals = Goal.objects.filter(woman=woman_id, achieved_on=None, stopped_on=None).annotate(
        last_score=Subquery(latest.values("score")[:1])
    )
    found: list[Any] = list(goals)
    for goal in found:
        said = "not scored yet" if goal.last_score is None else f"last time {goal.last_score}"
        goal.last_said = f"{goal.get_area_display()}, {said}"
    return found


@requires(Permission.WRITE_RECORDS)
def log_choose(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Whom it was with, or with `?for=appointment` is to be with: my women first, then the rest of the cohort."""
    seated = [shown for shown in presented_women(timezone.localdate()) if shown.holds_seat]
    note_list(request, len(seated))
    mine = [shown for shown in seated if shown.woman.practitioner_id == request.membership.pk]
    others = [shown for shown in seated if shown not in mine]
    leads_to = "appointment_add" if request.GET.get("for") == "appointment" else "log"
    families = _after_a_death() if leads_to == "log" else []
    context = {"section": "day", "mine": mine, "others": others, "families": families, "leads_to": leads_to}
    return render(request, "sessions_log/log_choose.html", context)


def _after_a_death() -> list[Woman]:
    """The women who have died and after whose death something is still to do: contacts with their families go on."""
    women = Woman.objects.filter(pk__in=still_to_do().values("woman")).order_by(*by_her_name())
    return list(women)


@requires(Permission.WRITE_RECORDS)
def log(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Log a contact with one woman."""
    now = timezone.now()
    opened = open_with_places(request, woman_id)
    form = contact_form(opened, now=now, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        saved = save_once(form, by=request.user, save=lambda: save_contact(request, opened, form, now=now))
        if saved is not None:
            say_saved(request, form, opened.shown, saved)
            return redirect(saved.url)
    lost = lost_by(opened.woman, fresh_on=opened.shown.on) if opened.shown.read_first else []
    context = {"section": "day", "shown": opened.shown, "woman": opened.woman, "form": form, "lost": lost,
               "typed": _not_asked_any_more(request, opened, form, now=now)}  # fmt: skip
    return render(request, "sessions_log/log.html", context, status=422 if form.is_bound else 200)


def _not_asked_any_more(
    request: PracticeRequest, opened: Opened, form: ContactForm, *, now: datetime
) -> list[tuple[str, str]]:  # fmt: skip
    """What was typed of scores, support or what comes next, where a colleague recorded meanwhile that she has died."""
    if not form.is_of_before:
        return []
    return typed_into(contact_form(opened, now=now, has_died=False), request.POST, but=form.fields)


def save_contact(request: PracticeRequest, opened: Opened, form: ContactForm, *, now: datetime) -> str:
    """Write the contact of a valid form; gives the address of what was written."""
    contact = contacts.log(
        woman=opened.woman, by=request.membership, values=form.cleaned_data, scores=form.scores, now=now,
        with_family=form.with_family,
    )  # fmt: skip
    return reverse("contact", args=[request.practice.slug, opened.woman.pk, contact.pk])


def say_saved(request: PracticeRequest, form: SentForm, shown: PresentedWoman, saved: Saved) -> None:
    """A banner that leads on; after her death to what is still to do."""
    of_her = [request.practice.slug, shown.woman.pk]
    links = [("Log another with her", reverse("log", args=of_her))]
    if shown.has_died:
        links = [("What is still to do", reverse("section", args=[*of_her, "after"])),
                 ("Log another with her family", reverse("log", args=of_her))]  # fmt: skip
    links += [
        ("Her record", reverse("woman", args=of_her)),
        ("My day", reverse("practice_home", args=[request.practice.slug])),
    ]
    link = '<a class="govuk-notification-banner__link" href="{1}">{0}</a>'
    tell_saved(request, form, format_html("{} {}", saved.said("Saved."), format_html_join(" · ", link, links)))


@requires(Permission.SEE_RECORDS)
def contact(request: PracticeRequest, practice_slug: str, woman_id: int, contact_id: int) -> HttpResponse:
    """One contact with everything that was added to it, and the form that adds."""
    opened = open_with_places(request, woman_id)
    rows = Contact.objects.filter(pk=contact_id, woman=opened.woman).select_related("group")
    held = (rows.select_for_update(of=("self",)) if request.method == "POST" else rows).first()
    if held is None:
        return gone(
            request, opened, model=Contact, item_id=contact_id, noun="a contact", section="contacts", form=AmendmentForm
        )
    came_of_it = came_of_contact(held)
    form = AmendmentForm(
        request.POST if request.method == "POST" else None,
        contact=held,
        places=opened.places,
        careful=opened.careful,
        now=timezone.now(),
        came_of_it=came_of_it,
        has_died=opened.shown.has_died,
    )
    if form.is_bound and form.is_valid() and request.membership.may(Permission.WRITE_RECORDS):
        here = reverse("contact", args=[request.practice.slug, opened.woman.pk, held.pk])

        def save() -> str:
            contacts.amend(
                contact=held, words=form.cleaned_data["words"], by=request.user, facts=form.facts,
                came_of_it=came_of_it, was_not_made=bool(form.cleaned_data.get("take_back_too")),
            )  # fmt: skip
            return here

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, "Added. What was written before stays readable.")
            return redirect(here)
    context = {
        "section": "women", "shown": opened.shown, "woman": opened.woman, "contact": held, "form": form,
        "amendments": held.amendments.select_related("written_by"), "changes": changes_of(held),
    }  # fmt: skip
    return render(request, "sessions_log/contact.html", context, status=422 if form.is_bound else 200)
