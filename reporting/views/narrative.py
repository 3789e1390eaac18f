"""The words of a quarter, and the check of what they and the figures would give away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.printable import said_before_print
from practices.requests import PracticeRequest
from practices.trail import note_look
from reporting.actions.narrative import dismiss, hide_by_hand, open_again, write
from reporting.content import hidden_of, words_of
from reporting.disclosure.hiding import BY_HAND, can_be_hidden, label_of_cell
from reporting.disclosure.numbers import hidden_numbers
from reporting.disclosure.words import matches_of
from reporting.figures import figures_of
from reporting.forms.disclosure import DismissForm, HideForm
from reporting.forms.narrative import NarrativeForm
from reporting.models import HiddenByHand, Narrative
from reporting.quarters import Quarter
from reporting.views.asked import begun_quarter_or_404
from women.reading import note_list

TEXTS = ("went_well", "was_hard", "is_next", "story")
CODE = ("<", "file:", "javascript:", "http://", "https://", "data:")


@requires(Permission.BUILD_RETURN)
def narrative(request: PracticeRequest, practice_slug: str, quarter: str) -> HttpResponse:
    """Three short texts and a story, each with guidance; kept sealed on the device while they are written."""
    chosen = begun_quarter_or_404(quarter)
    held = Narrative.objects.filter(quarter=str(chosen)).first() or Narrative(quarter=str(chosen))
    if request.method == "POST" and held.pk is None:
        held, _ = Narrative.objects.get_or_create(quarter=str(chosen))
    form = NarrativeForm(request.POST if request.method == "POST" else None, instance=held, by=request.user)
    if form.is_bound and form.is_valid():
        back = reverse("quarter", args=[request.practice.slug, chosen.slug])

        def save() -> str:
            write(narrative=form.save(commit=False), by=request.user, now=timezone.now())
            return back

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            text = " ".join(str(form.cleaned_data.get(name, "")) for name in TEXTS)
            told = "The narrative is saved."
            if form.instance.holds_story_back:
                told += " The story stays out of the return until both boxes below it are ticked."
            told += f"{_said_of_code(text)} {said_before_print(text)}".rstrip()
            tell_saved(request, form, saved.said(told))
            return redirect(saved.url)
    note_list(request, len(form.women), why="narrative")
    context = {
        "section": "quarters",
        "quarter": chosen,
        "form": form,
        "written": held if any(getattr(held, name) for name in TEXTS) else None,
    }
    return render(request, "reporting/narrative.html", context, status=422 if form.is_bound else 200)


def _if_written(held: Narrative) -> Narrative | None:
    return held if any(getattr(held, name) for name in TEXTS) else None


def _said_of_code(text: str) -> str:
    """What is not for people is printed as it was typed, and does nothing."""
    if not any(mark in text.lower() for mark in CODE):
        return ""
    return " It holds something like web code or an address: that is printed letter by letter, and opens nothing."


@requires(Permission.BUILD_RETURN)
def disclosure(request: PracticeRequest, practice_slug: str, quarter: str) -> HttpResponse:
    """What would give a woman away: words that match the records, and figures that the copies that leave hide."""
    chosen = begun_quarter_or_404(quarter)
    figures = figures_of(request.practice, chosen, today=timezone.localdate())
    hidden = hidden_of(chosen, figures)
    texts = words_of(chosen)
    sentences, dismissed = matches_of(request.practice, texts, chosen, hidden_numbers(figures, hidden))
    posted = request.POST if request.method == "POST" else None
    is_dismissal = posted is not None and "sentence" in posted
    dismissing = DismissForm(posted if is_dismissal else None, sentences=sentences)
    hiding = HideForm(None if is_dismissal else posted, addresses=can_be_hidden(figures))
    now = timezone.now()
    here = reverse("disclosure", args=[request.practice.slug, chosen.slug])
    if dismissing.is_bound and dismissing.is_valid():
        sentence = dismissing.by_digest[dismissing.cleaned_data["sentence"]]
        dismiss(quarter=chosen, sentence=sentence, why=dismissing.cleaned_data["why"], by=request.user, now=now)
        messages.success(request, "It may stay as it is written.")
        return redirect(f"{here}#words")
    if posted is not None and "again" in posted:
        for one in dismissed:
            if one.digest == posted["again"]:
                open_again(quarter=chosen, sentence=one)
        return redirect(f"{here}#words")
    if hiding.is_bound and hiding.is_valid():
        hide_by_hand(quarter=chosen, cells=hiding.cleaned_data["cells"], by=request.user, now=now)
        messages.success(request, "What the copies that leave hide is saved. Build the return to take it in.")
        return redirect(here)
    if sentences:
        note_list(request, len(sentences), action=AccessAction.SEARCH, why=f"disclosure {chosen}")
    else:
        note_look(by=request.user, action=AccessAction.REPORT, view="disclosure", why=str(chosen))
    context = _context(chosen, figures, hidden) | {
        "sentences": sentences, "dismissed": dismissed, "has_words": bool(texts), "form": dismissing,
        "refused": dismissing.data.get("sentence", "") if dismissing.is_bound else "",
    }  # fmt: skip
    return render(request, "reporting/disclosure.html", context, status=200 if posted is None else 422)


def _context(chosen: Quarter, figures: dict[str, object], hidden: dict[str, str]) -> dict[str, object]:
    by_hand = set(HiddenByHand.objects.filter(quarter=str(chosen)).values_list("cell", flat=True))
    must = [(label_of_cell(address), why) for address, why in hidden.items() if why != BY_HAND]
    choices = [
        (address, label_of_cell(address), address in by_hand)
        for address in can_be_hidden(figures)
        if hidden.get(address, BY_HAND) == BY_HAND
    ]
    return {"section": "quarters", "quarter": chosen, "must": must, "choices": choices}
