"""Who publicly holds which position on a geopolitical question, since when, and on what evidence.

>>> import stances
>>> ds = stances.open()
>>> frame = ds.disagreements(as_of="2018-05-13", issue="zte-denial-order")
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from stances import sql
from stances.call import CallError, did_you_mean
from stances.catalog import cite, codebook, load, path, tables
from stances.dataset import Dataset
from stances.questions import Questions

__version__ = "0.1.0"
__all__ = ["CallError", "Dataset", "cite", "codebook", "load", "of", "open", "path", "tables", "validate"]


def open(
    folder: Path | str | None = None, release: str | None = None, engine: Any = "duckdb", as_: str = "pandas", load: bool = False
) -> Dataset:  # fmt: skip
    """The bundled tables, or those of your own folder, however large.

    Args:
        folder, engine, as_, load: as in `stances.dataset.Dataset`.
        release: the version that the data must have, so that an analysis that pins one never runs on another.

    Raises:
        CallError: there is no such folder, its tables are of another release, or of a newer major schema than this package reads.

    >>> len(open().statements) > 0
    True
    """
    ds = Dataset(folder, engine, as_, load)
    if release is not None and ds.release != release:
        raise CallError(
            f"the tables in {ds.folder} are release {ds.release or 'unknown'}, not {release}; "
            "give the folder of that release, or drop release="
        )
    return ds


@cache
def _bundled() -> Dataset:
    return Dataset()


def of(frame: Any, columns: dict[str, str] | None = None) -> Questions:
    """Your own rows, to be asked the same questions; see `stances.frame.FrameDataset`."""
    from stances.frame import FrameDataset

    return FrameDataset(frame, columns)


def validate(folder: Path | str | None = None, engine: Any = "duckdb") -> list[Any]:
    """All problems of a folder of tables, or of one table's file beside the bundled ones; see `stances.validation.validate`."""
    from stances.validation import validate as check

    return list(check(folder, engine=engine))


# Measures by name, imported when first asked for: they need numpy.
MEASURES = {
    "agreement": "agreement", "agreement_matrix": "agreement", "network": "network", "two_mode": "network", "graph": "network",
    "polarization": "issues", "shares": "issues", "cohesion": "issues", "structural_balance": "structural_balance",
    "reliability": "reliability",
}  # fmt: skip

# Plain functions on the bundled tables: stances.disagreements(as_of=...).
ON_BUNDLED = (*sql.QUESTIONS, "evidence", "show")


def __getattr__(name: str) -> Any:
    if name in MEASURES:
        return getattr(import_module(f"stances.measures.{MEASURES[name]}"), name)
    if name in ON_BUNDLED:
        return getattr(_bundled(), name)
    raise AttributeError(f"module 'stances' has no attribute {name!r}{did_you_mean(name, __dir__())}")


def __dir__() -> list[str]:
    return sorted({*globals(), *MEASURES, *ON_BUNDLED})
