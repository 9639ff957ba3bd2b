"""How fast the page is in a real browser: first view, and one step of the day slider in each view.

    python benchmarks/dashboard.py              # the bundled tables, 5,000 and 100,000 made-up statements
    python benchmarks/dashboard.py --sizes 5000

Prints a Markdown table; `docs/dashboard.md` holds one such run.
"""

from __future__ import annotations

import argparse
import gzip
import random
import shutil
import tempfile
import threading
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from playwright.sync_api import Page, sync_playwright

from stances.cli.dashboard import server
from stances.dashboard.write import write
from stances.dataset import Dataset, bundled
from stances.derive.arrow import arrow_schema
from stances.schema import TABLES

PER_ISSUE, ACTORS_PER_ISSUE, PROPOSITIONS_PER_ISSUE = 5000, 400, 10
VIEWS = ("matrix", "dispute", "timeline", "network")
STEPS = 40
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# One step as a reader feels it: from the slider's event to the frame that shows the new day.
STEP = """async (steps) => {
  const slider = document.querySelector('.daybar input[type=range]');
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const took = [];
  for (let i = 1; i <= steps; i++) {
    slider.value = String(Math.round(low + ((high - low) * i) / steps));
    const start = performance.now();
    slider.dispatchEvent(new Event('input'));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    took.push(performance.now() - start);
  }
  return took;
}"""


def made_up(folder: Path, n: int) -> Path:
    """Tables of n statements: each issue has 5,000 by 400 actors on 10 propositions over two years."""
    rng = random.Random(0)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}

    def add(table: str, **values: Any) -> None:
        rows[table].append(dict.fromkeys(TABLES[table].names) | values)

    day = date(2018, 1, 1)
    add("sources", source_id="page", url="https://example.org/", publisher="x", title="A page", source_kind="wire", language="en",
        is_primary=False, read_date=day)  # fmt: skip
    add("actors", actor_id="nation", actor_kind="organization", name="Nation")
    for branch in ("executive", "legislative"):
        add("actors", actor_id=branch, actor_kind="organization", name=branch, parent_id="nation", branch=branch)
        add("offices", office_id=branch, title=branch, organization_id=branch, is_head=False)
    for i in range(0, n, PER_ISSUE):
        issue = f"issue-{i // PER_ISSUE}"
        add("issues", issue_id=issue, title=f"Issue {issue}", summary="Made up.", region="x", topic="y", opened_date=day)
        for p in range(PROPOSITIONS_PER_ISSUE):
            add("propositions", proposition_id=f"{issue}.{p}", issue_id=issue, text=f"Claim {p} of {issue} should hold.", support_means="yes", oppose_means="no")  # fmt: skip
        for a in range(ACTORS_PER_ISSUE):
            actor, branch = f"{issue}.actor-{a}", rng.choice(("executive", "legislative"))
            add("actors", actor_id=actor, actor_kind="person", name=f"Actor {a} of {issue}")
            add("tenures", tenure_id=actor, actor_id=actor, office_id=branch, start_date=day, start_precision="day", is_acting=False, source_id="page")  # fmt: skip
        offices = {t["actor_id"]: t["office_id"] for t in rows["tenures"]}
        for j in range(min(PER_ISSUE, n - i)):
            statement, actor = f"{issue}.s{j}", f"{issue}.actor-{rng.randrange(ACTORS_PER_ISSUE)}"
            add("statements", statement_id=statement, issue_id=issue, speaker_id=actor, office_id=offices[actor],
                said_date=day + timedelta(rng.randrange(730)), said_precision="day", sequence=j % 30_000 + 1, channel="speech", mode="own",
                summary="Said something about it.", quote=" ".join(rng.choices(["we", "must", "not", "let", "them", "have", "what", "they", "ask", "for", "now"], k=25)),
                quote_language="en", source_id="page", recorded_date=date(2026, 1, 1))  # fmt: skip
            add("stances", statement_id=statement, proposition_id=f"{issue}.{rng.randrange(PROPOSITIONS_PER_ISSUE)}", position=rng.choice((-2, -1, 0, 1, 2)),
                conditional=False, method="agreed", disputed=False)  # fmt: skip
    for name, records in rows.items():
        pq.write_table(pa.Table.from_pylist(records, schema=arrow_schema(name)), folder / f"{name}.parquet", compression="zstd")
    ds = Dataset(folder)
    for name in ("positions", "disagreements", "shifts"):
        table = ds.relation(name).to_arrow_table().select(TABLES[name].names).cast(arrow_schema(name))
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", compression_level=9)
    return folder


def measure(page: Page, base: str, n_statements: int, label: str) -> str:
    """One line of the table."""
    loads = []
    for _ in range(3):
        page.goto("about:blank")
        page.goto(f"{base}#view=matrix")
        page.wait_for_selector("body[data-ready=all]", timeout=120_000)
        loads.append(page.evaluate("['first-view', 'all-tables'].map((name) => performance.getEntriesByName(name)[0].startTime)"))
    first, complete = (median(times) for times in zip(*loads, strict=True))
    cells = [label, f"{n_statements:,}", f"{first:.0f} ms", f"{complete:.0f} ms"]
    for view in VIEWS:
        page.goto("about:blank")
        page.goto(f"{base}#view={view}")
        page.wait_for_selector("body[data-ready=all]", timeout=120_000)
        took = page.evaluate(STEP, STEPS)
        cells.append(f"{median(took):.0f} / {quantiles(took, n=20)[-1]:.0f} ms")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="*", default=[5000, 100_000])
    sizes = parser.parse_args().sizes
    html = (Path(__file__).parent.parent / "stances" / "dashboard" / "page.html").read_bytes()
    print(f"Page and script: {len(html):,} bytes, {len(gzip.compress(html, 9)):,} gzip.\n")
    print(
        f"| tables | statements | first view | all tables read | {' | '.join(f'{view} step, median / 95th' for view in VIEWS)} |"
    )
    print("|---" * (4 + len(VIEWS)) + "|")
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        folders = [("bundled", bundled())]
        for n in sizes:
            (Path(work) / f"made-up-{n}").mkdir()
            folders.append(
                (f"made up, {-(-n // PER_ISSUE)} issue{'s' if n > PER_ISSUE else ''}", made_up(Path(work) / f"made-up-{n}", n))
            )
        for label, folder in folders:
            site = Path(work) / f"site-{folder.name}"
            path = write(folder, site)
            with server(site, 0) as httpd:
                threading.Thread(target=httpd.serve_forever, daemon=True).start()
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                statements = pq.read_metadata(folder / "statements.parquet").num_rows
                print(
                    measure(
                        page,
                        f"http://127.0.0.1:{httpd.server_address[1]}/",
                        statements,
                        f"{label} ({path.stat().st_size / 1e6:.1f} MB)",
                    ),
                    flush=True,
                )
                page.close()
                httpd.shutdown()


if __name__ == "__main__":
    main()
