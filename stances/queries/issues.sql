-- The propositions of each issue.
SELECT i.issue_id, i.title, p.proposition_id, p.text
FROM issues i JOIN propositions p ON p.issue_id = i.issue_id
ORDER BY i.issue_id, p.proposition_id
