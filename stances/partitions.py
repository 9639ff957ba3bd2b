"""A table as a folder of files, in which folders named `column=value` tell a column. One the table does not have is layout, no data."""

from __future__ import annotations

from pathlib import Path


def partitions(path: str) -> set[str]:
    """Names of the columns that folders below a path on this machine tell; none where it is a file.

    What stands above the path, as in `year=2020/tables`, says where the tables are, not what is in them.

    >>> partitions(__file__)
    set()
    """
    root = Path(path)
    files = root.rglob("*.parquet") if root.is_dir() else ()
    return {folder.partition("=")[0] for file in files for folder in file.relative_to(root).parts[:-1] if "=" in folder}
