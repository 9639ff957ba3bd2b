-- needs: asked, spoken, positions
-- Two actors side by side on every proposition that either has spoken to; gap and opposed are null unless both have.
WITH a AS (SELECT * FROM positions WHERE actor_id = CAST($actor_a AS STRING)),
     b AS (SELECT * FROM positions WHERE actor_id = CAST($actor_b AS STRING))
SELECT COALESCE(a.proposition_id, b.proposition_id) AS proposition_id,
    a.position AS position_a, b.position AS position_b,
    CAST(ABS(a.position - b.position) AS TINYINT) AS gap, a.position * b.position < 0 AS opposed,
    a.statement_id AS statement_a, b.statement_id AS statement_b
FROM a FULL OUTER JOIN b ON b.proposition_id = a.proposition_id
ORDER BY 1
