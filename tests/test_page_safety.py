"""Quotes, names and titles are text, whatever they hold; links are http or https; the page passes its own strict policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import D, Rows, row
from test_page import VIEWS, rows

import stances
from stances.dashboard.write import page as page_of
from stances.dashboard.write import write as write_page
from stances.schema import TABLES

Visit = Callable[..., Any]
ATTACK = "<img/src=x/onerror=window.hit=1></script><script>window.hit=1</script>"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def hostile(world: Rows, opened: Callable[..., Any]) -> Path:
    """The literal world with an attack in every text, every id and every address."""
    world["events"] = [row("events", event_id="order", issue_id="tariff", event_date=D("2018-04-16"), event_precision="day", title="Order",
                           summary="An order.", source_id="page")]  # fmt: skip
    world["actor_names"] = [row("actor_names", actor_id="bo", name="Bobby", language="en", name_kind="alias")]
    world["coders"] = [row("coders", coder_id="one", coder_kind="human", coder_role="coder", description="x")]
    world["codings"] = [row("codings", statement_id="bo1", proposition_id="lift", coder_id="one", code="opposes", confidence="high",
                            codebook_version="1.0", note="x")]  # fmt: skip
    world["rechecks"] = [row("rechecks", statement_id="bo1", recheck_round="whole", recheck_date=D("2020-01-01"), coder_id="one",
                             verdict="confirmed", note="x")]  # fmt: skip
    for said in world["statements"]:
        said |= {"quote": "x", "quote_language": "en", "locator": "x"}
    world["statements"][0] |= {"withdrawn_date": D("2020-02-01"), "withdrawn_reason": "x", "replaced_by_id": "bo2"}
    world["stances"][1] |= {"conditional": True, "condition": "x"}
    for name in ("positions", "disagreements", "shifts"):
        world[name] = opened(world).relation(name, linked=True).to_arrow_table().select(TABLES[name].names).to_pylist()
    for name, records in world.items():
        for column in TABLES[name].columns:
            for record in records:
                value = record[column.name]
                if column.type == "id" and value is not None:
                    record[column.name] = value + ATTACK
                elif column.name == "url":
                    record[column.name] = "javascript:window.hit=1"
                elif column.name == "quote":
                    record[column.name] = FORMULA + ATTACK
                elif column.type == "text" and not column.vocabulary and value is not None:
                    record[column.name] = ATTACK
    return opened(world).folder


@pytest.mark.parametrize("view", VIEWS)
def test_an_attack_in_every_field_is_shown_as_text(visit: Visit, hostile: Path, tmp_path: Path, view: str):
    base = write_page(hostile, tmp_path / "out").as_uri()
    actor = "bo" + ATTACK
    page = visit(
        f"view={view}&actor={actor}&q=window&linked=1&withdrawn=1&form=table&evidence=cell+{actor}+lift{ATTACK}", base=base
    )
    assert ATTACK in page.inner_text("main")
    for kind in ("picture", "table"):
        if page.get_by_role("combobox", name="As", exact=True).count():
            page.get_by_role("combobox", name="As", exact=True).select_option(kind)
    assert ATTACK in page.inner_text("#evidence") or view in ("issues", "find")
    for summary in page.locator("#evidence summary").all():
        summary.click()
    assert page.evaluate("[window.hit, document.querySelectorAll('img, iframe, object').length]") == [None, 0]
    assert page.locator("script").count() == 2  # the description and the program; the data have been read and let go
    for href in page.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))"):
        assert href.startswith("#")


def test_a_hostile_address_is_text_too(visit: Visit):
    attack = "%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E"
    for view in VIEWS:
        page = visit(f"view={view}&issue={attack}&actor={attack}&q={attack}&about={attack}&relation={attack}&least={attack}&day={attack}"
                     f"&evidence=statement+{attack}&lanes={attack}&span={attack}&group={attack}")  # fmt: skip
        assert page.evaluate("[window.hit, document.images.length]") == [None, 0]
        assert page.locator("h1").inner_text()
    assert visit("view=nonsense&day=2018-02-31").locator("h1").inner_text() == "Issues"


def test_outward_links_are_http_and_tell_the_target_nothing(visit: Visit):
    page = visit("view=matrix&issue=zte-denial-order&day=2018-05-13&evidence=cell+wilbur-ross+zte-relief")
    links = page.locator("a[target=_blank]").evaluate_all("all => all.map((a) => [a.protocol, a.rel])")
    assert links
    for protocol, rel in links:
        assert protocol in ("http:", "https:") and {"noopener", "noreferrer"} <= set(rel.split())


def test_a_spreadsheet_runs_nothing_from_the_csv(visit: Visit, hostile: Path, tmp_path: Path):
    page = visit("view=timeline", base=write_page(hostile, tmp_path / "out").as_uri())
    quotes = [line["quote"] for line in rows(page) if line["entry"] == "statement"]
    assert quotes and all(quote.startswith("'" + FORMULA) for quote in quotes)


def test_the_policy_is_strict_and_covers_script_and_style():
    html = (Path(stances.__file__).parent / "dashboard" / "page.html").read_text()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html).group(1)
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    for directive in (
        "default-src 'none'",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ):
        assert directive in policy
    for kind, element in (("script-src", r'<script type="module">(.*?)</script>'), ("style-src", r"<style>(.*?)</style>")):
        text = re.search(element, html, re.DOTALL).group(1)
        assert f"{kind} 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy


def test_the_name_of_a_folder_ends_no_script(hostile: Path):
    folder = hostile.rename(hostile.with_name("<script>x"))
    assert "<script>x" not in page_of(folder) and "\\u003cscript>x" in page_of(folder)
