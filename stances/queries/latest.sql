-- needs: asked, spoken
-- The last word of each actor on each proposition as of $until, where it still holds: positions without their history.
SELECT actor_id, proposition_id, position, said_date, statement_id, office_id
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY actor_id, proposition_id ORDER BY said_date DESC, sequence DESC) AS nth
    FROM spoken
    WHERE CAST($until AS DATE) IS NULL OR said_date <= CAST($until AS DATE)
) words
WHERE nth = 1
  AND (expires_date IS NULL OR expires_date > CAST($until AS DATE))
  AND (CAST($max_age AS INTEGER) IS NULL OR said_date + CAST($max_age AS INTEGER) > CAST($until AS DATE))
ORDER BY proposition_id, actor_id
