"""Appointments: the week and the list, for me and for the team; make, move, cancel, and what became of them."""

from datetime import date, timedelta

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from practices.forms.checked import is_to_change
from practices.forms.record import save_once, tell_saved
from practices.permissions import Permission, Role, requires
from practices.requests import PracticeRequest
from sessions_log.codes import OUTCOMES, Attendance
from sessions_log.forms.appointment import AppointmentForm, AttendanceForm
from sessions_log.models import Appointment
from sessions_log.queries.appointments import appointments_of, listed, week_of, without_outcome
from women.reading import Opened, note_list, open_with_places
from women.views.gone import gone
from women.views.not_now import refused

TEAM, MINE = "team", "mine"


@requires(Permission.SEE_RECORDS)
def week(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """A week, or with `?view=list` what lies ahead; mine, or with `?whose=team` everybody's."""
    today = timezone.localdate()
    is_practitioner = request.membership.role == Role.PRACTITIONER
    whose = request.GET.get("whose", MINE if is_practitioner else TEAM)
    found = appointments_of(None if whose == TEAM else request.membership)
    asked = _asked_day(request.GET.get("week", ""), today)
    monday = asked - timedelta(days=asked.weekday())
    as_list = request.GET.get("view") == "list"
    days = listed(found, today) if as_list else week_of(found, monday)
    late = without_outcome(found, today)
    note_list(request, len({one.woman_id for day in days for one in day.appointments} | {one.woman_id for one in late}))
    context = {
        "section": "appointments", "days": days, "as_list": as_list, "whose": whose, "late": late, "today": today,
        "now": timezone.now(), "monday": monday, "sunday": monday + timedelta(days=6),
        "week_before": monday - timedelta(days=7), "week_after": monday + timedelta(days=7),
        "outcomes": OUTCOMES, "is_practitioner": is_practitioner,
    }  # fmt: skip
    return render(request, "sessions_log/appointments.html", context)


def _asked_day(said: str, today: date) -> date:
    try:
        asked = parse_date(said)
    except ValueError:
        asked = None
    return asked if asked is not None and 2000 <= asked.year <= today.year + 5 else today


@requires(Permission.WRITE_RECORDS)
def add(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Make an appointment for one woman."""
    opened = open_with_places(request, woman_id)
    if opened.shown.has_died:
        return refused(request, opened, form=AppointmentForm)
    form = AppointmentForm(
        request.POST if request.method == "POST" else None, woman=opened.woman, by=request.user, now=timezone.now(),
        place=opened.shown.place,
    )  # fmt: skip
    if form.is_bound and not is_to_change(request.POST) and form.is_valid():

        def save() -> str:
            form.save()
            return f"{reverse('section', args=[request.practice.slug, woman_id, 'appointments'])}"

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, saved.said("Appointment made."))
            return redirect(saved.url)
    context = {"section": "appointments", "shown": opened.shown, "woman": opened.woman, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "sessions_log/appointment_form.html", context | {"is_new": True}, status=status)


def _held(woman_id: int, appointment_id: int) -> Appointment | None:
    return Appointment.objects.select_for_update().filter(pk=appointment_id, woman=woman_id).first()


def _gone(request: PracticeRequest, opened: Opened, appointment_id: int, form: type[BaseForm]) -> HttpResponse:
    add = reverse("appointment_add", args=[request.practice.slug, opened.woman.pk])
    return gone(
        request, opened, model=Appointment, item_id=appointment_id, noun="an appointment", section="appointments",
        form=form, add="" if opened.shown.has_died or form is AttendanceForm else add,
    )  # fmt: skip


@requires(Permission.WRITE_RECORDS)
@transaction.atomic
def appointment(request: PracticeRequest, practice_slug: str, woman_id: int, appointment_id: int) -> HttpResponse:
    """Move it, cancel it, or put right what became of it."""
    opened = open_with_places(request, woman_id)
    held = _held(woman_id, appointment_id)
    if held is None:
        return _gone(request, opened, appointment_id, AppointmentForm)
    form = AppointmentForm(
        request.POST if request.method == "POST" else None, instance=held, woman=opened.woman, by=request.user,
        now=timezone.now(), place=opened.shown.place,
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        hers = reverse("section", args=[request.practice.slug, woman_id, "appointments"])

        def save() -> str:
            form.save()
            return hers

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, saved.said("Saved."))
            return redirect(saved.url)
    context = {"section": "appointments", "shown": opened.shown, "woman": opened.woman, "form": form}
    return render(request, "sessions_log/appointment_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.WRITE_RECORDS)
@require_POST
@transaction.atomic
def attendance(request: PracticeRequest, practice_slug: str, woman_id: int, appointment_id: int) -> HttpResponse:
    """Record what became of it, by one press in a list, and go back to that list."""
    opened = open_with_places(request, woman_id)
    held = _held(woman_id, appointment_id)
    if held is None:
        return _gone(request, opened, appointment_id, AttendanceForm)
    form = AttendanceForm(request.POST, instance=held, now=timezone.now())
    if form.is_valid():
        form.save()
        said = Attendance(form.cleaned_data["attendance"]).label
        change = reverse("appointment", args=[request.practice.slug, opened.woman.pk, appointment_id])
        link = format_html('<a class="govuk-notification-banner__link" href="{}">Change</a>', change)
        messages.success(request, format_html("Saved: {}. {}", said, link))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return HttpResponseRedirect(_back(request, opened.woman.pk))


def _back(request: PracticeRequest, woman_id: int) -> str:
    """Where she pressed, if it is one of our own pages."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith(f"/{request.practice.slug}/"):
        return back
    return reverse("section", args=[request.practice.slug, woman_id, "appointments"])
