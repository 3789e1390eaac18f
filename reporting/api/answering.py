"""What every address of the API shares: pages, CSV beside JSON, how often one may ask, and what a token opens."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from practices.models import TokenScope
from reporting.printing.flat import safe


class Pages(PageNumberPagination):
    """100 rows a page, or as many as are asked for, up to 1,000."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        """A page; past the end it says which is the last."""
        try:
            found: list[Any] | None = super().paginate_queryset(queryset, request, view=view)
        except NotFound as error:
            paginator: Any = self.django_paginator_class(queryset, self.get_page_size(request) or self.page_size)
            asked = request.query_params.get(self.page_query_param, "1")
            raise NotFound(f"There is no page {asked[:20]}. The last page is {paginator.num_pages}.") from error
        return found


class Asking(UserRateThrottle):
    """How often a person may ask; counted in the database, so that a restart forgets nothing."""

    scope = "api"

    def get_rate(self) -> str:
        """As the settings say, when it is asked."""
        return settings.API_RATE


class CsvRenderer(BaseRenderer):
    """The rows of a page as a table. Nested rows stand as columns; no cell begins a formula."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> str:
        """`results` where there are pages, else the list itself, else the one row."""
        rows = data.get("results", data) if isinstance(data, Mapping) else data
        flat = [dict(_flat(row)) for row in ([rows] if isinstance(rows, Mapping) else rows or [])]
        columns = list(dict.fromkeys(name for row in flat for name in row))
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow(columns)
        writer.writerows([safe(row.get(column)) for column in columns] for row in flat)
        return buffer.getvalue()


def _flat(row: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", "; ".join(map(str, value)) if isinstance(value, list) else value


class NationalApi(APIView):
    """An address of the API, in National's scope. `token_scope` is what a token must open to be let in."""

    throttle_classes = (Asking,)
    renderer_classes = (JSONRenderer, CsvRenderer)
    token_scope: TokenScope

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a token that was made for something else."""
        super().initial(request, *args, **kwargs)
        token = getattr(request._request, "api_token", None)
        if token is not None and not token.opens(self.token_scope):
            raise PermissionDenied(f"This token does not open “{self.token_scope.label}”. Make one that does.")
