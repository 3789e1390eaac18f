"""A woman's place in words, for lists and for the identity bar."""

from dataclasses import dataclass
from datetime import date

from women.clock import month_in_words, phase, planned_end, planned_transition
from women.codes import ClosureReason, PlaceStep
from women.known_days import as_known, day_said, when
from women.models import Place, Woman

COLOURS = {
    PlaceStep.OFFERED: "blue",
    PlaceStep.AGREED: "green",
    PlaceStep.TRANSITION: "purple",
    PlaceStep.NEXT_STEPS: "teal",
}

UNDECIDED = (PlaceStep.REFERRED, PlaceStep.WAITING)

# pages of a record, below its address, that take nothing once she has died; kinds of row add theirs
CLOSED_AFTER_DEATH = ["died/", "needs/ask/", "reopen/", "move-plan/", "end-agreement/", "transfer/",
                      *(f"step/{step}/" for step in PlaceStep.values)]  # fmt: skip


def close_after_death(page: str) -> None:
    """Make known a page below a record's address that takes nothing once she has died."""
    if page not in CLOSED_AFTER_DEATH:
        CLOSED_AFTER_DEATH.append(page)


def has_died(woman: Woman, latest: Place | None) -> bool:
    """Whether she has died: it is recorded of her, or a workbook closed her latest place for it."""
    return woman.death_known_on is not None or (latest is not None and latest.closure_reason == ClosureReason.DIED)


def is_known_to_have_died(woman: Woman) -> bool:
    """The same, where her places are not read yet."""
    return has_died(woman, woman.places.order_by("-number").first())


@dataclass(frozen=True)
class PresentedWoman:
    """One woman and her latest place on a day."""

    woman: Woman
    place: Place | None
    on: date
    read_first: bool = False  # there is something to read before contact; the mark itself says no more
    why: str = ""  # why a search found her, where it was not by her name

    @property
    def holds_seat(self) -> bool:
        """Whether she is in the cohort now."""
        return self.place is not None and not self.has_died and self.place.holds_seat(self.on)

    @property
    def has_died(self) -> bool:
        """Whether it is recorded that she has died: nothing is due, and nobody says that she could come back."""
        return has_died(self.woman, self.place)

    @property
    def closed_pages(self) -> list[str]:
        """The pages below the address of her record that take nothing any more."""
        return CLOSED_AFTER_DEATH if self.has_died else []

    @property
    def died(self) -> str:
        """When she died, as far as it is known, to stand after “Died”."""
        return when(self.woman.died_on, is_known=self.woman.died_day_is_known)

    @property
    def left_on(self) -> date | None:
        """The day on which her latest place ended for good, or she died, where it has come (women.going_on)."""
        days = (self.place.left_on if self.place else None, self.woman.died_on or self.woman.death_known_on)
        left = min((day for day in days if day is not None), default=None)
        return left if left is not None and left <= self.on else None

    @property
    def in_next_steps(self) -> bool:
        """Whether she has completed, and somebody still looks in on her."""
        return self.place is not None and not self.has_died and self.place.step_on(self.on) is PlaceStep.NEXT_STEPS

    @property
    def waits(self) -> bool:
        """Whether she was referred, and nobody has decided yet."""
        return self.place is not None and not self.has_died and self.place.step_on(self.on) in UNDECIDED

    @property
    def phase(self) -> str:
        """Where she is, in words."""
        if self.has_died:
            return "Has died"
        return phase(self.place, self.on) if self.place else "No place"

    @property
    def short_phase(self) -> str:
        """The phase without its week, to filter by."""
        return self.phase.split(",")[0]

    @property
    def colour(self) -> str:
        """The colour of the phase's tag; the words say the same."""
        return COLOURS.get(self.place.step_on(self.on), "grey") if self.place else "grey"

    @property
    def month(self) -> str:
        """“Month 7 of 18”, or nothing."""
        return month_in_words(self.place, self.on) if self.place and not self.has_died else ""

    @property
    def dates(self) -> list[tuple[str, str, str]]:
        """The dates of her place, each as far as it is known: (what, when, a word about it)."""
        place = self.place
        if place is None:
            return []
        transition, end = planned_transition(place), planned_end(place)
        closed = day_said(place, "closed_on")
        rows: list[tuple[str, date | str | None, str]] = [
            ("Referred", place.referred_on, place.referral_source),
            ("Offered a place", place.offered_on, ""),
            ("Declined", place.declined_on, ""),
            ("Agreed to pause", place.agreed_on, ""),
            ("Agreement ended", place.agreement_ended_on, ""),
            ("Transition", place.transition_on, "recorded"),
            ("Transition planned", transition if self.holds_seat and not place.transition_on else None, "plan"),
            ("End planned", end if self.holds_seat else None, "plan"),
            ("Completed", place.completed_on, ""),
            ("Closed", closed, place.get_closure_reason_display()),
        ]
        said = ((what, as_known(on, is_known=True) if isinstance(on, date) else on, word) for what, on, word in rows)
        return [(what, on, word) for what, on, word in said if on]
