"""The two runners of query texts: DuckDB in this process, and a Spark session. Both give lazy results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Runner(Protocol):
    """Runs texts over the tables it was made with."""

    def run(self, query: str, values: Mapping[str, Any]) -> Any:
        """The rows of a text with these `$parameters`, lazily; CallError if a table or column is not there."""


class Engine(Runner, Protocol):
    """A runner that reads tables from files."""

    def add(self, name: str, path: str, types: Mapping[str, str] | None = None) -> None:
        """The table in a Parquet file or in the files of a folder, with the SQL types of its columns; CallError if it cannot be read."""

    def rows(self, result: Any) -> list[tuple[Any, ...]]:
        """The computed rows of a result."""

    def footer(self, path: str | None) -> dict[str, str]:
        """What the footer of a Parquet file says besides its columns, as far as the engine can tell."""
