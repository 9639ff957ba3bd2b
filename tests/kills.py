"""Commands killed on their way: each in a process of its own that dies at its n-th change to the file system, or after a time.

Run as a program, so that the processes are forked from one in which everything is imported and nothing has run yet (threads do
not survive a fork): `python kills.py FOLDER RECORDS PART` makes one kill in PART of each trial (1 for all of them), and prints as JSON
what it tried. It stops with an AssertionError at the first state that is neither the old one nor the new one.
"""

from __future__ import annotations

import gc
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb  # noqa: F401 - imported here, once, what each command would import
import pandas  # noqa: F401

import stances.atomic
import stances.build
import stances.cli
import stances.dashboard.write
import stances.importers.table
import stances.records.quotes
import stances.release.make

# Audit events of the interpreter before something is changed. What Arrow writes raises none: moments at random reach into that.
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "ctypes.dlsym", "shutil.move", "shutil.rmtree"}
NEVER = 10**9
POLL = "who,what,day,answer\nAda,Lift it,2020-01-01,yes\nBo,Lift it,2020-01-01,no\n"
POLL_MAPPING = """
[columns]
actor = "who"
proposition = "what"
said_date = "day"
position = "answer"
[scale]
yes = 2
no = -2
[issue]
id = "poll"
title = "Poll"
summary = "A poll."
region = "x"
topic = "y"
[source]
url = "https://example.org/"
title = "Poll"
publisher = "x"
kind = "reference"
language = "en"
"""
State = dict[str, str]


def forked(task: Callable[[], None], step: int = NEVER, seconds: float = 0) -> tuple[int, int]:
    """The exit code of a task in a process of its own, negative when it was killed, and the number of steps it came to."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        done = 0

        def count(event: str, args: tuple[object, ...]) -> None:
            nonlocal done
            writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if event in CHANGES or writes:
                done += 1
                if done == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.addaudithook(count)
        if seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody catches the alarm: the process ends at once
        code = 1
        try:
            task()
            code = 0
        finally:
            os.write(write, str(done).encode())
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as counted:
        steps = int(counted.read() or 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), steps


def command(*args: object) -> Callable[[], None]:
    """A call of the command line."""
    return lambda: stances.cli.main([str(arg) for arg in args], standalone_mode=False)


def state(folder: Path) -> State:
    """Every file below a folder by its hash; empty where there is no such folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def strays(folder: Path) -> list[str]:
    """What a run that was killed left behind."""
    return sorted(path.name for path in folder.rglob(".stances-*"))


class Trial:
    """One command, killed again and again, with the states it may leave; each run has the leftovers of those before."""

    def __init__(
        self, name: str, home: Path, run: Callable[[], None], reset: Callable[[int], None], seen: Callable[[], State]
    ) -> None:
        self.name, self.home, self.run, self.reset, self.seen = name, home, run, reset, seen
        self.kills = self.old = self.new = 0
        self.whole = []
        for turn in (0, 1):
            reset(turn)
            started = time.monotonic()
            code, self.steps = forked(run)
            self.seconds = time.monotonic() - started
            assert code == 0, f"{name} does not run"
            self.whole.append(seen())

    def kill(self, turn: int, **when: Any) -> bool:
        """One kill: afterwards there is the state from before or the new one, whole. False when the run ended before its kill."""
        self.reset(turn)
        before = self.seen()
        code, _ = forked(self.run, **when)
        after = self.seen()
        assert after in (before, self.whole[turn % 2]), f"{self.name} killed at {when}: neither the old state nor the new one"
        assert code <= 0, f"{self.name} failed beside what a killed run had left"
        self.kills += code < 0
        self.old += code < 0 and after == before
        self.new += code < 0 and after != before
        return code < 0

    def sweep(self) -> None:
        """Take away what killed runs have left, so that the next run's steps are those that were counted."""
        self.seen()  # mends first what only the leftovers hold
        for left in list(self.home.rglob(".stances-*")):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)

    def clean(self) -> None:
        """A run that is let be ends in the new state and sweeps all that those before had left."""
        self.reset(0)
        assert forked(self.run)[0] == 0, f"{self.name} does not run after kills"
        assert self.seen() == self.whole[0] and strays(self.home) == []

    def told(self) -> dict[str, object]:
        """What was tried, as numbers."""
        return {"command": self.name, "steps": self.steps, "kills": self.kills, "old": self.old, "new": self.new}


def build_trial(home: Path, records: str) -> Trial:
    """Two versions of the records by turns; the tables are of one or the other."""
    data = home / "data"
    shutil.copytree(Path(records), data)
    file = next((data / "records").glob("*.yaml"))
    text = file.read_text(encoding="utf-8")

    def reset(turn: int) -> None:
        file.write_text(text.replace("Wants it raised.", f"Wants it raised, {turn % 2}."), encoding="utf-8")

    return Trial("stances build", data, command("build", data), reset, lambda: state(data / "tables"))


def two_step_trial(home: Path, records: str) -> Trial:
    """A build where no call lets folders change places: killed between the two renames, the next build's first deed mends it."""
    stances.atomic.exchange = lambda a, b: False
    trial = build_trial(home, records)
    tables = trial.home / "tables"

    def seen() -> State:
        stances.atomic.recover(tables)
        return state(tables)

    trial.name, trial.seen = "stances build, by two renames", seen
    return trial


def format_trial(home: Path, records: str) -> Trial:
    """A file that is not in canonical form."""
    data = home / "data"
    shutil.copytree(Path(records), data)
    file = next((data / "records").glob("*.yaml"))

    def reset(turn: int) -> None:
        file.write_text(f"issues:\n- {{title: Tax {turn % 2}, issue_id: tax}}\n", encoding="utf-8")

    return Trial("stances format", data, command("format", data), reset, lambda: state(data / "records"))


def import_trial(home: Path) -> Trial:
    """A table with its mapping; the folder of tables is there whole or not at all."""
    (home / "poll.csv").write_text(POLL)
    (home / "poll.toml").write_text(POLL_MAPPING)
    out = home / "out" / "poll"
    run = command("import", "table", home / "poll.csv", out, "--mapping", home / "poll.toml", "--recorded", "2020-02-01")
    return Trial("stances import", home / "out", run, lambda turn: shutil.rmtree(out, ignore_errors=True), lambda: state(out))


def release_trial(home: Path, records: str) -> Trial:
    """A release is there whole or not at all.

    Validation changes nothing and is left out; for the build, which has a trial of its own, what it has made is copied.
    """
    data, out, built = home / "data", home / "out", home / "built"
    shutil.copytree(Path(records), data)
    for name in ("CHANGELOG.md", "LICENSE-DATA", "CITATION.cff"):
        (home / name).write_text("## Data 1.0.0\n")
    make = stances.release.make

    def build() -> None:
        make.build(make.clean_copy(data, built / "copy"))

    assert forked(build)[0] == 0
    make.build = lambda copy: shutil.copytree(built, copy.parent, dirs_exist_ok=True)  # type: ignore[assignment, return-value]
    make.validate = lambda folder: []  # type: ignore[assignment]
    target = out / "stances-1.0.0"

    def reset(turn: int) -> None:
        shutil.rmtree(target, ignore_errors=True)

    return Trial("stances release", out, command("release", data, out), reset, lambda: state(target))


def page_trial(home: Path, records: str, *split: str) -> Trial:
    """The page of two builds by turns; with --split its tables beside it."""
    built = []
    for word in ("raised", "lowered"):
        data = home / word
        shutil.copytree(Path(records), data)
        file = next((data / "records").glob("*.yaml"))
        file.write_text(file.read_text(encoding="utf-8").replace("Wants it raised.", f"Wants it {word}."), encoding="utf-8")
        assert forked(command("build", data))[0] == 0
        built.append(data / "tables")
    shown, out = home / "shown", home / "out"

    def reset(turn: int) -> None:
        shutil.copytree(built[turn % 2], shown, dirs_exist_ok=True)
        for left in out.glob(".stances-*"):  # swept once it is old
            os.utime(left, (0, 0))

    def seen() -> State:
        return {file: digest for file, digest in state(out).items() if not file.startswith(".stances-")}

    run = command("dashboard", shown, "--out", out, *split)
    return Trial(" ".join(("stances dashboard", *split)), home, run, reset, seen)


def main(home: Path, records: str, part: int) -> list[dict[str, object]]:
    """Every trial, each in a folder of its own."""
    # What changes nothing and takes most of the time of a build is left out: judging the records, and the statistics of the card.
    stances.build.check = lambda ds, records: []  # type: ignore[assignment]
    stances.build.card = lambda ds, counts, gaps: "Card.\n"  # type: ignore[assignment]
    gc.freeze()  # so that a collection in a forked process does not copy what it shares with this one
    moments = random.Random(20180513)
    trials: list[tuple[Callable[[Path], Trial], int, int]] = [  # kills at every n-th step, kills at random moments
        (lambda at: build_trial(at, records), 1, 40),
        (import_trial, 1, 60),
        (lambda at: release_trial(at, records), 1, 10),
        (lambda at: format_trial(at, records), 1, 40),
        (lambda at: page_trial(at, records), 1, 20),
        (lambda at: page_trial(at, records, "--split"), 1, 20),
        (lambda at: two_step_trial(at, records), 1, 0),  # last: it changes how folders are swapped
    ]
    told = []
    for number, (make, every, timed) in enumerate(trials):
        at = home / str(number)
        at.mkdir()
        trial = make(at)
        for step in itertools.count(1, every * part):
            if not trial.kill(step, step=step):
                break
        for step in range(max(1, trial.steps - 3), trial.steps + 1):  # behind the swap, where leftovers seldom let a step fall
            trial.sweep()
            trial.kill(step, step=step)
        for turn in range(timed // part):
            trial.kill(turn, seconds=moments.uniform(0.001, trial.seconds))
        trial.clean()
        told.append(trial.told())
    return told


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
