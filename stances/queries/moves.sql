-- needs: asked, spoken, turns, last_words
-- Who moved from one position to another in one capacity: the word before still held when the next one came.
SELECT actor_id, proposition_id, said_date AS shift_date, from_position, position AS to_position, from_statement_id,
    statement_id AS to_statement_id, office_id
FROM (
    SELECT *, LAG(position) OVER w AS from_position, LAG(statement_id) OVER w AS from_statement_id, LAG(office_id) OVER w AS from_office_id,
        LAG(actor_id) OVER w = actor_id AND LAG(proposition_id) OVER w = proposition_id AND NOT LAG(is_lapsed) OVER w
            AND COALESCE(LAG(expires_date) OVER w >= said_date, TRUE)
            AND COALESCE(LAG(said_date) OVER w + CAST($max_age AS INTEGER) >= said_date, TRUE) AS is_held
    FROM last_words
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence DESC)
) again
WHERE is_held AND NOT is_lapsed AND from_position <> position AND COALESCE(from_office_id, '') = COALESCE(office_id, '')
