-- needs: asked, spoken, positions, above
-- Who moved from one position to another in one capacity, and how long after a principal had spoken on the other side.
-- Words of two people on one day have no known order, so only a principal's words of earlier days count.
WITH moves AS (
    SELECT b.actor_id, b.proposition_id, b.valid_from AS shift_date, a.position AS from_position, b.position AS to_position,
        a.last_statement_id AS from_statement_id, b.statement_id AS to_statement_id, b.office_id
    FROM positions a
    JOIN positions b ON b.actor_id = a.actor_id AND b.proposition_id = a.proposition_id AND b.valid_from = a.valid_to
    WHERE a.ended_by = 'shift' AND a.position <> b.position AND COALESCE(a.office_id, '') = COALESCE(b.office_id, '')
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
