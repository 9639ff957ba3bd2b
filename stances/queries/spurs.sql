-- needs: asked, spoken, turns, last_words, moves, above
-- What principals had said against the position that someone then moved from, the last one first. Words of two people on one day have
-- no known order, so only those of earlier days count.
SELECT m.actor_id, m.proposition_id, m.shift_date, s.said_date, s.statement_id,
    ROW_NUMBER() OVER (PARTITION BY m.actor_id, m.proposition_id, m.shift_date
                       ORDER BY s.said_date DESC, s.sequence DESC, s.statement_id) AS nth
FROM moves m
JOIN above x ON x.office_id = m.office_id
JOIN spoken s ON s.office_id = x.principal_id AND s.proposition_id = m.proposition_id AND s.said_date < m.shift_date
WHERE s.position * m.from_position < 0
