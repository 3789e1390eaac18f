"""A link of a letter, opened where somebody else is signed in: nothing is done in another person's name."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from practices.letters import reader_of


def from_letter(request: HttpRequest, token: str) -> HttpResponse:
    """On to the page, for whom the letter was written; where another person is signed in, it asks first."""
    there = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        there = resolve_url("home")
    reader = reader_of(token)
    if reader is None or not request.user.is_authenticated or request.user.pk == reader.pk:
        return redirect(there)  # which asks to sign in whoever is not
    if request.method == "POST":
        logout(request)
        return redirect(there)
    return render(request, "account/for_another.html", {"reader": reader, "section": "letter"})
