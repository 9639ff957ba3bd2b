-- needs: asked, spoken, positions, above, units
-- Who stands on opposite sides of a proposition, from when to when: actor_a supports, actor_b opposes.
-- A linked row sets what one actor said about another proposition, turned by the link's polarity, against what the other
-- said about this one; it ends as soon as the first actor speaks to the question itself, for direct words beat inference.
WITH first_direct AS (
    SELECT actor_id, proposition_id, MIN(said_date) AS direct_date
    FROM spoken
    WHERE CAST($until AS DATE) IS NULL OR said_date <= CAST($until AS DATE)
    GROUP BY actor_id, proposition_id
),
standing AS (
    SELECT actor_id, proposition_id, valid_from, valid_to, position, statement_id, office_id,
        CAST(NULL AS STRING) AS via_proposition_id
    FROM positions
    UNION ALL
    SELECT p.actor_id, l.to_proposition_id, p.valid_from, LEAST(p.valid_to, d.direct_date),
        p.position * l.polarity, p.statement_id, p.office_id, l.from_proposition_id
    FROM positions p
    JOIN proposition_links l ON l.from_proposition_id = p.proposition_id
    LEFT JOIN first_direct d ON d.actor_id = p.actor_id AND d.proposition_id = l.to_proposition_id
    WHERE CAST($linked AS BOOLEAN) AND (d.direct_date IS NULL OR d.direct_date > p.valid_from)
),
opposed AS (
    SELECT a.proposition_id, a.actor_id AS actor_a, b.actor_id AS actor_b,
        GREATEST(a.valid_from, b.valid_from) AS valid_from, LEAST(a.valid_to, b.valid_to) AS valid_to,
        a.position AS position_a, b.position AS position_b, a.position - b.position AS gap,
        a.statement_id AS statement_a, b.statement_id AS statement_b,
        a.office_id AS office_a, b.office_id AS office_b,
        COALESCE(a.via_proposition_id, b.via_proposition_id) AS via_proposition_id
    FROM standing a
    JOIN standing b ON b.proposition_id = a.proposition_id AND a.actor_id <> b.actor_id
    WHERE a.position > 0 AND b.position < 0
      AND a.position - b.position >= CAST($min_gap AS INTEGER)
      AND (a.via_proposition_id IS NULL OR b.via_proposition_id IS NULL)  -- inference against inference shows nothing
      AND (b.valid_to IS NULL OR a.valid_from < b.valid_to)
      AND (a.valid_to IS NULL OR b.valid_from < a.valid_to)
),
related AS (
    SELECT o.*,
        CASE
            WHEN x.office_id IS NOT NULL OR y.office_id IS NOT NULL THEN 'principal-agent'
            WHEN ua.organization_id = ub.organization_id THEN 'same-organization'
            WHEN ua.is_public AND ub.is_public AND ua.government_id = ub.government_id AND ua.branch = ub.branch THEN 'same-branch'
            WHEN ua.is_public AND ub.is_public AND ua.government_id = ub.government_id THEN 'inter-branch'
            WHEN ua.is_public AND ub.is_public THEN 'inter-state'
            ELSE 'other'
        END AS actor_relation
    FROM opposed o
    LEFT JOIN units ua ON ua.actor_id = o.actor_a AND COALESCE(ua.office_id, '') = COALESCE(o.office_a, '')
    LEFT JOIN units ub ON ub.actor_id = o.actor_b AND COALESCE(ub.office_id, '') = COALESCE(o.office_b, '')
    LEFT JOIN above x ON x.office_id = ua.answering_office_id AND x.principal_id = ub.answering_office_id
    LEFT JOIN above y ON y.office_id = ub.answering_office_id AND y.principal_id = ua.answering_office_id
)
SELECT proposition_id, actor_a, actor_b, valid_from, valid_to,
    CAST(position_a AS TINYINT) AS position_a, CAST(position_b AS TINYINT) AS position_b, CAST(gap AS TINYINT) AS gap,
    statement_a, statement_b, actor_relation,
    CASE WHEN via_proposition_id IS NULL THEN 'direct' ELSE 'linked' END AS basis,
    COALESCE(via_proposition_id, proposition_id) AS via_proposition_id
FROM related
WHERE (CAST($since AS DATE) IS NULL OR valid_to IS NULL OR valid_to > CAST($since AS DATE))
  AND (CAST($proposition AS STRING) IS NULL OR proposition_id = CAST($proposition AS STRING))
  AND (CAST($issue AS STRING) IS NULL
       OR proposition_id IN (SELECT p.proposition_id FROM propositions p WHERE p.issue_id = CAST($issue AS STRING)))
  AND (CAST($actor AS STRING) IS NULL OR actor_a = CAST($actor AS STRING) OR actor_b = CAST($actor AS STRING))
  AND (CAST($relation AS STRING) IS NULL OR actor_relation = CAST($relation AS STRING))
ORDER BY proposition_id, actor_a, actor_b, valid_from, statement_a, statement_b, via_proposition_id
