"""Roll calls of the US Congress as Voteview publishes them: a folder with *_members.csv, *_votes.csv and *_rollcalls.csv.

A recorded yea or nay is an act without explanation, so +1 or -1; paired and announced votes count the same and say so in their
summary. `Present` is declared neutrality. Who did not vote, or was not a member, holds no position: these rows go to
`absences.parquet`, each with its kind, and into no other table.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from stances.call import CallError
from stances.importers.lines import Rows, write_tables
from stances.importers.report import ImportRefused, Report
from stances.importers.source import needed, read_text

# Voteview's cast codes: what they are called, and our code; None is an absence.
CASTS: dict[str, tuple[str, str | None]] = {
    "0": ("not-a-member", None),
    "1": ("yea", "supports"),
    "2": ("paired yea", "supports"),
    "3": ("announced yea", "supports"),
    "4": ("announced nay", "opposes"),
    "5": ("paired nay", "opposes"),
    "6": ("nay", "opposes"),
    "7": ("present", "neutral"),
    "8": ("present", "neutral"),
    "9": ("not-voting", None),
}
NEEDED = {
    "members": ("congress", "chamber", "icpsr", "party_code", "bioname"),
    "votes": ("congress", "chamber", "rollnumber", "icpsr", "cast_code"),
    "rollcalls": ("congress", "chamber", "rollnumber", "date", "vote_question", "vote_desc"),
}


def import_voteview(folder: Path, out: Path, recorded: date) -> Report:
    """Write the tables of a folder of Voteview's CSV files.

    Raises:
        CallError, ImportRefused: a file or column is missing.
    """
    import duckdb
    import pyarrow.parquet as pq

    con, report, problems = duckdb.connect(), Report(), []
    for name, wanted in NEEDED.items():
        path = _one(folder, f"*_{name}.csv")
        problems += needed(read_text(con, path, name), wanted, path)
    if problems:
        raise ImportRefused(problems)
    con.execute("CREATE TABLE casts (cast_code VARCHAR, called VARCHAR, code VARCHAR)")
    con.executemany("INSERT INTO casts VALUES (?, ?, ?)", [(number, *cast) for number, cast in CASTS.items()])
    # Some files write the numbers as 1.0.
    con.execute("""
        CREATE TABLE cast_votes AS
        SELECT v.*, lower(v.chamber) || '.' || v.congress || '.' || v.rollnumber AS roll_call, c.called, c.code,
            regexp_replace(v.icpsr, '\\.0$', '') AS member, regexp_replace(v.cast_code, '\\.0$', '') AS number
        FROM votes v LEFT JOIN casts c ON c.cast_code = regexp_replace(v.cast_code, '\\.0$', '')""")
    con.execute("""
        CREATE TABLE lines AS
        SELECT 'votes row ' || v.row_number AS place, v.roll_call || '.' || v.member AS statement, v.member AS actor,
            'pass.' || v.roll_call AS proposition, v.roll_call AS issue, TRY_CAST(r.date AS DATE) AS said, v.row_number AS turn,
            coalesce(v.code, 'unknown') AS code, 'vote' AS channel, 'act' AS mode,
            'Recorded as ' || v.called || ' in roll call ' || v.roll_call || '.' AS summary, CAST(NULL AS VARCHAR) AS quote, CAST(NULL AS VARCHAR) AS language,
            'voteview' AS source
        FROM cast_votes v LEFT JOIN rollcalls r USING (congress, chamber, rollnumber)
        WHERE v.called IS NULL OR v.code IS NOT NULL""")
    unknown = con.sql("SELECT number, count(*) FROM cast_votes WHERE called IS NULL GROUP BY number ORDER BY number").fetchall()
    report.notes += [f"cast code {number!r} is unknown: {n} rows refused; known are 0 to 9" for number, n in unknown]
    names = {m: (name, f"{party}") for m, name, party in con.sql(
        "SELECT regexp_replace(icpsr, '\\.0$', ''), any_value(bioname), any_value(party_code) FROM members GROUP BY 1").fetchall()}  # fmt: skip

    def actors(known: dict[str, str]) -> Rows:
        rows = []
        for member, actor_id in known.items():
            name, party = names.get(member, (f"ICPSR {member}", "unknown"))
            rows.append(
                {
                    "actor_id": actor_id,
                    "actor_kind": "person",
                    "name": name,
                    "country": "USA",
                    "about": f"Voteview party code {party}.",
                }
            )
        return rows

    calls = con.sql("""
        SELECT lower(chamber) || '.' || congress || '.' || rollnumber, coalesce(vote_question, 'A vote'), vote_desc, TRY_CAST(date AS DATE)
        FROM rollcalls""").fetchall()
    issues: list[dict[str, Any]] = [
        {"issue_id": i, "title": f"{question} ({i})", "summary": description or question, "region": "United States",
         "topic": "Roll calls of Congress", "opened_date": day, "closed_date": day}
        for i, question, description, day in calls
    ]  # fmt: skip
    propositions: list[dict[str, Any]] = [
        {"proposition_id": f"pass.{i}", "issue_id": i, "text": f"{question} in roll call {i} should carry.",
         "support_means": "A yea, paired and announced ones included.", "oppose_means": "A nay, paired and announced ones included.",
         "opens_date": day}
        for i, question, _, day in calls
    ]  # fmt: skip
    source = {"source_id": "voteview", "url": "https://voteview.com/data", "publisher": "Voteview", "title": "Congressional roll-call votes",
              "source_kind": "reference", "language": "en", "is_primary": False, "read_date": recorded}  # fmt: skip
    write_tables(con, out, report, actors, issues, propositions, [source], recorded)
    absences = con.sql("""
        SELECT v.member AS actor_id, 'pass.' || v.roll_call AS proposition_id, v.called AS absence FROM cast_votes v
        WHERE v.called IS NOT NULL AND v.code IS NULL ORDER BY ALL""").to_arrow_table()
    pq.write_table(absences, out / "absences.parquet", compression="zstd")
    report.written["absences"] = len(absences)
    (out / "IMPORT.md").write_text(report.text(), encoding="utf-8")
    return report


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise CallError(
            f"{folder} has {len(found)} files {pattern}; there must be one (members, votes and rollcalls of one download)"
        )
    return found[0]
