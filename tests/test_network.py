"""Nothing of the package asks the network: import, load, every question, validation, an import and a build, without one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_release import RECORDS

# Python's sockets raise; where the system can take the network away altogether, libraries in C++ have none either.
FORBID = """
import sys
def forbid(event, args):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError(f"the network was asked: {event} {args}")
sys.addaudithook(forbid)
"""
WORK = """
import inspect, stances
from pathlib import Path
from stances import sql
from stances.cli import main
from stances.dataset import Dataset
ds = stances.open()
for table in stances.tables():
    stances.load(table)
given = {"actor": "donald-trump", "actor_a": "donald-trump", "actor_b": "wilbur-ross", "principal": "donald-trump", "issue": "zte-denial-order"}
for question in sql.QUESTIONS:
    ds.answer(question, as_of=None if question == "conflicts" else "2018-05-13", **{k: v for k, v in given.items() if k in sql.parameters(question)})
stances.network(ds.rows(), kind="conflict")
assert stances.validate() == []
main(["build", sys.argv[1]], standalone_mode=False)
print("asked nothing")
"""


def child(code: str, *args: object, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*before, sys.executable, "-c", FORBID + code, *map(str, args)], capture_output=True, text=True)


def test_the_guard_itself_sees_a_socket():
    done = child("import socket; socket.socket()")
    assert done.returncode == 1 and "the network was asked" in done.stderr


def alone() -> tuple[str, ...]:
    """What runs a command on a system without any network; nothing where that is not possible."""
    command = ("unshare", "--net", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    possible = shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True).returncode == 0
    return command if possible else ()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the network is taken away by a command of Linux")
def test_no_part_asks_the_network(tmp_path: Path):
    (tmp_path / "data" / "records").mkdir(parents=True)
    (tmp_path / "data" / "records" / "tax.yaml").write_text(RECORDS)
    done = child(WORK, tmp_path / "data", before=alone())
    assert done.returncode == 0 and done.stdout == "asked nothing\n", done.stderr[-2_000:]
