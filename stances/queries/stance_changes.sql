-- What two releases (tables old_* and new_*) say differently about one proposition, and why. A code without a number counts too.
WITH before AS (
    SELECT statement_id, proposition_id, CAST(position AS VARCHAR) AS code FROM old_stances
    UNION ALL SELECT statement_id, proposition_id, non_position FROM old_non_positions
),
after AS (
    SELECT statement_id, proposition_id, CAST(position AS VARCHAR) AS code FROM new_stances
    UNION ALL SELECT statement_id, proposition_id, non_position FROM new_non_positions
),
changed AS (
    SELECT COALESCE(b.statement_id, a.statement_id) AS statement_id, COALESCE(b.proposition_id, a.proposition_id) AS proposition_id,
        b.code AS old_code, a.code AS new_code
    FROM before b FULL JOIN after a ON a.statement_id = b.statement_id AND a.proposition_id = b.proposition_id
    WHERE b.code IS DISTINCT FROM a.code
),
roles AS (
    SELECT 'old' AS release, c.*, r.coder_role FROM old_codings c JOIN old_coders r ON r.coder_id = c.coder_id
    UNION ALL BY NAME SELECT 'new' AS release, c.*, r.coder_role FROM new_codings c JOIN new_coders r ON r.coder_id = c.coder_id
),
votes AS (  -- what coders and adjudicators said in each release, and under which rules the coders worked
    SELECT release, statement_id, proposition_id,
        STRING_AGG(coder_id || ' ' || code, ', ' ORDER BY coder_id) FILTER (WHERE coder_role = 'coder') AS coded,
        STRING_AGG(DISTINCT codebook_version, ', ' ORDER BY codebook_version) FILTER (WHERE coder_role = 'coder') AS rules,
        STRING_AGG(code, ', ' ORDER BY coder_id) FILTER (WHERE coder_role = 'adjudicator') AS ruled
    FROM roles GROUP BY release, statement_id, proposition_id
),
merged AS (  -- propositions that became one, and the statements that were coded on the one given up
    SELECT r.old_id, r.new_id, b.statement_id FROM new_redirects r JOIN before b ON b.proposition_id = r.old_id
    WHERE r.redirected_table = 'propositions'
)
SELECT c.statement_id, c.proposition_id, c.old_code, c.new_code,
    CASE
        WHEN EXISTS (SELECT 1 FROM merged m WHERE m.statement_id = c.statement_id AND c.proposition_id IN (m.old_id, m.new_id))
          THEN 'merge-of-ids'
        WHEN ns.statement_id IS NULL OR np.proposition_id IS NULL THEN 'lost'
        WHEN os.statement_id IS NULL THEN 'new-evidence'
        WHEN ns.withdrawn_date IS NOT NULL AND os.withdrawn_date IS NULL AND ns.replaced_by_id IS NOT NULL THEN 'merge-of-ids'
        WHEN ns.withdrawn_date IS NOT NULL AND os.withdrawn_date IS NULL THEN 'retraction'
        WHEN op.proposition_id IS NULL THEN 'new-proposition'
        WHEN op.text <> np.text OR op.support_means <> np.support_means OR op.oppose_means <> np.oppose_means THEN 'wording-of-the-proposition'
        WHEN ov.rules IS NOT NULL AND nv.rules IS NOT NULL AND ov.rules <> nv.rules THEN 'rule-change'
        WHEN ov.coded IS DISTINCT FROM nv.coded THEN 'recoding'
        WHEN ov.ruled IS DISTINCT FROM nv.ruled THEN 'adjudication'
        WHEN os.speaker_id <> ns.speaker_id OR os.said_date <> ns.said_date OR os.source_id <> ns.source_id THEN 'source-correction'
        WHEN os.quote IS DISTINCT FROM ns.quote OR os.summary <> ns.summary THEN 'typo'
        ELSE 'unexplained'
    END AS cause
FROM changed c
LEFT JOIN old_statements os ON os.statement_id = c.statement_id
LEFT JOIN new_statements ns ON ns.statement_id = c.statement_id
LEFT JOIN old_propositions op ON op.proposition_id = c.proposition_id
LEFT JOIN new_propositions np ON np.proposition_id = c.proposition_id
LEFT JOIN votes ov ON ov.release = 'old' AND ov.statement_id = c.statement_id AND ov.proposition_id = c.proposition_id
LEFT JOIN votes nv ON nv.release = 'new' AND nv.statement_id = c.statement_id AND nv.proposition_id = c.proposition_id
ORDER BY c.statement_id, c.proposition_id
