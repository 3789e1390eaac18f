"""Something was recorded of a place by mistake: say so, check, and it is taken back or corrected."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from practices.forms.checked import is_to_change
from practices.forms.record import answers_given
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women import death
from women.actions import corrections
from women.actions.corrections import Mistake
from women.actions.deaths import Death
from women.codes import PlaceEvent, PlaceStep
from women.death import Line
from women.forms.mistakes import MistakeForm
from women.history import asked_again
from women.lifecycle import ENDED
from women.models import Place, Woman
from women.periods import outside_cohort
from women.place_history import PLAN, Entry, entries_of
from women.reading import Opened, open_with_places
from women.record import may_put_right
from women.sent import was_sent
from women.views.not_now import not_now
from women.views.steps import save_step

NOT_KEPT = ("certainty", "on", "reason")  # of a step that is taken back, no date and no reason stays
FIGURES = "Figures are counted as if it had not been recorded."
SENT = "A return was sent with it, and says that it would come out otherwise now."
SHE_LIVES = "Nothing says any more that she has died; what was to do after it, and nobody has begun, is not to do."
SHE_LIVES_AGAIN = "Taken back: nothing says any more that she has died. What was planned for her stands again."
CLOSES_WITH_HER_DEATH = "She has died, so her place does not go on: it closes with her death."
FOLLOWS: dict[str, str] = {
    PlaceStep.REFERRED: "This place goes from lists and figures; her earlier place is as it was.",
    PlaceStep.OFFERED: "She holds no seat, and waits for a decision.",
    PlaceStep.DECLINED: "Her place is open again and takes a seat. Her details are not erased.",
    PlaceStep.NOT_ELIGIBLE: "She waits for a decision again. Her details are not erased.",
    PlaceStep.AGREED: "She has not agreed, and her 16 weeks run from the offer.",
    PlaceStep.TRANSITION: "She is in the intensive phase.",
    PlaceStep.NEXT_STEPS: "Her place is open again and takes a seat. Check-ins that were not done are not due.",
    PlaceStep.CLOSED: "Her place goes on from where it was before it was closed.",
    PlaceEvent.DIED: SHE_LIVES,
    PlaceEvent.AGREEMENT_ENDED: "Her agreement holds as if it had not ended.",
}
DETAILS_GONE = (
    "Her name and details were erased and cannot be brought back. Her place can still be put right; what is known of "
    "her has to be written down anew."
)


@requires(Permission.WRITE_RECORDS)
def mistake(request: PracticeRequest, practice_slug: str, woman_id: int, number: int, what: str) -> HttpResponse:
    """Take back or correct one entry of a place; shown once more before it is written."""
    opened = open_with_places(request, woman_id, may_be_erased=True)
    place = next((one for one in opened.places if one.number == number), None)
    if place is None or what not in (*PlaceStep.values, *PlaceEvent.values, PLAN):
        raise Http404
    entry = _standing(place, what)
    if entry is None:
        return not_now(request, opened, "This is not recorded, or was taken back already.", form=MistakeForm)
    if not may_put_right(request.membership, entry):
        why = f"“{entry.label}” is for your coordinator or practice lead to put right."
        return not_now(request, opened, why, form=MistakeForm, status=403)
    form = MistakeForm(request.POST if request.method == "POST" else None, place=place, entry=entry)
    if form.is_bound and form.is_valid() and not is_to_change(request.POST):
        later = [f"{one.kind} {one.pk}: {one.said}" for one in _later(form)]
        if not form.is_sure(place, *place.steps.all(), *place.step_notes.all(), *later):
            return _page(request, opened, form, check=True)
        if response := save_step(request, form, opened, lambda: _put_right(request, form, place)):
            return response
    return _page(request, opened, form, check=False)


@requires(Permission.WRITE_RECORDS)
def death_mistake(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """That she has died, where no place of hers says so: taken back, and told under “What changed”."""
    opened = open_with_places(request, woman_id, may_be_erased=True)
    entry = death.beside_no_place(opened.woman, opened.places)
    if entry is None and request.method != "POST":
        return redirect("section", practice_slug, woman_id, "place")
    if entry is None:
        return not_now(request, opened, "This is not recorded, or was taken back already.", form=MistakeForm)
    form = MistakeForm(request.POST if request.method == "POST" else None, place=None, entry=entry, woman=opened.woman)
    if form.is_bound and form.is_valid() and not is_to_change(request.POST):
        if not form.is_sure(opened.woman):
            return _page(request, opened, form, check=True)
        if response := save_step(request, form, opened, lambda: _lives(request, form, opened.woman)):
            return response
    return _page(request, opened, form, check=False)


def _lives(request: PracticeRequest, form: MistakeForm, woman: Woman) -> str:
    why = Mistake(by=request.user, why=form.cleaned_data["why"], now=timezone.now(), today=timezone.localdate())
    corrections.take_back_death_of_no_place(woman=woman, mistake=why)
    return SHE_LIVES_AGAIN


def _standing(place: Place, what: str) -> Entry | None:
    entries = entries_of(place, place.steps.all(), list(place.step_notes.all()))
    return next((entry for entry in reversed(entries) if entry.address == what and entry.stands), None)


def _put_right(request: PracticeRequest, form: MistakeForm, place: Place) -> str:
    entry, data = form.entry, form.cleaned_data
    why = Mistake(by=request.user, why=data["why"], now=timezone.now(), today=timezone.localdate())
    if entry.what == PlaceEvent.AGREEMENT_ENDED:
        corrections.take_back_agreement_end(place=place, mistake=why)
    elif entry.what == PlaceEvent.DIED and form.takes_back:
        corrections.take_back_death(place=place, mistake=why)
    elif entry.what == PlaceEvent.DIED:
        corrections.correct_death(place=place, death=_death(form), mistake=why)
        return "Corrected: the day on which she died."
    elif entry.what not in PlaceStep.values:
        corrections.take_back_move(place=place, mistake=why)
    elif form.takes_back:
        corrections.take_back(place=place, step=PlaceStep(entry.what), mistake=why)
    else:
        corrections.correct(
            place=place, step=PlaceStep(entry.what), on=data["on"], reason=data.get("reason", ""), mistake=why,
            death=_death(form) if form.corrects_death and place.woman.death_known_on else None,
        )  # fmt: skip
        return f"Corrected: {entry.label}."
    if death.is_of_a_death(entry):
        return SHE_LIVES_AGAIN
    if place.woman.death_known_on is not None:
        return f"Taken back: {entry.label}. She has died, and nothing is due or planned for her."
    return f"Taken back: {entry.label}. All is as if it had not been recorded."


def _death(form: MistakeForm) -> Death:
    """What is known now of when she died."""
    data, woman = form.cleaned_data, form.place.woman if form.place else form.woman
    heard = woman.death_known_on or timezone.localdate()
    return Death(heard, data["on"], day_is_known=bool(data["on"]) and form.day_is_known("on", data))


def _later(form: MistakeForm) -> list[Line]:
    """What would be dated after her death, if she died when it is said now; as on recording it."""
    if not form.corrects_death or form.place is None:
        return []
    said = _death(form)
    until = death.last_day(known_on=said.known_on, died_on=said.died_on, day_is_known=said.day_is_known)
    return death.dated_after(form.place.woman, until)


def _page(request: PracticeRequest, opened: Opened, form: MistakeForm, *, check: bool) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "women", "shown": opened.shown, "woman": opened.woman, "form": form, "entry": form.entry,
        "check": check, "details_gone": DETAILS_GONE if _details_gone(opened.woman) else "",
        **asked_again(form), **({**_checked(form), **_of_a_death(form, opened)} if check else {}),
    }  # fmt: skip
    return render(request, "women/mistake.html", context, status=422 if form.errors else 200)


def _checked(form: MistakeForm) -> dict[str, Any]:
    """What is said of a valid form once more, before it is saved."""
    if not form.takes_back:
        return {
            "follows": _asked(form), "answers": answers_given(form), "button": "Correct it", "later": _later(form),
        }  # fmt: skip
    entry = form.entry
    follows = [_what_becomes(form), FIGURES]
    if death.is_of_a_death(entry) and entry.what != PlaceEvent.DIED:
        follows.insert(1, SHE_LIVES)
    if was_sent(entry.on, entry.at):
        follows.append(SENT)
    answers = answers_given(form, but=NOT_KEPT)
    return {"follows": " ".join(follows), "answers": answers, "button": "Take it back"}


def _what_becomes(form: MistakeForm) -> str:
    """What becomes of her place where this entry of it is taken back."""
    entry, place = form.entry, form.place
    if place is None or entry.what not in ENDED:
        return FOLLOWS.get(entry.what, "The planned dates move back.")
    if entry.what != PlaceStep.CLOSED and place.closed_on is not None:
        return "Her place stays closed."
    if place.woman.death_known_on is not None and not death.is_of_a_death(entry):
        return CLOSES_WITH_HER_DEATH
    return FOLLOWS.get(entry.what, "The planned dates move back.")


def _asked(form: MistakeForm) -> str:
    """What to ask of a corrected day that lies outside the cohort of the place."""
    if form.place is None or form.entry.what not in PlaceStep.values or form.cleaned_data["on"] is None:
        return ""
    return outside_cohort(form.place.cohort, PlaceStep(form.entry.what), form.cleaned_data["on"], place=form.place)


def _of_a_death(form: MistakeForm, opened: Opened) -> dict[str, Any]:
    """What was written because she was thought to have died, and what begins again."""
    says_she_lives = form.takes_back or form.cleaned_data.get("reason", form.entry.reason) != form.entry.reason
    if not death.is_of_a_death(form.entry) or not says_she_lives:
        return {}
    return {
        "because": death.written_because(opened.woman), "again": death.begins_again(opened.woman, opened.shown.on),
    }  # fmt: skip


def _details_gone(woman: Woman) -> bool:
    return woman.erasures.filter(done_at__isnull=False).exists()
