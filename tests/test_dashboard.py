"""`stances dashboard`: the page carries the very bytes of a folder, or reads them beside it; what cannot be shown is said."""

from __future__ import annotations

import base64
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from test_page import address, rows

from stances.cli import main
from stances.cli.dashboard import server
from stances.dashboard import write as writer
from stances.dataset import bundled
from stances.schema import TABLES


def run(*words: object) -> Any:
    return CliRunner().invoke(main, ["dashboard", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled tables."""
    return Path(shutil.copytree(bundled(), tmp_path / "tables"))


def test_one_file_carries_the_bytes_that_everyone_loads(tmp_path: Path):
    done = run("--out", tmp_path)
    assert (done.exit_code, done.stdout.strip()) == (0, str(tmp_path / "index.html"))
    html = (tmp_path / "index.html").read_text()
    carried = dict(re.findall(r'id="table-(\w+)">([^<]*)<', html))
    assert {name: base64.b64decode(text) for name, text in carried.items()} == {
        name: (bundled() / f"{name}.parquet").read_bytes() for name in TABLES.keys() - {"redirects"}
    }
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_the_same_folder_gives_the_same_bytes():
    assert writer.page(bundled()) == writer.page(bundled())


def test_without_out_it_opens_the_page(monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert run().exit_code == 0
    assert len(opened) == 1 and opened[0].startswith("file://")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    assert run("--out", tmp_path / "site", "--split").exit_code == 0
    with server(tmp_path / "site", 0) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/"
        httpd.shutdown()


def test_split_reads_the_parquet_files_beside_it(visit: Callable[..., Any], served: str, tmp_path: Path):
    assert {p.stem for p in (tmp_path / "site" / "tables").iterdir()} == TABLES.keys() - {"redirects"}
    assert 'id="table-' not in (tmp_path / "site" / "index.html").read_text()
    page = visit(address("matrix"), base=served)
    assert page.get_by_role("link", name="Wilbur Ross, proposition 5").inner_text() == "−2"
    assert page.evaluate("performance.getEntriesByName('first-view')[0].startTime") < 1000


def test_split_may_write_beside_the_tables_it_reads(folder: Path):
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert run(folder, "--out", folder.parent, "--split").exit_code == 0
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_a_table_that_is_gone_is_said_on_the_page(visit: Callable[..., Any], tmp_path: Path):
    run("--out", tmp_path, "--split")
    (tmp_path / "tables" / "stances.parquet").unlink()
    with server(tmp_path, 0) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{httpd.server_address[1]}/"
        page = visit(base=base, ready="failed", logs="404")
        assert "stances.parquet: 404" in page.inner_text("main")
        httpd.shutdown()


def test_all_that_keeps_a_folder_from_being_shown_is_said_at_once(folder: Path, tmp_path: Path):
    (folder / "events.parquet").unlink()
    (folder / "actors.parquet").write_bytes(b"not parquet")
    table = pq.read_table(folder / "issues.parquet")
    pq.write_table(table.drop_columns(["region"]), folder / "issues.parquet", compression="zstd")
    pq.write_table(pq.read_table(folder / "sources.parquet"), folder / "sources.parquet", compression="gzip")
    done = run(folder, "--out", tmp_path / "out")
    assert done.exit_code == 1 and not (tmp_path / "out").exists()
    lines = done.stdout.splitlines()
    assert sorted(line.split(":")[0] for line in lines) == ["actors", "events", "issues", "sources"]
    assert "zstd or snappy" in done.stdout and "4 problems; nothing was written" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--split"], "--out"), (["no-such-folder"], "not a folder"), (["--serve", "--port", "99999"], "99999")],
)
def test_a_call_that_cannot_be_answered_is_one_line(words: list[str], said: str):
    done = run(*words)
    assert done.exit_code == 2 and said in done.stderr and "Traceback" not in done.output


def test_a_port_in_use_is_said():
    with server(Path(), 0) as httpd:
        done = run("--serve", "--port", httpd.server_address[1])
    assert done.exit_code == 2 and "--port" in done.stderr


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    done = run("--out", tmp_path / "file" / "below")
    assert done.exit_code == 2 and "cannot be written" in done.stderr


def test_a_table_of_pairs_too_large_to_carry_is_paired_on_the_page(
    visit: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writer, "MOST_DISAGREEMENTS", 10)
    base = writer.write(bundled(), tmp_path).as_uri()
    page = visit(address("dispute", linked="1"), base=base)
    assert "too large for this page" in page.inner_text("main") and "relation not known" in page.inner_text("main").lower()
    columns = ["proposition_id", "actor_a", "actor_b", "valid_from", "position_a", "position_b", "statement_a", "statement_b"]
    paired = {tuple(line[c] for c in columns) for line in rows(page)}
    whole = {tuple(line[c] for c in columns) for line in rows(visit(address("dispute")))}
    assert paired == whole and len(whole) > 50
