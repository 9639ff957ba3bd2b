-- needs: asked, spoken, positions, units
-- Two actors' positions on one proposition while both held; gap is their distance (0 to 4).
SELECT a.proposition_id, a.actor_id AS actor_a, b.actor_id AS actor_b,
    ua.organization_id AS organization_a, ub.organization_id AS organization_b,
    ua.answering_office_id AS answering_a, ub.answering_office_id AS answering_b,
    ua.government_id AS government_a, ub.government_id AS government_b, ua.branch AS branch_a, ub.branch AS branch_b,
    ABS(a.position - b.position) AS gap, CASE WHEN a.position * b.position < 0 THEN 1 ELSE 0 END AS opposed
FROM positions a
JOIN positions b ON b.proposition_id = a.proposition_id AND b.actor_id <> a.actor_id
    AND (b.valid_to IS NULL OR a.valid_from < b.valid_to) AND (a.valid_to IS NULL OR b.valid_from < a.valid_to)
JOIN units ua ON ua.actor_id = a.actor_id AND COALESCE(ua.office_id, '') = COALESCE(a.office_id, '')
JOIN units ub ON ub.actor_id = b.actor_id AND COALESCE(ub.office_id, '') = COALESCE(b.office_id, '')
