"""A person's tokens for programs that read National's API."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.models import ApiToken
from practices.permissions import Permission, requires
from practices.requests import NationalRequest
from reporting.forms.tokens import TokenForm


@requires(Permission.SEE_NATIONAL, proof=True)
def tokens(request: NationalRequest) -> HttpResponse:
    """One's own tokens, and a new one: the token itself is shown once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = ""
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        _, made = ApiToken.objects.create(
            user=request.user, expiry=timedelta(days=told["days"]), name=told["name"], scopes=told["scopes"]
        )
        form = TokenForm()
    context = {
        "section": "data", "form": form, "made": made, "now": timezone.now(),
        "tokens": ApiToken.objects.filter(user=request.user),
    }  # fmt: skip
    return render(request, "reporting/tokens.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SEE_NATIONAL)
@require_POST
def token_withdraw(request: NationalRequest, token_key: str) -> HttpResponse:
    """Withdraw one of one's own tokens, at once."""
    gone, _ = ApiToken.objects.filter(user=request.user, token_key=token_key).delete()
    messages.success(request, "The token is withdrawn." if gone else "That token had been withdrawn already.")
    return redirect("tokens")
