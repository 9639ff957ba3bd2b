"""Any CSV, Excel or Parquet table with one statement a row, by a mapping file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stances.importers.lines import Rows, ids, lookup, slug, write_tables
from stances.importers.mapping import SKIP, Mapping, read_mapping
from stances.importers.report import ImportRefused, Report
from stances.importers.source import alpha3, needed, read_text

if TYPE_CHECKING:
    import duckdb


def import_table(path: Path, out: Path, recorded: date, mapping: Path) -> Report:
    """Write the tables of one file; `mapping` says what its columns and answers mean (see `stances.importers.mapping`).

    Raises:
        CallError, ImportRefused: a file cannot be read, the mapping has problems, or an answer is not in its scale; each unknown
            answer is named with its number, and nothing is written.
    """
    import duckdb

    means = read_mapping(mapping)
    con, report = duckdb.connect(), Report()
    found = read_text(con, path, "given")
    problems = needed(found, tuple(means.columns.values()), path)
    if problems:
        raise ImportRefused(problems)
    column = {ours: '"' + theirs.replace('"', '""') + '"' for ours, theirs in means.columns.items()}
    unknown = con.sql(f"""
        SELECT {column["position"]}, count(*), min(row_number) FROM given WHERE {column["position"]} IS NOT NULL
        GROUP BY ALL ORDER BY ALL""").fetchall()
    problems = [
        f"{path}: {n} rows, the first in row {row}, have {answer!r} as {means.columns['position']}; add it to [scale] of {mapping}"
        for answer, n, row in unknown if answer not in means.scale
    ]  # fmt: skip
    if problems:
        raise ImportRefused(problems)
    _lines(con, means, column, path, report)
    return write_tables(con, out, report, _actors(con, column, report), *_named(con, means, path, recorded), recorded)


def _lines(con: duckdb.DuckDBPyConnection, means: Mapping, column: dict[str, str], path: Path, report: Report) -> None:
    """The table `lines` out of the table `given`."""
    lookup(con, "scale", means.scale)
    asked = con.sql(
        f"SELECT DISTINCT trim({column['proposition']}) FROM given WHERE trim({column['proposition']}) <> ''"
    ).fetchall()
    lookup(con, "questions", ids((question for (question,) in asked), report, "proposition"))
    issue = slug(means.issue["id"])
    summary = column.get("summary", f"'Answered ' || {column['position']} || ' on ' || {column['proposition']} || '.'")
    quote = f"CAST({column.get('quote', 'NULL')} AS VARCHAR)"
    con.execute(
        f"""CREATE TABLE lines AS
            SELECT $file || ' row ' || row_number AS place,
                coalesce({column.get("statement", "NULL")}, $issue || '.' || row_number) AS statement,
                {column["actor"]} AS actor, q.id AS proposition, $issue AS issue,
                CAST(try_strptime({column["said_date"]}, $format) AS DATE) AS said, row_number AS turn, s.id AS code,
                'report' AS channel, 'own' AS mode, {summary} AS summary,
                CASE WHEN len(string_split_regex(trim({quote}), '\\s+')) <= 40 THEN {quote} END AS quote,
                $language AS language, $issue || '.source' AS source
            FROM given LEFT JOIN scale s ON s.name = {column["position"]}
            LEFT JOIN questions q ON q.name = trim({column["proposition"]})
            WHERE s.id IS NULL OR s.id <> '{SKIP}'""",
        {"file": path.name, "issue": issue, "format": means.date_format, "language": means.source["language"]},
    )
    skipped = con.sql(f"""
        SELECT s.name, count(*) FROM given JOIN scale s ON s.name = {column["position"]} AND s.id = '{SKIP}'
        GROUP BY ALL ORDER BY ALL""").fetchall()
    report.notes += [f"{n} rows with {answer!r} skipped, as [scale] says" for answer, n in skipped]


def _actors(con: duckdb.DuckDBPyConnection, column: dict[str, str], report: Report) -> Callable[[dict[str, str]], Rows]:
    """Rows of actors, with the kind and country of their first row that has one."""
    kind, country = column.get("kind", "NULL"), column.get("country", "NULL")
    found = con.sql(f"""
        SELECT trim({column["actor"]}), min_by({kind}, row_number), min_by({country}, row_number) FROM given GROUP BY 1""").fetchall()
    about = {name: rest for name, *rest in found}

    def rows(known: dict[str, str]) -> Rows:
        made = []
        for name, actor_id in known.items():
            kind, code = about[name]
            iso = alpha3(code)
            if code and iso is None:
                report.notes.append(f"{name}: no country for code {code}; left empty")
            if kind not in (None, "person", "organization"):
                report.notes.append(f"{name}: kind {kind!r} is neither person nor organization; taken as organization")
            made.append(
                {
                    "actor_id": actor_id,
                    "actor_kind": "person" if kind == "person" else "organization",
                    "name": name,
                    "country": iso,
                }
            )
        return made

    return rows


def _named(con: duckdb.DuckDBPyConnection, means: Mapping, path: Path, recorded: date) -> tuple[Rows, Rows, Rows]:
    """Rows of the issue, its propositions and the source."""
    issue_id = slug(means.issue["id"])
    first = con.sql("SELECT min(said) FROM lines").fetchall()[0][0]
    issue = {name: text for name, text in means.issue.items() if name != "id"} | {
        "issue_id": issue_id,
        "opened_date": first or recorded,
    }
    propositions = []
    for name, identifier in con.sql("SELECT name, id FROM questions").fetchall():
        said = {
            "text": name,
            "support_means": f"Support as coded in {path.name}.",
            "oppose_means": f"Opposition as coded in {path.name}.",
        }
        propositions.append({"proposition_id": identifier, "issue_id": issue_id} | said | means.propositions.get(name, {}))
    source = {name: text for name, text in means.source.items() if name != "kind"} | {
        "source_id": f"{issue_id}.source", "source_kind": means.source["kind"], "is_primary": False, "read_date": recorded,
    }  # fmt: skip
    return [issue], propositions, [source]
