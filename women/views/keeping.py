"""How long records are kept: the rules, what goes next, what is held, and the certificates."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from practices.forms.record import OWN_FIELDS, save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.tenancy.erasing import Counts, count_words
from women.actions import erasures
from women.forms.law import RulesForm
from women.law import keeping as rules_of_keeping
from women.models import Certificate, Erasure, KeepingRules, LegalHold
from women.reading import note_list, open_record

UNCHANGED = "The rules are as they were. Nothing was saved, and nothing is announced anew."


@requires(Permission.KEEP_DATA)
def keeping(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The rules in words, the erasures that are announced, the holds, and what was erased."""
    announced = list(
        Erasure.objects.filter(done_at=None, stopped_on=None).select_related("woman").order_by("due_on", "pk")
    )
    held = rules_of_keeping.held_women(one.woman_id for one in announced)
    holds = list(LegalHold.objects.filter(ended_on=None).select_related("woman").order_by("review_on"))
    note_list(request, len(announced) + len(holds), why="keeping")
    context = {
        "section": "people", "rules": rules_of_keeping.rules_of_practice(), "holds": holds,
        "announced": [(one, one.woman_id in held) for one in announced], "today": timezone.localdate(),
        "certificates": Certificate.objects.select_related("woman", "erasure")[:50],
    }  # fmt: skip
    return render(request, "women/law/keeping.html", context)


@requires(Permission.KEEP_DATA, proof=True)
def keeping_rules(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """This Practice's own rules."""
    held = KeepingRules.objects.first() or rules_of_keeping.rules_of_practice()
    form = RulesForm(request.POST if request.method == "POST" else None, instance=held)
    if form.is_bound and form.is_valid():
        is_changed = held.pk is None or bool({*form.changed_data} - {*OWN_FIELDS})
        told = "Saved. What was announced by the former rules is announced anew." if is_changed else UNCHANGED

        def save() -> str:
            if is_changed:
                erasures.set_rules(rules=form.instance, by=request.user, now=timezone.now())
            return "keeping"

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, saved.said(told))
            return redirect(saved.url, request.practice.slug)
    context = {"section": "people", "form": form}
    return render(request, "women/law/rules.html", context, status=422 if form.is_bound else 200)


@requires(Permission.KEEP_DATA)
def erasure(request: PracticeRequest, practice_slug: str, erasure_id: int) -> HttpResponse:
    """Before its day: what would go, counted and not touched. After it: the certificate."""
    found = Erasure.objects.select_related("woman").filter(pk=erasure_id).first()
    if found is None:
        raise Http404
    open_record(request, found.woman_id, why="erasure")
    certificate = Certificate.objects.filter(erasure=found).first()
    is_open = found.done_at is None and found.stopped_on is None
    counts = certificate.rows if certificate else count_words(found.woman_id) if is_open else {}
    context = {
        "section": "people", "erasure": found, "woman": found.woman, "certificate": certificate,
        "rows": rows_in_words(counts), "is_held": found.woman_id in rules_of_keeping.held_women([found.woman_id]),
        "is_open": is_open,
    }  # fmt: skip
    return render(request, "women/law/erasure.html", context)


def rows_in_words(counts: Counts) -> list[tuple[str, int, int]]:
    """(what the rows are, how many, versions in their history), by name."""
    names: dict[str, Any] = {
        model._meta.db_table: str(model._meta.verbose_name_plural).capitalize() for model in apps.get_models()
    }
    return sorted((names.get(table, table), rows, versions) for table, (rows, versions) in counts.items())
