"""Each fault put into right record files is one line with file, line and rule, and changes no table; odd but right files build.

`UPDATE_DOCS=1 pytest tests/test_record_faults.py` writes the table in docs/guards.md anew.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import guards
import pytest
import record_faults
from click.testing import CliRunner
from conftest import CI
from kills import state
from record_faults import FILES, HARMLESS, MEANING, RECORDS, RecordFault, generic

from stances.cli import main

FAULTS = [*FILES, *MEANING, *generic()]
# Of those that any column can have every ninth in CI, which is some of each kind and table; all with ALL_FAULTS or UPDATE_DOCS.
TRIED = FAULTS if guards.ALL else [*FILES, *MEANING, *list(generic())[:: 9 if CI else 18]]


def written(data: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = data / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(errors="surrogateescape"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with right records and the tables built from them."""
    folder = tmp_path_factory.mktemp("records")
    written(folder, RECORDS)
    result = CliRunner().invoke(main, ["build", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def before(data: Path) -> dict[str, str]:
    return state(data)


@pytest.mark.parametrize("fault", TRIED, ids=lambda fault: fault.name)
def test_a_fault_is_told_at_its_line_and_leaves_the_tables(data, before, fault: RecordFault):
    written(data, fault.made())
    result = CliRunner().invoke(main, ["build", str(data)])
    written(data, RECORDS)
    wanted = tuple(f"records/{place}: " for place in fault.places())
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if line.startswith(wanted) and fault.told in line], (
        wanted,
        result.stdout,
    )
    assert state(data) == before


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_means_the_same_gives_the_same_tables(tmp_path, before, kind):
    written(tmp_path, {name: HARMLESS[kind](text) for name, text in RECORDS.items()})
    assert CliRunner().invoke(main, ["build", str(tmp_path)]).exit_code == 0
    assert state(tmp_path / "tables") == {name[7:]: digest for name, digest in before.items() if name.startswith("tables/")}


def test_the_docs_say_what_was_tried():
    tried = Counter(fault.table for fault in FAULTS)
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    rows = [f"| {table} | {n} | {n} |" for table, n in sorted(tried.items())]
    lost = [f"- {what}: {why}." for what, why in record_faults.UNDETECTABLE.items()]
    total = f"| **all** | **{len(FAULTS)}** | **{len(FAULTS)}** |"
    head = ["| records of | faults tried | told with file and line |", "|---|---|---|"]
    same = f"Read as the same: {', '.join(HARMLESS)}."
    guards.told("record faults", [*head, *rows, total, "", same, "", "What no build can see, and why:", "", *lost])
