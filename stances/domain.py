"""Rules that no built-in expectation can say, across columns, rows and tables, in SQL that DuckDB and Spark share."""

from __future__ import annotations

import re
from typing import NamedTuple

from stances.schema import TABLES, VOCABULARIES

# Every id that a redirect can be about, with its table.
IDS = " UNION ALL ".join(f"SELECT '{t}' AS id_table, {TABLES[t].key[0]} AS id FROM {t}" for t in VOCABULARIES["redirected_table"])


class Rule(NamedTuple):
    """One rule of a table, told by the rows that break it, in one of four ways.

    `lists` is a text that gives each such row's key and offending value; `where` a condition on a row `t` that holds where it breaks
    the rule, with `$pattern` for the pattern; a `pattern` alone says what no text of the column holds, a `table.key` as `refers` where
    its values must be found. Patterns are in the syntax that RE2 and Java share.

    >>> Rule("sources", "read", "read_date", "", where="read_date < published_date").sql
    "SELECT COALESCE(CAST(t.source_id AS STRING), 'empty'), t.read_date FROM sources t WHERE read_date < published_date"
    """

    table: str
    rule: str
    column: str
    sentence: str
    lists: str = ""
    where: str = ""
    pattern: str = ""
    refers: str = ""

    @property
    def id(self) -> str:
        """The stable id, as problems show it."""
        return f"{self.table}.{self.rule}"

    @property
    def values(self) -> dict[str, str]:
        """The pattern as the parameter of `condition` and `sql`; nothing where there is none."""
        return {re.sub(r"\W", "_", self.id): self.pattern} if self.pattern else {}

    @property
    def condition(self) -> str:
        """The condition on a row `t`; nothing where the rows are listed."""
        if self.refers:
            return f"t.{self.column} IS NOT NULL AND {self.lost}"
        where = self.where or (f"regexp_like(t.{self.column}, $pattern)" if self.pattern else "")
        return where.replace("$pattern", "".join(f"${name}" for name in self.values))

    @property
    def lost(self) -> str:
        """The condition of a rule that refers, for rows in which the column is not empty."""
        table, key = self.refers.split(".")
        return f"NOT EXISTS (SELECT 1 FROM {table} r WHERE r.{key} = t.{self.column})"

    @property
    def sql(self) -> str:
        """A text that lists key and offending value of each row that breaks the rule."""
        key = " || ' ' || ".join(f"COALESCE(CAST(t.{k} AS STRING), 'empty')" for k in TABLES[self.table].key)
        return self.lists or f"SELECT {key}, t.{self.column} FROM {self.table} t WHERE {self.condition}"


RULES = (
    Rule("statements", "tenure", "office_id", "the speaker holds the office on that day", """
        WITH moments AS (SELECT DISTINCT speaker_id, office_id, said_date, said_precision FROM statements WHERE office_id IS NOT NULL),
        without AS (SELECT * FROM moments s WHERE NOT EXISTS (
            SELECT 1 FROM tenures t WHERE t.actor_id = s.speaker_id AND t.office_id = s.office_id
            AND (t.end_date IS NULL OR s.said_date < t.end_date)
            AND t.start_date <= CASE said_precision WHEN 'month' THEN last_day(said_date)
                WHEN 'year' THEN make_date(year(said_date), 12, 31) ELSE said_date END))
        SELECT s.statement_id, s.office_id FROM statements s JOIN without w ON w.office_id = s.office_id
            AND w.speaker_id IS NOT DISTINCT FROM s.speaker_id AND w.said_date IS NOT DISTINCT FROM s.said_date
            AND w.said_precision IS NOT DISTINCT FROM s.said_precision"""),
    Rule("tenures", "overlap", "start_date", "one actor's tenures in one office do not overlap", """
        SELECT b.tenure_id, b.start_date FROM tenures a JOIN tenures b ON a.actor_id = b.actor_id AND a.office_id = b.office_id
            AND a.tenure_id <> b.tenure_id AND (a.start_date < b.start_date OR (a.start_date = b.start_date AND a.tenure_id < b.tenure_id))
        WHERE a.end_date IS NULL OR b.start_date < a.end_date"""),
    Rule("tenures", "order", "end_date", "a tenure ends after it starts",
         where="end_date <= start_date"),
    Rule("tenures", "verified", "verified_date", "an open tenure says on which day it was last verified",
         where="end_date IS NULL AND verified_date IS NULL"),
    Rule("stances", "exclusive", "position", "a (statement, proposition) is a stance or a non-position, never both",
         "SELECT statement_id || ' ' || proposition_id, position FROM stances JOIN non_positions USING (statement_id, proposition_id)"),
    Rule("stances", "open", "proposition_id", "the proposition is open on the day of the statement", """
        SELECT s.statement_id || ' ' || s.proposition_id, v.said_date FROM stances s JOIN statements v USING (statement_id)
        JOIN propositions p USING (proposition_id)
        WHERE v.said_date < p.opens_date AND v.said_precision = 'day' OR v.said_date >= p.closes_date"""),
    Rule("stances", "condition", "condition", "a conditional stance says its condition, another has none",
         where="conditional <> (condition IS NOT NULL)"),
    Rule("statements", "withdrawn", "withdrawn_reason", "a withdrawn statement has a date and a reason",
         where="(withdrawn_date IS NULL) <> (withdrawn_reason IS NULL)"),
    Rule("statements", "recorded", "recorded_date", "a statement is said on or before the day it is recorded",
         where="said_date > recorded_date"),
    Rule("statements", "quote-length", "quote", "a quote has at most 40 words",
         pattern=r"^\s*(?:\S+\s+){40}\S"),
    Rule("statements", "quote-summary", "summary", "a summary is not the quote",
         where="summary = quote"),
    Rule("statements", "order", "sequence", "a speaker's statements of one day on one issue have an order", """
        SELECT MAX(statement_id), sequence FROM statements GROUP BY issue_id, speaker_id, said_date, sequence HAVING COUNT(*) > 1"""),
    Rule("statements", "precision", "said_date", "a month or year is written as its first day",
         where="said_precision = 'month' AND day(said_date) <> 1 OR said_precision = 'year' AND dayofyear(said_date) <> 1"),
    Rule("statements", "second-source", "second_source_id", "the second source is another page",
         where="second_source_id = source_id"),
    Rule("statements", "delegated", "on_behalf_of_id", "a spokesperson's statement says for whom",
         where="mode = 'delegated' AND on_behalf_of_id IS NULL"),
    Rule("statements", "reported", "quote", "a paraphrase by a page has no quote",
         where="mode = 'reported' AND quote IS NOT NULL"),
    Rule("propositions", "twin", "text", "no two propositions say the same",
         "SELECT MAX(proposition_id), text FROM propositions GROUP BY text HAVING COUNT(*) > 1"),
    Rule("proposition_links", "polarity", "polarity", "a polarity is +1 or -1 and links two propositions",
         where="polarity = 0 OR from_proposition_id = to_proposition_id"),
    Rule("positions", "interval", "valid_to", "an interval ends after it starts",
         where="valid_to <= valid_from"),
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
         where="NOT regexp_like(t.wikidata_id, $pattern)", pattern="^Q[1-9][0-9]*$"),
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
    Rule("tenures", "witness", "verified_date", "a tenure is verified on a day of its own",
         where="verified_date < start_date OR verified_date >= end_date"),
    Rule("tenures", "end-precision", "end_precision", "an end has a precision, no end has none",
         where="(end_date IS NULL) <> (end_precision IS NULL)"),
    Rule("tenures", "first-day", "start_date", "a month or year is written as its first day",
         where="start_precision = 'month' AND day(start_date) <> 1 OR start_precision = 'year' AND dayofyear(start_date) <> 1"
               " OR end_precision = 'month' AND day(end_date) <> 1 OR end_precision = 'year' AND dayofyear(end_date) <> 1"),
    Rule("issues", "order", "closed_date", "an issue closes on or after the day it opens",
         where="closed_date < opened_date"),
    Rule("propositions", "order", "closes_date", "a proposition closes after it opens",
         where="closes_date <= opens_date"),
    Rule("propositions", "poles", "oppose_means", "the two poles differ",
         where="lower(support_means) = lower(oppose_means)"),
    Rule("propositions", "alike", "text", "no two propositions of an issue are the same but for case, stops and a 'not'", """
        WITH bare AS (SELECT *, ' ' || array_join(regexp_extract_all(lower(text), '[a-z0-9]+', 0), '  ') || ' ' AS words FROM propositions),
        same AS (SELECT *, replace(replace(words, ' not ', ''), ' no ', '') AS claim FROM bare)
        SELECT MAX(proposition_id), MAX(text) FROM same WHERE claim <> '' GROUP BY issue_id, claim HAVING COUNT(DISTINCT text) > 1"""),
    Rule("proposition_links", "contradiction", "polarity", "links do not contradict one another along any way round", """
        WITH one AS (SELECT from_proposition_id AS start_id, to_proposition_id AS at_id, SIGN(polarity) AS sign FROM proposition_links),
        two AS (SELECT * FROM one UNION SELECT a.start_id, b.at_id, a.sign * b.sign FROM one a JOIN one b ON b.start_id = a.at_id),
        four AS (SELECT * FROM two UNION SELECT a.start_id, b.at_id, a.sign * b.sign FROM two a JOIN two b ON b.start_id = a.at_id),
        eight AS (SELECT * FROM four UNION SELECT a.start_id, b.at_id, a.sign * b.sign FROM four a JOIN four b ON b.start_id = a.at_id)
        SELECT from_proposition_id || ' ' || to_proposition_id, polarity FROM proposition_links
        WHERE from_proposition_id IN (SELECT start_id FROM eight WHERE at_id = start_id AND sign < 0)"""),
    Rule("events", "first-day", "event_date", "a month or year is written as its first day",
         where="event_precision = 'month' AND day(event_date) <> 1 OR event_precision = 'year' AND dayofyear(event_date) <> 1"),
    Rule("sources", "precision", "published_precision", "a day of publication has a precision, none has none",
         where="(published_date IS NULL) <> (published_precision IS NULL)"),
    Rule("sources", "read", "read_date", "a page is read on or after the day it was published",
         where="read_date < published_date"),
    Rule("statements", "published", "said_date", "words are said on or before the day their page was published (a day's grace for time zones)", """
        SELECT s.statement_id, s.said_date FROM statements s JOIN sources p USING (source_id)
        WHERE s.said_precision = 'day' AND p.published_precision = 'day' AND s.said_date > p.published_date + 1"""),
    Rule("statements", "organization", "office_id", "an organization holds no office", """
        SELECT s.statement_id, s.office_id FROM statements s JOIN actors a ON a.actor_id = s.speaker_id
        WHERE a.actor_kind = 'organization' AND s.office_id IS NOT NULL"""),
    Rule("statements", "self", "on_behalf_of_id", "nobody speaks on behalf of themselves",
         where="on_behalf_of_id = speaker_id"),
    Rule("statements", "quote", "quote_language", "a quote has a language and a check, no quote has neither",
         where="(quote IS NULL) <> (quote_language IS NULL) OR (quote IS NULL) <> (quote_check IS NULL)"),
    Rule("statements", "related", "relates_to_id", "a statement that refers to another says how, and the other is another, and not later", """
        SELECT s.statement_id, s.relates_to_id FROM statements s LEFT JOIN statements o ON o.statement_id = s.relates_to_id
        WHERE (s.relates_to_id IS NOT NULL OR s.relation IS NOT NULL) AND (
            s.relates_to_id IS NULL OR s.relation IS NULL OR s.relates_to_id = s.statement_id OR o.said_date > s.said_date)"""),
    Rule("statements", "withdrawn-date", "withdrawn_date", "a record is withdrawn on or after the day it was made",
         where="withdrawn_date < recorded_date"),
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
    Rule("codings", "condition", "condition", "only a position has a condition",
         where="condition IS NOT NULL AND code IN ('declined', 'neutral', 'unclear', 'not-addressed')"),
    Rule("rechecks", "date", "recheck_date", "a row is read again on or after the day it was made", """
        SELECT k.statement_id || ' ' || k.recheck_round, k.recheck_date FROM rechecks k JOIN statements s USING (statement_id)
        WHERE k.recheck_date < s.recorded_date"""),
    Rule("rechecks", "reader", "coder_id", "a reader reads again", """
        SELECT k.statement_id || ' ' || k.recheck_round, k.coder_id FROM rechecks k JOIN coders r USING (coder_id)
        WHERE r.coder_role <> 'reader'"""),
    Rule("rechecks", "note", "note", "what was wrong or corrected is said",
         where="verdict IN ('corrected', 'wrong') AND note IS NULL"),
    Rule("redirects", "given-up", "old_id", "an id that was given up is never used again", f"""
        SELECT redirected_table || ' ' || old_id, old_id FROM redirects JOIN ({IDS}) ON id_table = redirected_table AND id = old_id"""),
    Rule("redirects", "stands", "new_id", "a redirect leads to an id that stands", f"""
        SELECT redirected_table || ' ' || old_id, new_id FROM redirects LEFT JOIN ({IDS}) ON id_table = redirected_table AND id = new_id
        WHERE id IS NULL"""),
    Rule("disagreements", "gap", "gap", "the gap is the distance of the positions",
         where="gap <> CAST(position_a AS INTEGER) - position_b"),
)  # fmt: skip
