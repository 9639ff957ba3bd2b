"""Cold starts: a whole process from nothing to its answer, beside `import pandas`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

STANCES = str(Path(sys.executable).with_name("stances"))
COMMANDS = {
    "import pandas": [sys.executable, "-c", "import pandas"],
    "import stances": [sys.executable, "-c", "import stances"],
    "import great_expectations": [
        sys.executable,
        "-c",
        "from stances.expectations import great_expectations; great_expectations()",
    ],
    "stances --help": [STANCES, "--help"],
    "stances disagreements": [STANCES, "disagreements", "zte-denial-order", "--as-of", "2018-05-13"],
    "stances.open().disagreements()": [sys.executable, "-c", "import stances; stances.open().disagreements(as_of='2018-05-13')"],
}


def run(folder: Path, count: int, turns: Any, line: Any, table: Any) -> str:
    """Median milliseconds of each command, in turns."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(count):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds[name].append(time.perf_counter() - start)
    base = statistics.median(seconds["import pandas"])
    rows = [
        f"| `{name}` | {1000 * statistics.median(s):.0f} | {statistics.median(s) / base:.2f} |" for name, s in seconds.items()
    ]
    return "\n".join(["| process | ms | / import pandas |", "|---|---|---|", *rows]) + "\n"
