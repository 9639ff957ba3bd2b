-- needs: asked, spoken, positions, units, pairs
-- How far the executives of two governments, or bodies of governments, stood apart (0 same, 1 opposite ends):
-- the mean over their shared propositions of the mean distance of positions held at the same time.
WITH shared AS (
    SELECT government_a, government_b, proposition_id, COUNT(*) AS n, SUM(opposed) AS n_opposed, AVG(gap / CAST(4 AS DOUBLE)) AS distance
    FROM pairs
    WHERE government_a < government_b
      AND branch_a IN ('executive', 'military', 'intergovernmental') AND branch_b IN ('executive', 'military', 'intergovernmental')
    GROUP BY government_a, government_b, proposition_id
)
SELECT government_a, government_b, CAST(COUNT(*) AS INTEGER) AS n_propositions, CAST(SUM(n) AS INTEGER) AS n,
    CAST(SUM(n_opposed) AS INTEGER) AS n_opposed, AVG(distance) AS distance
FROM shared
GROUP BY government_a, government_b
ORDER BY distance DESC, n DESC, government_a, government_b
