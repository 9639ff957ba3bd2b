-- Everyone who spoke: last office they spoke in, and how many statements there are.
SELECT a.actor_id, a.name, a.country, MAX_BY(o.title, s.said_date) AS office, CAST(COUNT(*) AS INTEGER) AS n_statements
FROM statements s
JOIN actors a ON a.actor_id = s.speaker_id
LEFT JOIN offices o ON o.office_id = s.office_id
WHERE s.withdrawn_date IS NULL
GROUP BY a.actor_id, a.name, a.country
ORDER BY a.actor_id
