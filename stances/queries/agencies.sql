-- needs: asked, spoken, positions, above, units, pairs
-- How far the people of each organization stood from a principal above them (0 same, 1 opposite ends).
-- n counts pairs of positions on one proposition that held at the same time.
SELECT o.organization_a AS organization_id, o.actor_b AS principal_actor_id,
    CAST(COUNT(DISTINCT o.actor_a) AS INTEGER) AS n_actors, CAST(COUNT(DISTINCT o.proposition_id) AS INTEGER) AS n_propositions,
    CAST(COUNT(*) AS INTEGER) AS n, CAST(SUM(o.opposed) AS INTEGER) AS n_opposed, AVG(o.gap / CAST(4 AS DOUBLE)) AS divergence
FROM pairs o
JOIN actors b ON b.actor_id = o.actor_b AND b.actor_kind = 'person'
JOIN above x ON x.office_id = o.answering_a AND x.principal_id = o.answering_b
WHERE CAST($principal AS STRING) IS NULL OR o.actor_b = CAST($principal AS STRING)
GROUP BY o.organization_a, o.actor_b
ORDER BY divergence DESC, n DESC, organization_id, principal_actor_id
