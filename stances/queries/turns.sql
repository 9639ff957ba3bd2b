-- needs: asked, spoken
-- What was said up to $until, for windows to read each actor's words on a proposition in turn. A window's neighbour counts only if it
-- is of the same actor and proposition, and texts say so: an engine may then read all rows in one sorted run (engines/duckdb.py).
SELECT * FROM spoken
WHERE CAST($until AS DATE) IS NULL OR said_date <= CAST($until AS DATE)
