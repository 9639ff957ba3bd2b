-- needs: asked
-- The caller's own rows in the form of `spoken`: six columns, no offices, nothing that lapses by itself.
SELECT actor_id, proposition_id, CAST(said_date AS DATE) AS said_date, sequence, CAST(position AS TINYINT) AS position, statement_id,
    CAST(NULL AS STRING) AS office_id, CAST(NULL AS DATE) AS recorded_date, CAST(NULL AS DATE) AS expires_date,
    CAST(NULL AS STRING) AS expires_by
FROM frame
WHERE position IS NOT NULL
  AND ((CAST($issue AS STRING) IS NULL AND CAST($proposition AS STRING) IS NULL)
       OR proposition_id IN (SELECT proposition_id FROM asked))
