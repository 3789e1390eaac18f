"""The addresses of the API, version 1."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from practices.codes import Delivery, Nation
from practices.models import TokenScope
from reporting.api import serializers as shapes
from reporting.api.answering import NationalApi, Pages
from reporting.api.filters import ReturnsFilter, StandingFilter, quarter_asked
from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISON_OF, COMPARISONS, Kind
from reporting.benchmark.funnel import interval_of
from reporting.benchmark.reading import Compared, OneAlone, compare, quarters_with_returns
from reporting.benchmark.standing import prepare
from reporting.benchmark.window import Phase
from reporting.forms.comparison import MOST_COHORTS, WindowForm
from reporting.indicators.declared import DEFINITIONS_VERSION
from reporting.models import FROZEN, QuarterSums, Return, StandingFigures
from reporting.quarters import NotAQuarter, Quarter
from reporting.statistics.intervals import Interval

REFUSED = {
    401: OpenApiResponse(shapes.ErrorShape, "No sign-in and no token, or a token that does not open."),
    403: OpenApiResponse(shapes.ErrorShape, "Signed in, and this is not open to that person or token."),
    429: OpenApiResponse(shapes.ErrorShape, "Asked too often; the header Retry-After says when to ask again."),
}
NOT_FOUND = {404: OpenApiResponse(shapes.ErrorShape, "There is no such thing, or no such page.")}
WRONG = {400: OpenApiResponse(OpenApiTypes.OBJECT, "What was asked for cannot be: each name with what is wrong.")}


def _asked(name: str, words: str, *, enum: list[Any] | None = None, type_: Any = OpenApiTypes.STR) -> OpenApiParameter:
    return OpenApiParameter(name, type_, description=words, enum=enum)


class Returns(NationalApi, ListAPIView[Return]):
    """Every version that was submitted."""

    token_scope = TokenScope.RETURNS
    serializer_class = shapes.ReturnShape
    pagination_class = Pages
    filter_backends = (DjangoFilterBackend,)
    filterset_class = ReturnsFilter

    def get_queryset(self) -> QuerySet[Return]:
        """The newest quarter first."""
        found = Return.objects.filter(status__in=FROZEN).select_related("practice").defer("figures", "more")
        return found.order_by("-quarter", "practice__slug", "-version")

    @extend_schema(responses={200: shapes.ReturnShape(many=True), **WRONG, **NOT_FOUND, **REFUSED})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Versions of returns, without their figures."""
        return super().get(request, *args, **kwargs)


class OneReturn(NationalApi, RetrieveAPIView[Return]):
    """One version with all its figures."""

    token_scope = TokenScope.RETURNS
    serializer_class = shapes.WholeReturnShape

    def get_object(self) -> Return:
        """By the Practice's slug, the quarter and the version."""
        try:
            quarter = str(Quarter.parse(self.kwargs["quarter"]))
        except NotAQuarter as error:
            raise NotFound(str(error)) from error
        wanted = {"practice__slug": self.kwargs["slug"], "quarter": quarter, "version": self.kwargs["version"]}
        found = Return.objects.filter(status__in=FROZEN, **wanted).select_related("practice").first()
        if found is None:
            raise NotFound(f"No return of {quarter}, version {self.kwargs['version']}, was sent by that Practice.")
        return found

    @extend_schema(responses={200: shapes.WholeReturnShape, **NOT_FOUND, **REFUSED})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One version with all its figures."""
        return super().get(request, *args, **kwargs)


class Figures(NationalApi, ListAPIView[StandingFigures]):
    """The figures that stand, a row a Practice and quarter."""

    token_scope = TokenScope.COMPARISON
    serializer_class = shapes.StandingShape
    pagination_class = Pages
    filter_backends = (DjangoFilterBackend,)
    filterset_class = StandingFilter

    def get_queryset(self) -> QuerySet[StandingFigures]:
        """Brought up to the returns first."""
        prepare()
        return StandingFigures.objects.select_related("practice").order_by("-quarter", "practice__slug")

    @extend_schema(responses={200: shapes.StandingShape(many=True), **WRONG, **NOT_FOUND, **REFUSED})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Numerators and denominators of every indicator."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        rows = [
            {"practice": one.practice.slug, "quarter": one.quarter, "version": one.version, "cohort": one.cohort,
             "indicators": {key: said for key, said in one.numbers.items() if key in COMPARISON_OF}}
            for one in page or []
        ]  # fmt: skip
        return self.get_paginated_response(shapes.StandingShape(rows, many=True).data)


class Country(NationalApi):
    """The country's sums."""

    token_scope = TokenScope.COMPARISON

    @extend_schema(
        parameters=[_asked("quarter", "One quarter, like 2018-19 Q4; otherwise all of them.")],
        responses={200: shapes.CountryShape(many=True), **WRONG, **REFUSED},
    )
    def get(self, request: Request) -> Response:
        """Every indicator of the country, quarter by quarter."""
        prepare()
        found = QuarterSums.objects.using("national").order_by("quarter")
        if asked := request.query_params.get("quarter"):
            found = found.filter(quarter=quarter_asked(asked, "quarter"))
        return Response(shapes.CountryShape([row for one in found for row in _country(one)], many=True).data)


def _country(sums: QuarterSums) -> Iterator[dict[str, Any]]:
    for comparison in COMPARISONS:
        said = sums.sums.get(comparison.key)
        if said is None:
            continue
        x, n = said["x"], said["n"] or None
        has_interval = n and comparison.kind is not Kind.PLAIN
        yield {
            "quarter": sums.quarter, "indicator": comparison.key, "numerator": x, "compared_over": n,
            "value": x / n * comparison.per if n else None, "display": words.said_of(comparison, x, n),
            "interval": _ends(interval_of(comparison, x, n)) if has_interval and n else None,
            "practices": said["units"],
        }  # fmt: skip


def _ends(interval: Interval | None) -> dict[str, float] | None:
    return {"lower": interval.lower, "upper": interval.upper} if interval else None


class Benchmark(NationalApi):
    """One indicator across Practices."""

    token_scope = TokenScope.COMPARISON

    @extend_schema(
        parameters=[
            OpenApiParameter("key", str, OpenApiParameter.PATH, enum=list(COMPARISON_OF), description="An indicator."),
            _asked("first", "The first quarter of up to six that are added up; of events only."),
            _asked("last", "The last quarter; the latest of which a return stands where none is named."),
            _asked("nation", "Only this nation's Practices.", enum=list(Nation.values)),
            _asked("delivery", "Only Practices delivered by this kind of body.", enum=list(Delivery.values)),
            _asked("phase", "Only Practices in this phase.", enum=[one.value for one in Phase]),
            _asked("cohort", "Only Practices in this cohort.", enum=list(range(1, MOST_COHORTS + 1)),
                   type_=OpenApiTypes.INT),
            _asked("page", "Which page.", type_=OpenApiTypes.INT),
            _asked("page_size", "Rows a page, up to 1,000.", type_=OpenApiTypes.INT),
        ],
        responses={200: shapes.BenchmarkShape, **WRONG, **NOT_FOUND, **REFUSED},
    )  # fmt: skip
    def get(self, request: Request, key: str) -> Response:
        """The pooled value, the limits, and a verdict for each Practice, by name."""
        comparison = COMPARISON_OF.get(key)
        if comparison is None:
            raise NotFound("There is no such indicator. The dictionary lists them.")
        prepare()
        quarters = quarters_with_returns()
        if not quarters:
            raise NotFound("No return has been sent yet.")
        form = WindowForm(request.query_params, quarters=quarters, pools=comparison.pools)
        if not form.is_valid():
            raise ValidationError({name: [str(one) for one in found] for name, found in form.errors.items()})
        try:
            compared = compare(comparison, form.window())
        except OneAlone as error:
            raise ValidationError({"detail": [str(error)]}) from error
        pages = Pages()
        page = pages.paginate_queryset(
            list(zip(compared.units, compared.funnel.judged, strict=True)), request, view=self
        )
        whole = _summary(compared) | {
            "count": len(compared.units), "next": pages.get_next_link(), "previous": pages.get_previous_link(),
            "results": [_compared(unit, judged) for unit, judged in page or []],
        }  # fmt: skip
        return Response(shapes.BenchmarkShape(whole).data)


def _summary(compared: Compared) -> dict[str, Any]:
    funnel, comparison = compared.funnel, compared.funnel.comparison
    return {
        "indicator": comparison.key, "first_quarter": str(compared.window.first),
        "last_quarter": str(compared.window.last), "kind": comparison.kind.value,
        "better": comparison.indicator.better.value, "unit": comparison.unit,
        "not_judged_because": comparison.because, "average": funnel.target, "numerator": funnel.x,
        "compared_over": funnel.n, "dispersion": funnel.spread.phi, "limits_are_widened": funnel.spread.is_over,
        "looked_at": funnel.looked_at, "outside": funnel.outside, "outside_by_chance": funnel.rare,
    }  # fmt: skip


def _compared(unit: Any, judged: Any) -> dict[str, Any]:
    counted = judged.counted
    return {
        "practice": unit.slug, "nation": unit.nation, "delivery": unit.delivery, "phase": unit.phase.value,
        "cohort": unit.cohort, "numerator": counted.x, "compared_over": counted.n, "value": judged.value,
        "interval": _ends(judged.interval), "limits_95": _ends(judged.inner), "limits_99_8": _ends(judged.outer),
        "concerned": counted.concerned, "asked": counted.asked, "known": counted.known,
        "verdict": judged.verdict.value,
    }  # fmt: skip


class Dictionary(NationalApi):
    """What every indicator means."""

    token_scope = TokenScope.DICTIONARY

    @extend_schema(responses={200: shapes.DefinitionShape(many=True), **REFUSED})
    def get(self, request: Request) -> Response:
        """Every indicator of the quarterly return, and how it is compared."""
        rows = [
            {
                "key": one.key, "name": one.indicator.name, "sentence": one.indicator.sentence,
                "asks": one.indicator.asks.value, "better": one.indicator.better.value,
                "shown": one.indicator.shown.value, "fidelity": one.indicator.fidelity,
                "counted_on_a_day": one.indicator.on_a_day, "compared_as": one.kind.value, "unit": one.unit,
                "not_judged_because": one.because, "definitions_version": DEFINITIONS_VERSION,
            }
            for one in COMPARISONS
        ]  # fmt: skip
        return Response(shapes.DefinitionShape(rows, many=True).data)
