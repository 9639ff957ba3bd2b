"""Once on a real standalone cluster: a master and two worker processes, each with its own executor."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import needed
from test_engines import CASE, call, rows

import stances

QUESTIONS = ("latest", "disagreements")
# The driver: asks in the cluster's session, once both executors are there and have worked.
DRIVER = """
import json, sys, time
from pyspark.sql import SparkSession
import stances
from test_engines import CASE, call, rows
quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m"
session = (SparkSession.builder.master(sys.argv[1]).config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
    .config("spark.executor.memory", "512m").config("spark.sql.shuffle.partitions", 2)
    .config("spark.driver.extraJavaOptions", quick).config("spark.executor.extraJavaOptions", quick).getOrCreate())
tracker = session.sparkContext._jsc.sc().statusTracker()
for _ in range(100):
    if len(tracker.getExecutorInfos()) == 3:  # the driver and two executors
        break
    time.sleep(0.2)
hosts = set(session.sparkContext.parallelize(range(8), 8).map(lambda _: __import__("os").environ["SPARK_EXECUTOR_DIRS"]).collect())
ds = stances.open(engine=session)
answers = {q: rows(ds.answer(q, **call(q, **CASE, actor="wilbur-ross"))) for q in sys.argv[2:]}
answers["network"] = rows(stances.network(session.createDataFrame(stances.open(as_="arrow").rows(CASE["issue"])), top=10))
print(json.dumps({"executors": len(hosts), "answers": answers}, default=str))
"""


def launch(name: str, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
    """A daemon of Spark's own, writing to a log."""
    import pyspark

    command = [str(Path(pyspark.__file__).parent / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log.open("wb"), env=environment)


def logged(log: Path, pattern: str) -> str:
    """What a log says, once it does."""
    for _ in range(300):
        if match := re.search(pattern, log.read_text(errors="replace")):
            return match[match.lastindex or 0]
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace")[-2000:])


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a master with two workers."""
    needed(shutil.which("java"), "Java")
    processes = [launch("master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0", log=tmp_path / "master.log")]
    try:
        address = logged(tmp_path / "master.log", r"Starting Spark master at (spark://\S+)")
        for worker in ("one", "two"):
            arguments = ("--cores", "1", "--memory", "600m", "--webui-port", "0", "--work-dir", str(tmp_path / worker), address)
            processes.append(launch("worker.Worker", *arguments, log=tmp_path / f"{worker}.log"))
        for worker in ("one", "two"):
            logged(tmp_path / f"{worker}.log", "Successfully registered with master")
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(20)


@pytest.mark.slow
def test_a_cluster_of_two_workers_answers_as_duckdb_does(cluster):
    environment = os.environ | {
        "PYTHONPATH": str(Path(__file__).parent),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    done = subprocess.run([sys.executable, "-c", DRIVER, cluster, *QUESTIONS], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["executors"] == 2
    ds = stances.open(as_="arrow")
    answers = {question: ds.answer(question, **call(question, **CASE, actor="wilbur-ross")) for question in QUESTIONS}
    answers["network"] = stances.network(ds.rows(CASE["issue"]), top=10)
    for question, answer in answers.items():
        expected = rows(answer)
        assert result["answers"][question] == json.loads(json.dumps(expected, default=str))
