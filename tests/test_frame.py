"""A caller's own frame; that every kind of frame gets equal answers is held by test_engines.py."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import stances

FORK = """
import os, subprocess, sys
import stances
frame = stances.open(as_="arrow").rows()
def ask(): return stances.of(frame).latest(as_of="2018-05-13").num_rows
n = ask()
subprocess.run([sys.executable, "-c", ""], check=True, preexec_fn=lambda: None)  # forks, and closes what it copied
child = os.fork()
if not child:
    os._exit(0 if ask() == n else 1)
print(n, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), ask() == n)
"""


def six(ds):
    return (
        ds.relation("spoken")
        .to_arrow_table()
        .select(["actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id"])
    )


def test_a_frame_has_the_positions_of_the_tables_where_nothing_lapses():
    ours = stances.of(six(stances.open()).to_pandas()).positions(as_of="2018-05-13")
    theirs = stances.open().positions(as_of="2018-05-13")
    assert len(theirs) and set(ours.statement_id) >= set(theirs.statement_id)


def test_names_are_mapped_and_missing_ones_are_told():
    frame = six(stances.open()).to_pandas().rename(columns={"position": "vote"})
    assert len(stances.of(frame, {"position": "vote"}).positions())
    with pytest.raises(stances.CallError, match="the frame lacks position"):
        stances.of(frame)


def test_the_order_of_the_rows_does_not_matter():
    frame = six(stances.open()).to_pandas()
    shuffled = frame.sample(frac=1, random_state=1)
    assert stances.of(frame).shifts().equals(stances.of(shuffled).shifts())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")
def test_a_fork_asks_for_itself():
    done = subprocess.run([sys.executable, "-c", FORK], capture_output=True, text=True, timeout=120)
    n, code, same = done.stdout.split()
    assert int(n) and code == "0" and same == "True", done.stderr
