-- needs: asked, spoken, latest, proposition_counts
-- The same for each issue: sums over its propositions that someone stands on.
SELECT issue_id, CAST(COUNT(*) AS INTEGER) AS n_propositions, CAST(SUM(n_for) AS INTEGER) AS n_for,
    CAST(SUM(n_against) AS INTEGER) AS n_against, CAST(SUM(n_between) AS INTEGER) AS n_between, CAST(SUM(n) AS INTEGER) AS n,
    CAST(SUM(n_opposed) AS BIGINT) AS n_opposed
FROM proposition_counts
GROUP BY issue_id
ORDER BY issue_id NULLS LAST
