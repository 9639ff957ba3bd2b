-- needs: asked, spoken
-- Where one actor took two positions on one proposition within one day, in the order spoken.
SELECT a.actor_id, a.proposition_id, a.said_date, a.position AS from_position, b.position AS to_position,
    a.statement_id AS from_statement_id, b.statement_id AS to_statement_id
FROM spoken a
JOIN spoken b ON b.actor_id = a.actor_id AND b.proposition_id = a.proposition_id AND b.said_date = a.said_date
    AND (b.sequence > a.sequence OR (b.sequence = a.sequence AND b.statement_id > a.statement_id))
WHERE a.position <> b.position
ORDER BY a.said_date, a.actor_id, a.proposition_id, a.sequence, b.sequence
