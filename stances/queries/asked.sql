-- The propositions that an answer about $issue or $proposition rests on: those named and, when $linked, those linked to them.
-- None when neither is given: then nothing is filtered.
WITH named AS (
    SELECT proposition_id FROM propositions
    WHERE (CAST($issue AS STRING) IS NOT NULL OR CAST($proposition AS STRING) IS NOT NULL)
      AND (CAST($issue AS STRING) IS NULL OR issue_id = CAST($issue AS STRING))
      AND (CAST($proposition AS STRING) IS NULL OR proposition_id = CAST($proposition AS STRING))
)
SELECT proposition_id FROM named
UNION
SELECT l.from_proposition_id FROM proposition_links l JOIN named n ON n.proposition_id = l.to_proposition_id
WHERE CAST($linked AS BOOLEAN)
