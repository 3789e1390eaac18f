"""Records that were merged into another: what they are still good for, and where their addresses lead.

A merged record keeps its reference and its names: both find the record that goes on. What may not move hangs on it
still (certificates, covers, answered transfers, stories of returns), and is read together with the record that goes on.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from women.models import Merge, Woman


class RecordMerged(Http404):
    """This record goes on as another one; `into` is its id."""

    def __init__(self, into: int) -> None:
        """With the id of the record that goes on."""
        super().__init__()
        self.into = into


def find_or_404(woman_id: int) -> Woman:
    """One woman's record; raises RecordMerged where it goes on as another, and Http404 where there is none."""
    woman = Woman.every.filter(pk=woman_id).first()
    if woman is None:
        raise Http404
    if woman.merged_into_id is not None:
        raise RecordMerged(woman.merged_into_id)
    return woman


def goes_on_as(woman_id: int) -> int:
    """The id of the record that this one goes on as: its own, unless it was merged."""
    into = Woman.every.filter(pk=woman_id, merged_into__isnull=False).values_list("merged_into", flat=True).first()
    return into or woman_id


def ids_of(woman_id: int) -> list[int]:
    """The id of a record, and those of the records that were merged into it."""
    merged = Woman.every.filter(merged_into=woman_id).order_by("pk").values_list("pk", flat=True)
    return [woman_id, *merged]


def merges_of(woman: Woman) -> QuerySet[Merge]:
    """The merges that stand of one record, latest first."""
    return woman.merges.filter(undone_at=None).select_related("merged", "merged_by")


def former_name(made: Merge) -> str:
    """What the merged record was called before the merge, which may have given its names to the one that goes on."""
    history: Any = apps.get_model("women", "WomanEvent")
    versions = list(history.objects.filter(pgh_obj_id=made.merged_id).order_by("pgh_id"))
    apart = [one.pgh_id for one in versions if one.merged_into_id is None]
    after = [one for one in versions if not apart or one.pgh_id > apart[-1]]
    since = after[0].pgh_created_at if after else None
    before = [one for one in versions if since is None or one.pgh_created_at < since]
    called = before[-1] if before else made.merged
    return str(called.full_name or called.known_as)


def ref_that_goes_on() -> dict[str, str]:
    """For each reference of a merged record, the reference of the one that goes on; the scope is open."""
    merged = Woman.every.filter(merged_into__isnull=False).order_by("pk")
    return dict(merged.values_list("ref", "merged_into__ref"))


def former_refs() -> dict[str, list[str]]:
    """For each reference of a record that goes on, those of the records that were merged into it; the scope is open."""
    found: dict[str, list[str]] = {}
    for former, ref in ref_that_goes_on().items():
        found.setdefault(ref, []).append(former)
    return found


class MergedRecordMiddleware:
    """Leads whoever opens, or sends a form to, a merged record on to the one that goes on; nothing sent is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """As Django calls it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponseBase | None:
        """To the same page of the record that goes on; a form is sent there with all that it holds (307)."""
        if not isinstance(exception, RecordMerged):
            return None
        old = f"/women/{request.resolver_match.kwargs['woman_id']}/"
        where = request.get_full_path().replace(old, f"/women/{exception.into}/", 1)
        response = HttpResponseRedirect(where)
        response.status_code = 302 if request.method in ("GET", "HEAD") else 307
        return response
