"""The sheet Women: a row is a woman and her latest place."""

from dataclasses import dataclass
from datetime import date

from practices.workbook.sheets import Row
from sessions_log.importing.bindings import Values
from women.models import Place, Woman

WOMAN_FIELDS = (
    "known_as",
    "full_name",
    "date_of_birth",
    "ethnicity",
    "care_leaver",
    "sexual_exploitation_victim",
    "age_at_first_birth",
    "priority_rank",
    "practitioner_name",
)
PLACE_FIELDS = (
    "referral_source",
    "referred_on",
    "offered_on",
    "declined_on",
    "agreed_on",
    "agreement_ended_on",
    "transition_planned_on",
    "transition_on",
    "completed_on",
    "closed_on",
    "closure_reason",
)
TEXTS = {
    "known_as",
    "full_name",
    "ethnicity",
    "care_leaver",
    "sexual_exploitation_victim",
    "practitioner_name",
    "referral_source",
    "closure_reason",
}


@dataclass
class WomanRecord:
    """A woman who is here, and her latest place."""

    woman: Woman
    place: Place | None

    def values(self) -> Values:
        """Her present values, as a row would give them."""
        values = {name: getattr(self.woman, name) for name in WOMAN_FIELDS}
        for name in PLACE_FIELDS:
            values[name] = getattr(self.place, name) if self.place else ("" if name in TEXTS else None)
        return values

    def is_over_before(self, values: Values) -> bool:
        """Whether her latest place ended before the offer or referral that a workbook gives: then it is a new place."""
        if self.place is None:
            return True
        ended = self.place.closed_on or self.place.completed_on or self.place.declined_on
        begins = values["referred_on"] or values["offered_on"]
        return ended is not None and begins is not None and begins > ended


def present_women() -> dict[str, WomanRecord]:
    """Every woman of the Practice by reference; two queries."""
    latest: dict[int, Place] = {}
    for place in Place.objects.order_by("number"):
        latest[place.woman_id] = place
    return {woman.ref: WomanRecord(woman, latest.get(woman.pk)) for woman in Woman.objects.all()}


def woman_values(row: Row, today: date) -> Values:
    """A row's values. A transition that is still to come is a plan; one whose day has come is recorded."""
    values: Values = {name: row[name] for name in (*WOMAN_FIELDS, *PLACE_FIELDS) if name != "practitioner_name"}
    values["practitioner_name"] = row["practitioner"]
    transition = row["transition_on"]
    is_plan = transition is not None and transition > today
    values["transition_on"] = None if is_plan else transition
    values["transition_planned_on"] = transition if is_plan else None
    return {name: ("" if value is None and name in TEXTS else value) for name, value in values.items()}
