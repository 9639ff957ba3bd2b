"""Imports: what comes in, what is refused and how it is told. Small files made here, and the real UN roll calls where they are at hand."""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

import stances
from stances.cli import main
from stances.validation import validate

UN = Path(os.environ.get("STANCES_UN_GA", Path(__file__).parents[2] / "shared" / "real" / "un_ga"))


def run(*args: Any):
    return CliRunner().invoke(main, [str(a) for a in args])


def imported(*args: Any) -> tuple[Any, Any]:
    """The result of an import that worked, and its folder opened; the folder is valid."""
    result = run("import", *args)
    assert result.exit_code == 0, result.output
    assert validate(args[2]) == []
    return result, stances.open(args[2])


def positions(ds: Any) -> dict[tuple[str, str], int]:
    return {(r.actor_id, r.proposition_id): r.position for r in ds.positions().itertuples()}


# --- UN roll calls


@pytest.fixture
def un(tmp_path: Path) -> Path:
    folder = tmp_path / "un"
    folder.mkdir()
    votes = [
        ("v1", "namibia", "rc1", "1992-01-02", "yes", "u"), ("v2", "yugoslavia", "rc1", "1992-01-02", "no", "u"),
        ("v3", "zanzibar", "rc1", "1992-01-02", "abstain", "u"), ("v4", "namibia", "rc2", "1992-01-03", "Z", "u"),
        ("v5", "", "rc2", "1992-01-03", "yes", "u"), ("v6", "zanzibar", "rc2", "03.01.1992", "yes", "u"),
        ("v7", "atlantis", "rc2", "1992-01-03", "yes", "u"), ("v7", "atlantis", "rc2", "1992-01-03", "yes", "u"),
    ]  # fmt: skip
    names = ["statement_id", "actor_id", "issue_id", "date", "vote", "source_id"]
    pd.DataFrame(votes, columns=names).to_parquet(folder / "statements.parquet")
    (folder / "actors.csv").write_text("actor_id,name,iso2\nnamibia,Namibia,NA\nyugoslavia,Yugoslavia,YU\nzanzibar,Zanzibar,\n")
    (folder / "issues.csv").write_text('issue_id,title,date\nrc1,"A ""title"", quoted",1992-01-02\nrc2,Other,1992-01-03\n')
    (folder / "sources.csv").write_text("source_id,title,url,date\nu,UN votes,https://example.org/un,2021-03-09\n")
    return folder


def test_votes_become_positions_and_namibia_stays_namibia(un, tmp_path):
    result, ds = imported("un-votes", un, tmp_path / "out")
    assert positions(ds) == {
        ("namibia", "adopt.rc1"): 2, ("yugoslavia", "adopt.rc1"): -2, ("zanzibar", "adopt.rc1"): 0, ("atlantis", "adopt.rc2"): 2,
    }  # fmt: skip
    assert dict(zip(ds.actors.actor_id, ds.actors.country.fillna("-"), strict=True)) == {
        "namibia": "NAM", "yugoslavia": "YUG", "zanzibar": "-", "atlantis": "-",
    }  # fmt: skip
    lines = result.stdout.splitlines()
    for line in (
        "statements.parquet row 4: no code",
        "statements.parquet row 5: no actor",
        "statements.parquet row 6: no day that can be read",
        "statements.parquet row 8: that statement on that proposition stands above",
        "vote 'Z' is unknown: 1 rows refused; known are yes, abstain, no",
        "Zanzibar: no country for code blank; left empty",
        "atlantis votes but is not in actors.csv; its name is its id",
    ):
        assert line in lines
    assert "## Refused (4)" in (tmp_path / "out" / "IMPORT.md").read_text()


def test_a_missing_column_and_file_are_one_line_each(un, tmp_path):
    (un / "actors.csv").write_text("actor,name,iso2\n")
    (un / "sources.csv").write_text("source_id,title\n")
    result = run("import", "un-votes", un, tmp_path / "out")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{un}/actors.csv: no column 'actor_id'; did you mean actor?",
        f"{un}/sources.csv: no column 'url'",
        f"{un}/sources.csv: no column 'date'",
    ]
    (un / "issues.csv").unlink()
    result = run("import", "un-votes", un, tmp_path / "out")
    assert result.exit_code == 2 and "issues.csv is not a file" in result.output
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.slow
@pytest.mark.skipif(not UN.is_dir(), reason="the UN roll calls are not at hand; set STANCES_UN_GA to their folder")
def test_all_un_roll_calls_come_in(tmp_path):
    result = run("import", "un-votes", UN, tmp_path / "out")
    assert result.exit_code == 0, result.output
    ds = stances.open(tmp_path / "out")
    assert ds.run("SELECT count(*), count(DISTINCT speaker_id), count(DISTINCT issue_id) FROM statements").fetchall() == [
        (869937, 200, 6202)
    ]
    assert ds.run("SELECT position, count(*) FROM stances GROUP BY ALL ORDER BY ALL").fetchall() == [
        (-2, 65500),
        (0, 110893),
        (2, 693544),
    ]
    assert ds.run("SELECT country FROM actors WHERE actor_id = 'namibia'").fetchall() == [("NAM",)]


# --- Voteview


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "H115"
    folder.mkdir()
    (folder / "H115_members.csv").write_text(
        "congress,chamber,icpsr,party_code,bioname\n"
        + "".join(f'115,House,{n},200,"MEMBER, {name}"\n' for n, name in zip(range(101, 108), "ABCDEFG", strict=True))
    )
    casts = {"101": "1", "102": "6", "103": "7", "104": "9", "105": "0", "106": "2.0", "107": "12"}
    (folder / "H115_votes.csv").write_text(
        "congress,chamber,rollnumber,icpsr,cast_code\n" + "".join(f"115,House,1,{m},{c}\n" for m, c in casts.items())
    )
    (folder / "H115_rollcalls.csv").write_text(
        "congress,chamber,rollnumber,date,vote_question,vote_desc\n115,House,1,2018-05-24,On Passage,A bill\n"
    )
    return folder


def test_kinds_of_absence_are_kept_apart(house, tmp_path):
    result, ds = imported("voteview", house, tmp_path / "out")
    call = "pass.house.115.1"
    assert positions(ds) == {("101", call): 1, ("102", call): -1, ("106", call): 1}
    assert ds.non_positions[["statement_id", "non_position"]].values.tolist() == [["house.115.1.103", "neutral"]]
    absences = pd.read_parquet(tmp_path / "out" / "absences.parquet")
    assert absences[["actor_id", "absence"]].values.tolist() == [["104", "not-voting"], ["105", "not-a-member"]]
    assert "cast code '12' is unknown: 1 rows refused; known are 0 to 9" in result.stdout
    assert "votes row 7: no code" in result.stdout
    assert "paired yea" in ds.statements.set_index("statement_id").summary["house.115.1.106"]


def test_two_downloads_in_one_folder_are_not_guessed_between(house, tmp_path):
    (house / "S115_votes.csv").write_text("x\n")
    result = run("import", "voteview", house, tmp_path / "out")
    assert result.exit_code == 2 and "has 2 files *_votes.csv" in result.output


# --- Discourse Network Analyzer

SCHEMA = {
    3: "CREATE TABLE DATASHORTTEXT (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Entity INTEGER)",
    2: "CREATE TABLE DATASHORTTEXT (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value TEXT)",
}
SAID = [  # person, organization, concept, agreement
    ("Ann Lee", "Ministry", "Tax carbon", 1), ("Bo", "Mine Union", "Tax carbon", 0), ("", "Mine Union", "Build reactors", 1),
]  # fmt: skip


def dna(path: Path, version: int, agreement: str = "boolean", values: tuple[int, ...] = (1, 0, 1)) -> Path:
    con = sqlite3.connect(path)
    text = "".join(f"Sentence number {n} stands here. " for n in range(len(SAID)))
    moment = 1526169600 * (1 if version == 3 else 1000)  # 13 May 2018
    con.executescript(f"""
        CREATE TABLE DOCUMENTS (ID INTEGER, Title TEXT, Text TEXT, Source TEXT, Date INTEGER);
        CREATE TABLE STATEMENTTYPES (ID INTEGER, Label TEXT);
        CREATE TABLE VARIABLES (ID INTEGER, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
        CREATE TABLE STATEMENTS (ID INTEGER, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER);
        CREATE TABLE ENTITIES (ID INTEGER, VariableId INTEGER, Value TEXT);
        CREATE TABLE DATABOOLEAN (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
        CREATE TABLE DATAINTEGER (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
        {SCHEMA[version]};
        INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation');
        INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
            (3, 'concept', 'short text', 1), (4, 'agreement', '{agreement}', 1), (5, 'note', 'short text', 2);
        INSERT INTO DOCUMENTS VALUES (7, 'Debate', '{text}', 'Daily Paper', {moment});""")
    entities: dict[tuple[int, str], int] = {}
    for n, (row, value) in enumerate(zip(SAID, values, strict=True)):
        start = len("Sentence number 0 stands here. ") * n
        con.execute("INSERT INTO STATEMENTS VALUES (?, 1, 7, ?, ?)", (n + 1, start, start + 30))
        for variable, name in enumerate(row[:3], 1):
            entity = entities.setdefault((variable, name), len(entities) + 1)
            con.execute("INSERT INTO DATASHORTTEXT VALUES (?, ?, ?, ?)", (n, n + 1, variable, entity if version == 3 else name))
        con.execute(f"INSERT INTO DATA{agreement.upper()} VALUES (?, ?, 4, ?)", (n, n + 1, value))
    con.executemany("INSERT INTO ENTITIES VALUES (?, ?, ?)", [(i, variable, name) for (variable, name), i in entities.items()])
    con.commit()
    con.close()
    return path


ABOUT = ("--url", "https://example.org/archive", "--language", "en")


@pytest.mark.parametrize("version", [2, 3])
def test_a_dna_file_of_either_version(tmp_path, version):
    _, ds = imported("dna", dna(tmp_path / "debate.dna", version), tmp_path / "out", *ABOUT)
    assert positions(ds) == {("ann-lee", "tax-carbon"): 1, ("bo", "tax-carbon"): -1, ("mine-union", "build-reactors"): 1}
    kinds = dict(zip(ds.actors.actor_id, ds.actors.actor_kind, strict=True))
    assert kinds == {"ann-lee": "person", "bo": "person", "mine-union": "organization"}
    said = ds.statements.set_index("statement_id")
    assert said.quote["dna.2"] == "Sentence number 1 stands here." and str(said.said_date["dna.2"].date()) == "2018-05-13"


def test_agreement_as_a_number_and_what_lies_outside_the_scale(tmp_path):
    result, ds = imported("dna", dna(tmp_path / "d.dna", 3, "integer", (2, -1, 5)), tmp_path / "out", *ABOUT)
    assert positions(ds) == {("ann-lee", "tax-carbon"): 2, ("bo", "tax-carbon"): -1}
    assert "statement 3: no code" in result.stdout


def test_what_is_no_dna_file_is_told(tmp_path):
    path = tmp_path / "no.dna"
    path.write_text("not a database, but long enough to look like one" * 40)
    for args, hint in (
        ((path, tmp_path / "out", *ABOUT), "cannot be read as a .dna file"),
        ((tmp_path / "none.dna", tmp_path / "out", *ABOUT), "is not a file"),
        (
            (dna(tmp_path / "d.dna", 3), tmp_path / "out", *ABOUT, "--statement-type", "DNA statement"),
            "did you mean DNA Statement?",
        ),
    ):
        result = run("import", "dna", *args)
        assert result.exit_code == 2 and hint in result.output and "Traceback" not in result.output
    result = run("import", "dna", tmp_path / "d.dna", tmp_path / "out", *ABOUT, "--statement-type", "Annotation")
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 4  # one for each variable it lacks


# --- any table

MAPPING = """
[columns]
actor = "Speaker"
proposition = "Question"
said_date = "Day"
position = "Answer"
country = "Country"
kind = "Kind"
quote = "Words"
[scale]
"strongly agree" = 2
"no" = "opposes"
"won't say" = "declined"
"n/a" = "skip"
[dates]
format = "%d.%m.%Y"
[issue]
id = "Cabinet poll"
title = "Cabinet poll"
summary = "What ministers answered."
region = "Namibia"
topic = "tax"
[source]
url = "https://example.org/poll"
title = "The poll"
publisher = "Example"
kind = "newspaper"
language = "en"
[propositions."Raise tax?"]
text = "The tax should be raised."
support_means = "Raise it."
oppose_means = "Leave it."
"""
POLL = pd.DataFrame(
    [
        ("Ann Lee", "Raise tax?", "13.05.2018", "strongly agree", "NA", "person", "Yes, at once"),
        ("Ann Lee", "Raise tax?", "13.05.2018", "no", "NA", "person", None),
        ("Ann-Lee", "Raise tax?", "14.05.2018", "no", "NA", "person", None),
        ("Bo", "Raise tax?", "14.05.2018", "won't say", "", "person", None),
        ("Bo", "Raise tax?", "15.05.2018", "n/a", "", "person", None),
        ("Cy", "Raise tax?", "2018-05-14", "no", "", "person", None),
    ],
    columns=["Speaker", "Question", "Day", "Answer", "Country", "Kind", "Words"],
)


def poll(folder: Path, kind: str, frame: pd.DataFrame = POLL) -> tuple[Path, Path]:
    path, mapping = folder / f"poll.{kind}", folder / "poll.toml"
    mapping.write_text(MAPPING)
    {"csv": frame.to_csv, "xlsx": frame.to_excel, "parquet": frame.to_parquet}[kind](path, index=False)
    return path, mapping


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_table_by_its_mapping(tmp_path, kind):
    path, mapping = poll(tmp_path, kind)
    result, ds = imported("table", path, tmp_path / "out", "--mapping", mapping)
    assert positions(ds) == {("ann-lee", "raise-tax"): -1, ("ann-lee-2", "raise-tax"): -1}
    assert ds.non_positions.non_position.tolist() == ["declined"]
    assert ds.actors.set_index("actor_id").country["ann-lee"] == "NAM"
    assert ds.propositions.text.tolist() == ["The tax should be raised."]
    assert ds.conflicts().actor_id.tolist()[:1] == ["ann-lee"]
    for line in (
        f"{path.name} row 6: no day that can be read",
        "actor 'Ann-Lee' and 'Ann Lee' have the same short form; the first is ann-lee-2",
        "1 rows with 'n/a' skipped, as [scale] says",
    ):
        assert line in result.stdout.splitlines(), result.stdout
    assert "1 times an actor took two positions" in result.stdout


def test_an_answer_that_nobody_explained_stops_the_import_by_name(tmp_path):
    path, mapping = poll(tmp_path, "csv", pd.concat([POLL, POLL.assign(Answer="perhaps"), POLL.assign(Answer="NA")]))
    result = run("import", "table", path, tmp_path / "out", "--mapping", mapping)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{path}: 6 rows, the first in row 13, have 'NA' as Answer; add it to [scale] of {mapping}",
        f"{path}: 6 rows, the first in row 7, have 'perhaps' as Answer; add it to [scale] of {mapping}",
    ]
    assert not (tmp_path / "out").exists()


def test_every_problem_of_a_mapping_has_its_line(tmp_path):
    path, mapping = poll(tmp_path, "csv")
    mapping.write_text(
        MAPPING.replace('actor = "Speaker"', 'actr = "Speaker"').replace('"no" = "opposes"', '"no" = "oppose"').replace("https:", "ftp:")
        .replace('support_means = "Raise it."\n', "").replace("[dates]", "[date]").replace('kind = "newspaper"', 'kind = "newspapers"')
    )  # fmt: skip
    result = run("import", "table", path, tmp_path / "out", "--mapping", mapping)
    assert result.exit_code == 1
    told = "\n".join(line.removeprefix(f"{mapping}: ") for line in result.stdout.splitlines())
    for part in (
        "no section [date]; did you mean dates", "[columns] needs actor", "[columns] has no 'actr'; did you mean actor",
        "[scale] 'no' is 'oppose'; it must be -2 to 2", "[source] url is 'ftp://example.org/poll'",
        "[source] kind is 'newspapers'; did you mean newspaper", "[propositions.Raise tax?] needs support_means",
    ):  # fmt: skip
        assert part in told, told
    mapping.write_text("a = [")
    assert "not readable as TOML" in run("import", "table", path, tmp_path / "out", "--mapping", mapping).stdout


def test_a_name_in_sql_stays_a_name(tmp_path):
    hostile = POLL.iloc[:1].assign(Speaker="x'); DROP TABLE lines; --", Question='"; --')
    path, mapping = poll(tmp_path, "csv", hostile)
    _, ds = imported("table", path, tmp_path / "out", "--mapping", mapping)
    assert ds.actors.name.tolist() == ["x'); DROP TABLE lines; --"]


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    path, mapping = poll(tmp_path, "csv")
    (tmp_path / "out").mkdir()
    result = run("import", "table", path, tmp_path / "out", "--mapping", mapping)
    assert result.exit_code == 2 and "is there already" in result.output
    assert list((tmp_path / "out").iterdir()) == []


def test_a_statement_of_the_future_is_refused(tmp_path):
    path, mapping = poll(tmp_path, "csv")
    result = run("import", "table", path, tmp_path / "out", "--mapping", mapping, "--recorded", "2018-05-13")
    assert "poll.csv row 3: the day lies in the future" in result.stdout
    assert stances.open(tmp_path / "out").statements.recorded_date.dt.date.unique().tolist() == [date(2018, 5, 13)]
