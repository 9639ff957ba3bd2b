-- needs: spoken
-- Where each actor stands on each proposition, over intervals [valid_from, valid_to).
-- Nothing said after $until is read; intervals that ended on or before $since are left out. as_of sets both to one day.
WITH known AS (
    SELECT *, LEAD(said_date) OVER (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence) AS next_date
    FROM spoken
    WHERE CAST($until AS DATE) IS NULL OR said_date <= CAST($until AS DATE)
),
raw AS (
    SELECT *,
        LEAST(next_date, expires_date, said_date + CAST($max_age AS INTEGER)) AS end_date
    FROM known
),
lasting AS (  -- what was said and overtaken within one day holds on no day
    SELECT *,
        CASE
            WHEN end_date IS NULL THEN 'open'
            WHEN end_date = next_date THEN 'shift'
            WHEN end_date = expires_date THEN expires_by
            ELSE 'max-age'
        END AS ended_by
    FROM raw
    WHERE end_date IS NULL OR end_date > said_date
),
marked AS (  -- a row begins a new interval unless it carries on the one before it
    SELECT *,
        CASE
            WHEN LAG(position) OVER w = position
             AND LAG(end_date) OVER w = said_date
             AND COALESCE(LAG(office_id) OVER w, '') = COALESCE(office_id, '')
            THEN 0 ELSE 1
        END AS begins
    FROM lasting
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence)
),
numbered AS (
    SELECT *,
        SUM(begins) OVER (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence
                          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
    FROM marked
),
ranked AS (
    SELECT *,
        ROW_NUMBER() OVER (PARTITION BY actor_id, proposition_id, run ORDER BY said_date, sequence) AS nth,
        ROW_NUMBER() OVER (PARTITION BY actor_id, proposition_id, run ORDER BY said_date DESC, sequence DESC) AS nth_last
    FROM numbered
),
merged AS (
    SELECT actor_id, proposition_id,
        MIN(said_date) AS valid_from,
        MAX(CASE WHEN nth_last = 1 THEN end_date END) AS end_date,
        MAX(position) AS position,
        MAX(CASE WHEN nth = 1 THEN statement_id END) AS statement_id,
        MAX(CASE WHEN nth_last = 1 THEN statement_id END) AS last_statement_id,
        CAST(COUNT(*) AS INTEGER) AS n_statements,
        MAX(office_id) AS office_id,
        MAX(CASE WHEN nth_last = 1 THEN ended_by END) AS ended_by,
        MAX(CASE WHEN nth = 1 THEN recorded_date END) AS known_from
    FROM ranked
    GROUP BY actor_id, proposition_id, run
)
SELECT actor_id, proposition_id, valid_from,
    CASE WHEN CAST($until AS DATE) IS NULL OR end_date <= CAST($until AS DATE) THEN end_date END AS valid_to,
    position, statement_id, last_statement_id, n_statements, office_id,
    CASE WHEN CAST($until AS DATE) IS NULL OR end_date <= CAST($until AS DATE) THEN ended_by ELSE 'open' END AS ended_by,
    known_from
FROM merged
WHERE CAST($since AS DATE) IS NULL OR end_date IS NULL OR end_date > CAST($since AS DATE)
ORDER BY proposition_id, actor_id, valid_from
