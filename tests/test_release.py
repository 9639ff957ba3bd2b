"""Releases: the same bytes from the same inputs, each change with its cause, nothing lost, nothing half in place."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from conftest import D, Rows, literal_world, row, stance, statement

import stances
from stances.call import CallError
from stances.cli import main
from stances.parquet import content_hash
from stances.release.about import read_about
from stances.release.diff import diff
from stances.schema import SCHEMA_VERSION, TABLES

ROOT = Path(__file__).parent.parent
RECORDS = """
actors:
- {actor_id: ada, actor_kind: person, name: Ada}
issues:
- {issue_id: tax, title: Tax, summary: A tax., region: x, topic: y, opened_date: 2020-01-01}
propositions:
- {proposition_id: raise, issue_id: tax, text: Raise it., support_means: Yes., oppose_means: No.}
coders:
- {coder_id: one, coder_kind: human, coder_role: coder, description: A person.}
- {coder_id: two, coder_kind: human, coder_role: coder, description: Another.}
sources:
- {source_id: page, url: 'https://example.org/', publisher: x, title: x, source_kind: wire, language: en, is_primary: false, read_date: 2020-01-02}
statements:
- statement_id: tax.2020-01-01.ada
  issue_id: tax
  speaker_id: ada
  said_date: 2020-01-01
  said_precision: day
  sequence: 1
  channel: speech
  mode: own
  summary: Wants it raised.
  source_id: page
  recorded_date: 2020-01-02
  codings:
  - {proposition_id: raise, coder_id: one, code: supports, confidence: high, codebook_version: '1'}
  - {proposition_id: raise, coder_id: two, code: supports, confidence: high, codebook_version: '1'}
"""
ABOUT = """
name = "tiny"
title = "Tiny"
description = "A tiny record."
version = "1.0.0"
published = 2020-01-03
licence = "CC-BY-4.0"
licence_title = "CC BY"
licence_url = "https://creativecommons.org/licenses/by/4.0/"
creators = ["Ada"]
keywords = ["tax"]
"""


def tiny(root: Path) -> Path:
    """A tiny repository with everything that a release needs."""
    (root / "data" / "records").mkdir(parents=True)
    (root / "data" / "records" / "tax.yaml").write_text(RECORDS)
    (root / "data" / "release.toml").write_text(ABOUT)
    (root / "data" / "CODING.md").write_text("Rules.\n")
    (root / "CHANGELOG.md").write_text("## Data 1.0.0\n\n- First.\n")
    (root / "LICENSE-DATA").write_text("CC BY\n")
    (root / "CITATION.cff").write_text("made anew\n")
    return root


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return tiny(tmp_path / "repository")


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny repository and, in `out`, its release 1.0.0."""
    folder = tmp_path_factory.mktemp("first")
    result = run("release", tiny(folder / "repository") / "data", folder / "out")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def released(first_release: Path, tmp_path: Path) -> Path:
    """A copy of them to go on with."""
    shutil.copytree(first_release, tmp_path, dirs_exist_ok=True)
    return tmp_path / "repository"


def run(*args: Any):
    return CliRunner().invoke(main, [str(a) for a in args])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def version(root: Path, number: str) -> None:
    path = root / "data" / "release.toml"
    path.write_text(path.read_text().replace(f'version = "{read_about(path).version}"', f'version = "{number}"'))
    (root / "CHANGELOG.md").write_text(f"## Data {number}\n\n- More.\n\n" + (root / "CHANGELOG.md").read_text())


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_inputs_give_the_same_bytes(repository, first_release, tmp_path):
    result = run("release", repository / "data", tmp_path / "a")
    assert result.exit_code == 0, result.output
    assert bytes_of(tmp_path / "a") == bytes_of(first_release / "out")
    made = tmp_path / "a" / "stances-1.0.0"
    sums = dict(reversed(line.split("  ")) for line in (made / "SHA256SUMS").read_text().splitlines())
    assert sums == {n: hashlib.sha256(b).hexdigest() for n, b in bytes_of(made).items() if n != "SHA256SUMS"}
    assert "version: 1.0.0" in (made / "CITATION.cff").read_text()
    shutil.unpack_archive(tmp_path / "a" / "stances-1.0.0.tar.gz", tmp_path / "c")
    assert bytes_of(tmp_path / "c" / "stances-1.0.0") == bytes_of(made)


@pytest.mark.parametrize(
    ("change", "number", "told"),
    [
        (None, "1.0.1", "nothing differs from stances-1.0.0"),
        (("summary: Wants it raised.", "summary: Asks for a rise."), "1.0.0", "is there already"),
        (("actor_id: ada, actor_kind: person, name: Ada", "actor_id: ada, actor_kind: person, name: Adah"), "1.0.1", "must be 1.1.0 or higher"),
        (("statement_id: tax.2020-01-01.ada", "statement_id: tax.2020-01-01.ada.2"), "1.1.0", "tax.2020-01-01.ada is gone; ids are never lost"),
        (("code: supports, confidence: high, codebook_version: '1'}\n  - {", "code: opposes, confidence: high, codebook_version: '1'}\n  - {"),
         "1.1.0", "the coders differ"),
        (("said_date: 2020-01-01", "said_date: 2021-01-01"), "1.1.0", "a statement is said on or before the day it is recorded"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_refused_and_nothing_changes(released, tmp_path, change, number, told):
    before = bytes_of(tmp_path / "out")
    if change:
        edit(released / "data" / "records" / "tax.yaml", *change)
    if number != "1.0.0":
        version(released, number)
    result = run("release", released / "data", tmp_path / "out")
    assert result.exit_code in (1, 2) and told in result.output and "Traceback" not in result.output, result.output
    assert bytes_of(tmp_path / "out") == before
    assert not list((tmp_path / "out").glob(".*"))


def test_a_release_needs_its_entry_in_the_changelog(repository, tmp_path):
    (repository / "CHANGELOG.md").write_text("nothing\n")
    (repository / "LICENSE-DATA").unlink()
    result = run("release", repository / "data", tmp_path / "out")
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 2
    assert "has no section '## Data 1.0.0'" in result.stdout and "LICENSE-DATA is missing" in result.stdout


def test_the_next_release_carries_its_diff(released, tmp_path):
    edit(released / "data" / "records" / "tax.yaml", "summary: Wants it raised.", "summary: Asks for a rise.")
    version(released, "1.0.1")
    assert run("release", released / "data", tmp_path / "out").exit_code == 0
    made = json.loads((tmp_path / "out" / "stances-1.0.1" / "diff.json").read_text())
    assert made["level"] == "patch" and made["tables"]["statements"]["changed"] == {"tax.2020-01-01.ada": ["summary"]}


def test_a_release_is_opened_and_pinned_by_its_folder(first_release):
    folder = first_release / "out" / "stances-1.0.0"
    assert len(stances.open(folder, release="1.0.0").statements) == 1
    with pytest.raises(CallError, match=r"are release 1\.0\.0, not 0\.9\.0; give the folder of that release"):
        stances.open(folder, release="0.9.0")


def test_the_footer_says_release_schema_and_content(first_release):
    file = pq.ParquetFile(first_release / "out" / "stances-1.0.0" / "tables" / "statements.parquet")
    said = {k.decode(): v.decode() for k, v in file.metadata.metadata.items()}
    assert said == {"stances_schema": SCHEMA_VERSION, "stances_release": "1.0.0", "stances_content": content_hash(file.read())}


# --- causes of a changed stance, each on the literal world


def coded(rows: Rows, code: str = "supports", rules: str = "1", ruling: str | None = None, ruled_by: str = "1") -> None:
    rows["coders"] = [
        row("coders", coder_id=c, coder_kind="human", coder_role=r, description="x")
        for c, r in (("one", "coder"), ("judge", "adjudicator"))
    ]
    coding = dict(statement_id="bo1", proposition_id="lift", confidence="high", codebook_version=rules)
    rows["codings"] = [row("codings", coder_id="one", code=code, **coding)]
    if ruling:
        rows["codings"].append(row("codings", coder_id="judge", code=ruling, **(coding | {"codebook_version": ruled_by})))


def restance(rows: Rows, position: int = 1) -> None:
    rows["stances"] = [s if s["statement_id"] != "bo1" else stance("bo1", position) for s in rows["stances"]]


def of(rows: Rows, statement_id: str) -> dict[str, Any]:
    return next(s for s in rows["statements"] if s["statement_id"] == statement_id)


def retracted(rows: Rows, **more: Any) -> None:
    of(rows, "bo1").update(withdrawn_date=D("2020-02-01"), withdrawn_reason="x", **more)
    rows["stances"] = [s for s in rows["stances"] if s["statement_id"] != "bo1"]


CAUSES = {
    "new-evidence": lambda r: (r["statements"].append(statement("bo9", "bo", "2018-07-01", "secretary")), r["stances"].append(stance("bo9", 1))),
    "recoding": lambda r: (restance(r), coded(r, code="opposes")),
    "rule-change": lambda r: (restance(r), coded(r, rules="2")),
    "adjudication": lambda r: (restance(r), coded(r, ruling="opposes", ruled_by="2")),
    "new-proposition": lambda r: (r["propositions"].append(r["propositions"][0] | {"proposition_id": "raise"}),
                                  r["stances"].append(stance("bo1", 1, "raise"))),
    "wording-of-the-proposition": lambda r: (restance(r), r["propositions"][0].update(support_means="Other.")),
    "source-correction": lambda r: (restance(r), of(r, "bo1").update(said_date=D("2018-04-15"))),
    "typo": lambda r: (restance(r), of(r, "bo1").update(summary="Other.")),
    "retraction": retracted,
    "merge-of-ids": lambda r: retracted(r, replaced_by_id="bo2"),
    "unexplained": restance,
    "lost": lambda r: (r.update(statements=[s for s in r["statements"] if s["statement_id"] != "bo1"]),
                       r.update(stances=[s for s in r["stances"] if s["statement_id"] != "bo1"])),
}  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_of_a_changed_stance(opened, cause):
    old, new = literal_world(), literal_world()
    coded(old)
    coded(new)
    CAUSES[cause](new)
    changes = diff(opened(old).folder, opened(new).folder)
    assert [c["cause"] for c in changes.stances] == [cause]
    assert bool(changes.problems) is (cause in ("unexplained", "lost"))


def test_columns_and_types_are_told_and_weigh_most(opened):
    old, new = opened(literal_world()).folder, opened(literal_world()).folder
    table = pq.read_table(new / "actors.parquet")
    table = table.drop_columns(["about"]).append_column("born", table["name"])
    table = table.set_column(2, "name", table["name"].combine_chunks().dictionary_encode().cast("large_string"))
    pq.write_table(table, new / "actors.parquet")
    changes = diff(old, new)
    assert (changes.tables["actors"].columns_added, changes.tables["actors"].columns_removed) == (["born"], ["about"])
    assert changes.level == "major" and "column gone about" in changes.text()


def test_the_diff_in_every_form(opened, tmp_path):
    old, new = literal_world(), literal_world()
    CAUSES["new-evidence"](new)
    folders = opened(old).folder, opened(new).folder
    assert "stances: 1 for new-evidence" in run("diff", *folders).stdout
    assert json.loads(run("diff", *folders, "--format", "json").stdout)["level"] == "minor"
    path = tmp_path / "changes.parquet"
    path.write_bytes(run("diff", *folders, "--format", "parquet").stdout_bytes)
    assert pq.read_table(path).to_pylist() == [
        {"statement_id": "bo9", "proposition_id": "lift", "old_code": None, "new_code": "1", "cause": "new-evidence"}
    ]
    assert run("diff", folders[0], tmp_path / "none").exit_code == 2
    restance(new)
    assert run("diff", folders[0], opened(new).folder).exit_code == 1


def test_a_release_file_with_something_wrong_is_one_line(tmp_path):
    path = tmp_path / "release.toml"
    for text, told in (
        (ABOUT.replace('version = "1.0.0"', 'version = "1.0"'), "write MAJOR.MINOR.PATCH"),
        (ABOUT.replace("keywords", "keyword"), "no field 'keyword'; did you mean keywords"),
        (ABOUT.replace('["Ada"]', '"Ada"'), "creators is 'Ada'; it must be a list of texts"),
        (ABOUT.replace("published = 2020-01-03", 'published = "soon"'), "published is 'soon'; it must be a day"),
        ("a = [", "cannot be read"),
    ):
        path.write_text(text)
        with pytest.raises(CallError, match=told):
            read_about(path)


# --- descriptors of the bundled tables


@pytest.mark.skipif(not (ROOT / "data" / "records").exists(), reason="only in a checkout")
def test_the_data_package_describes_what_is_on_disk():
    package = json.loads((ROOT / "data" / "datapackage.json").read_text())
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        content = (ROOT / "data" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        table = pq.read_table(ROOT / "data" / resource["path"])
        assert resource["rowCount"] == len(table)
        assert [f["name"] for f in resource["schema"]["fields"]] == table.column_names


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / "data" / "records").exists(), reason="only in a checkout")
def test_the_frictionless_validator_passes():
    frictionless = pytest.importorskip("frictionless")
    # Its Parquet reader counts no bytes and no hash; the test above does.
    checklist = frictionless.Checklist(skip_errors=["byte-count", "hash-count"])
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"), checklist=checklist)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:10]
    assert report.stats["tasks"] == len(TABLES)


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / "data" / "records").exists(), reason="only in a checkout")
def test_croissant_loads_and_yields_every_record():
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(str(ROOT / "data" / "croissant.json"))
    assert not dataset.metadata.issues.errors
    for name in TABLES:
        table = pq.read_table(ROOT / "data" / "tables" / f"{name}.parquet")
        assert sum(1 for _ in dataset.records(name)) == len(table), name


@pytest.mark.usefixtures("released")
def test_a_release_is_pinned_and_a_newer_schema_refused(tmp_path, opened):
    folder = tmp_path / "out" / "stances-1.0.0" / "tables"
    assert stances.open(folder, release="1.0.0").release == "1.0.0"
    with pytest.raises(CallError, match=r"are release 1\.0\.0, not 1\.0\.1"):
        stances.open(folder, release="1.0.1")
    assert opened(literal_world()).release is None
    newer = pq.read_table(folder / "actors.parquet")
    with pq.ParquetWriter(folder / "actors.parquet", newer.schema) as writer:
        writer.write_table(newer)
        writer.add_key_value_metadata({"stances_schema": "2.0.0"})
    with pytest.raises(CallError, match=r"have schema 2\.0\.0, this package reads 1\.x; upgrade it"):
        stances.open(folder).positions()


def test_what_the_package_carries_can_be_found_loaded_and_cited():
    assert stances.path("stances").is_file() and set(stances.tables()) == set(TABLES)
    for kind, module in (("pandas", "pandas"), ("polars", "polars"), ("arrow", "pyarrow")):
        assert type(stances.load("stances", as_=kind)).__module__.startswith(module)
    with pytest.raises(CallError, match="did you mean stances"):
        stances.load("stance")
    with pytest.raises(CallError, match="no kind 'dask'"):
        stances.load("stances", as_="dask")
    assert len(stances.codebook()) == sum(len(t.columns) for t in TABLES.values())
    assert stances.open().release in stances.cite()
