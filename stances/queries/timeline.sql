-- needs: said
-- Everything dated in an issue, statements and events in one order.
SELECT said_date AS day, 'statement' AS entry, speaker_id AS actor_id, summary, statement_id, source_id
FROM said
WHERE issue_id = CAST($issue AS STRING)
  AND (CAST($until AS DATE) IS NULL OR said_by <= CAST($until AS DATE))
UNION ALL
SELECT event_date, 'event', NULL, title, NULL, source_id
FROM events
WHERE issue_id = CAST($issue AS STRING) AND (CAST($until AS DATE) IS NULL OR event_date <= CAST($until AS DATE))
ORDER BY 1, 2, 3 NULLS FIRST, 5, 4
