"""Rules that no built-in expectation can say: each one SQL text that lists the offending rows.

A rule is (table, rule id, column, sentence, SQL); its SQL gives the row's key and the offending value.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """One rule across columns or tables."""

    table: str
    rule: str
    column: str
    sentence: str
    sql: str


RULES = (
    Rule("statements", "tenure", "office_id", "the speaker holds the office on that day", """
        SELECT statement_id, office_id FROM statements s WHERE office_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM tenures t WHERE t.actor_id = s.speaker_id AND t.office_id = s.office_id
            AND (t.end_date IS NULL OR s.said_date < t.end_date)
            AND t.start_date <= CASE said_precision WHEN 'month' THEN last_day(said_date)
                WHEN 'year' THEN make_date(year(said_date), 12, 31) ELSE said_date END)"""),
    Rule("tenures", "overlap", "start_date", "one actor's tenures in one office do not overlap", """
        SELECT b.tenure_id, b.start_date FROM tenures a JOIN tenures b ON a.actor_id = b.actor_id AND a.office_id = b.office_id
            AND a.tenure_id <> b.tenure_id AND (a.start_date < b.start_date OR (a.start_date = b.start_date AND a.tenure_id < b.tenure_id))
        WHERE a.end_date IS NULL OR b.start_date < a.end_date"""),
    Rule("tenures", "order", "end_date", "a tenure ends after it starts",
         "SELECT tenure_id, end_date FROM tenures WHERE end_date <= start_date"),
    Rule("tenures", "verified", "verified_date", "an open tenure says on which day it was last verified",
         "SELECT tenure_id, verified_date FROM tenures WHERE end_date IS NULL AND verified_date IS NULL"),
    Rule("stances", "exclusive", "position", "a (statement, proposition) is a stance or a non-position, never both",
         "SELECT statement_id || ' ' || proposition_id, position FROM stances JOIN non_positions USING (statement_id, proposition_id)"),
    Rule("stances", "open", "proposition_id", "the proposition is open on the day of the statement", """
        SELECT s.statement_id || ' ' || s.proposition_id, v.said_date FROM stances s JOIN statements v USING (statement_id)
        JOIN propositions p USING (proposition_id)
        WHERE v.said_date < p.opens_date AND v.said_precision = 'day' OR v.said_date >= p.closes_date"""),
    Rule("stances", "condition", "condition", "a conditional stance says its condition, another has none",
         "SELECT statement_id || ' ' || proposition_id, condition FROM stances WHERE conditional <> (condition IS NOT NULL)"),
    Rule("statements", "withdrawn", "withdrawn_reason", "a withdrawn statement has a date and a reason",
         "SELECT statement_id, withdrawn_reason FROM statements WHERE (withdrawn_date IS NULL) <> (withdrawn_reason IS NULL)"),
    Rule("statements", "recorded", "recorded_date", "a statement is said on or before the day it is recorded",
         "SELECT statement_id, recorded_date FROM statements WHERE said_date > recorded_date"),
    Rule("statements", "quote-length", "quote", "a quote has at most 40 words", """
        SELECT statement_id, quote FROM statements
        WHERE regexp_like(trim(replace(replace(quote, chr(10), ' '), chr(9), ' ')), '([^ ]+ +){40}[^ ]')"""),
    Rule("statements", "quote-summary", "summary", "a summary is not the quote",
         "SELECT statement_id, summary FROM statements WHERE summary = quote"),
    Rule("statements", "order", "sequence", "a speaker's statements of one day on one issue have an order", """
        SELECT MAX(statement_id), sequence FROM statements GROUP BY issue_id, speaker_id, said_date, sequence HAVING COUNT(*) > 1"""),
    Rule("statements", "precision", "said_date", "a month or year is written as its first day", """
        SELECT statement_id, said_date FROM statements
        WHERE said_precision = 'month' AND day(said_date) <> 1 OR said_precision = 'year' AND dayofyear(said_date) <> 1"""),
    Rule("statements", "second-source", "second_source_id", "the second source is another page",
         "SELECT statement_id, second_source_id FROM statements WHERE second_source_id = source_id"),
    Rule("statements", "delegated", "on_behalf_of_id", "a spokesperson's statement says for whom",
         "SELECT statement_id, on_behalf_of_id FROM statements WHERE mode = 'delegated' AND on_behalf_of_id IS NULL"),
    Rule("statements", "reported", "quote", "a paraphrase by a page has no quote",
         "SELECT statement_id, quote FROM statements WHERE mode = 'reported' AND quote IS NOT NULL"),
    Rule("propositions", "twin", "text", "no two propositions say the same",
         "SELECT MAX(proposition_id), text FROM propositions GROUP BY text HAVING COUNT(*) > 1"),
    Rule("proposition_links", "polarity", "polarity", "a polarity is +1 or -1 and links two propositions", """
        SELECT from_proposition_id || ' ' || to_proposition_id, polarity FROM proposition_links
        WHERE polarity = 0 OR from_proposition_id = to_proposition_id"""),
    Rule("positions", "interval", "valid_to", "an interval ends after it starts",
         "SELECT actor_id || ' ' || proposition_id, valid_to FROM positions WHERE valid_to <= valid_from"),
    Rule("positions", "overlap", "valid_from", "one actor's intervals on one proposition do not overlap", """
        SELECT b.actor_id || ' ' || b.proposition_id, b.valid_from FROM positions a JOIN positions b
            ON a.actor_id = b.actor_id AND a.proposition_id = b.proposition_id AND a.valid_from < b.valid_from
        WHERE a.valid_to IS NULL OR b.valid_from < a.valid_to"""),
)  # fmt: skip
