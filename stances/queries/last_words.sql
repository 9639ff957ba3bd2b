-- needs: asked, spoken, turns
-- The last word of each actor on each proposition and day, and whether it had lapsed by then.
SELECT *
FROM (
    SELECT *, COALESCE(expires_date <= said_date OR CAST($max_age AS INTEGER) <= 0, FALSE) AS is_lapsed,
        LAG(actor_id) OVER w = actor_id AND LAG(proposition_id) OVER w = proposition_id AND LAG(said_date) OVER w = said_date AS is_overtaken
    FROM turns
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence DESC)  -- the last word of each day comes first
) words
WHERE NOT COALESCE(is_overtaken, FALSE)
