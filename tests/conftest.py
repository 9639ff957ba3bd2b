"""One tiny literal world: a president, her secretary, a senator and a foreign ministry; two propositions and a link."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stances.dashboard.write import write as write_page
from stances.dataset import Dataset, bundled
from stances.engines.duckdb import DuckDB
from stances.parquet import write
from stances.schema import TABLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

D = date.fromisoformat
Rows = dict[str, list[dict[str, Any]]]


def row(table: str, **values: Any) -> dict[str, Any]:
    """A full row of a table: columns not given are null."""
    return dict.fromkeys(TABLES[table].names) | values


def organization(actor_id: str, branch: str | None, parent: str | None = None) -> dict[str, Any]:
    return row("actors", actor_id=actor_id, actor_kind="organization", name=actor_id, branch=branch, parent_id=parent)


def statement(statement_id: str, speaker: str, said: str, office: str | None = None, **more: Any) -> dict[str, Any]:
    base = dict(issue_id="tariff", said_precision="day", sequence=1, channel="speech", mode="own", summary="Says so.",
                source_id="page", recorded_date=D("2020-01-01"))  # fmt: skip
    return row("statements", statement_id=statement_id, speaker_id=speaker, office_id=office, said_date=D(said), **(base | more))


def stance(statement_id: str, position: int, proposition: str = "lift") -> dict[str, Any]:
    return row("stances", statement_id=statement_id, proposition_id=proposition, position=position, conditional=False,
               method="agreed", disputed=False)  # fmt: skip


def tenure(actor: str, office: str, start: str = "2017-01-01", end: str | None = None) -> dict[str, Any]:
    return row("tenures", tenure_id=f"{actor}.{office}", actor_id=actor, office_id=office, start_date=D(start), start_precision="day",
               end_date=D(end) if end else None, end_precision="day" if end else None, verified_date=None if end else D("2019-01-01"),
               is_acting=False, source_id="page")  # fmt: skip


def literal_world() -> Rows:
    rows: Rows = {name: [] for name in TABLES}
    rows["actors"] = [
        organization("nation", None), organization("palace", "executive", "nation"), organization("trade", "executive", "nation"),
        organization("senate", "legislative", "nation"), organization("abroad", None), organization("ministry", "executive", "abroad"),
        *(row("actors", actor_id=a, actor_kind="person", name=a) for a in ("ada", "bo", "cy")),
    ]  # fmt: skip
    rows["offices"] = [
        row("offices", office_id="president", title="President", organization_id="palace", is_head=True),
        row("offices", office_id="secretary", title="Secretary", organization_id="trade", principal_id="president", is_head=True),
        row("offices", office_id="senator", title="Senator", organization_id="senate", is_head=False),
    ]
    rows["tenures"] = [tenure("ada", "president"), tenure("bo", "secretary", end="2018-09-01"), tenure("cy", "senator")]
    rows["issues"] = [
        row("issues", issue_id="tariff", title="Tariff", summary="A tariff.", region="x", topic="y", opened_date=D("2018-01-01"))
    ]
    rows["propositions"] = [
        row("propositions", proposition_id=p, issue_id="tariff", text=p, support_means="yes", oppose_means="no")
        for p in ("lift", "danger")
    ]
    rows["proposition_links"] = [
        row("proposition_links", from_proposition_id="danger", to_proposition_id="lift", polarity=-1, link_basis="x")
    ]
    rows["sources"] = [
        row("sources", source_id="page", url="https://example.org/", publisher="x", title="x", source_kind="wire", language="en",
            is_primary=False, read_date=D("2020-01-01"))
    ]  # fmt: skip
    rows["statements"] = [
        statement("bo1", "bo", "2018-04-16", "secretary"), statement("ada1", "ada", "2018-05-13", "president"),
        statement("bo2", "bo", "2018-05-14", "secretary"), statement("cy1", "cy", "2018-05-01", "senator"),
        statement("cy2", "cy", "2018-06-01", "senator"), statement("min1", "ministry", "2018-04-17"),
    ]  # fmt: skip
    rows["stances"] = [
        stance("bo1", -2),
        stance("ada1", 2),
        stance("bo2", 1),
        stance("cy1", 2, "danger"),
        stance("cy2", -1),
        stance("min1", 2),
    ]
    return rows


def engine_of(arrow: dict[str, Any]) -> DuckDB:
    """Arrow tables on DuckDB."""
    engine = DuckDB()
    for name, table in arrow.items():
        engine.connection.register(name, table)
    return engine


CI = bool(os.environ.get("CI"))  # everything is tried, and a tool that is missing fails
EXAMPLES = 25 if CI else 10  # of a property that takes tables to try


def with_slow(values: Iterable[str], *fast: str) -> list[Any]:
    """Parameters of a test of which some are tried always, the others with the slow tests."""
    return [value if value in fast else pytest.param(value, marks=pytest.mark.slow) for value in values]


def pytest_configure(config: pytest.Config) -> None:
    """A plain `pytest` leaves out the slow tests; CI runs all, and so does whoever names files or marks."""
    plain = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.markexpr
    if plain and not CI:
        config.option.markexpr = "not slow"


@pytest.fixture
def world() -> Rows:
    return literal_world()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Dataset]:
    """Write rows as tables and open them."""
    count = iter(range(10_000))

    def make(rows: Rows) -> Dataset:
        folder = tmp_path / f"world{next(count)}"
        folder.mkdir()
        for name, records in rows.items():
            write(folder, name, records)
        return Dataset(folder)

    return make


ROOT = Path(__file__).parent.parent
# Headless Chromium as root, without its own traffic to the outside.
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]  # fmt: skip


def needed(path: str | Path | None, what: str) -> Path:
    """A tool that Python does not bring: where it is missing a test skips, except in CI, which must run everything."""
    if path is not None and Path(path).exists():
        return Path(path)
    reason = f"{what} is missing; .ci/run installs it"
    if CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def node() -> Path:
    """Node, with the libraries of the page's lock file in place."""
    found = needed(shutil.which("node"), "Node")
    needed(ROOT / "dashboard" / "node_modules" / ".package-lock.json", "what dashboard/package.json names (npm ci there)")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = needed(shutil.which("chromium"), "Debian's chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM)


@pytest.fixture(scope="session")
def bundled_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the page of the bundled tables, as a file."""
    return write_page(bundled(), tmp_path_factory.mktemp("page")).as_uri()


@pytest.fixture
def visit(chromium: Browser, bundled_page: str) -> Iterator[Callable[..., Page]]:
    """Open a view; the test fails if the page logs (anything but `logs`), throws, or asks for anything outside."""
    contexts, said, expected = [], [], []

    def open_view(view: str = "", base: str = bundled_page, ready: str = "all", logs: str = "", **options: Any) -> Page:
        expected.extend([logs] if logs else [])
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        here = ("file:", "data:", "blob:", "http://127.0.0.1:")
        page.on("request", lambda request: None if request.url.startswith(here) else said.append(request.url))
        page.goto(f"{base}#{view}")
        page.wait_for_selector(f"body[data-ready={ready}]")
        return page

    yield open_view
    for context in contexts:
        context.close()
    assert [text for text in said if not any(part in text for part in expected)] == []


@pytest.fixture(scope="module")
def spark() -> Any:
    """The local Spark session, set up for tables of few rows: the running one, or a new one where a recipe has stopped it."""
    needed(shutil.which("java"), "Java")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m"
    return (
        SparkSession.builder.master("local[2]").appName("tests")
        .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", 1).config("spark.driver.extraJavaOptions", quick)
        .config("spark.log.level", "ERROR").getOrCreate()
    )  # fmt: skip
