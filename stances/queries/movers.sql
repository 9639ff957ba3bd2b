-- needs: asked, spoken, shifts
-- Who moved most: shifts and flips of each actor who spoke again on a proposition; n counts the occasions to move.
WITH again AS (
    SELECT actor_id, CAST(COUNT(*) - COUNT(DISTINCT proposition_id) AS INTEGER) AS n
    FROM spoken
    WHERE CAST($until AS DATE) IS NULL OR said_date <= CAST($until AS DATE)
    GROUP BY actor_id
)
SELECT a.actor_id, CAST(COUNT(CASE WHEN s.shift_kind = 'flip' THEN 1 END) AS INTEGER) AS n_flips,
    CAST(COUNT(s.actor_id) AS INTEGER) AS n_shifts, CAST(COUNT(DISTINCT s.proposition_id) AS INTEGER) AS n_propositions, a.n
FROM again a
LEFT JOIN shifts s ON s.actor_id = a.actor_id
WHERE a.n > 0
GROUP BY a.actor_id, a.n
ORDER BY n_flips DESC, n_shifts DESC, a.n, a.actor_id
