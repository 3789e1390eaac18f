WITH seated AS (
    SELECT p.*, w.known_as, w.ref, c.starts_on AS clock FROM women_place p
    JOIN women_woman w ON w.id = p.woman_id JOIN women_cohort c ON c.id = p.cohort_id
    WHERE w.practitioner_id = %(membership)s AND p.offered_on IS NOT NULL AND p.declined_on IS NULL
      AND p.completed_on IS NULL AND p.closed_on IS NULL
)
SELECT 'card', s.woman_id, s.known_as, s.ref, s.offered_on, s.agreed_on, s.transition_on, s.clock,
       (SELECT max(started_at) FROM sessions_log_contact k WHERE k.woman_id = s.woman_id AND k.outcome = 'made'),
       EXISTS (SELECT 1 FROM women_transitionplan t WHERE t.place_id = s.id)
FROM seated s
UNION ALL SELECT 'appointment', a.woman_id, s.known_as, a.service, NULL, NULL, NULL, a.at::date, a.at, a.accompanied
FROM sessions_log_appointment a JOIN seated s USING (woman_id)
WHERE a.at >= now()::date AND a.at < now()::date + 2
   OR a.attendance = 'scheduled' AND a.at < now()::date AND a.at > now()::date - 60
UNION ALL SELECT 'goal', g.woman_id, s.known_as, g.area, g.set_on, max(x."on"), NULL, NULL, NULL, NULL
FROM women_goal g JOIN seated s USING (woman_id) LEFT JOIN women_goalscore x ON x.goal_id = g.id
WHERE g.achieved_on IS NULL AND g.stopped_on IS NULL GROUP BY g.id, s.known_as
UNION ALL SELECT 'child', c.woman_id, s.known_as, c.child_no::text, c.born_on, c.removed_on, NULL, NULL, NULL, NULL
FROM women_child c JOIN seated s USING (woman_id)
UNION ALL SELECT 'review', c.woman_id, s.known_as, c.method, c.review_due_on, NULL, NULL, NULL, NULL, NULL
FROM women_contraception c JOIN seated s USING (woman_id) WHERE c.ended_on IS NULL AND c.review_due_on < now()::date + 14
UNION ALL SELECT 'letterbox', c.woman_id, s.known_as, f.kind, f.due_on, NULL, NULL, NULL, NULL, NULL
FROM women_childcontact f JOIN women_child c ON c.id = f.child_id JOIN seated s USING (woman_id)
WHERE f.done_on IS NULL AND f.due_on < now()::date + 14
ORDER BY 1, 2
