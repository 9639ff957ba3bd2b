-- needs: asked, spoken, positions, above
-- How far each agent stands from a principal on the propositions that both have spoken to (0 same, 1 opposite ends).
WITH agents AS (
    SELECT DISTINCT p.actor_id AS agent_id, b.actor_id AS principal_actor_id
    FROM positions p
    JOIN above x ON x.office_id = p.office_id
    JOIN positions b ON b.office_id = x.principal_id
    WHERE b.actor_id = CAST($principal AS STRING)
)
SELECT g.agent_id, CAST(COUNT(b.position) AS INTEGER) AS n,
    CAST(SUM(CASE WHEN a.position * b.position < 0 THEN 1 ELSE 0 END) AS INTEGER) AS n_opposed,
    AVG(ABS(a.position - b.position) / CAST(4 AS DOUBLE)) AS divergence
FROM agents g
JOIN positions a ON a.actor_id = g.agent_id
LEFT JOIN positions b ON b.actor_id = g.principal_actor_id AND b.proposition_id = a.proposition_id
GROUP BY g.agent_id
ORDER BY divergence DESC NULLS LAST, g.agent_id
