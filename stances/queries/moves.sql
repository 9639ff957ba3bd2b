-- needs: asked, spoken, turns, spans
-- Who moved from one position to another in one capacity, from one statement to the next.
SELECT actor_id, proposition_id, said_date AS shift_date, from_position, position AS to_position, from_statement_id,
    statement_id AS to_statement_id, office_id
FROM (
    SELECT *, LAG(position) OVER w AS from_position, LAG(statement_id) OVER w AS from_statement_id, LAG(office_id) OVER w AS from_office_id,
        LAG(actor_id) OVER w = actor_id AND LAG(proposition_id) OVER w = proposition_id AND LAG(end_date) OVER w = said_date AS is_next
    FROM spans
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence DESC)
) held
WHERE is_next AND from_position <> position AND COALESCE(from_office_id, '') = COALESCE(office_id, '')
