"""The page in a real browser: every view against the Python answers on the founding case."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from conftest import D, Rows, row, stance, statement
from playwright.sync_api import expect

import stances
from stances.dashboard.write import write as write_page
from stances.schema import TABLES

CASE = "zte-denial-order"
# Before anyone spoke, the days of the founding case, a day inside a month that some statements are only dated to, the end.
DAYS = ("2017-03-06", "2018-04-15", "2018-05-10", "2018-05-13", "2018-05-15", "2018-06-10", "2018-08-31")
VIEWS = ("issues", "matrix", "dispute", "timeline", "network", "actor", "find")
Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def ds() -> stances.Dataset:
    return stances.open()


def address(view: str, day: str = "2018-05-13", **more: str) -> str:
    return "&".join(f"{k}={v}" for k, v in {"view": view, "issue": CASE, "day": day, **more}.items())


def hash_of(page: Any) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).fragment).items()}


def taken(page: Any, kind: str = "CSV") -> bytes:
    """What the button of this name gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=True).click()
    return Path(download.value.path()).read_bytes()


def rows(page: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(page).decode())))


def texts(frame: pd.DataFrame, columns: list[str]) -> set[tuple[str, ...]]:
    """Rows as the page writes them: days as ISO texts, numbers as digits."""
    days = {c: frame[c].dt.strftime("%Y-%m-%d") for c in columns if str(frame[c].dtype).startswith("datetime")}
    return set(frame[columns].assign(**days).astype(str).itertuples(index=False, name=None))


def columns_of(found: list[dict[str, str]], columns: list[str]) -> set[tuple[str, ...]]:
    return {tuple(row[c] for c in columns) for row in found}


def each_day(page: Any) -> Iterator[str]:
    """The days, the page moved to each in turn as a reader would."""
    for day in DAYS:
        page.get_by_label("As of, exact day").fill(day)
        yield day


def on_the_case(ds: stances.Dataset, day: str) -> pd.DataFrame:
    held = ds.positions(as_of=day)
    return held[held.proposition_id.isin(ds.propositions[ds.propositions.issue_id == CASE].proposition_id)]


# Numbers: the page's are the Python helpers'.


def test_the_matrix_shows_the_positions_of_the_day(visit: Visit, ds: stances.Dataset):
    columns = ["actor_id", "proposition_id", "position", "valid_from", "statement_id"]
    status = ["actor_id", "proposition_id", "status"]
    page = visit(address("matrix"))
    for day in each_day(page):
        shown = rows(page)
        assert columns_of([row for row in shown if row["position"]], columns) == texts(on_the_case(ds, day), columns), day
        coverage = ds.coverage(CASE, as_of=day)
        still_open = set(coverage.proposition_id)
        spoken = [row for row in shown if row["status"] != "not-spoken" and row["proposition_id"] in still_open]
        assert columns_of(spoken, status) == texts(coverage.query("status != 'not-spoken'"), status), day


def test_the_disputes_are_the_disagreements_of_the_day(visit: Visit, ds: stances.Dataset):
    columns = ["proposition_id", "actor_a", "actor_b", "valid_from", "position_a", "position_b", "gap", "statement_a", "statement_b",
               "actor_relation", "basis", "via_proposition_id"]  # fmt: skip
    page = visit(address("dispute"))
    for day in each_day(page):
        direct = rows(page)
        assert columns_of(direct, columns) == texts(ds.disagreements(as_of=day, issue=CASE), columns), day
        assert f": {len(direct):,} dispute" in page.get_by_role("status").first.inner_text()
    page.get_by_label("Also linked").check()
    for day in each_day(page):
        wanted = texts(ds.disagreements(as_of=day, issue=CASE, linked=True), columns)
        assert columns_of(rows(page), columns) == wanted, day


def test_the_timeline_has_a_mark_for_each_statement_and_event(visit: Visit, ds: stances.Dataset):
    page = visit(address("timeline"))
    wanted = {day: ds.timeline(CASE, as_of=day).entry.value_counts() for day in DAYS}
    for day in each_day(page):
        assert page.locator("a.dot:not(.event):not([hidden])").count() == wanted[day].get("statement", 0), day
        assert page.locator("a.dot.event:not([hidden])").count() == wanted[day].get("event", 0), day
    page.get_by_role("combobox", name="As", exact=True).select_option("table")
    for day in each_day(page):
        assert page.locator("tr[data-entry]").count() == wanted[day].sum(), day


@pytest.mark.parametrize("least", [1, 2])
@pytest.mark.parametrize(
    ("kind", "measure", "column"), [("conflict", "conflict", "n_opposed"), ("agreement", "congruence", "n_agreed")]
)
def test_the_network_counts_pairs_as_the_measure_does(
    visit: Visit, ds: stances.Dataset, kind: str, measure: str, column: str, least: int
):
    page = visit(address("network", kind=kind, least=str(least)))  # one page for each: a browser stops after ten downloads
    for day in each_day(page):
        wanted: set[tuple[str, ...]] = set()
        if len(held := on_the_case(ds, day)):
            edges = stances.network(held, kind=measure, scale="sign", top=None)
            wanted = texts(edges[edges.weight >= least].astype({"weight": int}), ["actor_a", "actor_b", "weight", "n"])
        assert columns_of(rows(page), ["actor_a", "actor_b", column, "n"]) == wanted, day


def test_allies_are_not_shown_as_opponents(visit: Visit):
    page = visit(address("network", "2018-06-20", kind="agreement", form="table"))
    row = page.locator(".plain tbody tr", has_text="Chuck Schumer").first
    row.locator("a.number").first.click()
    expect(page.locator("#evidence h2")).to_contain_text(" beside ")
    sides = page.locator("#evidence .side").all_inner_texts()
    assert len(sides) == 2 and sides[0] == sides[1]


def test_an_actor_page_holds_positions_shifts_opponents_and_offices(visit: Visit, ds: stances.Dataset):
    page = visit(address("actor", "2018-05-14", actor="wilbur-ross"))
    mine = ds.positions(as_of="2018-05-14").query("actor_id == 'wilbur-ross'")
    assert columns_of(rows(page), ["proposition_id", "position"]) == texts(mine, ["proposition_id", "position"])
    shift = page.locator(".shifts li").first
    assert "−2 → +1" in shift.inner_text().replace("\n", " ").replace("  ", " ")
    assert "flip" in shift.inner_text() and "1 day after" in shift.inner_text()
    assert "Secretary of Commerce" in page.locator(".offices .now").inner_text()

    held = ds.positions(as_of="2018-05-14").merge(mine, on="proposition_id", suffixes=("", "_ross"))
    opposed = held[held.position * held.position_ross < 0].actor_id.value_counts()
    first = page.locator(".opponents tbody tr").first.locator("td").all_inner_texts()
    assert int(first[1]) == opposed.max()


def test_the_first_view_counts_what_the_tables_hold(visit: Visit, ds: stances.Dataset):
    shown = {row["issue_id"]: row for row in rows(visit())}
    assert set(shown) == set(ds.issues.issue_id)
    for issue, line in shown.items():
        said = ds.statements[(ds.statements.issue_id == issue) & ds.statements.withdrawn_date.isna()]
        counts = (
            len(said),
            said.speaker_id.nunique(),
            (ds.propositions.issue_id == issue).sum(),
            (ds.events.issue_id == issue).sum(),
        )
        assert tuple(int(line[f"n_{n}"]) for n in ("statements", "actors", "propositions", "events")) == counts


# The founding case, as a reader meets it.


def test_on_13_may_the_secretary_stands_against_the_president_and_the_words_are_there(visit: Visit):
    page = visit(address("dispute", actor="donald-trump"))
    card = page.locator(".dispute", has_text="Wilbur Ross").first
    assert card.get_attribute("data-relation") == "principal-agent"
    assert "a way to get back into business, fast" in card.inner_text() and "egregious behavior" in card.inner_text()
    card.get_by_role("link", name="Sources, codes").click()
    panel = page.locator("#evidence")
    expect(panel.get_by_role("heading", name="Donald Trump against Wilbur Ross")).to_be_visible()
    for shown in ("Secretary of Commerce", "16 Apr 2018", "both coders: strongly opposes", "Second source", "Associated Press"):
        assert shown in panel.inner_text()
    link = panel.get_by_role("link", name="US bars China").first
    assert link.get_attribute("href").startswith("http") and "noopener" in link.get_attribute("rel")


def test_the_fbi_director_conflicts_with_the_president_only_through_networks(visit: Visit):
    page = visit(address("dispute", "2018-05-17", actor="christopher-wray"))
    assert page.locator(".dispute", has_text="Donald Trump").count() == 0
    page.get_by_label("Also linked").check()
    card = page.locator(".dispute[data-basis=linked]", has_text="Donald Trump").first
    assert "through “ZTE equipment should be kept out of United States telecommunications networks.”" in card.inner_text()
    card.get_by_role("link", name="Sources, codes").click()
    expect(page.locator("#evidence")).to_contain_text("The link: ")  # why the one bears on the other


def test_one_can_watch_the_secretary_come_round(visit: Visit):
    page = visit(address("matrix"))
    mark = page.get_by_role("link", name=re.compile("Wilbur Ross, proposition 5"))
    assert mark.inner_text() == "−2"
    page.get_by_role("button", name="Day of the next news").click()
    assert mark.inner_text() == "+1" and "supports since 14 May 2018" in mark.get_attribute("aria-label")
    page.get_by_role("button", name="Day of the news before").click()
    assert mark.inner_text() == "−2"
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_label("As of day")).to_have_attribute("aria-valuetext", "15 May 2018")
    page.get_by_role("button", name="Pause").click()
    assert mark.inner_text() == "+1"


def test_what_is_empty_is_not_neutral(visit: Visit):
    page = visit(address("matrix", "2018-08-31"))
    marks = page.locator(".matrix td .mark").all_inner_texts()
    assert {"·", "+2", "−2"} <= set(marks)
    empty = page.locator(".matrix td .mark.not-spoken").first
    assert empty.inner_text() == "·" and "no words on record" in empty.get_attribute("aria-label")
    empty.click()
    expect(page.locator("#evidence")).to_contain_text("Nothing is read out of silence")
    neutral = page.locator(".legend .chip.p0").first
    assert neutral.inner_text() == "0"
    assert neutral.evaluate("e => getComputedStyle(e).backgroundColor") != empty.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )


def test_where_coders_differed_it_is_marked_and_said(visit: Visit, ds: stances.Dataset):
    disputed = ds.stances[ds.stances.disputed].iloc[0]
    page = visit(address("timeline", "2018-08-31", evidence=f"statement+{disputed.statement_id}"))
    panel = page.locator("#evidence")
    assert "coders differed" in panel.inner_text() and "adjudicated" in panel.inner_text()
    page.locator(".codes summary").first.click()
    assert "lm-first (language model)" in panel.inner_text()  # what a coder is, is said plainly
    page.get_by_role("button", name="Day of the news before").click()
    assert page.locator(".codes details").first.get_attribute("open") is not None  # and stays unfolded while the day moves


# Links, exports, search.


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_gives_the_same_picture_again(visit: Visit, view: str):
    more = {"actor": {"actor": "donald-trump"}, "find": {"q": "egregious"}, "network": {"kind": "agreement", "least": "1"},
            "dispute": {"linked": "1", "relation": "inter-branch"}, "matrix": {"group": "organization", "rows": "standing"},
            "timeline": {"lanes": "actor", "span": "90"}}.get(view, {})  # fmt: skip
    page = visit(address(view, "2018-05-20", **more))
    picture = page.locator("main").evaluate("e => e.outerHTML")
    page.reload()
    page.wait_for_selector("body[data-ready=all]")
    assert page.locator("main").evaluate("e => e.outerHTML") == picture
    assert hash_of(page)["day"] == "2018-05-20" and all(hash_of(page)[k] == v for k, v in more.items())


def test_every_choice_goes_into_the_address_and_back_leads_back(visit: Visit):
    page = visit(address("matrix"))
    page.get_by_label("Group by").select_option("organization")
    page.locator(".daybar input[type=range]").evaluate(
        "e => { e.value = Number(e.value) + 2; e.dispatchEvent(new Event('input')) }"
    )
    page.wait_for_url(lambda url: "organization" in url and "2018-05-15" in url)
    page.get_by_role("link", name=re.compile("Wilbur Ross, proposition 5")).click()
    expect(page.locator("#evidence h2")).to_have_text("Wilbur Ross")
    assert hash_of(page)["evidence"] == "cell wilbur-ross zte-relief" and hash_of(page)["day"] == "2018-05-15"
    page.get_by_role("link", name="Dispute", exact=True).click()
    expect(page.locator(".dispute").first).to_be_visible()
    assert hash_of(page)["view"] == "dispute" and "evidence" not in hash_of(page)
    page.go_back()
    expect(page.locator("#evidence h2")).to_have_text("Wilbur Ross")
    page.go_back()
    expect(page.locator("#evidence")).to_be_hidden()


@pytest.mark.parametrize("view", ["matrix", "timeline", "network"])
def test_pictures_can_be_taken_away(visit: Visit, view: str):
    page = visit(address(view, "2018-06-10"))
    svg = taken(page, "SVG").decode()
    assert svg.startswith("<svg") and "Trump" in svg and "class=" not in svg and "href=" not in svg
    assert taken(page, "PNG").startswith(b"\x89PNG") and len(taken(page, "PNG")) > 10_000
    if view != "matrix":
        page.get_by_role("combobox", name="As", exact=True).select_option("table")
        assert page.get_by_role("button", name="SVG").is_disabled()


def test_a_row_can_be_cited(visit: Visit, ds: stances.Dataset):
    page = visit(address("matrix", evidence="cell+wilbur-ross+zte-relief"))
    page.locator("#evidence summary", has_text="Cite").first.click()
    cited = page.get_by_label("Citation").first.input_value()
    assert cited.startswith("Wilbur Ross (Secretary of Commerce), 16 Apr 2018: “This egregious behavior cannot be ignored.”")
    assert "http" in cited and cited.endswith(f"Record zte.2018-04-16.wilbur-ross, {ds.title}.")


@pytest.mark.parametrize(
    ("asked", "kind", "found"),
    [("wray", "Actor", "view=actor&actor=christopher-wray"), ("penalty enough", "Proposition", "about=zte-settlement-sufficient"),
     ("denial order president", "Issue", "view=matrix"), ("egregious behavior cannot", "Word", "evidence=statement+zte.2018-04-16.wilbur-ross")],
)  # fmt: skip
def test_typing_finds_actors_issues_propositions_and_quotes(visit: Visit, asked: str, kind: str, found: str):
    page = visit()
    field = page.get_by_role("combobox", name="Find")
    field.press_sequentially(asked)
    assert page.locator("#found li").first.inner_text().startswith(kind)
    field.press("ArrowDown")
    assert page.locator("#found [aria-selected=true]").count() == 1
    field.press("Enter")
    page.wait_for_url(lambda url: found in url)


def test_enter_alone_lists_everything_found(visit: Visit):
    page = visit()
    field = page.get_by_role("combobox", name="Find")
    field.fill("egregious")
    field.press("Enter")
    page.wait_for_selector(".found li")
    assert hash_of(page)["q"] == "egregious" and "Wilbur Ross" in page.inner_text("main")


# More than one issue; other places on earth.


@pytest.fixture
def two_issues(world: Rows, opened: Callable[..., stances.Dataset], tmp_path: Path) -> str:
    """The literal world with a second, later issue in which the secretary also speaks."""
    world["issues"].append(
        row("issues", issue_id="canal", title="Canal", summary="A canal.", region="x", topic="y", opened_date=D("2019-03-01"))
    )
    world["propositions"].append(
        row("propositions", proposition_id="dig", issue_id="canal", text="Dig it.", support_means="yes", oppose_means="no")
    )
    world["statements"] += [
        statement("bo3", "bo", "2019-03-05", issue_id="canal"),
        statement("cy3", "cy", "2019-03-06", "senator", issue_id="canal"),
    ]
    world["stances"] += [stance("bo3", 1, "dig"), stance("cy3", -1, "dig")]
    for name in ("positions", "disagreements", "shifts"):
        world[name] = opened(world).relation(name, linked=True).to_arrow_table().select(TABLES[name].names).to_pylist()
    return write_page(opened(world).folder, tmp_path / "out").as_uri()


def test_one_issue_at_a_time_and_actors_across_all(visit: Visit, two_issues: str):
    page = visit("view=issues", base=two_issues)
    actors = page.locator(".matrix tbody th[scope=row]")
    expect(page.locator(".issues h2")).to_have_text(["Tariff", "Canal"])
    page.get_by_role("link", name="Tariff").click()
    expect(actors).to_have_count(4)
    page.get_by_label("As of, exact day").fill("2018-05-13")
    page.wait_for_url(lambda url: "2018-05-13" in url)
    page.get_by_label("Issue").select_option("Canal")
    expect(actors).to_have_text(["cy", "bo"])  # the senate before private persons
    assert "day" not in hash_of(page)  # the chosen day lies outside this issue
    expect(page.locator("main")).to_contain_text("As of 6 Mar 2019: 2 positions of 2 actors.")
    page.get_by_role("rowheader", name="cy").get_by_role("link").click()
    expect(page.locator(".of-issue h3")).to_have_text(["Tariff", "Canal"])
    expect(page.locator(".opponents")).to_contain_text("bo")


@pytest.mark.parametrize("view", ["matrix", "dispute", "timeline", "actor"])
def test_time_zone_and_language_of_the_reader_change_nothing(visit: Visit, view: str):
    here, there = (
        visit(address(view, actor="donald-trump"), timezone_id=zone, locale=language).inner_text("main")
        for zone, language in (("Pacific/Kiritimati", "tr-TR"), ("Pacific/Pago_Pago", "en-US"))
    )
    assert here == there


# Size and speed.


def test_script_and_page_stay_small():
    template = (Path(stances.__file__).parent / "dashboard" / "page.html").read_bytes()
    assert len(gzip.compress(template, 9)) < 100_000


def test_the_first_view_comes_within_a_second(visit: Visit):
    page = visit(address("matrix"))
    assert page.evaluate("performance.getEntriesByName('first-view')[0].startTime") < 1000
