-- From where an actor speaks: the organization, its government and branch, and the office that answers for it.
WITH RECURSIVE up AS (
    SELECT actor_id AS organization_id, actor_id AS top_id, parent_id, 1 AS steps FROM actors WHERE actor_kind = 'organization'
    UNION ALL
    SELECT u.organization_id, a.actor_id, a.parent_id, u.steps + 1
    FROM up u JOIN actors a ON a.actor_id = u.parent_id
    WHERE u.steps < 20
),
tops AS (
    SELECT u.organization_id, MIN(u.top_id) AS government_id
    FROM up u WHERE u.parent_id IS NULL GROUP BY u.organization_id
),
heads AS (  -- an organization without a head of its own answers through the nearest one above it
    SELECT u.organization_id, o.office_id,
        ROW_NUMBER() OVER (PARTITION BY u.organization_id ORDER BY u.steps, o.office_id) AS nth
    FROM up u JOIN offices o ON o.organization_id = u.top_id AND o.is_head
),
seats AS (
    SELECT DISTINCT t.actor_id, t.office_id, o.organization_id FROM tenures t JOIN offices o ON o.office_id = t.office_id
    UNION ALL
    SELECT a.actor_id, h.office_id, a.actor_id
    FROM actors a LEFT JOIN heads h ON h.organization_id = a.actor_id AND h.nth = 1
    WHERE a.actor_kind = 'organization'
)
SELECT s.actor_id, CASE WHEN a.actor_kind = 'organization' THEN NULL ELSE s.office_id END AS office_id,
    s.office_id AS answering_office_id, s.organization_id, t.government_id, org.branch,
    COALESCE(org.branch, 'executive') IN ('executive', 'legislative', 'judicial', 'independent', 'military', 'intergovernmental') AS is_public
FROM seats s
JOIN actors a ON a.actor_id = s.actor_id
JOIN actors org ON org.actor_id = s.organization_id
JOIN tops t ON t.organization_id = s.organization_id
