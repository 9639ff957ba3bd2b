"""The files of a folder and their shape: whether they can be read, under which schema they were written, which columns they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stances.partitions import partitions
from stances.problems import Problem
from stances.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.dataset

FAMILIES = {"string": "text", "large_string": "text", "string_view": "text", "date32[day]": "date", "date64[ms]": "date"}


def read(name: str, path: str) -> pyarrow.dataset.Dataset:
    """The file, or the files below a folder, as one; folders tell only columns that the table has."""
    import pyarrow as pa
    import pyarrow.dataset

    from stances.derive.arrow import arrow_schema

    told = pa.schema([field for field in arrow_schema(name) if field.name in partitions(path)])
    reader = pyarrow.dataset.ParquetFileFormat(page_checksum_verification=True)
    ways = pyarrow.dataset.partitioning(told, flavor="hive") if len(told) else None
    found = pyarrow.dataset.dataset(path, format=reader, partitioning=ways, partition_base_dir=path)
    if not found.files:
        raise ValueError("no Parquet file is in it")
    return found


def in_place(name: str, schema: pa.Schema, told: set[str]) -> pa.Schema:
    """The schema with columns that folders tell, which have no place of their own, where the table has them."""
    import pyarrow as pa

    names = [column for column in schema.names if column not in told]
    for nth, column in enumerate(TABLES[name].names):
        if column in told:
            names.insert(nth, column)
    return pa.schema([schema.field(column) for column in names])


def unreadable(name: str, error: Exception) -> Problem:
    """A file that is no Parquet or is damaged."""
    return Problem(name, "", "file", "unreadable", f"write it again ({str(error).splitlines()[0]})", f"{name}.file")


def footer(path: str) -> dict[str, str]:
    """What the footer of a file says besides its columns."""
    import pyarrow.parquet as pq

    return {k.decode(errors="replace"): v.decode(errors="replace") for k, v in (pq.read_metadata(path).metadata or {}).items()}


def known(name: str, says: dict[str, str]) -> list[Problem]:
    """Whether the file was written under a schema that this package knows."""
    version = says.get("stances_schema", SCHEMA_VERSION)
    if version.split(".")[0] == SCHEMA_VERSION.split(".")[0]:
        return []
    return [Problem(name, "", "file", f"of schema {version}", f"this package reads {SCHEMA_VERSION}", f"{name}.file")]


def written(name: str, says: dict[str, str], table: Any) -> list[Problem]:
    """Whether the file still holds what its footer says was written."""
    from stances.parquet import content_hash

    if says.get("stances_content") in (None, content_hash(table)):
        return []
    sentence = "its rows are not those its footer was made for; build it again"
    return [Problem(name, "", "file", "changed by hand", sentence, f"{name}.file")]


def family(kind: Any) -> str:
    """The family of an Arrow type, in which string and large_string are one."""
    return FAMILIES.get(str(kind), str(kind))


def shape(name: str, schema: Any) -> list[Problem]:
    """Columns that are missing, extra or of another type than declared."""
    from stances.derive.arrow import arrow_schema

    wanted = arrow_schema(name)
    found = []
    for field in wanted:
        if field.name not in schema.names:
            found.append(
                Problem(
                    name,
                    "",
                    field.name,
                    "missing",
                    f"{name} has the columns {', '.join(wanted.names)}",
                    f"{name}.{field.name}.shape",
                )
            )
        elif family(schema.field(field.name).type) != family(field.type):
            kind = schema.field(field.name).type
            found.append(Problem(name, "", field.name, str(kind), f"its type is {field.type}", f"{name}.{field.name}.shape"))
    for column in schema.names:
        if column not in wanted.names:
            found.append(
                Problem(name, "", column, "extra", f"{name} has the columns {', '.join(wanted.names)}", f"{name}.{column}.shape")
            )
    if sorted(schema.names) == sorted(wanted.names) and schema.names != wanted.names:
        sentence = f"{name} has the columns {', '.join(wanted.names)}, in this order"
        found.append(Problem(name, "", "columns", "in another order", sentence, f"{name}.order"))
    return found
