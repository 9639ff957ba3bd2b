-- needs: asked, spoken, positions, above
-- Who moved from one position to another in one capacity, and how long after a principal had spoken on the other side.
-- Words of two people on one day have no known order, so only a principal's words of earlier days count.
WITH moves AS (
    SELECT actor_id, proposition_id, valid_from AS shift_date, from_position, position AS to_position, from_statement_id,
        statement_id AS to_statement_id, office_id
    FROM (
        SELECT *, LAG(position) OVER w AS from_position, LAG(last_statement_id) OVER w AS from_statement_id,
            LAG(valid_to) OVER w AS left_date, LAG(ended_by) OVER w AS left_by, LAG(office_id) OVER w AS left_office_id
        FROM positions
        WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY valid_from)
    ) held
    WHERE left_by = 'shift' AND left_date = valid_from AND from_position <> position AND COALESCE(left_office_id, '') = COALESCE(office_id, '')
),
spurs AS (
    SELECT m.actor_id, m.proposition_id, m.shift_date, s.said_date, s.statement_id,
        ROW_NUMBER() OVER (PARTITION BY m.actor_id, m.proposition_id, m.shift_date
                           ORDER BY s.said_date DESC, s.sequence DESC, s.statement_id) AS nth
    FROM moves m
    JOIN above x ON x.office_id = m.office_id
    JOIN spoken s ON s.office_id = x.principal_id AND s.proposition_id = m.proposition_id AND s.said_date < m.shift_date
    WHERE s.position * m.from_position < 0
)
SELECT m.actor_id, m.proposition_id, m.shift_date, m.from_position, m.to_position, m.from_statement_id, m.to_statement_id,
    CASE
        WHEN m.from_position * m.to_position < 0 THEN 'flip'
        WHEN ABS(m.to_position) < ABS(m.from_position) THEN 'softening'
        ELSE 'hardening'
    END AS shift_kind,
    CAST(m.shift_date - s.said_date AS INTEGER) AS days_since_principal,
    s.statement_id AS principal_statement_id
FROM moves m
LEFT JOIN spurs s ON s.actor_id = m.actor_id AND s.proposition_id = m.proposition_id AND s.shift_date = m.shift_date AND s.nth = 1
WHERE (CAST($actor AS STRING) IS NULL OR m.actor_id = CAST($actor AS STRING))
  AND (CAST($proposition AS STRING) IS NULL OR m.proposition_id = CAST($proposition AS STRING))
  AND (CAST($issue AS STRING) IS NULL
       OR m.proposition_id IN (SELECT p.proposition_id FROM propositions p WHERE p.issue_id = CAST($issue AS STRING)))
ORDER BY m.shift_date, m.actor_id, m.proposition_id
