"""What every figure means, for everybody who signs in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices.permissions import Permission, requires
from reporting.indicators.declared import BREAKDOWNS, DEFINITIONS_VERSION, INDICATORS, Asks


@requires(Permission.SIGNED_IN)
def dictionary(request: HttpRequest) -> HttpResponse:
    """What every figure means, from the very declarations that are counted."""
    parts = [(asks, [indicator for indicator in INDICATORS if indicator.asks is asks]) for asks in Asks]
    context = {"parts": parts, "breakdowns": BREAKDOWNS, "version": DEFINITIONS_VERSION}
    return render(request, "reporting/dictionary.html", context)
