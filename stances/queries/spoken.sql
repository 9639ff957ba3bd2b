-- needs: asked, said
-- Which stances count: one row per (statement, proposition), with the six columns that every other query reads.
-- A stance lapses with the tenure it was spoken in, with its proposition, or when its speaker takes it back.
WITH bearing AS (
    SELECT statement_id FROM stances WHERE proposition_id IN (SELECT proposition_id FROM asked)
),
wanted AS (  -- what the question rests on, and what takes it back
    SELECT statement_id FROM bearing
    UNION
    SELECT r.statement_id FROM statements r JOIN bearing b ON b.statement_id = r.relates_to_id WHERE r.relation = 'retracts'
),
visible AS (
    SELECT * FROM said
    WHERE (CAST($issue AS STRING) IS NULL AND CAST($proposition AS STRING) IS NULL)
       OR statement_id IN (SELECT statement_id FROM wanted)
),
ends AS (
    SELECT v.statement_id, MIN(t.end_date) AS tenure_end
    FROM visible v
    JOIN tenures t ON t.actor_id = v.speaker_id AND t.office_id = v.office_id
    WHERE t.start_date <= v.said_by AND (t.end_date IS NULL OR v.said_date < t.end_date)
    GROUP BY v.statement_id
),
retractions AS (
    SELECT relates_to_id AS statement_id, MIN(said_by) AS retracted_date
    FROM visible WHERE relation = 'retracts' GROUP BY relates_to_id
),
dated AS (
    SELECT v.speaker_id AS actor_id, s.proposition_id, v.said_by AS said_date, v.sequence, s.position, s.statement_id,
        v.office_id, v.recorded_date, e.tenure_end, p.closes_date, r.retracted_date,
        LEAST(e.tenure_end, p.closes_date, r.retracted_date) AS expires_date
    FROM stances s
    JOIN visible v ON v.statement_id = s.statement_id
    JOIN propositions p ON p.proposition_id = s.proposition_id
    LEFT JOIN ends e ON e.statement_id = v.statement_id
    LEFT JOIN retractions r ON r.statement_id = v.statement_id
    WHERE (p.opens_date IS NULL OR v.said_by >= p.opens_date)
      AND (p.closes_date IS NULL OR v.said_by < p.closes_date)
      AND ((CAST($issue AS STRING) IS NULL AND CAST($proposition AS STRING) IS NULL)
           OR s.proposition_id IN (SELECT proposition_id FROM asked))
)
SELECT actor_id, proposition_id, said_date, sequence, position, statement_id, office_id, recorded_date, expires_date,
    CASE
        WHEN expires_date = retracted_date THEN 'retraction'
        WHEN expires_date = tenure_end THEN 'tenure-end'
        WHEN expires_date = closes_date THEN 'proposition-closed'
    END AS expires_by
FROM dated
