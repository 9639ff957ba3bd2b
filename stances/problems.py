"""What is wrong with a table, one line each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, at its table, row, column and rule."""

    table: str
    row: str
    column: str
    value: str
    sentence: str
    rule: str

    def __str__(self) -> str:
        where = f"{self.table} {self.row}".strip()
        return f"{where}: {self.column} is {self.value}; {self.sentence}. [{self.rule}]"


def shown(value: object) -> str:
    """A value as a problem shows it; missing ones, which frames hold as None or NaN, are `empty`.

    >>> shown(None), shown(float("nan")), shown(3)
    ('empty', 'empty', '3')
    """
    return "empty" if value is None or value != value else str(value)
