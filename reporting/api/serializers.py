"""The shapes that the API answers in; the schema is made from these."""

from typing import Any

from rest_framework import serializers

from reporting.models import Return, ReturnStatus


class FigureShape(serializers.Serializer[Any]):
    """One indicator of one return: what was counted, over what, and as it is printed."""

    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    display = serializers.CharField()


class ReturnShape(serializers.ModelSerializer[Return]):
    """One version of a return."""

    practice = serializers.CharField(source="practice.slug")
    status = serializers.ChoiceField(choices=ReturnStatus.choices)

    class Meta:
        model = Return
        fields = ("practice", "quarter", "version", "status", "submitted_at", "definitions_version", "sha256")
        read_only_fields = fields


class WholeReturnShape(ReturnShape):
    """A return with its figures: by indicator, and by breakdown and code."""

    indicators = serializers.DictField(child=FigureShape(), source="figures.indicators")
    breakdowns = serializers.DictField(source="figures.breakdowns")

    class Meta(ReturnShape.Meta):
        fields = (*ReturnShape.Meta.fields, "indicators", "breakdowns")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]


class StandingShape(serializers.Serializer[Any]):
    """The figures of a Practice's quarter that stand: those of its latest version that was not sent back."""

    practice = serializers.CharField()
    quarter = serializers.CharField()
    version = serializers.IntegerField()
    cohort = serializers.IntegerField(allow_null=True)
    indicators = serializers.DictField(
        child=serializers.ListField(child=serializers.IntegerField(allow_null=True), min_length=2, max_length=2),
        help_text="Indicator → [numerator, denominator or null].",
    )


class IntervalShape(serializers.Serializer[Any]):
    """From a lower to an upper end, on the scale of the value."""

    lower = serializers.FloatField()
    upper = serializers.FloatField()


class CountryShape(serializers.Serializer[Any]):
    """One indicator of the country in one quarter: a sum over a sum, with its 95% interval."""

    quarter = serializers.CharField()
    indicator = serializers.CharField()
    numerator = serializers.IntegerField()
    compared_over = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    display = serializers.CharField()
    interval = IntervalShape(allow_null=True)
    practices = serializers.IntegerField()


class ComparedShape(serializers.Serializer[Any]):
    """One Practice in a comparison: by name, never by rank."""

    practice = serializers.CharField()
    nation = serializers.CharField()
    delivery = serializers.CharField(allow_blank=True)
    phase = serializers.CharField()
    cohort = serializers.IntegerField(allow_null=True)
    numerator = serializers.IntegerField(allow_null=True)
    compared_over = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    interval = IntervalShape(allow_null=True)
    limits_95 = IntervalShape(allow_null=True)
    limits_99_8 = IntervalShape(allow_null=True)
    concerned = serializers.IntegerField()
    asked = serializers.IntegerField()
    known = serializers.IntegerField()
    verdict = serializers.CharField()


class BenchmarkShape(serializers.Serializer[Any]):
    """One indicator across Practices, with the pooled value, its limits and a verdict for each."""

    indicator = serializers.CharField()
    first_quarter = serializers.CharField()
    last_quarter = serializers.CharField()
    kind = serializers.CharField()
    better = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    not_judged_because = serializers.CharField(allow_blank=True)
    average = serializers.FloatField(allow_null=True)
    numerator = serializers.IntegerField()
    compared_over = serializers.IntegerField()
    dispersion = serializers.FloatField()
    limits_are_widened = serializers.BooleanField()
    looked_at = serializers.IntegerField()
    outside = serializers.IntegerField()
    outside_by_chance = serializers.FloatField()
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ComparedShape(many=True)


class DefinitionShape(serializers.Serializer[Any]):
    """One indicator as the dictionary has it."""

    key = serializers.CharField()
    name = serializers.CharField()
    sentence = serializers.CharField()
    asks = serializers.CharField()
    better = serializers.CharField()
    shown = serializers.CharField()
    fidelity = serializers.BooleanField()
    counted_on_a_day = serializers.BooleanField()
    compared_as = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    not_judged_because = serializers.CharField(allow_blank=True)
    definitions_version = serializers.CharField()


class ErrorShape(serializers.Serializer[Any]):
    """What was wrong, in words."""

    detail = serializers.CharField()
