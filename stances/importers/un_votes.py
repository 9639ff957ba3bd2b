"""UN General Assembly roll calls, as a folder of statements.parquet, actors.csv, issues.csv and sources.csv.

Each roll call is an issue with one proposition, that the motion should be adopted; a vote is an act of the state. Yes counts +2,
no -2, an abstention 0, as the field has them; an absent state has no row.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stances.importers.lines import Rows, write_tables
from stances.importers.report import ImportRefused, Report
from stances.importers.source import alpha3, needed, read_text

CODES = {"yes": "strongly-supports", "abstain": "mixed", "no": "strongly-opposes"}
NEEDED = {
    "statements.parquet": ("statement_id", "actor_id", "issue_id", "date", "vote", "source_id"),
    "actors.csv": ("actor_id", "name", "iso2"),
    "issues.csv": ("issue_id", "title", "date"),
    "sources.csv": ("source_id", "title", "url", "date"),
}


def import_un_votes(folder: Path, out: Path, recorded: date) -> Report:
    """Write the tables of a folder of roll calls.

    Raises:
        CallError, ImportRefused: a file or column is missing, or votes have values that nobody knows.
    """
    import duckdb

    con, report, problems = duckdb.connect(), Report(), []
    for name, wanted in NEEDED.items():
        problems += needed(read_text(con, folder / name, name.split(".")[0]), wanted, folder / name)
    if problems:
        raise ImportRefused(problems)
    votes = " ".join(f"WHEN '{vote}' THEN '{code}'" for vote, code in CODES.items())
    con.execute(f"""
        CREATE TABLE lines AS
        SELECT 'statements.parquet row ' || v.row_number AS place, v.statement_id AS statement, v.actor_id AS actor,
            'adopt.' || v.issue_id AS proposition, v.issue_id AS issue, TRY_CAST(v.date AS DATE) AS said, v.row_number AS turn,
            CASE v.vote {votes} END AS code, 'vote' AS channel, 'act' AS mode,
            'Voted ' || CASE v.vote WHEN 'abstain' THEN 'to abstain' ELSE v.vote END || ' in roll call ' || v.issue_id || '.' AS summary,
            CAST(NULL AS VARCHAR) AS quote, CAST(NULL AS VARCHAR) AS language, v.source_id AS source
        FROM statements v""")
    unknown = con.sql("SELECT vote, count(*) FROM statements GROUP BY vote").fetchall()
    report.notes += [
        f"vote {vote!r} is unknown: {n} rows refused; known are {', '.join(CODES)}" for vote, n in unknown if vote not in CODES
    ]
    states = {row[0]: row[1:] for row in con.sql("SELECT actor_id, name, iso2 FROM actors").fetchall()}
    strangers = con.sql("SELECT DISTINCT actor_id FROM statements WHERE actor_id NOT IN (SELECT actor_id FROM actors)").fetchall()
    report.notes += [f"{actor} votes but is not in actors.csv; its name is its id" for (actor,) in sorted(strangers)]

    def actors(known: dict[str, str]) -> Rows:
        rows = []
        for name, actor_id in known.items():
            label, iso2 = states.get(name, (name, None))
            country = alpha3(iso2)
            if country is None:
                report.notes.append(f"{label}: no country for code {iso2 or 'blank'}; left empty")
            rows.append({"actor_id": actor_id, "actor_kind": "organization", "name": label, "country": country})
        return rows

    roll_calls = con.sql("SELECT issue_id, coalesce(title, issue_id), CAST(date AS DATE) FROM issues").fetchall()
    issues = [
        {"issue_id": i, "title": title, "summary": f"Roll call {i} of the UN General Assembly.", "region": "World", "topic": "UN votes",
         "opened_date": day, "closed_date": day}
        for i, title, day in roll_calls
    ]  # fmt: skip
    propositions = [
        {"proposition_id": f"adopt.{i}", "issue_id": i, "text": f"The motion of roll call {i} ({day}) should be adopted: {title}",
         "support_means": "A vote of yes.", "oppose_means": "A vote of no.", "opens_date": day}
        for i, title, day in roll_calls
    ]  # fmt: skip
    sources = [
        {"source_id": s, "url": url, "publisher": title, "title": title, "published_date": day, "published_precision": "day",
         "source_kind": "reference", "language": "en", "is_primary": False, "read_date": recorded}
        for s, title, url, day in con.sql("SELECT source_id, title, url, CAST(date AS DATE) FROM sources").fetchall()
    ]  # fmt: skip
    return write_tables(con, out, report, actors, issues, propositions, sources, recorded)
