"""DOMAIN §3 read slowly, in plain Python, from plain rows: what the product's SQL is compared with.

Shares no code with the product but the list of LARC methods' names, written out again here.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LARC = {"implant", "iud", "ius", "injection"}
ONE_DAY = timedelta(days=1)


def reached(day, d):
    return day is not None and day <= d


def place_seat(place, d):
    return reached(place["offered_on"], d) and not (
        reached(place["declined_on"], d) or reached(place["closed_on"], d) or reached(place["completed_on"], d)
    )


def place_agreement(place, d):
    return reached(place["agreed_on"], d) and not reached(place["agreement_ended_on"], d)


def days(first, last):
    while first <= last:
        yield first
        first += ONE_DAY


class Reading:
    """Rows by table name; `places` and the rest carry `woman`, scores carry `goal` and stand in recorded order."""

    def __init__(self, rows, s: date, e: date):
        self.rows, self.s, self.e = rows, s, e
        self.places = defaultdict(list)
        for place in rows["places"]:
            self.places[place["woman"]].append(place)
        self.seats = {woman for woman in self.places if self.seat(woman, e)}
        self.agreed = {woman for woman in self.seats if self.agreement(woman, e)}

    def seat(self, woman, d):
        return any(place_seat(place, d) for place in self.places[woman])

    def agreement(self, woman, d):
        return any(place_agreement(place, d) for place in self.places[woman])

    def in_quarter(self, day):
        return day is not None and self.s <= day <= self.e

    def indicators(self):
        found = {}
        found |= self._women() | self._goals() | self._flow() | self._appointments() | self._contacts()
        return found

    def _women(self):
        rows, e = self.rows, self.e
        removed = sum(child["woman"] in self.seats and reached(child["removed_on"], e) for child in rows["children"])
        larc = {
            one["woman"]
            for one in rows["contraception"]
            if one["method"] in LARC and reached(one["started_on"], e) and not reached(one["ended_on"], e)
        }
        kept = 0
        for woman in self.agreed:
            since = min(place["agreed_on"] for place in self.places[woman] if place_agreement(place, e))
            known = [one["known_on"] for one in rows["pregnancies"] if one["woman"] == woman]
            kept += not any(since <= day <= e for day in known)
        pregnancies = sum(
            self.in_quarter(one["known_on"]) and self.agreement(one["woman"], one["known_on"])
            for one in rows["pregnancies"]
        )
        transition = sum(
            any(place_seat(place, e) and reached(place["transition_on"], e) for place in self.places[woman])
            for woman in self.seats
        )
        seats = len(self.seats)
        return {
            "women_in_cohort": (seats, None),
            "seats_filled": (seats, rows["capacity"]),
            "fully_engaged": (len(self.agreed), seats),
            "children_removed": (removed, None),
            "children_removed_per_woman": (removed, seats),
            "women_in_transition": (transition, None),
            "larc_in_use": (len(self.agreed & larc), len(self.agreed)),
            "pause_maintained": (kept, len(self.agreed)),
            "pregnancies": (pregnancies, None),
        }

    def active(self, goal):
        return (
            goal["woman"] in self.seats
            and reached(goal["set_on"], self.e)
            and not reached(goal["achieved_on"], self.e)
            and not reached(goal["stopped_on"], self.e)
        )

    def _goals(self):
        active = [goal for goal in self.rows["goals"] if self.active(goal)]
        reviewed = improved = scored_twice = 0
        for goal in self.rows["goals"]:
            scores = [score for score in self.rows["scores"] if score["goal"] == goal["id"] and score["on"] <= self.e]
            reviewed += goal in active and any(self.in_quarter(score["on"]) for score in scores)
            if goal["woman"] in self.seats and reached(goal["set_on"], self.e) and len(scores) >= 2:
                scored_twice += 1
                of_day = {score["on"]: score["score"] for score in scores}  # the last recorded of a day wins
                improved += of_day[max(of_day)] - of_day[min(of_day)] >= 3
        return {
            "active_goals": (len(active), None),
            "goals_reviewed": (reviewed, len(active)),
            "goals_improved": (improved, scored_twice),
            "goals_achieved": (sum(self.in_quarter(goal["achieved_on"]) for goal in self.rows["goals"]), None),
        }

    def _flow(self):
        places = self.rows["places"]
        due = {p["woman"] for p in places if p["offered_on"] and self.in_quarter(p["offered_on"] + timedelta(days=112))}
        in_time = {
            p["woman"]
            for p in places
            if p["offered_on"]
            and self.in_quarter(p["offered_on"] + timedelta(days=112))
            and reached(p["agreed_on"], p["offered_on"] + timedelta(days=112))
        }
        left = {
            p["woman"]
            for p in places
            if self.in_quarter(p["closed_on"]) and p["closure_reason"] in ("disengaged", "withdrew")
        }
        held = {w for w in self.places if any(self.seat(w, d) for d in days(self.s - ONE_DAY, self.e))}
        return {
            "offers_made": (sum(self.in_quarter(p["offered_on"]) for p in places), None),
            "offers_declined": (sum(self.in_quarter(p["declined_on"]) for p in places), None),
            "agreed_within_16_weeks": (len(in_time), len(due)),
            "attrition": (len(left), len(held)),
            "completed": (len({p["woman"] for p in places if self.in_quarter(p["completed_on"])}), None),
        }

    def _appointments(self):
        counted = [a for a in self.rows["appointments"] if self.in_quarter(a["at"].astimezone(LONDON).date())]
        due = [
            a for a in counted if a["attendance"] in ("attended", "attended_late", "late_not_seen", "did_not_attend")
        ]
        attended = [a for a in due if a["attendance"] in ("attended", "attended_late")]
        return {
            "appointments_due": (len(due), None),
            "appointment_attendance": (len(attended), len(due)),
            "appointments_accompanied": (sum(a["accompanied"] for a in attended), len(attended)),
        }

    def _contacts(self):
        counted = [c for c in self.rows["contacts"] if self.in_quarter(c["started_at"].astimezone(LONDON).date())]
        tried = [c for c in counted if c["outcome"] != "cancelled_by_practice"]
        made = [c for c in tried if c["outcome"] == "made"]
        recorded = [c for c in counted if c["recorded_at"] is not None]
        weeks = reached_weeks = 0
        for woman in self.places:
            monday = self.s + timedelta(days=(7 - self.s.weekday()) % 7)
            while monday + 6 * ONE_DAY <= self.e:
                week = list(days(monday, monday + 6 * ONE_DAY))
                if all(self.seat(woman, d) for d in week):
                    weeks += 1
                    reached_weeks += any(
                        c["woman"] == woman and c["started_at"].astimezone(LONDON).date() in week for c in tried
                    )
                monday += 7 * ONE_DAY
        return {
            "contacts_attempted": (len(tried), None),
            "contacts_made": (len(made), len(tried)),
            "contact_hours": (sum(c["minutes"] or 0 for c in made), 60),
            "women_contacted": (len({c["woman"] for c in made} & self.seats), len(self.seats)),
            "weekly_reach": (reached_weeks, weeks),
            "recorded_within_2_days": (
                sum(c["recorded_at"] - c["started_at"] <= timedelta(hours=48) for c in recorded), len(recorded),
            ),
            "women_supported": (len({one["woman"] for one in self.rows["support"] if self.in_quarter(one["on"])}), None),
        }  # fmt: skip

    def breakdowns(self):
        supported = [one for one in self.rows["support"] if self.in_quarter(one["on"])]
        by_area, by_outcome, focus = defaultdict(set), defaultdict(set), defaultdict(set)
        for one in supported:
            by_area[one["area"]].add(one["woman"])
            by_outcome[one["outcome"] if one["outcome"] in self.rows["outcomes"] else "other"].add(one["woman"])
        for goal in self.rows["goals"]:
            if self.active(goal):
                focus[goal["area"]].add(goal["woman"])
        due, attended = Counter(), Counter()
        for a in self.rows["appointments"]:
            if self.in_quarter(a["at"].astimezone(LONDON).date()):
                here = a["attendance"] in ("attended", "attended_late")
                due[a["label"]] += here or a["attendance"] in ("late_not_seen", "did_not_attend")
                attended[a["label"]] += here
        return {
            "support_by_area": {area: len(women) for area, women in by_area.items()},
            "support_by_outcome": {outcome: len(women) for outcome, women in by_outcome.items()},
            "focus_areas": {area: len(women) for area, women in focus.items()},
            "attendance_by_service": {
                label: {"numerator": attended[label], "denominator": number} for label, number in due.items() if number
            },
        }
