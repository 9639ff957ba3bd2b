-- The caller's own rows in the form of `spoken`: six columns, no offices, nothing that lapses by itself.
SELECT CAST(actor_id AS VARCHAR) AS actor_id, CAST(proposition_id AS VARCHAR) AS proposition_id, CAST(said_date AS DATE) AS said_date,
    sequence, CAST(position AS TINYINT) AS position, CAST(statement_id AS VARCHAR) AS statement_id,
    CAST(NULL AS VARCHAR) AS office_id, CAST(NULL AS DATE) AS recorded_date, CAST(NULL AS DATE) AS expires_date,
    CAST(NULL AS VARCHAR) AS expires_by
FROM frame
WHERE position IS NOT NULL
