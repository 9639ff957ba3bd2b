-- The propositions of the caller's own rows, and their issues where the rows have a column issue_id.
SELECT proposition_id, issue_id, CAST(NULL AS STRING) AS text, CAST(NULL AS DATE) AS opens_date, CAST(NULL AS DATE) AS closes_date
FROM (SELECT DISTINCT proposition_id, issue_id FROM frame) named
