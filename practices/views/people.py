"""The people of a Practice: its lead invites them, changes what they are, and sees what each may open."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.actions import identity
from practices.actions import people as actions
from practices.bidi import isolated
from practices.forms.people import IdentityForm, InviteForm, MembershipForm
from practices.forms.record import save_once, tell_saved
from practices.models import Membership
from practices.ordering import by_name
from practices.permissions import PRACTICE_ROLES, SAID, Permission, Role, permissions_of, requires
from practices.requests import PracticeRequest
from practices.sign_in.second_factor import FACTORS


def _team(request: PracticeRequest) -> list[Membership]:
    return list(
        Membership.objects.filter(practice=request.practice)
        .select_related("user")
        .order_by(by_name("user__name"), "pk")
    )


def _member(request: PracticeRequest, membership_id: int) -> Membership:
    found = Membership.objects.filter(practice=request.practice, pk=membership_id).select_related("user").first()
    if found is None:
        raise Http404
    return found


@requires(Permission.MANAGE_TEAM)
def people(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Who is in the team, who was, and what each role opens."""
    today, team = timezone.localdate(), _team(request)
    factors = set(
        Authenticator.objects.filter(user_id__in=[one.user_id for one in team], type__in=FACTORS).values_list(
            "user_id", flat=True
        )
    )
    rows = [(one, one.user_id in factors, actions.caseload_of(one) if one.ends_on else 0) for one in team]
    context = {
        "section": "people", "today": today,
        "now": [row for row in rows if row[0].ends_on is None or row[0].ends_on > today],
        "former": [row for row in rows if row[0].ends_on is not None and row[0].ends_on <= today],
        "roles": PRACTICE_ROLES,
        "matrix": [
            (words, [permission in permissions_of(role) for role in PRACTICE_ROLES])
            for permission, words in SAID.items()
            if any(permission in permissions_of(role) for role in PRACTICE_ROLES)
        ],
    }  # fmt: skip
    return render(request, "practices/people.html", context)


@requires(Permission.MANAGE_TEAM, proof=True)
def person_invite(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Invite somebody; the answer is the same whether or not she has an account."""
    today = timezone.localdate()
    form = InviteForm(request.POST if request.method == "POST" else None, today=today, initial={"starts_on": today})
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("email", "name", "starts_on")}

        def save() -> str:
            actions.invite(practice=request.practice, role=Role(form.cleaned_data["role"]), by=request.user, **told)
            return reverse("people", args=[request.practice.slug])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotChange as error:
            form.add_error("email", str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said(f"A letter is on its way to {told['email']}."))
                return redirect(saved.url)
    return _form(request, form, "Invite somebody", "Send the invitation")


@requires(Permission.MANAGE_TEAM, proof=True)
def person(request: PracticeRequest, practice_slug: str, membership_id: int) -> HttpResponse:
    """Change her role and dates."""
    held, today = _member(request, membership_id), timezone.localdate()
    form = MembershipForm(
        request.POST if request.method == "POST" else None, today=today,
        initial={"role": held.role, "starts_on": held.starts_on, "ends_on": held.ends_on},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}

        def save() -> str:
            actions.change(membership=held, role=form.chosen_role, by=request.user, today=today, **told)
            if _hands_over(held, form):
                return f"{reverse('caseloads', args=[request.practice.slug])}?from={held.pk}"
            return reverse("people", args=[request.practice.slug])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotChange as error:
            form.add_error(None, str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said(f"Saved. {actions.TAKES_EFFECT}"))
                return redirect(saved.url)
    return _form(request, form, isolated(held.user.name), "Save", held=held)


@requires(Permission.MANAGE_TEAM, proof=True)
def person_identity(request: PracticeRequest, practice_slug: str, membership_id: int) -> HttpResponse:
    """Change the name and address of somebody of one's own team."""
    held, today = _member(request, membership_id), timezone.localdate()
    if held.user_id == request.user.pk:
        return redirect("my_identity")
    form = IdentityForm(
        request.POST if request.method == "POST" else None, initial={"name": held.user.name, "email": held.user.email}
    )
    if form.is_bound and form.is_valid():

        def save() -> str:
            identity.change_colleague(
                practice=request.practice, membership=held, name=form.cleaned_data["name"],
                address=form.cleaned_data["email"], by=request.user, today=today,
            )  # fmt: skip
            return reverse("people", args=[request.practice.slug])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotChange as error:
            form.add_error("email", str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Saved. If the address is new, both addresses get a letter."))
                return redirect(saved.url)
    return _form(request, form, "Name and address", "Save", identity=held)


def _hands_over(held: Membership, form: MembershipForm) -> bool:
    """Whether somebody who goes, or will hold no caseload any more, still holds women."""
    goes = form.cleaned_data["ends_on"] is not None or Permission.SEE_RECORDS not in permissions_of(form.chosen_role)
    return goes and actions.caseload_of(held) > 0


@requires(Permission.MANAGE_TEAM, proof=True)
@require_POST
def person_letter(request: PracticeRequest, practice_slug: str, membership_id: int) -> HttpResponse:
    """Send the invitation again."""
    held = _member(request, membership_id)
    actions.send_letter(practice=request.practice, membership=held)
    messages.success(request, f"A letter is on its way to {held.user.email}.")
    return redirect("people", request.practice.slug)


def _form(request: PracticeRequest, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    context = {"section": "people", "form": form, "title": title, "button": button, **more}
    return render(request, "practices/person.html", context, status=422 if form.is_bound else 200)
