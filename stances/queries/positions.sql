-- needs: asked, spoken, turns, last_words, spans
-- Where each actor stands on each proposition, over intervals [valid_from, valid_to): statements that go on from one another.
-- Nothing said after $until is read; intervals that ended on or before $since are left out. as_of sets both to one day.
WITH numbered AS (
    SELECT *, COALESCE(LAG(goes_on) OVER w, FALSE) AS goes_back, ROW_NUMBER() OVER w AS nth
    FROM spans
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence DESC)
),
edges AS (  -- the last statement of each interval and, where it has several, the first one before it
    SELECT *, LAG(said_date) OVER w AS first_date, LAG(statement_id) OVER w AS first_statement_id,
        LAG(recorded_date) OVER w AS first_recorded_date, LAG(nth) OVER w AS first_nth
    FROM numbered
    WHERE NOT goes_on OR NOT goes_back
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence DESC)
)
SELECT actor_id, proposition_id, CASE WHEN goes_back THEN first_date ELSE said_date END AS valid_from, end_date AS valid_to, position,
    CASE WHEN goes_back THEN first_statement_id ELSE statement_id END AS statement_id, statement_id AS last_statement_id,
    CAST(CASE WHEN goes_back THEN nth - first_nth + 1 ELSE 1 END AS INTEGER) AS n_statements, office_id, ended_by,
    CASE WHEN goes_back THEN first_recorded_date ELSE recorded_date END AS known_from
FROM edges
WHERE NOT goes_on AND (CAST($since AS DATE) IS NULL OR end_date IS NULL OR end_date > CAST($since AS DATE))
ORDER BY proposition_id, actor_id, valid_from
