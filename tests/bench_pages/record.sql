SELECT 'woman' AS kind, w.created AS "on", NULL::date AS until, w.known_as AS a, w.ref AS b FROM
    (SELECT known_as, ref, NULL::date AS created FROM women_woman WHERE id = %(woman)s) w
UNION ALL SELECT 'place', offered_on, closed_on, agreed_on::text, transition_on::text FROM women_place WHERE woman_id = %(woman)s
UNION ALL SELECT 'contact', (started_at AT TIME ZONE 'Europe/London')::date, NULL, outcome, mode
FROM sessions_log_contact WHERE woman_id = %(woman)s
UNION ALL SELECT 'appointment', (at AT TIME ZONE 'Europe/London')::date, NULL, attendance, service
FROM sessions_log_appointment WHERE woman_id = %(woman)s
UNION ALL SELECT 'support', "on", NULL, outcome, area FROM sessions_log_support WHERE woman_id = %(woman)s
UNION ALL SELECT 'goal', set_on, achieved_on, area, in_her_words FROM women_goal WHERE woman_id = %(woman)s
UNION ALL SELECT 'contraception', started_on, ended_on, method, '' FROM women_contraception WHERE woman_id = %(woman)s
UNION ALL SELECT 'pregnancy', known_on, NULL, '', '' FROM women_pregnancy WHERE woman_id = %(woman)s
UNION ALL SELECT 'removed', removed_on, NULL, child_no::text, '' FROM women_child WHERE woman_id = %(woman)s
UNION ALL SELECT 'child', coalesce(f.done_on, f.due_on), NULL, f.kind, c.child_no::text
FROM women_childcontact f JOIN women_child c ON c.id = f.child_id WHERE c.woman_id = %(woman)s
ORDER BY 2
