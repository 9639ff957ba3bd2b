"""Ids of the bundled tables hold for good: merged with a redirect they lead on, lost or used again they are refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from conftest import D, Rows, literal_world, row, statement

import stances
from stances.cli import main
from stances.dataset import bundled
from stances.parquet import write
from stances.release.diff import Diff, diff
from stances.release.ids import IDENTITY
from stances.schema import TABLES
from stances.validation import validate

SINGLE = {name: table.key[0] for name, table in TABLES.items() if table.stage == "curated" and len(table.key) == 1}


@pytest.fixture(scope="module")
def real() -> Rows:
    return {name: pq.read_table(bundled() / f"{name}.parquet").to_pylist() for name in TABLES}


@pytest.fixture
def compared(tmp_path: Path, real: Rows):
    """The bundled tables compared with these rows; unchanged tables are the bundled files."""

    def compare(rows: Rows) -> Diff:
        return diff(bundled(), written(tmp_path, real, rows))

    return compare


def written(folder: Path, real: Rows, rows: Rows) -> Path:
    for name in TABLES:
        if rows[name] is real[name]:
            (folder / f"{name}.parquet").symlink_to(bundled() / f"{name}.parquet")
        else:
            write(folder, name, rows[name])
    return folder


def merged(rows: Rows, name: str, old: str, new: str) -> Rows:
    """The record `old` taken out, and everything that pointed to it pointing to `new`."""
    result = dict(rows)
    for table in TABLES.values():
        columns = [c.name for c in table.columns if c.ref == name]
        if any(r[c] == old for r in rows[table.name] for c in columns):
            result[table.name] = [r | {c: new for c in columns if r[c] == old} for r in rows[table.name]]
    result[name] = [r for r in rows[name] if r[SINGLE[name]] != old]
    return result


def redirected(rows: Rows, name: str, old: str, new: str) -> Rows:
    lead = row(
        "redirects",
        redirected_table=name,
        old_id=old,
        new_id=new,
        redirect_date=D("2026-01-01"),
        redirect_reason="One and the same.",
    )
    return rows | {"redirects": [*rows["redirects"], lead]}


def two(rows: Rows, name: str) -> tuple[str, str]:
    """The last two ids of a table."""
    ids = [r[SINGLE[name]] for r in rows[name]]
    return ids[-1], ids[-2]


@pytest.mark.parametrize("name", [name for name in SINGLE if name != "statements"])
def test_two_records_of_one_thing_become_one_with_a_redirect_and_not_without(compared, real, name):
    old, new = two(real, name)
    rows = merged(real, name, old, new)
    changes = compared(redirected(rows, name, old, new))
    assert (changes.problems, changes.level, changes.tables[name].removed) == ([], "major", [old])
    assert {c["cause"] for c in changes.stances} <= {"merge-of-ids"}


@pytest.mark.parametrize("name", SINGLE)
def test_an_id_that_is_gone_is_refused_with_what_to_do(compared, real, name):
    old, new = two(real, name)
    (problem,) = compared(merged(real, name, old, new)).problems
    mend = "withdraw the row" if name == "statements" else "say in redirects what stands for it"
    assert problem.startswith(f"{name}: {old} is gone") and mend in problem


@pytest.mark.parametrize("name", SINGLE)
def test_an_id_given_to_something_else_is_refused(compared, real, name):
    """The last record's id on another record of the table; the rest of the rows as they were."""
    key = SINGLE[name]
    old = next(r for r in reversed(real[name]) if all(r[c] is not None for c in IDENTITY[name]))
    other = next(r for r in real[name] if all(r[c] not in (None, old[c]) for c in IDENTITY[name])) if name != "coders" else (
        old | {"coder_kind": "other", "description": "Somebody else."}
    )  # fmt: skip
    rows = real | {name: [r if r is not old else other | {key: old[key]} for r in real[name]]}
    (problem,) = [p for p in compared(rows).problems if "without a cause" not in p]
    assert problem.startswith(f"{name}: {old[key]} has another {IDENTITY[name][0]}") and "never used again" in problem


def test_a_mended_word_is_no_other_thing(compared, real):
    rows = real | {
        name: [r | {IDENTITY[name][0]: "Mended."} for r in real[name]] for name in ("actors", "sources", "propositions")
    }
    assert compared(rows).problems == []


def test_an_id_given_up_still_finds_its_actor(tmp_path, real):
    rows = redirected(real, "actors", "wilbur-l-ross", "wilbur-ross")
    ds = stances.open(written(tmp_path, real, rows))
    shown = CliRunner().invoke(main, ["--data", str(ds.folder), "show", "wilbur-l-ross"])
    assert shown.exit_code == 0 and "Wilbur Ross" in shown.stdout
    assert ds.shifts(actor="wilbur-l-ross").equals(ds.shifts(actor="wilbur-ross")) and len(ds.shifts(actor="wilbur-l-ross"))


def test_propositions_that_become_one_give_their_stances_that_cause(opened):
    def world() -> dict[str, Any]:
        rows = literal_world()
        rows["propositions"].append(
            row("propositions", proposition_id="lift-it", issue_id="tariff", text="x", support_means="y", oppose_means="n")
        )
        rows["statements"].append(statement("cy9", "cy", "2018-07-01", "senator"))
        rows["stances"].append(
            row(
                "stances",
                statement_id="cy9",
                proposition_id="lift-it",
                position=1,
                conditional=False,
                method="agreed",
                disputed=False,
            )
        )
        return rows

    new = redirected(merged(world(), "propositions", "lift-it", "lift"), "propositions", "lift-it", "lift")
    changes = diff(opened(world()).folder, opened(new).folder)
    assert [(c["proposition_id"], c["cause"]) for c in changes.stances] == [("lift", "merge-of-ids"), ("lift-it", "merge-of-ids")]
    assert changes.problems == []


@pytest.mark.slow
def test_tables_with_two_pages_merged_are_right(tmp_path, real):
    """Two pages of one day, on which different statements rest, become one page; nothing follows from which page it was."""
    days = Counter(r["published_date"] for r in real["sources"] if r["published_precision"] == "day")
    old, new = [r["source_id"] for r in real["sources"] if r["published_date"] == days.most_common(1)[0][0]][:2]
    folder = written(tmp_path, real, redirected(merged(real, "sources", old, new), "sources", old, new))
    assert validate(folder) == []
