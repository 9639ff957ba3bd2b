-- needs: asked, spoken, latest
-- How many actors stand for, against and between on each proposition as of a day, and how many pairs of them are opposed:
-- each one for with each one against, so that no pair need be formed.
SELECT p.issue_id, c.proposition_id, CAST(c.n_for AS INTEGER) AS n_for, CAST(c.n_against AS INTEGER) AS n_against,
    CAST(c.n - c.n_for - c.n_against AS INTEGER) AS n_between, CAST(c.n AS INTEGER) AS n, CAST(c.n_for * c.n_against AS BIGINT) AS n_opposed
FROM (
    SELECT proposition_id, COUNT(*) AS n, COUNT(CASE WHEN position > 0 THEN 1 END) AS n_for, COUNT(CASE WHEN position < 0 THEN 1 END) AS n_against
    FROM latest
    GROUP BY proposition_id
) c
JOIN propositions p ON p.proposition_id = c.proposition_id
ORDER BY p.issue_id NULLS LAST, c.proposition_id
