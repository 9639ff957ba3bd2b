"""Tables at an address beyond this machine, such as `s3a://bucket/tables`, which only a Spark session reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stances import sql
from stances.call import CallError
from stances.dataset import COMPUTED, Dataset
from stances.problems import Problem
from stances.schema import TABLES
from stances.shape import shape


def validate_remote(folder: str, progress: Callable[[str], None], engine: Any) -> list[Problem]:
    """All problems of the tables at an address, counted on a Spark session. Footers are not seen: Spark does not show them.

    Raises:
        CallError: the engine is not Spark, or none of the tables is there.
    """
    from stances.validation import counted

    if engine == "duckdb":
        raise CallError(f"{folder} is read by Spark alone; pass engine='spark' or a session")
    from stances.engines.spark import Spark

    spark, source = Spark(None if engine == "spark" else engine), Dataset(folder, engine=engine)
    problems = []
    for name in TABLES:
        try:
            spark.add(name, str(source.path(name)), sql.types(name))
        except CallError as error:
            if name not in COMPUTED:
                problems.append(Problem(name, "", "file", "missing or unreadable", str(error), f"{name}.file"))
        else:
            problems += shape(name, spark.schema(name))
    if not spark.tables:
        raise CallError(f"{folder} holds none of the tables; expected {', '.join(list(TABLES)[:3])}, ...")
    return problems or counted(spark, list(spark.tables), progress)
