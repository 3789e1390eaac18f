"""National's admin makes and changes Practices; the host's support looks after accounts, and sees nothing else."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.actions import office as actions
from practices.forms.office import AccountForm, NewPracticeForm, PracticeForm
from practices.forms.record import in_words
from practices.models import OfficeRecord, Practice, User
from practices.permissions import Permission, requires
from practices.requests import NationalRequest
from practices.sign_in.second_factor import has_one
from practices.tenancy.scope import NATIONAL_ALIAS

OTHERWISE = "Somebody changed this while you were writing, or this page was opened before. It stands otherwise now:"


@requires(Permission.MANAGE_PRACTICES, proof=True)
def practice_add(request: NationalRequest) -> HttpResponse:
    """A new Practice and its first lead."""
    form = NewPracticeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = actions.make_practice(
            made=form.save(commit=False), lead_name=form.cleaned_data["lead_name"],
            lead_email=form.cleaned_data["lead_email"], by=request.user, today=timezone.localdate(),
        )  # fmt: skip
        messages.success(request, f"{made.name} is made. A letter is on its way to its first lead.")
        return redirect("national_practice", made.slug)
    return _form(request, form, "A new Practice", "Make it")


@requires(Permission.MANAGE_PRACTICES)
def practice_change(request: NationalRequest, slug: str) -> HttpResponse:
    """What a Practice is, its licence, and the day on which it closed."""
    kept = Practice.objects.using(NATIONAL_ALIAS).filter(slug=slug).first()
    if kept is None:
        raise Http404
    standing = copy(kept)  # a form writes its answers on its own
    form = PracticeForm(request.POST if request.method == "POST" else None, instance=kept)
    if form.is_bound and form.is_valid():
        if not form.written:
            messages.success(request, "Saved already: nothing was written twice.")
            return redirect("national_practice", slug)
        if form.has_seen(standing):
            actions.change_practice(kept=kept, fields=form.written, by=request.user)
            messages.success(request, "Saved.")
            return redirect("national_practice", slug)
        form.add_error(None, _changed_meanwhile(form, standing))
    form.shows(standing)
    return _form(request, form, kept.name, "Save", of=slug)


def _changed_meanwhile(form: PracticeForm, standing: Practice) -> str:
    """What stands now beside what was typed: sent again, what was typed is meant."""
    now = [f"{form.fields[name].label}: {in_words(getattr(standing, name))}" for name in form.written]
    return f"{OTHERWISE} {'; '.join(now)}. What you typed is below: check it, then save it again."


def _form(request: NationalRequest, form: PracticeForm, title: str, button: str, of: str = "") -> HttpResponse:
    context = {"section": "practices", "form": form, "title": title, "button": button, "of": of}
    return render(request, "practices/practice_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUPPORT_ACCOUNTS)
def accounts(request: NationalRequest) -> HttpResponse:
    """Find one account by its whole address: there is no list to browse."""
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        found = User.objects.filter(email=form.cleaned_data["email"].lower()).first()
        if found is not None:
            return redirect("account", found.pk)
        form.add_error("email", "No account has this address. Check how it is written.")
    context = {"section": "accounts", "form": form}
    return render(request, "practices/accounts.html", context, status=422 if form.is_bound else 200)


def _account(user_id: int) -> User:
    found = User.objects.filter(pk=user_id).first()
    if found is None:
        raise Http404
    return found


@requires(Permission.SUPPORT_ACCOUNTS, proof=True)
def account(request: NationalRequest, user_id: int) -> HttpResponse:
    """One account: how it stands, what was done to it, and what can be done."""
    found = _account(user_id)
    context = {
        "section": "accounts", "account": found, "has_second": has_one(found),
        "acts": OfficeRecord.objects.filter(about=str(found.pk)).select_related("actor")[:20],
    }  # fmt: skip
    return render(request, "practices/account.html", context)


@requires(Permission.SUPPORT_ACCOUNTS, proof=True)
@require_POST
def account_do(request: NationalRequest, user_id: int, act: str) -> HttpResponse:
    """Unlock, take the second step away, close or open."""
    found = _account(user_id)
    if found.pk == request.user.pk:
        messages.error(request, "This is your own account. A colleague can do it for you.")
    elif act == "unlock":
        actions.unlock(request, account=found, by=request.user)
        messages.success(request, "It is unlocked: the right password and code open it again.")
    elif act in ("close", "open") and found.is_active == (act == "open"):
        messages.info(request, f"It is {'open' if act == 'open' else 'closed'} already: nothing was done twice.")
    elif act == "second-step" and not has_one(found):
        messages.info(request, "It has no second step: nothing was done twice.")
    elif act == "second-step":
        actions.take_second_step_away(account=found, by=request.user)
        messages.success(
            request, "Its second step is gone. She is written to, and sets up a new one at her next sign-in."
        )
    elif act in ("close", "open"):
        actions.open_or_close(account=found, is_open=act == "open", by=request.user)
        messages.success(request, "It is open." if act == "open" else "It is closed, and every sign-in has ended.")
    else:
        raise Http404
    return redirect("account", user_id)
