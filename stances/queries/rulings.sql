-- From codings to stances: equal codes are agreed; otherwise the adjudicator's code counts.
WITH votes AS (
    SELECT c.statement_id, c.proposition_id,
        MIN(CASE WHEN r.coder_role = 'coder' THEN c.code END) AS low_code,
        MAX(CASE WHEN r.coder_role = 'coder' THEN c.code END) AS high_code,
        MAX(CASE WHEN r.coder_role = 'adjudicator' THEN c.code END) AS ruling,
        SUM(CASE WHEN r.coder_role = 'coder' THEN 1 ELSE 0 END) AS n_coders,
        COALESCE(MAX(CASE WHEN r.coder_role = 'adjudicator' THEN c.condition END), MIN(c.condition)) AS condition
    FROM codings c JOIN coders r ON r.coder_id = c.coder_id
    GROUP BY c.statement_id, c.proposition_id
)
SELECT statement_id, proposition_id, COALESCE(ruling, low_code) AS code, condition,
    CASE
        WHEN ruling IS NOT NULL THEN 'adjudicated'
        WHEN n_coders = 1 THEN 'single'
        ELSE 'agreed'
    END AS method,
    low_code <> high_code AS disputed
FROM votes
WHERE ruling IS NOT NULL OR low_code = high_code
ORDER BY statement_id, proposition_id
