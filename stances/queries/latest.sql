-- needs: asked, spoken, turns
-- The last word of each actor on each proposition as of $until, where it still holds: positions without their history.
SELECT actor_id, proposition_id, position, said_date, statement_id, office_id
FROM (
    SELECT *, LAG(actor_id) OVER w = actor_id AND LAG(proposition_id) OVER w = proposition_id AS is_overtaken
    FROM turns
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date DESC, sequence DESC)
) words
WHERE NOT COALESCE(is_overtaken, FALSE)
  AND (expires_date IS NULL OR expires_date > CAST($until AS DATE))
  AND (CAST($max_age AS INTEGER) IS NULL OR said_date + CAST($max_age AS INTEGER) > CAST($until AS DATE))
ORDER BY proposition_id, actor_id
