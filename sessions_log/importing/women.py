"""The sheet Women: a row is a woman and her latest place."""

from collections import defaultdict
from dataclasses import dataclass, field
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


COLUMN_OF_FIELD = {"practitioner_name": "practitioner", "transition_planned_on": "transition_on"}


@dataclass
class WomanRecord:
    """A woman who is here, her latest place, and the earlier ones."""

    woman: Woman
    place: Place | None
    earlier: list[Place] = field(default_factory=list)

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
        begins = (values["referred_on"], values["offered_on"])
        return ended is not None and any(day is not None and day > ended for day in begins)

    def as_of(self, offered_on: date | None) -> "WomanRecord":
        """With the place that an older workbook speaks of: the one of that offer, where it is not the latest."""
        for place in self.earlier:
            if offered_on is not None and place.offered_on == offered_on != getattr(self.place, "offered_on", None):
                return WomanRecord(self.woman, place, [one for one in self.earlier if one is not place])
        return self


def present_women() -> dict[str, WomanRecord]:
    """Every woman of the Practice by reference; two queries."""
    places: dict[int, list[Place]] = defaultdict(list)
    for place in Place.objects.select_related("cohort").order_by("number"):
        places[place.woman_id].append(place)
    found = {}
    for woman in Woman.objects.all():
        stays = places[woman.pk]
        found[woman.ref] = WomanRecord(woman, stays[-1] if stays else None, stays[:-1])
    return found


def woman_values(row: Row, today: date) -> Values:
    """A row's values. A transition that is still to come is a plan; one whose day has come is recorded."""
    values: Values = {name: row[name] for name in (*WOMAN_FIELDS, *PLACE_FIELDS) if name != "practitioner_name"}
    values["practitioner_name"] = row["practitioner"]
    transition = row["transition_on"]
    is_plan = transition is not None and transition > today
    values["transition_on"] = None if is_plan else transition
    values["transition_planned_on"] = transition if is_plan else None
    return {name: ("" if value is None and name in TEXTS else value) for name, value in values.items()}
