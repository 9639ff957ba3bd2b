-- needs: asked, spoken, positions
-- All that one actor has stood for, over every issue: one row per interval.
SELECT p.issue_id, h.proposition_id, h.valid_from, h.valid_to, h.position, h.ended_by, h.office_id, h.n_statements, h.statement_id
FROM positions h
JOIN propositions p ON p.proposition_id = h.proposition_id
WHERE h.actor_id = CAST($actor AS STRING)
ORDER BY p.issue_id, h.proposition_id, h.valid_from
