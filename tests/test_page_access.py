"""The page for everyone: an automated audit of every view, keys alone, a phone, the dark, tables for pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT, needed, with_slow
from playwright.sync_api import expect
from test_page import VIEWS, address, hash_of

Visit = Callable[..., Any]
PHONE = {"viewport": {"width": 360, "height": 740}}
MORE = {"actor": {"actor": "donald-trump"}, "find": {"q": "egregious"}, "dispute": {"linked": "1"}}


@pytest.fixture(scope="module")
def axe() -> str:
    return needed(ROOT / "dashboard" / "node_modules" / "axe-core" / "axe.min.js", "axe-core (npm ci in dashboard/)").read_text()


def problems(page: Any, axe: str, *rules: str) -> list[str]:
    """What axe finds by these rules (all of WCAG 2.2 AA and its best practices by default), one line for each element."""
    page.evaluate(axe)
    standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("(rules) => axe.run({runOnly: rules})", list(rules) or standards)
    return [f"{v['id']}: {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("view", VIEWS)
def test_the_audit_finds_nothing_and_the_dark_has_contrast_too(visit: Visit, axe: str, view: str):
    page = visit(address(view, "2018-06-10", **MORE.get(view, {})), color_scheme="light")
    assert problems(page, axe) == []
    page.emulate_media(color_scheme="dark")
    assert problems(page, axe, "color-contrast") == []


@pytest.mark.parametrize("view", with_slow(VIEWS, "dispute"))
def test_the_audit_finds_nothing_on_a_phone_and_nothing_is_cut_off(visit: Visit, axe: str, view: str):
    page = visit(address(view, "2018-06-10", **MORE.get(view, {})), **PHONE)
    assert problems(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("view", ["dispute", "timeline", "network"])
@pytest.mark.parametrize("size", [pytest.param({}, id="wide"), pytest.param(PHONE, id="phone", marks=pytest.mark.slow)])
def test_tables_and_the_evidence_pass_the_audit_too(visit: Visit, axe: str, view: str, size: dict[str, Any]):
    page = visit(address(view, "2018-06-10", form="table", evidence="cell+wilbur-ross+zte-relief"), **size)
    assert page.locator("table.plain tbody tr").count() > 10
    assert page.locator("#evidence .card").count() >= 2
    for summary in page.locator("#evidence summary").all():
        summary.click()
    assert problems(page, axe) == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_element_is_printed_as_text(visit: Visit, view: str):
    page = visit(address(view, "2018-06-10", **MORE.get(view, {})))
    assert not re.search(r"\[object |undefined|NaN|Infinity|\bnull\b", page.inner_text("body"))


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")


def test_the_matrix_is_walked_with_arrows_and_the_evidence_gives_the_focus_back(visit: Visit):
    page = visit(address("matrix"))
    page.locator(".matrix td .mark").first.focus()
    page.keyboard.press("ArrowRight")
    assert focused(page).startswith("· Wilbur Ross, proposition 2")
    page.keyboard.press("ArrowDown")
    assert "proposition 2" in focused(page) and "Wilbur Ross" not in focused(page)
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert focused(page).startswith("−2 Wilbur Ross, proposition 5: strongly opposes")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    assert focused(page).startswith("−2 Wilbur Ross, proposition 5")
    assert page.locator(".matrix a[tabindex='0']").count() == 1


@pytest.mark.parametrize(("view", "mark"), [("timeline", "a.dot"), ("network", "a.node")])
def test_pictures_are_walked_with_arrows(visit: Visit, view: str, mark: str):
    page = visit(address(view, "2018-06-10"))
    page.locator(mark).first.focus()
    first = focused(page)
    page.keyboard.press("ArrowRight")
    assert focused(page) != first
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "evidence=" in url or "view=actor" in url)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_reached_and_left_with_tab_alone(visit: Visit, view: str):
    page = visit(address(view, "2018-05-13", **MORE.get(view, {})))
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    seen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate("document.activeElement.getClientRects().length > 0"), "the focus is on something that is not shown"
        seen.append(focused(page))
    else:
        pytest.fail("the focus does not leave the view")
    assert seen


def test_the_day_moves_with_keys(visit: Visit):
    page = visit(address("matrix"))
    page.get_by_label("As of day").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "2018-05-14" in url)
    assert page.get_by_label("As of, exact day").input_value() == "2018-05-14"
    page.get_by_label("As of, exact day").fill("2018-06-10")
    page.wait_for_url(lambda url: "2018-06-10" in url)


def test_a_new_view_is_announced_by_its_heading_and_title(visit: Visit):
    page = visit(address("matrix"))
    page.get_by_role("link", name="Dispute", exact=True).click()
    expect(page.locator("h1")).to_be_focused()
    assert "(Dispute)" in page.title() and hash_of(page)["view"] == "dispute"


def test_motion_only_where_it_is_welcome(visit: Visit):
    page = visit(address("matrix"), reduced_motion="reduce")
    still = page.locator(".matrix .mark").first.evaluate("e => getComputedStyle(e).transitionDuration")
    page = visit(address("matrix"), reduced_motion="no-preference")
    assert (still, page.locator(".matrix .mark").first.evaluate("e => getComputedStyle(e).transitionDuration")) == ("0s", "0.25s")
