-- needs: said, spoken, positions
-- Who took part in the issue and what they said of each open proposition: no row is filled from silence.
WITH speakers AS (
    SELECT DISTINCT speaker_id AS actor_id FROM said
    WHERE issue_id = CAST($issue AS STRING) AND said_by <= CAST($until AS DATE)
),
refusals AS (
    SELECT s.speaker_id AS actor_id, n.proposition_id, MAX(n.non_position) AS non_position
    FROM non_positions n JOIN said s ON s.statement_id = n.statement_id
    WHERE s.said_by <= CAST($until AS DATE)
    GROUP BY s.speaker_id, n.proposition_id
),
ever AS (
    SELECT DISTINCT actor_id, proposition_id FROM spoken WHERE said_date <= CAST($until AS DATE)
)
SELECT s.actor_id, p.proposition_id, h.position, h.statement_id,
    CASE
        WHEN h.position IS NOT NULL THEN 'position'
        WHEN e.actor_id IS NOT NULL THEN 'lapsed'
        WHEN r.non_position IS NOT NULL THEN r.non_position
        ELSE 'not-spoken'
    END AS status
FROM speakers s
CROSS JOIN propositions p
LEFT JOIN positions h ON h.actor_id = s.actor_id AND h.proposition_id = p.proposition_id
LEFT JOIN ever e ON e.actor_id = s.actor_id AND e.proposition_id = p.proposition_id
LEFT JOIN refusals r ON r.actor_id = s.actor_id AND r.proposition_id = p.proposition_id
WHERE p.issue_id = CAST($issue AS STRING)
  AND (p.opens_date IS NULL OR p.opens_date <= CAST($until AS DATE))
  AND (p.closes_date IS NULL OR p.closes_date > CAST($until AS DATE))
ORDER BY p.proposition_id, s.actor_id
