"""Every data quality check of a quarter, declared once, as indicators are.

A check's relation gives woman_id, record_id and a day, one row a finding, for the parameters of the sources
(reporting.indicators.sources) and `now`. An open finding of a blocking check stops a return: it moves a figure.
"""

from dataclasses import dataclass
from enum import StrEnum

from reporting.indicators.sources import AGREEMENT, SEAT

SEATED = f"""SELECT DISTINCT woman_id FROM women_place
    WHERE practice_id = ANY(%(practices)s) AND {SEAT.format(day="%(e)s")}"""

SEAT_DAYS = """daterange({place}.offered_on, greatest({place}.offered_on, least(
    {place}.declined_on, {place}.closed_on, {place}.completed_on, 'infinity'::date)))"""


class Fixer(StrEnum):
    """Who can put a finding right."""

    PRACTITIONER = "her practitioner"
    COORDINATOR = "a coordinator or the lead"


@dataclass(frozen=True)
class Check:
    """One rule: what it finds, why that matters, who can mend it and on which page.

    `page` is the name of an address that takes the woman and the record, or a section of her record.
    """

    key: str
    name: str
    rule: str
    matters: str
    relation: str
    page: str
    fixer: Fixer = Fixer.PRACTITIONER
    blocks: bool = False
    moves: tuple[str, ...] = ()  # keys of the indicators that it touches


CHECKS: tuple[Check, ...] = (
    Check(
        "appointment_without_attendance",
        "Appointment past, attendance not recorded",
        "An appointment of the quarter whose time has passed still stands as scheduled, and her place had not ended.",
        "It is counted neither as attended nor as missed, so attendance is over fewer appointments than there were.",
        """SELECT woman_id, id, (at AT TIME ZONE 'Europe/London')::date FROM sessions_log_appointment
           WHERE practice_id = ANY(%(practices)s) AND at >= %(from)s AND at < least(%(until)s, %(now)s)
             AND attendance = 'scheduled'
             AND NOT EXISTS (SELECT 1 FROM women_place place
                WHERE place.practice_id = sessions_log_appointment.practice_id
                  AND place.woman_id = sessions_log_appointment.woman_id
                  AND coalesce(place.closed_on, place.declined_on, place.not_eligible_on)
                      <= (at AT TIME ZONE 'Europe/London')::date
                  AND NOT EXISTS (SELECT 1 FROM women_place later WHERE later.practice_id = place.practice_id
                                  AND later.woman_id = place.woman_id AND later.taken_back_on IS NULL
                                  AND later.number > place.number))""",
        "appointment", blocks=True, moves=("appointments_due", "appointment_attendance"),
    ),
    Check(
        "overlapping_places",
        "Two places at the same time",
        "A woman holds two seats on one day: a place was offered before the one before it had ended.",
        "She counts once among the women, but twice among offers and decisions.",
        f"""SELECT DISTINCT later.woman_id, later.id, later.offered_on FROM women_place later JOIN women_place earlier
            ON earlier.practice_id = later.practice_id AND earlier.woman_id = later.woman_id
            AND (earlier.offered_on, earlier.id) < (later.offered_on, later.id)
            WHERE later.practice_id = ANY(%(practices)s)
              AND {SEAT_DAYS.format(place="earlier")} * {SEAT_DAYS.format(place="later")}
                  && daterange(%(s)s, %(e)s, '[]')""",
        "place", Fixer.COORDINATOR, blocks=True, moves=("women_in_cohort", "offers_made", "attrition"),
    ),
    Check(
        "agreement_left_open",
        "Agreement of an ended place left open",
        "A place has ended, its agreement to pause has not, and she holds another seat with no agreement of its own.",
        "She counts as fully engaged by an agreement that belongs to her earlier place.",
        f"""SELECT old.woman_id, old.id, least(old.closed_on, old.completed_on) FROM women_place old
            WHERE old.practice_id = ANY(%(practices)s) AND least(old.closed_on, old.completed_on) <= %(e)s
              AND {AGREEMENT.format(day="%(e)s").replace("agreed_on", "old.agreed_on")
                   .replace("agreement_ended_on", "old.agreement_ended_on")}
              AND old.woman_id IN ({SEATED})
              AND NOT EXISTS (SELECT 1 FROM women_place held WHERE held.practice_id = old.practice_id
                              AND held.woman_id = old.woman_id AND held.id <> old.id
                              AND held.agreed_on <= %(e)s AND NOT coalesce(held.agreement_ended_on <= %(e)s, false)
                              AND {SEAT_DAYS.format(place="held")} @> %(e)s)""",
        "place", Fixer.COORDINATOR, blocks=True, moves=("fully_engaged", "pause_maintained"),
    ),
    Check(
        "seat_beyond_16_weeks",
        "Seat held beyond 16 weeks without a decision",
        "A place was offered more than 112 days before the quarter’s end and she has neither agreed nor declined.",
        "Outreach lasts up to 16 weeks and ends with her decision; the seat is not free for another woman.",
        f"""SELECT woman_id, id, offered_on FROM women_place
            WHERE practice_id = ANY(%(practices)s) AND {SEAT.format(day="%(e)s")}
              AND agreed_on IS NULL AND offered_on + 112 < %(e)s""",
        "place", Fixer.COORDINATOR, moves=("fully_engaged", "agreed_within_16_weeks"),
    ),
    Check(
        "agreement_without_conversation",
        "Agreement without a conversation on record",
        "She agreed to pause, and nothing is written of the conversation in which she did.",
        "The agreement is hers, informed and in her words; without them nobody can say how it came about.",
        f"""SELECT woman_id, id, agreed_on FROM women_place place
            WHERE practice_id = ANY(%(practices)s) AND {SEAT.format(day="%(e)s")}
              AND {AGREEMENT.format(day="%(e)s")}
              AND NOT EXISTS (SELECT 1 FROM women_stepnote note WHERE note.practice_id = place.practice_id
                              AND note.place_id = place.id AND note.about = 'agreed' AND NOT note.corrects
                              AND NOT EXISTS (SELECT 1 FROM women_step taken WHERE taken.practice_id = note.practice_id
                                              AND taken.place_id = place.id AND taken.step = 'agreed' AND taken.corrects
                                              AND taken."on" IS NULL AND taken.recorded_at >= note.recorded_at))""",
        "place", moves=("fully_engaged",),
    ),
    Check(
        "contact_without_minutes",
        "Contact made, length not recorded",
        "A contact of the quarter took place and its minutes are blank.",
        "It adds nothing to the hours of contact.",
        """SELECT woman_id, id, (started_at AT TIME ZONE 'Europe/London')::date FROM sessions_log_contact
           WHERE practice_id = ANY(%(practices)s) AND started_at >= %(from)s AND started_at < %(until)s
             AND outcome = 'made' AND minutes IS NULL AND NOT with_family""",
        "contact", moves=("contact_hours",),
    ),
    Check(
        "goal_never_scored",
        "Goal being worked on, never scored",
        "A goal of a woman in the cohort was set and neither achieved nor stopped, and she has never scored it.",
        "It cannot show whether anything became better for her.",
        f"""SELECT woman_id, id, set_on FROM women_goal goal
            WHERE practice_id = ANY(%(practices)s) AND set_on <= %(e)s AND NOT coalesce(achieved_on <= %(e)s, false)
              AND NOT coalesce(stopped_on <= %(e)s, false) AND woman_id IN ({SEATED})
              AND NOT EXISTS (SELECT 1 FROM women_goalscore score WHERE score.practice_id = goal.practice_id
                              AND score.goal_id = goal.id AND score."on" <= %(e)s)""",
        "goals", moves=("goals_reviewed", "goals_improved"),
    ),
    Check(
        "goal_achieved_and_stopped",
        "Goal both achieved and stopped",
        "A goal has a day on which she achieved it and a day on which it was stopped.",
        "One of the two is wrong, and the goals achieved may be one too many.",
        """SELECT woman_id, id, achieved_on FROM women_goal WHERE practice_id = ANY(%(practices)s)
           AND achieved_on IS NOT NULL AND stopped_on IS NOT NULL
           AND (achieved_on BETWEEN %(s)s AND %(e)s OR stopped_on BETWEEN %(s)s AND %(e)s)""",
        "goals", moves=("goals_achieved",),
    ),
    Check(
        "goal_scored_before_it_was_set",
        "Goal scored before it was set",
        "A score has a day before the day on which its goal was set.",
        "The first score is what later ones are compared with, so improvement may be wrong.",
        """SELECT goal.woman_id, goal.id, min(score."on") FROM women_goalscore score JOIN women_goal goal
           ON goal.practice_id = score.practice_id AND goal.id = score.goal_id
           WHERE score.practice_id = ANY(%(practices)s) AND score."on" < goal.set_on AND goal.set_on <= %(e)s
           GROUP BY goal.woman_id, goal.id""",
        "goals", moves=("goals_improved",),
    ),
    Check(
        "ethnicity_not_asked",
        "Ethnicity not asked",
        "A woman in the cohort has no answer on ethnicity; “prefer not to say” is an answer.",
        "Without it nobody can tell whether the programme reaches the women whom it should.",
        f"""SELECT woman.id, woman.id, NULL::date FROM women_woman woman
            WHERE practice_id = ANY(%(practices)s) AND id IN ({SEATED}) AND ethnicity IN ('', 'Not asked')""",
        "about",
    ),
    Check(
        "child_without_legal_status",
        "Child without a legal status",
        "A child of a woman in the cohort was removed and no legal status is recorded.",
        "What was decided about the child, and whether contact may be asked for, cannot be seen.",
        f"""SELECT woman_id, id, removed_on FROM women_child
            WHERE practice_id = ANY(%(practices)s) AND removed_on <= %(e)s AND legal_status = '' AND loss = ''
              AND woman_id IN ({SEATED})""",
        "children",
    ),
    Check(
        "no_practitioner",
        "Nobody holds her caseload",
        "A woman in the cohort is linked to no practitioner’s account.",
        "Her visits and what is due stand on nobody’s day.",
        f"""SELECT woman.id, woman.id, NULL::date FROM women_woman woman
            WHERE practice_id = ANY(%(practices)s) AND id IN ({SEATED}) AND practitioner_id IS NULL""",
        "caseloads", Fixer.COORDINATOR,
    ),
)  # fmt: skip
BY_KEY = {check.key: check for check in CHECKS}
