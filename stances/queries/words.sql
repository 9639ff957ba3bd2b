-- The words behind each statement: who, in which office, when, what, where to read it.
SELECT s.statement_id, a.name AS speaker, o.title AS office, s.said_date, s.quote, s.summary, r.url
FROM statements s
JOIN actors a ON a.actor_id = s.speaker_id
LEFT JOIN offices o ON o.office_id = s.office_id
JOIN sources r ON r.source_id = s.source_id
