"""The rows that indicators count: one relation a source, for any number of Practices at once.

Parameters of every relation: `practices` (ids), `s` and `e` (the period's first and last day), `from` and `until`
(its London midnights, the second exclusive), `larc` (method codes). Each gives practice_id and woman_id, and
record_id where a row is a record of its own.
"""

from dataclasses import dataclass

# seat(d) and agreement(d) of DOMAIN §3: a blank date is never <= anything, so NOT (blank <= d) must be true
SEAT = """offered_on <= {day}
    AND NOT coalesce(declined_on <= {day}, false)
    AND NOT coalesce(closed_on <= {day}, false)
    AND NOT coalesce(completed_on <= {day}, false)"""
AGREEMENT = "agreed_on <= {day} AND NOT coalesce(agreement_ended_on <= {day}, false)"

# a woman by what holds on the period's last day; both conditions hold if any of her places does (DOMAIN §1)
WOMAN = f"""
    SELECT practice_id, woman_id,
           bool_or(coalesce({SEAT.format(day="%(e)s")}, false)) AS seat,
           bool_or(coalesce({AGREEMENT.format(day="%(e)s")}, false)) AS agreement,
           min(agreed_on) FILTER (WHERE {AGREEMENT.format(day="%(e)s")}) AS agreed_on,
           bool_or(coalesce({SEAT.format(day="%(e)s")} AND transition_on <= %(e)s, false)) AS in_transition,
           bool_or(coalesce({SEAT.format(day="%(e)s")} AND transition_planned_on <= %(e)s, false)) AS planned
    FROM women_place WHERE practice_id = ANY(%(practices)s)
    GROUP BY practice_id, woman_id"""

WOMEN = f"""
    SELECT woman.*, woman_id AS record_id, seat AND agreement AS agreed,
           EXISTS (SELECT 1 FROM women_contraception c
                   WHERE c.practice_id = woman.practice_id AND c.woman_id = woman.woman_id
                     AND c.method = ANY(%(larc)s) AND c.started_on <= %(e)s
                     AND NOT coalesce(c.ended_on <= %(e)s, false)) AS uses_larc,
           EXISTS (SELECT 1 FROM women_contraception c
                   WHERE c.practice_id = woman.practice_id AND c.woman_id = woman.woman_id
                     AND c.started_on <= %(e)s) AS asked_contraception,
           EXISTS (SELECT 1 FROM women_pregnancy p
                   WHERE p.practice_id = woman.practice_id AND p.woman_id = woman.woman_id
                     AND p.known_on BETWEEN woman.agreed_on AND %(e)s) AS pregnancy_since_agreement
    FROM ({WOMAN}) woman"""

PLACES = """
    SELECT id AS record_id, practice_id, woman_id, offered_on, declined_on, agreed_on, completed_on, closed_on,
           closure_reason, offered_on + 112 AS decided_by,
           offered_on IS NOT NULL  -- greatest() would pass over a blank one
               AND greatest(offered_on, %(s)s - 1) <= %(e)s
               AND greatest(offered_on, %(s)s - 1)
                   < least(declined_on, closed_on, completed_on, 'infinity'::date) AS seat_in_period
    FROM women_place WHERE practice_id = ANY(%(practices)s)"""

CHILDREN = f"""
    SELECT child.id AS record_id, child.practice_id, child.woman_id, child.removed_on,
           child.legal_status, woman.seat
    FROM women_child child JOIN ({WOMAN}) woman USING (practice_id, woman_id)
    WHERE child.practice_id = ANY(%(practices)s)"""

PREGNANCIES = f"""
    SELECT pregnancy.id AS record_id, pregnancy.practice_id, pregnancy.woman_id, pregnancy.known_on,
           EXISTS (SELECT 1 FROM women_place p
                   WHERE p.practice_id = pregnancy.practice_id AND p.woman_id = pregnancy.woman_id
                     AND {AGREEMENT.format(day="pregnancy.known_on")}) AS while_agreed
    FROM women_pregnancy pregnancy WHERE practice_id = ANY(%(practices)s)"""

# of several scores on one day the last recorded holds, for the first day as for the latest
GOALS = f"""
    SELECT goal.id AS record_id, goal.practice_id, goal.woman_id, goal.area, goal.achieved_on,
           coalesce(woman.seat, false) AS seat, goal.set_on <= %(e)s AS is_set,
           goal.set_on <= %(e)s AND NOT coalesce(goal.achieved_on <= %(e)s, false)
               AND NOT coalesce(goal.stopped_on <= %(e)s, false) AS active,
           coalesce(scored.in_period, false) AS scored_in_period, coalesce(scored.scores, 0) AS scores,
           scored.latest - scored.first AS gain
    FROM women_goal goal
    LEFT JOIN ({WOMAN}) woman USING (practice_id, woman_id)
    LEFT JOIN (SELECT goal_id, count(*) AS scores, bool_or("on" >= %(s)s) AS in_period,
                      (array_agg(score ORDER BY "on" DESC, id DESC))[1] AS latest,
                      (array_agg(score ORDER BY "on", id DESC))[1] AS first
               FROM women_goalscore WHERE practice_id = ANY(%(practices)s) AND "on" <= %(e)s
               GROUP BY goal_id) scored ON scored.goal_id = goal.id
    WHERE goal.practice_id = ANY(%(practices)s)"""

APPOINTMENTS = """
    SELECT id AS record_id, practice_id, woman_id, service, accompanied, attendance,
           attendance IN ('attended', 'attended_late') AS attended,
           attendance IN ('attended', 'attended_late', 'late_not_seen', 'did_not_attend') AS due
    FROM sessions_log_appointment
    WHERE practice_id = ANY(%(practices)s) AND at >= %(from)s AND at < %(until)s"""

CONTACTS = f"""
    SELECT contact.id AS record_id, contact.practice_id, contact.woman_id, coalesce(woman.seat, false) AS seat,
           contact.outcome <> 'cancelled_by_practice' AS attempted, contact.outcome = 'made' AS made,
           contact.minutes, contact.recorded_at IS NOT NULL AS has_recording_time,
           contact.recorded_at - contact.started_at <= interval '48 hours' AS recorded_in_time
    FROM sessions_log_contact contact LEFT JOIN ({WOMAN}) woman USING (practice_id, woman_id)
    WHERE contact.practice_id = ANY(%(practices)s) AND NOT contact.with_family
      AND contact.started_at >= %(from)s AND contact.started_at < %(until)s"""

# a woman's days with a seat as one set of ranges, so that a week which two places share is whole
WEEKS = """
    SELECT seat.woman_id AS record_id, seat.practice_id, seat.woman_id, tried.woman_id IS NOT NULL AS attempted
    FROM (SELECT practice_id, woman_id,
                 range_agg(daterange(offered_on,
                     greatest(offered_on, least(declined_on, closed_on, completed_on, 'infinity'::date)))) AS days
          FROM women_place WHERE practice_id = ANY(%(practices)s) AND offered_on IS NOT NULL
          GROUP BY practice_id, woman_id) seat
    JOIN generate_series(date_trunc('week', %(s)s::timestamp + interval '6 days'),
                         %(e)s::timestamp - interval '6 days', interval '7 days') AS week(monday)
      ON seat.days @> daterange(monday::date, monday::date + 7)
    LEFT JOIN (SELECT DISTINCT practice_id, woman_id,
                      date_trunc('week', started_at AT TIME ZONE 'Europe/London') AS monday
               FROM sessions_log_contact
               WHERE practice_id = ANY(%(practices)s) AND started_at >= %(from)s AND started_at < %(until)s
                 AND outcome <> 'cancelled_by_practice' AND NOT with_family) tried
      USING (practice_id, woman_id, monday)"""

SUPPORT = """
    SELECT id AS record_id, practice_id, woman_id, area, outcome
    FROM sessions_log_support WHERE practice_id = ANY(%(practices)s) AND "on" BETWEEN %(s)s AND %(e)s"""

# the cohort that runs on the period's last day: the latest to have started, or the first where none has yet
COHORTS = """
    SELECT DISTINCT ON (practice_id) id AS record_id, practice_id, NULL::bigint AS woman_id, capacity
    FROM women_cohort WHERE practice_id = ANY(%(practices)s)
    ORDER BY practice_id, starts_on <= %(e)s DESC,
             CASE WHEN starts_on <= %(e)s THEN starts_on END DESC, starts_on"""


@dataclass(frozen=True)
class Source:
    """A relation and what one row of it is, in words for the list of records behind a figure."""

    name: str
    relation: str
    row: str


SOURCES = {
    source.name: source
    for source in (
        Source("women", WOMEN, "woman"),
        Source("places", PLACES, "place"),
        Source("children", CHILDREN, "child"),
        Source("pregnancies", PREGNANCIES, "pregnancy"),
        Source("goals", GOALS, "goal"),
        Source("appointments", APPOINTMENTS, "appointment"),
        Source("contacts", CONTACTS, "contact"),
        Source("weeks", WEEKS, "week"),
        Source("support", SUPPORT, "support"),
        Source("cohorts", COHORTS, "cohort"),
    )
}
