"""Lines - one act or utterance each, in whatever names their makers used - into tables, in SQL so that a million of them are quick.

An importer fills the view `lines` of a DuckDB connection (columns below); `write_tables` names actors by ids, orders each
actor's day, sets aside what it must refuse, and writes every table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances.importers.report import Report
from stances.parquet import write, write_table
from stances.schema import POSITIONS, TABLES, VOCABULARIES

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# What a line says: where it stood in the input, who, on what, when, what code of ours it came to, and its evidence.
# `turn` numbers the lines in the order of the input.
COLUMNS = {
    "place": "VARCHAR",
    "statement": "VARCHAR",
    "actor": "VARCHAR",
    "proposition": "VARCHAR",
    "issue": "VARCHAR",
    "said": "DATE",
    "turn": "BIGINT",
    "code": "VARCHAR",
    "channel": "VARCHAR",
    "mode": "VARCHAR",
    "summary": "VARCHAR",
    "quote": "VARCHAR",
    "language": "VARCHAR",
    "source": "VARCHAR",
}
EXAMPLES = 3  # refused rows of one kind that are named one by one
Rows = list[dict[str, Any]]


def slug(name: str) -> str:
    """A name as an id: a-z, 0-9 and hyphens.

    >>> slug("Côte d’Ivoire"), slug("Türkiye (Turkey)"), slug("Россия")
    ('cote-d-ivoire', 'turkiye-turkey', 'x-420-43e-441-441-438-44f')
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("'", " ")).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    # A script without Latin letters has no plain form; its code points are at least unambiguous.
    return short or "x-" + "-".join(f"{ord(c):x}" for c in name.strip())


def ids(names: Iterable[str], report: Report, what: str) -> dict[str, str]:
    """An id for each name; names whose ids would be the same get numbers, and the report says so."""
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name in sorted(set(names)):
        identifier, n = slug(name), 1
        while identifier in taken:
            n += 1
            identifier = f"{slug(name)}-{n}"
        if n > 1:
            report.notes.append(f"{what} {name!r} and {taken[slug(name)]!r} have the same short form; the first is {identifier}")
        found[name], taken[identifier] = identifier, name
    return found


def lookup(con: duckdb.DuckDBPyConnection, table: str, ids: dict[str, str]) -> None:
    """A table (name, id) of the connection."""
    import pyarrow as pa

    con.register("_lookup", pa.table({"name": pa.array(ids, pa.string()), "id": pa.array(ids.values(), pa.string())}))
    con.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM _lookup")
    con.unregister("_lookup")


def refuse(con: duckdb.DuckDBPyConnection, condition: str, reason: str, report: Report) -> None:
    """Take lines that meet a condition out of `lines`, and put them into the report: a few by place, the others by number."""
    rows = con.sql(f"SELECT place FROM lines WHERE {condition} ORDER BY turn").fetchall()
    report.refused += [f"{place}: {reason}" for (place,) in rows[:EXAMPLES]]
    if len(rows) > EXAMPLES:
        report.refused.append(f"{len(rows) - EXAMPLES} more: {reason}")
    if rows:
        con.execute(f"CREATE OR REPLACE TABLE lines AS SELECT * FROM lines WHERE NOT coalesce({condition}, false)")


def write_tables(
    con: duckdb.DuckDBPyConnection,
    out: Path,
    report: Report,
    actors: Callable[[dict[str, str]], Rows],
    issues: Rows,
    propositions: Rows,
    sources: Rows,
    recorded: date,
) -> Report:
    """Write every table from `lines`; refused lines and the numbers go into the report, which is also written as IMPORT.md.

    `actors` gets the id of each actor's name and gives their rows; issues, propositions and sources are named in `lines` by id.
    """
    codes = ", ".join(f"'{code}'" for code in (*POSITIONS, *VOCABULARIES["non_position"]))
    refuse(con, "actor IS NULL OR trim(actor) = ''", "no actor", report)
    refuse(con, "said IS NULL", "no day that can be read", report)
    refuse(con, f"code IS NULL OR code NOT IN ({codes})", "no code", report)
    refuse(con, f"said > DATE '{recorded}'", "the day lies in the future", report)
    again = "SELECT turn, row_number() OVER (PARTITION BY statement, proposition ORDER BY turn) AS nth FROM lines"
    refuse(con, f"turn IN (SELECT turn FROM ({again}) WHERE nth > 1)", "that statement on that proposition stands above", report)
    known = ids((name for (name,) in con.sql("SELECT DISTINCT trim(actor) FROM lines").fetchall()), report, "actor")
    lookup(con, "known", known)
    con.execute("""
        CREATE OR REPLACE TABLE spoken AS
        SELECT l.*, k.id AS actor_id,
            row_number() OVER (PARTITION BY l.issue, k.id, l.said ORDER BY l.turn, l.statement) AS sequence
        FROM lines l JOIN known k ON k.name = trim(l.actor)""")
    days = con.sql("""
        SELECT count(*) FROM (SELECT 1 FROM spoken GROUP BY actor_id, proposition, said
                              HAVING count(DISTINCT code) > 1)""").fetchall()[0][0]
    if days:
        report.notes.append(
            f"{days} times an actor took two positions on one proposition within one day; the order is that of the input "
            "(`stances conflicts` lists them)"
        )
    spoken = con.sql(f"""
        SELECT statement AS statement_id, any_value(issue) AS issue_id, any_value(actor_id) AS speaker_id,
            any_value(said) AS said_date, 'day' AS said_precision, CAST(min(sequence) AS SMALLINT) AS sequence,
            any_value(channel) AS channel, any_value(mode) AS mode, any_value(summary) AS summary, any_value(quote) AS quote,
            CASE WHEN any_value(quote) IS NOT NULL THEN any_value(language) END AS quote_language,
            CASE WHEN any_value(quote) IS NOT NULL THEN 'not-checked' END AS quote_check, any_value(source) AS source_id,
            DATE '{recorded}' AS recorded_date
        FROM spoken GROUP BY statement ORDER BY statement""")
    numbers = "CASE code " + " ".join(f"WHEN '{code}' THEN {n}" for code, n in POSITIONS.items()) + " END"
    stances = con.sql(f"""
        SELECT statement AS statement_id, proposition AS proposition_id, CAST({numbers} AS TINYINT) AS position,
            false AS conditional, 'single' AS method, false AS disputed
        FROM spoken WHERE {numbers} IS NOT NULL ORDER BY ALL""")
    refusals = con.sql(f"""
        SELECT statement AS statement_id, proposition AS proposition_id, code AS non_position
        FROM spoken WHERE {numbers} IS NULL ORDER BY ALL""")
    used = {column: {value for (value,) in con.sql(f"SELECT DISTINCT {column} FROM spoken").fetchall()}
            for column in ("issue", "proposition", "source")}  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    given: dict[str, Rows | pa.Table] = {
        "actors": actors(known),
        "issues": [row for row in issues if row["issue_id"] in used["issue"]],
        "propositions": [row for row in propositions if row["proposition_id"] in used["proposition"]],
        "sources": [row for row in sources if row["source_id"] in used["source"]],
        "statements": spoken.to_arrow_table(),
        "stances": stances.to_arrow_table(),
        "non_positions": refusals.to_arrow_table(),
    }
    for name, table in TABLES.items():
        if table.stage == "curated" or name in given:
            rows = given.get(name, [])
            report.written[name] = write(out, name, rows) if isinstance(rows, list) else write_table(out, name, rows)
    (out / "IMPORT.md").write_text(report.text(), encoding="utf-8")
    return report
