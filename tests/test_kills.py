"""Commands killed, without space, without permission, and two at once: tables are whole every time, and the message says what happened.

`UPDATE_DOCS=1 pytest tests/test_kills.py` writes the table in docs/guards.md anew.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import guards
import pytest
from conftest import literal_world
from kills import POLL, POLL_MAPPING, state, strays
from test_release import ABOUT, RECORDS

from stances.atomic import scratch, swap, workshop
from stances.build import build
from stances.call import CallError
from stances.dataset import Dataset
from stances.parquet import write

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills, limits and users are those of POSIX systems")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A tiny data folder."""
    folder = tmp_path / "data"
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "tax.yaml").write_text(RECORDS)  # not in canonical form
    (folder / "release.toml").write_text(ABOUT)
    (folder / "CODING.md").write_text("Rules.\n")
    for name in ("CHANGELOG.md", "LICENSE-DATA", "CITATION.cff"):
        (tmp_path / name).write_text("## Data 1.0.0\n")
    return folder


def called(*args: object, prepare: Callable[[], None] | None = None, before: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """Exit code and messages of a command in a process of its own, which `prepare` has put in a bad position."""
    code = "import sys; from stances.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [*before, sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, preexec_fn=prepare, timeout=60
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr.splitlines()


def limited(*args: object, size: int) -> tuple[int, list[str]]:
    """A command that may let no file grow beyond a size."""
    import resource

    return called(*args, prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))


def kills(tmp_path: Path, data: Path, part: int) -> list[dict[str, int]]:
    quiet = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}  # modules compiled on the way would count as steps
    done = subprocess.run(
        [sys.executable, HERE / "kills.py", tmp_path, data, str(part)], capture_output=True, text=True, env=quiet
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_commands_killed_at_some_steps_leave_the_old_or_the_new(tmp_path, data):
    assert sum(trial["kills"] for trial in kills(tmp_path, data, part=25)) >= 20


@pytest.mark.slow
def test_commands_killed_at_every_step_leave_the_old_or_the_new(tmp_path, data):
    """How many steps there are depends on the libraries, and which state a kill finds on moments: the docs say the verdicts."""
    tried = kills(tmp_path, data, part=1)
    total = sum(trial["kills"] for trial in tried)
    assert total >= 500 and all(trial["old"] + trial["new"] == trial["kills"] for trial in tried)
    assert [trial["command"] for trial in tried if not trial["new"]] == [], "no kill fell behind the swap"
    rows = [f"| `{trial['command']}` | every one | all whole |" for trial in tried]
    guards.told("kills", ["| command | changes of files at which it was killed | afterwards |", "|---|---|---|", *rows])


def test_a_second_build_is_one_line_and_harms_nothing(data):
    build(data)
    before = state(data)
    with workshop(data, "build"):
        assert called("build", data) == (2, [f"stances: another build is at work in {data}; wait for it to end"])
    assert state(data) == before


def test_a_full_disk_is_one_line_and_leaves_everything(data, tmp_path):
    """No file may grow beyond a limit, from none at all to one that only the last and largest text exceeds."""
    build(data)
    before = state(data)
    (data / "records" / "tax.yaml").write_text(RECORDS.replace("Wants it raised.", "Wants it lowered."))
    largest = max(path.stat().st_size for path in data.parent.rglob("*") if path.is_file())
    for limit in (0, 1_000, 3_000, largest - 1):
        code, lines = limited("build", data, size=limit)
        assert code == 2 and lines[-1].startswith("stances: ") and "too large" in lines[-1], lines
        assert {k: v for k, v in state(data).items() if not k.startswith("records")} == {
            k: v for k, v in before.items() if not k.startswith("records")
        }
    assert called("build", data)[0] == 0


@pytest.mark.parametrize("split", [(), ("--split",)], ids=" ".join)
def test_a_full_disk_leaves_the_old_page(tmp_path, split):
    out = tmp_path / "site"
    assert called("dashboard", folder_of(tmp_path, "old"), "--out", out, *split)[0] == 0
    (out / ("tables/NOTE" if split else "NOTE")).write_text("what else is there\n")
    before, new = state(out), folder_of(tmp_path, "new")
    for size in (0, 1_000, 100_000):
        code, lines = limited("dashboard", new, "--out", out, *split, size=size)
        assert code == 2 and len(lines) == 1 and "cannot be written (File too large)" in lines[0], lines
        assert state(out) == before and strays(out) == []
    assert called("dashboard", new, "--out", out, *split)[0] == 0
    assert state(out).keys() == before.keys() and state(out) != before


def test_a_full_disk_leaves_nothing_of_an_import_or_a_graph(tmp_path):
    folder, out, graph = folder_of(tmp_path, "old"), tmp_path / "out", tmp_path / "edges.graphml"
    (tmp_path / "poll.csv").write_text(POLL)
    (tmp_path / "poll.toml").write_text(POLL_MAPPING)
    graph.write_text("the old one")
    assert limited("import", "table", tmp_path / "poll.csv", out, "--mapping", tmp_path / "poll.toml", size=1_500)[0] == 2
    assert limited("--data", folder, "network", "--graphml", graph, size=100)[0] == 2
    assert not out.exists() and graph.read_text() == "the old one" and strays(tmp_path) == []


def test_what_a_killed_page_left_is_swept_when_it_is_old(tmp_path):
    for name, age in ((".stances-scratch-young", 60), (".stances-scratch-old", 7_200)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    with scratch(tmp_path) as work:
        assert strays(tmp_path) == sorted([".stances-scratch-young", work.name])
    assert strays(tmp_path) == [".stances-scratch-young"]


def test_a_disk_without_space_is_one_line_and_leaves_everything(data, tmp_path):
    """A file system of its own with room for the old tables and not for the new ones beside them."""
    build(data)
    small = tmp_path / "small"
    small.mkdir()
    script = f"""
        mount -t tmpfs -o size=400k tmpfs {small} && cp -r {data} {small}/data || exit 99
        cd {small} && find data -type f | sort | xargs sha256sum > {tmp_path}/before
        {sys.executable} -c "from stances.cli import main; main(['build', 'data'])"
        code=$?
        find data -type f | sort | xargs sha256sum > {tmp_path}/after
        exit $code"""
    done = subprocess.run(["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", script],
                          capture_output=True, text=True) if shutil.which("unshare") else None  # fmt: skip
    if done is None or done.returncode in (1, 99):
        pytest.skip("no file system can be mounted here")
    assert done.returncode == 2 and done.stderr.splitlines()[-1].startswith("stances: ") and "No space left" in done.stderr, (
        done.stderr
    )
    assert "Traceback" not in done.stderr
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text() != ""


def test_what_may_not_be_read_or_written_is_one_line(data):
    """Root may do everything: it runs here without the right to."""
    bound = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    if bound and not shutil.which("setpriv"):
        pytest.skip("as root, modes bind only under setpriv (util-linux)")
    build(data)
    before, (tables, records) = state(data), (data / "tables" / "actors.parquet", data / "records" / "tax.yaml")
    data.chmod(0o555)
    for args in (("build", data), ("format", data), ("release", data, data / "out"),
                 ("import", "table", "x.csv", data / "new", "--mapping", "x.toml")):  # fmt: skip
        code, lines = called(*args, before=bound)
        assert code == 2 and len(lines) == 1 and "Permission denied" in lines[0], (args, lines)
    data.chmod(0o755)
    for path in (tables, records):
        path.chmod(0)
    code, lines = called("--data", data / "tables", "actors", before=bound)
    assert code == 2 and len(lines) == 1 and "Permission denied" in lines[0], lines
    assert called("build", data, before=bound) == (1, ["1 problem; nothing was written"])
    for path in (tables, records):
        path.chmod(0o644)
    assert state(data) == before


def folder_of(home: Path, word: str) -> Path:
    """Tables in which an actor and an issue both carry a word."""
    rows = literal_world()
    rows["actors"][0]["name"] = rows["issues"][0]["title"] = word
    folder = home / word
    folder.mkdir()
    for name, records in rows.items():
        write(folder, name, records)
    return folder


BOTH = "SELECT a.name, i.title FROM actors a, issues i WHERE a.actor_id = 'nation'"


def test_an_answer_read_while_tables_are_replaced_is_of_one_build(tmp_path):
    folder_of(tmp_path, "old").rename(tmp_path / "tables")
    new = folder_of(tmp_path, "new")
    ds = Dataset(tmp_path / "tables")
    asked = []

    def read() -> list[str]:
        name = ds.actors.set_index("actor_id").name["nation"]
        if not asked:
            asked.append(name)
            swap(new, tmp_path / "tables")
        return [name, ds.issues.title[0]]

    assert ds.steady.read(read) == ["new", "new"] and asked == ["old"]


def test_readers_during_many_builds_see_one_or_the_other(tmp_path):
    """A reader that stays open, and new ones; after each answer the tables change places, a moment into the next."""
    kept = {word: folder_of(tmp_path, word) for word in ("odd", "even")}
    tables = tmp_path / "tables"
    shutil.copytree(kept["odd"], tables)
    seen: set[str] = set()
    problems: list[str] = []
    answered, over, moments = threading.Event(), threading.Event(), random.Random(20180513)

    def reader(again: bool) -> None:
        ds = Dataset(tables)
        while not over.is_set():
            try:
                ds = Dataset(tables) if again else ds
                [(name, title)] = ds.steady.read(lambda ds=ds: ds.run(BOTH).fetchall())
            except CallError as error:
                problems.append(str(error))
            else:
                seen.add(name)
                problems.extend([f"{name} beside {title}"] * (name != title))
                answered.set()

    readers = [threading.Thread(target=reader, args=(again,)) for again in (True, False)]
    for thread in readers:
        thread.start()
    for turn in range(30):
        work = tmp_path / f"work{turn}"
        shutil.copytree(kept["odd" if turn % 2 else "even"], work)
        answered.clear()
        answered.wait(5)
        time.sleep(moments.uniform(0, 0.01))
        swap(work, tables)
        shutil.rmtree(work)
    over.set()
    for thread in readers:
        thread.join()
    assert problems == [] and seen == {"odd", "even"}
