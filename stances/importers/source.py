"""Reading a user's files as text, so that no library guesses: `NA` stays Namibia, `007` stays a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stances.call import CallError, did_you_mean

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

EXCEL = (".xlsx", ".xlsm", ".xls")
MOST_BYTES, MOST_CELLS = 500_000_000, 20_000_000  # of a workbook once unpacked: a small file can stand for more than memory holds


def read_text(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> list[str]:
    """A CSV, Excel or Parquet file as a table `name` of texts, with a column `row_number`; the names of its columns.

    Raises:
        CallError: the file is not there or not readable.
    """
    import duckdb

    if not path.is_file():
        near = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise CallError(f"{path} is not a file{did_you_mean(path.name, near)}")
    quoted = str(path).replace("'", "''")
    try:
        if path.suffix.lower() in EXCEL:
            con.register("sheet", sheet_of(path))
            reader = "sheet"
        elif path.suffix.lower() == ".parquet":
            reader = f"read_parquet('{quoted}', file_row_number = false)"
        else:
            # Only an empty field is missing: other texts that some programs take for "nothing" are values here.
            reader = f"read_csv('{quoted}', all_varchar = true, header = true, nullstr = '')"
        columns = con.sql(f"SELECT * FROM {reader} LIMIT 0").columns
        texts = ", ".join(f'CAST("{c}" AS VARCHAR) AS "{c}"' for c in (column.replace('"', '""') for column in columns))
        con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {texts}, row_number() OVER () AS row_number FROM {reader}")
    except (duckdb.Error, UnicodeError, OSError) as error:
        raise CallError(f"{path} cannot be read ({str(error).splitlines()[0]})") from None
    return list(columns)


def sheet_of(path: Path) -> pd.DataFrame:
    """The first sheet of a workbook as texts.

    Raises:
        CallError: it is no workbook, or unpacked it would be too large.
    """
    import zipfile

    import openpyxl
    import pandas as pd

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        cells = 0
        if size <= MOST_BYTES:
            sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
            sheet.reset_dimensions()  # what a workbook says of its size need not be so
            rows = width = 0
            for row in sheet.iter_rows(values_only=True):
                rows, width = rows + 1, max(width, len(row))
            cells = rows * width
        if size <= MOST_BYTES and cells <= MOST_CELLS:
            return pd.read_excel(path, dtype=str, keep_default_na=False, na_values=[""])
        reason = "unpacked it is too large; save it as CSV"
    except Exception as error:  # a broken workbook makes its readers raise nearly anything
        reason = f"{str(error).splitlines()[0] if str(error) else type(error).__name__}; save it as .xlsx anew"
    raise CallError(f"{path} cannot be read as a workbook ({reason})")


def needed(columns: list[str], wanted: tuple[str, ...], path: Path) -> list[str]:
    """A line for each wanted column that a file lacks."""
    return [f"{path}: no column {name!r}{did_you_mean(name, columns)}" for name in wanted if name not in columns]


def alpha3(code: str | None) -> str | None:
    """The ISO 3166 alpha-3 code of a country, also of one that is no more, from its alpha-2 or alpha-3 code; None if there is none.

    >>> alpha3("NA"), alpha3("YU"), alpha3(""), alpha3("DDR")
    ('NAM', 'YUG', None, 'DDR')
    """
    import pycountry

    for known in (pycountry.countries, pycountry.historic_countries):
        found = (known.get(alpha_2=code) if len(code) == 2 else known.get(alpha_3=code)) if code else None
        if found is not None:
            return str(found.alpha_3)
    return None
