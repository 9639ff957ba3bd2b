-- needs: asked, spoken
-- How many actors ever stood on each side of each proposition; someone who changed sides counts on both.
SELECT p.issue_id, p.proposition_id,
    CAST(COUNT(DISTINCT CASE WHEN s.position > 0 THEN s.actor_id END) AS INTEGER) AS n_for,
    CAST(COUNT(DISTINCT CASE WHEN s.position < 0 THEN s.actor_id END) AS INTEGER) AS n_against,
    CAST(COUNT(DISTINCT s.actor_id) AS INTEGER) AS n_actors
FROM propositions p
LEFT JOIN spoken s ON s.proposition_id = p.proposition_id
GROUP BY p.issue_id, p.proposition_id
ORDER BY p.issue_id, p.proposition_id
