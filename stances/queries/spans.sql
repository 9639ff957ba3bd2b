-- needs: asked, spoken, turns, last_words
-- How long each statement held, [said_date, end_date), and what ended it: its actor spoke to the proposition again, it lapsed, or
-- $max_age days went by; null and 'open' where none of these had come by $until. goes_on: the next one says the same from there.
-- What was overtaken within its day, or had lapsed by then, held on no day and is left out.
WITH followed AS (
    SELECT *,
        CASE WHEN LEAD(actor_id) OVER w = actor_id AND LEAD(proposition_id) OVER w = proposition_id
             THEN LEAD(said_date) OVER w END AS next_date,
        LEAD(position) OVER w = position AND COALESCE(LEAD(office_id) OVER w, '') = COALESCE(office_id, '')
            AND NOT LEAD(is_lapsed) OVER w AS is_repeated
    FROM last_words
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence DESC)
),
ending AS (
    SELECT *, LEAST(next_date, expires_date, said_date + CAST($max_age AS INTEGER)) AS last_date
    FROM followed
    WHERE NOT is_lapsed
)
SELECT actor_id, proposition_id, said_date, sequence, position, statement_id, office_id, recorded_date,
    CASE WHEN CAST($until AS DATE) IS NULL OR last_date <= CAST($until AS DATE) THEN last_date END AS end_date,
    CASE
        WHEN last_date IS NULL OR last_date > CAST($until AS DATE) THEN 'open'
        WHEN last_date = next_date THEN 'shift'
        WHEN last_date = expires_date THEN expires_by
        ELSE 'max-age'
    END AS ended_by,
    COALESCE(last_date = next_date AND is_repeated, FALSE) AS goes_on
FROM ending
