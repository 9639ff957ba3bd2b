"""Reading a folder of tables that may be replaced by a new build meanwhile: each answer is all of one build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from stances.call import CallError

T = TypeVar("T")
Build = tuple[int, int, int]


def build_of(folder: Path | str) -> Build | None:
    """What tells a folder from the one that a build puts in its place; None where there is none on this machine."""
    try:
        found = Path(folder).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_ctime_ns  # numbers are given again to new folders, moments are not


class Steady:
    """Reads of one folder. `renew` forgets what was opened of an earlier build, whose tables may have had other columns."""

    def __init__(self, folder: Path | str, renew: Callable[[], None]) -> None:
        self.folder, self.renew = folder, renew
        self.build = build_of(folder)

    def read(self, fetch: Callable[[], T]) -> T:
        """What `fetch` gives: asked again where the folder was replaced while it read.

        Raises:
            CallError: a file cannot be read, or what `fetch` raised.
        """
        import duckdb

        while True:
            build = build_of(self.folder)
            if build != self.build:
                self.renew()
                self.build = build
            try:
                result = fetch()
            except CallError as error:
                problem = error
            except (duckdb.Error, UnicodeError, RuntimeError) as error:  # the last where a broken file's bytes are to be text
                reason = str(error).split("\n")[0]
                problem = CallError(f"{self.folder} cannot be read ({reason}); check it with `stances validate {self.folder}`")
            else:
                if build_of(self.folder) == build:
                    return result
                continue
            if build_of(self.folder) == build:
                raise problem from None
