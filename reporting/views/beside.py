"""A Practice beside unnamed others, and National's publishing of what they may see."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from practices.forms.checked import LookedAtForm, digest_of_page
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import NationalRequest, PracticeRequest
from practices.tenancy.scope import NATIONAL_ALIAS
from practices.trail import note_look
from reporting.benchmark import words
from reporting.benchmark.beside import (
    beside_one,
    beside_parts,
    newer_than,
    own_as_published,
    own_brought,
    publication_of,
    published_quarters,
)
from reporting.benchmark.funnel import Verdict
from reporting.benchmark.publishing import (
    FEWEST_PRACTICES,
    CannotPublish,
    Prepared,
    brought_to,
    prepare_publication,
    publish,
    told_by,
)
from reporting.benchmark.reading import country_at
from reporting.benchmark.standing import prepare
from reporting.charts.funnel import legend
from reporting.desk.due import due_on, owes
from reporting.models import Publication
from reporting.quarters import Quarter
from reporting.views.asked import begun_quarter_or_404, quarter_or_404
from reporting.views.comparison import comparison_or_404

SHAPES = (Verdict.HIGHER, Verdict.LOWER, Verdict.CANNOT_TELL)


def _published(request: PracticeRequest) -> tuple[list[Quarter], Publication | None]:
    quarters, asked = published_quarters(), request.GET.get("quarter", "")
    if not quarters and not asked:
        return [], None
    found = publication_of(quarter_or_404(asked) if asked else quarters[0])
    if found is None:
        raise Http404
    return quarters, found


CHANGED_BEFORE_PUBLISHING = (
    "A return came in, or was sent back, while you were reading. What would be published now stands below: look again, "
    "then publish."
)


@requires(Permission.SEE_FIGURES)
def beside(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Every indicator of one's own last published quarter beside the country."""
    quarters, found = _published(request)
    context: dict[str, Any] = {"section": "beside", "quarters": quarters, "published": found}
    if found is not None:
        quarter = Quarter.parse(found.quarter)
        own = own_as_published(found)
        note_look(by=request.user, action=AccessAction.REPORT, view="beside", why=found.quarter)
        context |= {
            "quarter": quarter,
            "own": own,
            "is_owed": owes(request.practice, quarter),
            "newer": newer_than(own),
            "parts": beside_parts(own_brought(own), found),
        }
    return render(request, "reporting/beside.html", context)


@requires(Permission.SEE_FIGURES)
def beside_indicator(request: PracticeRequest, practice_slug: str, key: str) -> HttpResponse:
    """One indicator: one's own point among unnamed others."""
    comparison = comparison_or_404(key)
    _, found = _published(request)
    if found is None or key not in found.sums:
        raise Http404
    quarter = Quarter.parse(found.quarter)
    points = Publication.objects.filter(pk=found.pk).values_list(f"points__{key}", flat=True).get()
    own = own_as_published(found)
    note_look(by=request.user, action=AccessAction.REPORT, view="beside_indicator", why=found.quarter)
    context = {
        "section": "beside", "comparison": comparison, "quarter": quarter, "published": found, "own": own,
        "shown": beside_one(comparison, own_brought(own), found.sums[key], points or []),
        "direction": words.DIRECTION[comparison.indicator.better], "shapes": [(legend(one), one) for one in SHAPES],
    }  # fmt: skip
    return render(request, "reporting/beside_indicator.html", context)


@requires(Permission.DECIDE_RETURNS)
def national_publish(request: NationalRequest, quarter: str) -> HttpResponse:
    """Check what Practices would see of a quarter, and publish it, once."""
    chosen = begun_quarter_or_404(quarter)
    prepare()
    published = Publication.objects.using(NATIONAL_ALIAS).filter(quarter=str(chosen)).first()
    if request.method == "POST" and "sure" not in request.POST and published is None:
        messages.error(request, "Tick that you have checked it. It is published once, and never changed.")
        return redirect("national_publish", chosen.slug)
    prepared = [] if published else prepare_publication(brought_to(chosen))
    form = LookedAtForm(request.POST if request.method == "POST" else None)
    is_sure = form.is_sure(_what_is_shown(prepared))
    if request.method == "POST" and (is_sure or published or not prepared):
        try:
            publish(quarter=chosen, by=request.user, now=timezone.now())
        except CannotPublish as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{chosen} is published. Each lead now sees her Practice beside the others.")
        return redirect("national_publish", chosen.slug)
    country = country_at(chosen)
    told = told_by(published) if published else [one.told for one in prepared]
    context = {
        "section": "overview", "quarter": chosen, "published": published, "country": country, "told": told,
        "missing": country.owed - country.owed_and_sent, "due_on": due_on(chosen), "fewest": FEWEST_PRACTICES,
        "invented": country.is_demonstration, "form": form,
        "changed_since": CHANGED_BEFORE_PUBLISHING if form.is_asked_again else "",
    }  # fmt: skip
    return render(request, "reporting/publish.html", context)


def _what_is_shown(prepared: list[Prepared]) -> str:
    return digest_of_page([(one.comparison.key, one.points, one.hidden, one.x, one.n) for one in prepared])
