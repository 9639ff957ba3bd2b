-- Statements that count, each with the day from which it does: a partial date counts from the last day on which it can have been
-- said, so it is never before a day inside its interval.
SELECT *,
    CASE said_precision
        WHEN 'month' THEN last_day(said_date)
        WHEN 'year' THEN make_date(year(said_date), 12, 31)
        ELSE said_date
    END AS said_by
FROM statements
WHERE (CAST($known_as_of AS DATE) IS NULL OR recorded_date <= CAST($known_as_of AS DATE))
  AND (CAST($with_withdrawn AS BOOLEAN)
       OR withdrawn_date IS NULL
       OR withdrawn_date > CAST($known_as_of AS DATE))
