-- needs: asked, spoken, turns, last_words, moves, above, spurs
-- Who moved from one position to another in one capacity, and how long after a principal had spoken on the other side.
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
