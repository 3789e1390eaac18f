"""What an address asks for: a quarter, a version."""

from django.http import Http404
from django.utils import timezone

from practices.permissions import Permission
from practices.requests import PracticeRequest
from reporting.models import Return
from reporting.quarters import NotAQuarter, Quarter


def quarter_or_404(written: str) -> Quarter:
    """The quarter that an address names."""
    try:
        return Quarter.parse(written)
    except NotAQuarter as error:
        raise Http404 from error


def begun_quarter_or_404(written: str) -> Quarter:
    """The same, where there is something to count."""
    quarter = quarter_or_404(written)
    if quarter.start > timezone.localdate():
        raise Http404
    return quarter


def return_for(request: PracticeRequest, quarter: str, version: int) -> Return:
    """A version that this person may see, or 404: an unsubmitted one only with live figures."""
    found = (
        Return.objects.select_related("built_by", "submitted_by", "signed_by", "countersigned_by")
        .filter(quarter=str(quarter_or_404(quarter)), version=version)
        .first()
    )
    if found is None or not (found.is_frozen or request.membership.may(Permission.SEE_FIGURES)):
        raise Http404
    return found
