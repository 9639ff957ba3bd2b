-- Nothing: of the caller's own rows no office is known, so nobody has a principal.
SELECT CAST(NULL AS STRING) AS actor_id, CAST(NULL AS STRING) AS proposition_id, CAST(NULL AS DATE) AS shift_date,
    CAST(NULL AS DATE) AS said_date, CAST(NULL AS STRING) AS statement_id, CAST(NULL AS INTEGER) AS nth
WHERE FALSE
