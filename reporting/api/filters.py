"""What the API can be asked for."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from reporting.models import Return, ReturnStatus, StandingFigures
from reporting.quarters import NotAQuarter, Quarter


def quarter_asked(written: str, name: str) -> str:
    """A quarter as it is kept; raises ValidationError with how to write one."""
    try:
        return str(Quarter.parse(written))
    except NotAQuarter as error:
        raise ValidationError({name: [str(error)]}) from error


class QuartersFilter(django_filters.FilterSet):
    """A Practice by its slug, and quarters from one to another."""

    practice = django_filters.CharFilter(field_name="practice__slug", help_text="A Practice's slug, like rotherham.")
    first = django_filters.CharFilter(method="from_quarter", help_text="The first quarter, like 2018-19 Q4.")
    last = django_filters.CharFilter(method="to_quarter", help_text="The last quarter, like 2018-19 Q4.")

    def from_quarter(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """From this quarter on."""
        return queryset.filter(quarter__gte=quarter_asked(value, name))

    def to_quarter(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Up to this quarter."""
        return queryset.filter(quarter__lte=quarter_asked(value, name))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Refuse a range that runs backwards."""
        first, last = (self.form.cleaned_data.get(name) for name in ("first", "last"))
        if first and last and quarter_asked(first, "first") > quarter_asked(last, "last"):
            raise ValidationError({"first": [f"{first} comes after {last}."]})
        return super().filter_queryset(queryset)


class ReturnsFilter(QuartersFilter):
    """And by what has become of a version."""

    status = django_filters.ChoiceFilter(choices=[one for one in ReturnStatus.choices if one[0] != "draft"])

    class Meta:
        model = Return
        fields = ("practice", "first", "last", "status")


class StandingFilter(QuartersFilter):
    """Of the figures that stand."""

    class Meta:
        model = StandingFigures
        fields = ("practice", "first", "last")
