"""Files of the Discourse Network Analyzer (.dna, SQLite): documents, statements with offsets, persons, organizations, concepts.

A statement's concept is the proposition, its agreement the position: a boolean is for or against (+1, -1), an integer of -2 to 2
is taken as it is. The speaker is the person or, without one, the organization.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from stances.call import CallError, did_you_mean
from stances.importers.lines import COLUMNS, Rows, ids, write_tables
from stances.importers.report import ImportRefused, Report
from stances.schema import POSITIONS

NAMES = ("person", "organization", "concept", "agreement")
CODES = {number: code for code, number in POSITIONS.items()}
WORDS = 40
LONGEST = 50_000_000  # bytes of one value; an expression in a hostile file may stand for more than memory holds


def import_dna(path: Path, out: Path, recorded: date, url: str, language: str, statement_type: str = "DNA Statement") -> Report:
    """Write the tables of a .dna file of version 2 or 3.

    Args:
        url: where the documents, or the file, can be found: a .dna file does not say.
        language: ISO 639-1 code of the documents.
        statement_type: the type whose variables are person, organization, concept and agreement.

    Raises:
        CallError, ImportRefused: no such file, no DNA file, or no such statement type.
    """
    import duckdb
    import pyarrow as pa

    if not path.is_file():
        raise CallError(f"{path} is not a file")
    dna = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    dna.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    try:
        views = [name for (name,) in dna.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        if views:  # a view may run for ever
            raise CallError(f"{path} holds views ({', '.join(views)}); the analyzer makes none")
        rows = _statements(dna, statement_type)
    except sqlite3.DatabaseError as error:
        raise CallError(f"{path} cannot be read as a .dna file ({error})") from None
    finally:
        dna.close()
    report = Report()
    concepts = ids((row["concept"] for row in rows if row["concept"]), report, "concept")
    documents = ids((f"{row['document']} {row['title']}" for row in rows), report, "document")
    lines: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for turn, row in enumerate(rows):
        quote = " ".join(row["text"].split())
        values = {
            "place": f"statement {row['id']}", "statement": f"dna.{row['id']}", "actor": row["person"] or row["organization"],
            "proposition": concepts.get(row["concept"]), "issue": "dna", "said": _day(row["date"]), "turn": turn,
            "code": _code(row), "channel": "report", "mode": "own", "summary": f"Coded on: {row['concept']}",
            "quote": quote if 0 < len(quote.split()) <= WORDS else None, "language": language, "source": documents[f"{row['document']} {row['title']}"],
        }  # fmt: skip
        for name, value in values.items():
            lines[name].append(value)
    types = {"VARCHAR": pa.string(), "DATE": pa.date32(), "BIGINT": pa.int64()}
    con = duckdb.connect()
    con.register("read", pa.table({name: pa.array(values, types[COLUMNS[name]]) for name, values in lines.items()}))
    con.execute("CREATE TABLE lines AS SELECT * FROM read")
    long = sum(len(row["text"].split()) > WORDS for row in rows)
    if long:
        report.notes.append(f"{long} statements are longer than {WORDS} words; their text stays in the .dna file")
    persons = {row["person"] for row in rows}
    belongs = {row["person"]: row["organization"] for row in rows if row["person"] and row["organization"]}

    def actors(known: dict[str, str]) -> Rows:
        return [
            {"actor_id": i, "actor_kind": "person" if name in persons else "organization", "name": name,
             "about": f"Coded as speaking for {belongs[name]}." if name in belongs else None}
            for name, i in known.items()
        ]  # fmt: skip

    days = [day for row in rows if (day := _day(row["date"]))]
    issue = {"issue_id": "dna", "title": path.stem, "summary": f"Statements coded in {path.name}.", "region": "As coded",
             "topic": "As coded", "opened_date": min(days, default=recorded)}  # fmt: skip
    propositions = [
        {"proposition_id": i, "issue_id": "dna", "text": concept, "support_means": "Coded as agreement with the concept.",
         "oppose_means": "Coded as disagreement with the concept."}
        for concept, i in concepts.items()
    ]  # fmt: skip
    first = {documents[f"{row['document']} {row['title']}"]: row for row in reversed(rows)}
    sources = [
        {"source_id": i, "url": url, "publisher": row["source"] or path.stem, "title": row["title"] or f"Document {row['document']}",
         "published_date": _day(row["date"]), "published_precision": "day" if _day(row["date"]) else None,
         "source_kind": "newspaper", "language": language, "is_primary": False, "read_date": recorded}
        for i, row in first.items()
    ]  # fmt: skip
    return write_tables(con, out, report, actors, [issue], propositions, sources, recorded)


def _statements(dna: sqlite3.Connection, statement_type: str) -> list[dict[str, Any]]:
    """Statements of the type with their document and variables, in the order of documents and offsets."""
    dna.row_factory = sqlite3.Row
    types = {
        row["Label"]: row["ID"]
        for row in dna.execute("SELECT ID, CAST(coalesce(Label, ID, '') AS TEXT) AS Label FROM STATEMENTTYPES")
    }
    if statement_type not in types:
        raise CallError(
            f"no statement type {statement_type!r}{did_you_mean(statement_type, types)}; the file has {', '.join(types)}"
        )
    variables = {
        row["Variable"]: (row["ID"], row["DataType"])
        for row in dna.execute(
            "SELECT ID, CAST(Variable AS TEXT) AS Variable, DataType FROM VARIABLES WHERE StatementTypeId = ?",
            (types[statement_type],),
        )
    }
    missing = [
        f"statement type {statement_type!r} has no variable {n!r}{did_you_mean(n, variables)}"
        for n in NAMES
        if n not in variables
    ]
    if missing:
        raise ImportRefused(missing)
    values = {name: _values(dna, *variables[name]) for name in NAMES}
    found = dna.execute(
        """SELECT s.ID AS id, d.ID AS document, CAST(d.Title AS TEXT) AS title, CAST(d.Source AS TEXT) AS source,
                  CASE typeof(d.Date) WHEN 'integer' THEN d.Date END AS date,
                  coalesce(substr(CAST(d.Text AS TEXT), s.Start + 1, s.Stop - s.Start), '') AS text
           FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
           WHERE s.StatementTypeId = ? ORDER BY d.Date, d.ID, s.Start, s.ID""",
        (types[statement_type],),
    )
    return [
        dict(row) | {name: values[name].get(row["id"]) for name in NAMES} | {"kind": variables["agreement"][1]} for row in found
    ]


def _values(dna: sqlite3.Connection, variable: int, kind: str) -> dict[int, Any]:
    """Value of one variable by statement; short texts stand in the table itself (version 2) or are entities (version 3)."""
    table = {"short text": "DATASHORTTEXT", "long text": "DATALONGTEXT", "integer": "DATAINTEGER", "boolean": "DATABOOLEAN"}.get(
        kind
    )
    if table is None:
        raise CallError(f"data type {kind!r} is unknown")
    columns = [row["name"] for row in dna.execute(f"PRAGMA table_info({table})")]
    if "Entity" in columns:
        query = "SELECT v.StatementId, CAST(e.Value AS TEXT) FROM DATASHORTTEXT v JOIN ENTITIES e ON e.ID = v.Entity WHERE v.VariableId = ?"
    else:
        value = "CAST(Value AS TEXT)" if kind.endswith("text") else "CAST(Value AS INTEGER)"
        query = f"SELECT StatementId, {value} FROM {table} WHERE VariableId = ?"
    return {row[0]: row[1] for row in dna.execute(query, (variable,))}


def _code(row: dict[str, Any]) -> str | None:
    """Our code of an agreement; None, so that the line is refused, when it lies outside the scale."""
    value = row["agreement"]
    if value is None:
        return None
    if row["kind"] == "boolean":
        return "supports" if value else "opposes"
    return CODES.get(int(value))


def _day(moment: int | None) -> date | None:
    """The day of a document: seconds since 1970 in version 3, milliseconds before."""
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(moment / 1000 if abs(moment) > 10**11 else moment, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
