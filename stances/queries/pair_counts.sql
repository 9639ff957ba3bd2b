-- needs: asked, spoken, latest
-- On how many propositions two actors both stand as of a day, on how many on one side and on how many opposed, with the sum of
-- their distances (0 to 4 each). The $top most opposed, and all that tie with the last; all when $top is null.
SELECT actor_a, actor_b, CAST(n AS INTEGER) AS n, CAST(n_same AS INTEGER) AS n_same, CAST(n_opposed AS INTEGER) AS n_opposed,
    CAST(distance AS INTEGER) AS distance
FROM (
    SELECT *, RANK() OVER (ORDER BY n_opposed DESC, n DESC) AS place
    FROM (
        SELECT a.actor_id AS actor_a, b.actor_id AS actor_b, COUNT(*) AS n, SUM(ABS(a.position - b.position)) AS distance,
            COUNT(CASE WHEN a.position * b.position > 0 THEN 1 END) AS n_same,
            COUNT(CASE WHEN a.position * b.position < 0 THEN 1 END) AS n_opposed
        FROM latest a
        JOIN latest b ON b.proposition_id = a.proposition_id AND a.actor_id < b.actor_id
        GROUP BY a.actor_id, b.actor_id
    ) counted
) placed
WHERE CAST($top AS INTEGER) IS NULL OR place <= CAST($top AS INTEGER)
ORDER BY n_opposed DESC, n DESC, actor_a, actor_b
