"""Results put in place whole or not at all: a workshop for one run at a time, and swaps that no reader sees half done."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stances.call import CallError

RENAME_EXCHANGE = 2  # of Linux's renameat2
ABANDONED = 3600  # seconds after which a scratch folder's run is taken for dead


@contextmanager
def workshop(parent: Path, task: str) -> Iterator[Path]:
    """A folder in `parent` for one run of a task: made empty, locked against a second run, gone at the end.

    What a killed run left is swept by the next one: its lock died with it.

    Raises:
        CallError: another run of the task is at work there.

    >>> import tempfile
    >>> home = Path(tempfile.mkdtemp())
    >>> with workshop(home, "build") as work:
    ...     _ = (work / "half.txt").write_text("half")
    >>> list(home.iterdir())
    []
    """
    from filelock import FileLock, Timeout

    work, lock = parent / f".stances-{task}", parent / f".stances-{task}.lock"
    try:
        with FileLock(lock, timeout=0):
            try:
                if work.exists():
                    shutil.rmtree(work)
                work.mkdir()
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
                with suppress(OSError):  # held open, it cannot be taken away on Windows
                    lock.unlink()
    except Timeout:
        raise CallError(f"another {task} is at work in {parent}; wait for it to end") from None


@contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """A folder in `parent` of a name of its own, so that runs do not meet, gone at the end; for results that may be made side by side.

    Without a lock, what a killed run left is known by its age only: the first run an hour later sweeps it.
    """
    for name in os.listdir(parent):
        with suppress(OSError):  # another run may sweep it as well
            if name.startswith(".stances-scratch-") and time.time() - (parent / name).stat().st_mtime > ABANDONED:
                shutil.rmtree(parent / name)
    with tempfile.TemporaryDirectory(prefix=".stances-scratch-", dir=parent) as work:
        yield Path(work)


def swap(new: Path, target: Path) -> None:
    """Put a finished folder in the place of another: in one step where the system can, so that readers never find none.

    The old folder is then where the new one was. Elsewhere it takes two renames, and `recover` mends what a kill between them left.
    """
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        old = aside(target)
        target.rename(old)
        try:
            new.rename(target)
        finally:
            old.rename(new if target.exists() else target)


def exchange(a: Path, b: Path) -> bool:
    """Let two folders change places in one step; False where the system or its file system has no such step."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    here = -100  # AT_FDCWD: paths are taken from the working directory
    return renameat2 is not None and renameat2(here, os.fsencode(a), here, os.fsencode(b), RENAME_EXCHANGE) == 0


def recover(target: Path) -> None:
    """Undo a swap that was killed between its two renames."""
    old = aside(target)
    if not old.exists():
        return
    if target.exists():
        shutil.rmtree(old)
    else:
        old.rename(target)


def aside(target: Path) -> Path:
    """Where a swap in two renames keeps the old folder meanwhile."""
    return target.with_name(f".stances-old-{target.name}")


def stage(texts: dict[Path, str], work: Path) -> dict[Path, Path]:
    """Texts written into a workshop, by the path each is meant for: a full disk is met here, where nothing is changed yet."""
    staged = {}
    for number, (path, text) in enumerate(texts.items()):
        staged[path] = work / f"text-{number}"
        staged[path].write_text(text, encoding="utf-8")
        if path.exists():
            shutil.copymode(path, staged[path])
    return staged


def place(staged: dict[Path, Path]) -> None:
    """Put each staged file in its place: readers find the old or the new one (where both are on one file system)."""
    for path, new in staged.items():
        shutil.move(new, path)
