-- needs: asked, spoken, units
-- The rows that measures read: what each actor said on each proposition, with where the actor spoke from that day.
SELECT s.actor_id, s.proposition_id, s.said_date, s.sequence, s.position, s.statement_id, p.issue_id,
    s.office_id, u.organization_id, u.government_id, u.branch, t.party_id
FROM spoken s
JOIN propositions p ON p.proposition_id = s.proposition_id
LEFT JOIN units u ON u.actor_id = s.actor_id AND COALESCE(u.office_id, '') = COALESCE(s.office_id, '')
LEFT JOIN tenures t ON t.actor_id = s.actor_id AND t.office_id = s.office_id
    AND t.start_date <= s.said_date AND (t.end_date IS NULL OR s.said_date < t.end_date)
WHERE (CAST($issue AS STRING) IS NULL OR p.issue_id = CAST($issue AS STRING))
  AND (CAST($until AS DATE) IS NULL OR s.said_date <= CAST($until AS DATE))
ORDER BY s.proposition_id, s.actor_id, s.said_date, s.sequence
