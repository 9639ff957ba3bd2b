-- needs: asked, spoken
-- Where each actor stands on each proposition, over intervals [valid_from, valid_to).
-- Nothing said after $until is read; intervals that ended on or before $since are left out. as_of sets both to one day.
WITH known AS (
    SELECT *, LEAD(said_date) OVER (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence) AS next_date
    FROM spoken
    WHERE CAST($until AS DATE) IS NULL OR said_date <= CAST($until AS DATE)
),
ending AS (
    SELECT *, LEAST(next_date, expires_date, said_date + CAST($max_age AS INTEGER)) AS end_date
    FROM known
),
marked AS (  -- a row begins an interval unless it carries on the one before it, and ends one unless the next carries it on
    SELECT *, ROW_NUMBER() OVER w AS nth,
        COALESCE(LAG(position) OVER w = position AND LAG(end_date) OVER w = said_date
                 AND COALESCE(LAG(office_id) OVER w, '') = COALESCE(office_id, ''), FALSE) AS carries_on,
        COALESCE(LEAD(position) OVER w = position AND LEAD(said_date) OVER w = end_date
                 AND COALESCE(LEAD(office_id) OVER w, '') = COALESCE(office_id, ''), FALSE) AS carried_on
    FROM ending
    WHERE end_date IS NULL OR end_date > said_date  -- what was said and overtaken within one day holds on no day
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date)
),
edges AS (  -- the first and the last row of each interval of several rows, in turn
    SELECT *,
        LEAD(end_date) OVER w AS last_end_date, LEAD(next_date) OVER w AS last_next_date,
        LEAD(expires_date) OVER w AS last_expires_date, LEAD(expires_by) OVER w AS last_expires_by,
        LEAD(statement_id) OVER w AS last_statement_id, (LEAD(nth) OVER w) - nth + 1 AS n_statements
    FROM marked
    WHERE carries_on <> carried_on
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date)
),
merged AS (
    SELECT actor_id, proposition_id, said_date AS valid_from, position, statement_id, office_id, recorded_date,
        end_date, next_date, expires_date, expires_by, statement_id AS last_statement_id, 1 AS n_statements
    FROM marked
    WHERE NOT carries_on AND NOT carried_on
    UNION ALL
    SELECT actor_id, proposition_id, said_date, position, statement_id, office_id, recorded_date,
        last_end_date, last_next_date, last_expires_date, last_expires_by, last_statement_id, n_statements
    FROM edges
    WHERE NOT carries_on
)
SELECT actor_id, proposition_id, valid_from,
    CASE WHEN CAST($until AS DATE) IS NULL OR end_date <= CAST($until AS DATE) THEN end_date END AS valid_to,
    position, statement_id, last_statement_id, CAST(n_statements AS INTEGER) AS n_statements, office_id,
    CASE
        WHEN end_date IS NULL OR end_date > CAST($until AS DATE) THEN 'open'
        WHEN end_date = next_date THEN 'shift'
        WHEN end_date = expires_date THEN expires_by
        ELSE 'max-age'
    END AS ended_by,
    recorded_date AS known_from
FROM merged
WHERE (CAST($since AS DATE) IS NULL OR end_date IS NULL OR end_date > CAST($since AS DATE))
ORDER BY proposition_id, actor_id, valid_from
