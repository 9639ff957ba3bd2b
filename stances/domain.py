"""Rules that no built-in expectation can say: each one SQL text that lists the offending rows.

A rule is (table, rule id, column, sentence, SQL); its SQL gives the row's key and the offending value.
"""

from __future__ import annotations

from typing import NamedTuple

from stances.schema import TABLES, VOCABULARIES

# Every id that a redirect can be about, with its table.
IDS = " UNION ALL ".join(f"SELECT '{t}' AS id_table, {TABLES[t].key[0]} AS id FROM {t}" for t in VOCABULARIES["redirected_table"])


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
    Rule("statements", "quote-length", "quote", "a quote has at most 40 words",
         "SELECT statement_id, quote FROM statements WHERE len(string_split_regex(trim(quote), '\\s+')) > 40"),
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
    Rule("actors", "person", "parent_id", "a person has no organization above and no branch; offices say where people stand",
         "SELECT actor_id, COALESCE(parent_id, branch) FROM actors WHERE actor_kind = 'person' AND (parent_id IS NOT NULL OR branch IS NOT NULL)"),
    Rule("actors", "parent", "parent_id", "an organization stands below an organization", """
        SELECT a.actor_id, a.parent_id FROM actors a JOIN actors b ON b.actor_id = a.parent_id WHERE b.actor_kind <> 'organization'"""),
    Rule("actors", "circle", "parent_id", "no organization stands above itself", """
        WITH RECURSIVE up AS (
            SELECT actor_id, parent_id, 1 AS steps FROM actors WHERE parent_id IS NOT NULL
            UNION ALL SELECT u.actor_id, a.parent_id, u.steps + 1 FROM up u JOIN actors a ON a.actor_id = u.parent_id
            WHERE a.parent_id IS NOT NULL AND u.steps < 20)
        SELECT DISTINCT actor_id, parent_id FROM up WHERE actor_id = parent_id"""),
    Rule("actors", "wikidata", "wikidata_id", "a Wikidata item is Q and a number",
         "SELECT actor_id, wikidata_id FROM actors WHERE NOT regexp_full_match(wikidata_id, 'Q[1-9][0-9]*')"),
    Rule("offices", "organization", "organization_id", "an office is in an organization", """
        SELECT o.office_id, o.organization_id FROM offices o JOIN actors a ON a.actor_id = o.organization_id
        WHERE a.actor_kind <> 'organization'"""),
    Rule("offices", "circle", "principal_id", "no office answers to itself", """
        WITH RECURSIVE up AS (
            SELECT office_id, principal_id, 1 AS steps FROM offices WHERE principal_id IS NOT NULL
            UNION ALL SELECT u.office_id, o.principal_id, u.steps + 1 FROM up u JOIN offices o ON o.office_id = u.principal_id
            WHERE o.principal_id IS NOT NULL AND u.steps < 20)
        SELECT DISTINCT office_id, principal_id FROM up WHERE office_id = principal_id"""),
    Rule("offices", "head", "is_head", "an organization has one head", """
        SELECT MAX(office_id), MAX(is_head) FROM offices WHERE is_head GROUP BY organization_id HAVING COUNT(*) > 1"""),
    Rule("tenures", "person", "actor_id", "a person holds an office", """
        SELECT t.tenure_id, t.actor_id FROM tenures t JOIN actors a USING (actor_id) WHERE a.actor_kind <> 'person'"""),
    Rule("tenures", "party", "party_id", "a party is a party", """
        SELECT t.tenure_id, t.party_id FROM tenures t JOIN actors a ON a.actor_id = t.party_id WHERE a.branch IS DISTINCT FROM 'party'"""),
    Rule("tenures", "witness", "verified_date", "a tenure is verified on a day of its own", """
        SELECT tenure_id, verified_date FROM tenures WHERE verified_date < start_date OR verified_date >= end_date"""),
    Rule("tenures", "end-precision", "end_precision", "an end has a precision, no end has none",
         "SELECT tenure_id, end_precision FROM tenures WHERE (end_date IS NULL) <> (end_precision IS NULL)"),
    Rule("tenures", "first-day", "start_date", "a month or year is written as its first day", """
        SELECT tenure_id, start_date FROM tenures WHERE start_precision = 'month' AND day(start_date) <> 1
            OR start_precision = 'year' AND dayofyear(start_date) <> 1 OR end_precision = 'month' AND day(end_date) <> 1
            OR end_precision = 'year' AND dayofyear(end_date) <> 1"""),
    Rule("issues", "order", "closed_date", "an issue closes on or after the day it opens",
         "SELECT issue_id, closed_date FROM issues WHERE closed_date < opened_date"),
    Rule("propositions", "order", "closes_date", "a proposition closes after it opens",
         "SELECT proposition_id, closes_date FROM propositions WHERE closes_date <= opens_date"),
    Rule("propositions", "poles", "oppose_means", "the two poles differ",
         "SELECT proposition_id, oppose_means FROM propositions WHERE lower(support_means) = lower(oppose_means)"),
    Rule("propositions", "alike", "text", "no two propositions of an issue are the same but for case, stops and a 'not'", """
        WITH bare AS (SELECT *, trim(regexp_replace(regexp_replace(lower(text), '\\b(not|no)\\b', '', 'g'), '[^a-z0-9]+', ' ', 'g')) AS words
                      FROM propositions)
        SELECT MAX(proposition_id), MAX(text) FROM bare WHERE words <> '' GROUP BY issue_id, words HAVING COUNT(DISTINCT text) > 1"""),
    Rule("proposition_links", "contradiction", "polarity", "links do not contradict one another along any way round", """
        WITH RECURSIVE way AS (
            SELECT from_proposition_id AS start_id, to_proposition_id AS at_id, polarity, 1 AS steps FROM proposition_links
            UNION SELECT w.start_id, l.to_proposition_id, w.polarity * l.polarity, w.steps + 1
            FROM way w JOIN proposition_links l ON l.from_proposition_id = w.at_id WHERE w.steps < 6 AND w.at_id <> w.start_id)
        SELECT l.from_proposition_id || ' ' || l.to_proposition_id, l.polarity FROM proposition_links l
        WHERE EXISTS (SELECT 1 FROM way w WHERE w.start_id = l.from_proposition_id AND w.at_id = l.from_proposition_id AND w.polarity < 0)"""),
    Rule("events", "first-day", "event_date", "a month or year is written as its first day", """
        SELECT event_id, event_date FROM events
        WHERE event_precision = 'month' AND day(event_date) <> 1 OR event_precision = 'year' AND dayofyear(event_date) <> 1"""),
    Rule("sources", "precision", "published_precision", "a day of publication has a precision, none has none",
         "SELECT source_id, published_precision FROM sources WHERE (published_date IS NULL) <> (published_precision IS NULL)"),
    Rule("sources", "read", "read_date", "a page is read on or after the day it was published",
         "SELECT source_id, read_date FROM sources WHERE read_date < published_date"),
    Rule("statements", "published", "said_date", "words are said on or before the day their page was published (a day's grace for time zones)", """
        SELECT s.statement_id, s.said_date FROM statements s JOIN sources p USING (source_id)
        WHERE s.said_precision = 'day' AND p.published_precision = 'day' AND s.said_date > p.published_date + 1"""),
    Rule("statements", "organization", "office_id", "an organization holds no office", """
        SELECT s.statement_id, s.office_id FROM statements s JOIN actors a ON a.actor_id = s.speaker_id
        WHERE a.actor_kind = 'organization' AND s.office_id IS NOT NULL"""),
    Rule("statements", "self", "on_behalf_of_id", "nobody speaks on behalf of themselves",
         "SELECT statement_id, on_behalf_of_id FROM statements WHERE on_behalf_of_id = speaker_id"),
    Rule("statements", "quote", "quote_language", "a quote has a language and a check, no quote has neither", """
        SELECT statement_id, quote_language FROM statements
        WHERE (quote IS NULL) <> (quote_language IS NULL) OR (quote IS NULL) <> (quote_check IS NULL)"""),
    Rule("statements", "related", "relates_to_id", "a statement that refers to another says how, and the other is another, and not later", """
        SELECT s.statement_id, s.relates_to_id FROM statements s LEFT JOIN statements o ON o.statement_id = s.relates_to_id
        WHERE (s.relates_to_id IS NULL) <> (s.relation IS NULL) OR s.relates_to_id = s.statement_id OR o.said_date > s.said_date"""),
    Rule("statements", "withdrawn-date", "withdrawn_date", "a record is withdrawn on or after the day it was made", """
        SELECT statement_id, withdrawn_date FROM statements WHERE withdrawn_date < recorded_date"""),
    Rule("statements", "replaced", "replaced_by_id", "a record that is replaced is withdrawn, and replaced by another that stands", """
        SELECT s.statement_id, s.replaced_by_id FROM statements s LEFT JOIN statements r ON r.statement_id = s.replaced_by_id
        WHERE s.replaced_by_id IS NOT NULL AND (s.withdrawn_date IS NULL OR r.withdrawn_date IS NOT NULL OR s.replaced_by_id = s.statement_id)"""),
    Rule("codings", "issue", "proposition_id", "a statement is coded on propositions of its own issue", """
        SELECT c.statement_id || ' ' || c.proposition_id || ' ' || c.coder_id, c.proposition_id
        FROM codings c JOIN statements s USING (statement_id) JOIN propositions p USING (proposition_id) WHERE p.issue_id <> s.issue_id"""),
    Rule("codings", "open", "proposition_id", "a statement is coded on propositions that are open on its day", """
        SELECT c.statement_id || ' ' || c.proposition_id || ' ' || c.coder_id, s.said_date
        FROM codings c JOIN statements s USING (statement_id) JOIN propositions p USING (proposition_id)
        WHERE c.code <> 'not-addressed' AND (s.said_date < p.opens_date AND s.said_precision = 'day' OR s.said_date >= p.closes_date)"""),
    Rule("codings", "two", "coder_id", "an adjudication decides something: not all codes of the pair are alike", """
        SELECT c.statement_id || ' ' || c.proposition_id, COUNT(DISTINCT c.code)
        FROM codings c JOIN coders r USING (coder_id) GROUP BY c.statement_id, c.proposition_id
        HAVING COUNT(*) FILTER (WHERE r.coder_role = 'adjudicator') > 0 AND COUNT(DISTINCT c.code) < 2"""),
    Rule("codings", "coders", "coder_id", "each proposition that a statement is coded on is coded by as many coders", """
        WITH pairs AS (
            SELECT statement_id, proposition_id, COUNT(*) AS n FROM codings JOIN coders USING (coder_id)
            WHERE coder_role = 'coder' GROUP BY statement_id, proposition_id)
        SELECT statement_id || ' ' || proposition_id, n FROM pairs p
        WHERE n < (SELECT MAX(n) FROM pairs o WHERE o.statement_id = p.statement_id)"""),
    Rule("codings", "reader", "coder_id", "who reads rows again does not code", """
        SELECT c.statement_id || ' ' || c.proposition_id || ' ' || c.coder_id, c.coder_id
        FROM codings c JOIN coders r USING (coder_id) WHERE r.coder_role = 'reader'"""),
    Rule("codings", "condition", "condition", "only a position has a condition", """
        SELECT statement_id || ' ' || proposition_id || ' ' || coder_id, condition FROM codings
        WHERE condition IS NOT NULL AND code IN ('declined', 'neutral', 'unclear', 'not-addressed')"""),
    Rule("rechecks", "date", "recheck_date", "a row is read again on or after the day it was made", """
        SELECT k.statement_id || ' ' || k.recheck_round, k.recheck_date FROM rechecks k JOIN statements s USING (statement_id)
        WHERE k.recheck_date < s.recorded_date"""),
    Rule("rechecks", "reader", "coder_id", "a reader reads again", """
        SELECT k.statement_id || ' ' || k.recheck_round, k.coder_id FROM rechecks k JOIN coders r USING (coder_id)
        WHERE r.coder_role <> 'reader'"""),
    Rule("rechecks", "note", "note", "what was wrong or corrected is said", """
        SELECT statement_id || ' ' || recheck_round, note FROM rechecks WHERE verdict IN ('corrected', 'wrong') AND note IS NULL"""),
    Rule("redirects", "given-up", "old_id", "an id that was given up is never used again", f"""
        SELECT redirected_table || ' ' || old_id, old_id FROM redirects JOIN ({IDS}) ON id_table = redirected_table AND id = old_id"""),
    Rule("redirects", "stands", "new_id", "a redirect leads to an id that stands", f"""
        SELECT redirected_table || ' ' || old_id, new_id FROM redirects LEFT JOIN ({IDS}) ON id_table = redirected_table AND id = new_id
        WHERE id IS NULL"""),
    Rule("disagreements", "gap", "gap", "the gap is the distance of the positions", """
        SELECT proposition_id || ' ' || actor_a || ' ' || actor_b, gap FROM disagreements WHERE gap <> position_a - position_b"""),
)  # fmt: skip
