-- Which office stands above which, through any number of steps.
WITH RECURSIVE chain AS (
    SELECT office_id, principal_id, 1 AS steps FROM offices WHERE principal_id IS NOT NULL
    UNION ALL
    SELECT c.office_id, o.principal_id, c.steps + 1
    FROM chain c JOIN offices o ON o.office_id = c.principal_id
    WHERE o.principal_id IS NOT NULL AND c.steps < 20
)
SELECT DISTINCT office_id, principal_id FROM chain
