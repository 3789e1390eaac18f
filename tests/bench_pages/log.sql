SELECT 'woman' AS kind, known_as AS a, ref AS b, NULL::text AS c FROM women_woman WHERE id = %(woman)s
UNION ALL SELECT 'place', offered_on::text, agreed_on::text, closed_on::text FROM women_place WHERE woman_id = %(woman)s
UNION ALL SELECT 'goal', g.in_her_words, g.area,
    (SELECT score::text FROM women_goalscore s WHERE s.goal_id = g.id ORDER BY "on" DESC, id DESC LIMIT 1)
FROM women_goal g WHERE g.woman_id = %(woman)s AND g.achieved_on IS NULL AND g.stopped_on IS NULL
UNION ALL SELECT 'rule', channel, is_safe, '' FROM women_safecontact WHERE woman_id = %(woman)s
UNION ALL SELECT 'outcome', area, code, label FROM sessions_log_localoutcome
