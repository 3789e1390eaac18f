-- The same figures by hand, in one statement: what `make bench` compares the product with.
WITH place AS (
    SELECT practice_id, woman_id, offered_on, declined_on, agreed_on, agreement_ended_on, transition_on, completed_on,
           closed_on, closure_reason,
           coalesce(offered_on <= %(e)s, false) AND NOT coalesce(declined_on <= %(e)s, false)
                  AND NOT coalesce(closed_on <= %(e)s, false) AND NOT coalesce(completed_on <= %(e)s, false) AS seat,
           coalesce(agreed_on <= %(e)s, false) AND NOT coalesce(agreement_ended_on <= %(e)s, false) AS agreement,
           least(declined_on, closed_on, completed_on, 'infinity'::date) AS ended_on
    FROM women_place WHERE practice_id = ANY(%(practices)s)
), woman AS (
    SELECT practice_id, woman_id, bool_or(seat) AS seat, bool_or(seat) AND bool_or(agreement) AS agreed,
           min(agreed_on) FILTER (WHERE agreement) AS agreed_on,
           bool_or(seat AND coalesce(transition_on <= %(e)s, false)) AS in_transition
    FROM place GROUP BY 1, 2
), larc AS (
    SELECT DISTINCT practice_id, woman_id FROM women_contraception
    WHERE practice_id = ANY(%(practices)s) AND method = ANY(%(larc)s) AND started_on <= %(e)s
      AND NOT coalesce(ended_on <= %(e)s, false)
), pregnant AS (
    SELECT DISTINCT p.practice_id, p.woman_id FROM women_pregnancy p JOIN woman USING (practice_id, woman_id)
    WHERE p.practice_id = ANY(%(practices)s) AND p.known_on BETWEEN woman.agreed_on AND %(e)s
), women AS (
    SELECT practice_id, count(*) FILTER (WHERE seat) AS seats, count(*) FILTER (WHERE agreed) AS agreed,
           count(*) FILTER (WHERE in_transition) AS in_transition,
           count(*) FILTER (WHERE agreed AND larc.woman_id IS NOT NULL) AS larc,
           count(*) FILTER (WHERE agreed AND pregnant.woman_id IS NULL) AS kept
    FROM woman LEFT JOIN larc USING (practice_id, woman_id) LEFT JOIN pregnant USING (practice_id, woman_id) GROUP BY 1
), flow AS (
    SELECT practice_id, count(*) FILTER (WHERE offered_on BETWEEN %(s)s AND %(e)s) AS offers,
           count(*) FILTER (WHERE declined_on BETWEEN %(s)s AND %(e)s) AS declines,
           count(DISTINCT woman_id) FILTER (WHERE offered_on + 112 BETWEEN %(s)s AND %(e)s) AS due,
           count(DISTINCT woman_id) FILTER (WHERE offered_on + 112 BETWEEN %(s)s AND %(e)s
                                              AND agreed_on <= offered_on + 112) AS in_time,
           count(DISTINCT woman_id) FILTER (WHERE closed_on BETWEEN %(s)s AND %(e)s
                                              AND closure_reason IN ('disengaged', 'withdrew')) AS left_us,
           count(DISTINCT woman_id) FILTER (WHERE offered_on IS NOT NULL AND greatest(offered_on, %(s)s - 1) <= %(e)s
                                              AND greatest(offered_on, %(s)s - 1) < ended_on) AS held,
           count(DISTINCT woman_id) FILTER (WHERE completed_on BETWEEN %(s)s AND %(e)s) AS completed
    FROM place GROUP BY 1
), children AS (
    SELECT practice_id, count(*) FILTER (WHERE seat AND removed_on <= %(e)s) AS removed
    FROM women_child JOIN woman USING (practice_id, woman_id) WHERE practice_id = ANY(%(practices)s) GROUP BY 1
), scored AS (
    SELECT goal_id, count(*) AS scores, bool_or("on" >= %(s)s) AS in_period,
           (array_agg(score ORDER BY "on" DESC, id DESC))[1] - (array_agg(score ORDER BY "on", id DESC))[1] AS gain
    FROM women_goalscore WHERE practice_id = ANY(%(practices)s) AND "on" <= %(e)s GROUP BY 1
), goal AS (
    SELECT practice_id, woman_id, g.area, g.set_on, g.achieved_on, seat AND g.set_on <= %(e)s AND NOT coalesce(achieved_on <= %(e)s, false)
                    AND NOT coalesce(stopped_on <= %(e)s, false) AS active, seat, scores, in_period, gain
    FROM women_goal g LEFT JOIN woman USING (practice_id, woman_id) LEFT JOIN scored ON scored.goal_id = g.id
    WHERE g.practice_id = ANY(%(practices)s)
), goals AS (
    SELECT practice_id, count(*) FILTER (WHERE active) AS active, count(*) FILTER (WHERE active AND in_period) AS reviewed,
           count(*) FILTER (WHERE seat AND set_on <= %(e)s AND scores >= 2) AS twice,
           count(*) FILTER (WHERE seat AND set_on <= %(e)s AND scores >= 2 AND gain >= 3) AS improved,
           count(*) FILTER (WHERE achieved_on BETWEEN %(s)s AND %(e)s) AS achieved
    FROM goal GROUP BY 1
), focus AS (
    SELECT practice_id, jsonb_object_agg(area, women) AS focus FROM
        (SELECT practice_id, area, count(DISTINCT woman_id) AS women FROM goal WHERE active GROUP BY 1, 2) x GROUP BY 1
), service AS (
    SELECT practice_id, service, count(*) FILTER (WHERE attendance IN ('attended', 'attended_late')) AS attended,
           count(*) FILTER (WHERE attendance IN ('attended', 'attended_late', 'late_not_seen', 'did_not_attend')) AS due,
           count(*) FILTER (WHERE attendance IN ('attended', 'attended_late') AND accompanied) AS accompanied
    FROM sessions_log_appointment
    WHERE practice_id = ANY(%(practices)s) AND at >= %(from)s AND at < %(until)s GROUP BY 1, 2
), appointments AS (
    SELECT practice_id, sum(attended) AS attended, sum(due) AS due, sum(accompanied) AS accompanied,
           jsonb_object_agg(service, jsonb_build_array(attended, due)) FILTER (WHERE due > 0) AS services
    FROM service GROUP BY 1
), contact AS (
    SELECT practice_id, woman_id, started_at, minutes, outcome, recorded_at FROM sessions_log_contact
    WHERE practice_id = ANY(%(practices)s) AND started_at >= %(from)s AND started_at < %(until)s
), contacts AS (
    SELECT c.practice_id, count(*) FILTER (WHERE outcome <> 'cancelled_by_practice') AS tried,
           count(*) FILTER (WHERE outcome = 'made') AS made,
           coalesce(sum(minutes) FILTER (WHERE outcome = 'made'), 0) AS minutes,
           count(DISTINCT c.woman_id) FILTER (WHERE outcome = 'made' AND seat) AS reached,
           count(*) FILTER (WHERE recorded_at - started_at <= interval '48 hours') AS in_time,
           count(recorded_at) AS recorded
    FROM contact c LEFT JOIN woman USING (practice_id, woman_id) GROUP BY 1
), week AS (
    SELECT monday::date AS monday FROM generate_series(
        date_trunc('week', %(s)s::timestamp + interval '6 days'), %(e)s::timestamp - interval '6 days', '7 days') monday
), weeks AS (
    SELECT practice_id, count(*) AS held, count(tried.monday) AS tried
    FROM (SELECT practice_id, woman_id, range_agg(daterange(offered_on, greatest(offered_on, ended_on))) AS days
          FROM place WHERE offered_on IS NOT NULL GROUP BY 1, 2) seat
    JOIN week ON seat.days @> daterange(monday, monday + 7)
    LEFT JOIN (SELECT DISTINCT practice_id, woman_id,
                      date_trunc('week', started_at AT TIME ZONE 'Europe/London')::date AS monday
               FROM contact WHERE outcome <> 'cancelled_by_practice') tried USING (practice_id, woman_id, monday)
    GROUP BY 1
), support AS (
    SELECT practice_id, woman_id, area, outcome FROM sessions_log_support
    WHERE practice_id = ANY(%(practices)s) AND "on" BETWEEN %(s)s AND %(e)s
), supported AS (
    SELECT practice_id, count(DISTINCT woman_id) AS women FROM support GROUP BY 1
), areas AS (
    SELECT practice_id, jsonb_object_agg(area, women) AS areas FROM
        (SELECT practice_id, area, count(DISTINCT woman_id) AS women FROM support GROUP BY 1, 2) x GROUP BY 1
), outcomes AS (
    SELECT practice_id, jsonb_object_agg(outcome, women) AS outcomes FROM
        (SELECT practice_id, outcome, count(DISTINCT woman_id) AS women FROM support GROUP BY 1, 2) x GROUP BY 1
), pregnancies AS (
    SELECT pregnancy.practice_id, count(*) AS known FROM women_pregnancy pregnancy
    WHERE pregnancy.practice_id = ANY(%(practices)s) AND known_on BETWEEN %(s)s AND %(e)s
      AND EXISTS (SELECT 1 FROM place WHERE place.practice_id = pregnancy.practice_id
                  AND place.woman_id = pregnancy.woman_id AND agreed_on <= known_on
                  AND NOT coalesce(agreement_ended_on <= known_on, false)) GROUP BY 1
), cohort AS (
    SELECT DISTINCT ON (practice_id) practice_id, capacity FROM women_cohort WHERE practice_id = ANY(%(practices)s)
    ORDER BY practice_id, starts_on <= %(e)s DESC, CASE WHEN starts_on <= %(e)s THEN starts_on END DESC, starts_on
)
SELECT practice_id, seats, capacity, women.agreed, removed, in_transition, larc, kept, coalesce(known, 0), active, reviewed,
       twice, improved, achieved, offers, declines, flow.due, flow.in_time, left_us, flow.held, completed, appointments.due,
       attended, accompanied, contacts.tried, made, minutes, reached, contacts.in_time, recorded, weeks.held, weeks.tried,
       supported.women, areas, outcomes, focus, services
FROM women JOIN flow USING (practice_id) LEFT JOIN children USING (practice_id) LEFT JOIN goals USING (practice_id)
LEFT JOIN focus USING (practice_id) LEFT JOIN appointments USING (practice_id) LEFT JOIN contacts USING (practice_id)
LEFT JOIN weeks USING (practice_id) LEFT JOIN supported USING (practice_id) LEFT JOIN areas USING (practice_id)
LEFT JOIN outcomes USING (practice_id) LEFT JOIN pregnancies USING (practice_id) LEFT JOIN cohort USING (practice_id)
