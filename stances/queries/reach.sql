-- needs: units
-- From where the speakers of each issue spoke: government or, for private bodies and persons, country; and branch.
SELECT s.issue_id, COALESCE(CASE WHEN u.is_public THEN u.government_id END, org.country, a.country) AS spoke_from,
    CASE
        WHEN u.is_public THEN u.branch
        WHEN a.actor_kind = 'person' AND s.office_id IS NULL THEN 'personal'
        ELSE org.branch
    END AS branch,
    CAST(COUNT(DISTINCT s.speaker_id) AS INTEGER) AS n_actors, CAST(COUNT(*) AS INTEGER) AS n_statements
FROM statements s
JOIN actors a ON a.actor_id = s.speaker_id
LEFT JOIN units u ON u.actor_id = s.speaker_id AND COALESCE(u.office_id, '') = COALESCE(s.office_id, '')
LEFT JOIN actors org ON org.actor_id = u.organization_id
WHERE s.withdrawn_date IS NULL
GROUP BY 1, 2, 3
ORDER BY 1, 2 NULLS LAST, 3 NULLS LAST
