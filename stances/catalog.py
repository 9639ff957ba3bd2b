"""What the package carries: names and files of the bundled tables, one table at a time, the codebook as a table, how to cite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from stances.call import CallError, chosen, did_you_mean
from stances.dataset import bundled
from stances.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["pandas", "polars", "arrow"]


def tables() -> list[str]:
    """Names of all tables.

    >>> tables()[:3]
    ['actors', 'actor_names', 'offices']
    """
    return list(TABLES)


def path(table: str) -> Path:
    """The Parquet file of a bundled table, for tools that read it themselves.

    Raises:
        CallError: there is no such table; the message names the nearest.

    >>> path("statements").name
    'statements.parquet'
    """
    if table not in TABLES:
        raise CallError(f"no table {table!r}{did_you_mean(table, TABLES)}")
    return bundled() / f"{table}.parquet"


def load(table: str, as_: Kind = "pandas") -> Any:
    """One bundled table as a pandas, polars or Arrow frame; days are datetimes in pandas.

    Raises:
        CallError: there is no such table or kind.

    >>> load("stances").columns[:3].tolist()
    ['statement_id', 'proposition_id', 'position']
    """
    from stances.kinds import as_kind

    return as_kind(path(table), chosen(as_, get_args(Kind), "kind"))


def codebook() -> pd.DataFrame:
    """Every column of every table: table, column, type, may_be_empty, points_to, vocabulary, about.

    >>> codebook().query("`table` == 'stances' and column == 'position'").type.item()
    'int8'
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {"table": t.name, "column": c.name, "type": c.type, "may_be_empty": c.null, "points_to": c.ref, "vocabulary": c.vocabulary,
             "about": c.about}
            for t in TABLES.values() for c in t.columns
        ]
    )  # fmt: skip


def cite() -> str:
    """How to cite the bundled release, with its version.

    >>> "Version" in cite()
    True
    """
    from stances.release.about import read_about

    about = read_about(bundled().parent / "release.toml")
    return f"{', '.join(about.creators)} ({about.published.year}). {about.title}. Version {about.version}. {about.licence}."
