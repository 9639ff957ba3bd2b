"""What notebooks show: counts of a dataset, an answer with its words, everything escaped."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import stances

ATTACK = "<img src=x onerror=hit()>"


def test_a_dataset_tells_what_is_in_it():
    ds = stances.open()
    html = ds._repr_html_()
    assert f"<td>statements</td><td>{len(ds.statements)}</td>" in html
    case = ds.statements[ds.statements.issue_id == "zte-denial-order"]
    assert f"<td>{len(case)}</td><td>{case.speaker_id.nunique()}</td>" in html
    assert f"<b>stances {ds.release}</b>" in html


@pytest.mark.slow
def test_any_engine_and_kind_shows_the_same(spark):
    ds, plain = stances.open(engine=spark, as_="polars"), stances.open()
    assert ds._repr_html_().split("</p>", 1)[1] == plain._repr_html_().split("</p>", 1)[1]
    call = {"as_of": "2018-05-13", "actor": "donald-trump", "issue": "zte-denial-order"}
    words = [re.findall("<q>.*?</q>", d.show(d.disagreements(**call))._repr_html_()) for d in (ds, plain)]
    assert words[0] == words[1] != []


def test_a_frame_tells_its_rows_and_not_of_tables_it_lacks():
    rows = pd.DataFrame({"actor_id": ["a"], "proposition_id": "p", "said_date": "2020-01-01", "sequence": 1, "position": [2],
                         "statement_id": ["s"]})  # fmt: skip
    html = stances.of(rows)._repr_html_()
    assert "<td>frame</td><td>1</td>" in html and "statements" not in html


def test_an_answer_is_shown_with_its_words_and_stays_a_frame():
    ds = stances.open()
    answer = ds.disagreements(as_of="2018-05-13", actor="donald-trump", issue="zte-denial-order")
    shown = ds.show(answer)
    html = shown._repr_html_()
    assert html.count("This egregious behavior cannot be ignored.") == 1
    assert html.count("a way to get back into business") == len(answer)
    assert 'rel="noopener noreferrer"' in html and "statement_a" not in html
    assert shown.answer is answer and repr(shown) == repr(answer)


def test_a_long_answer_says_how_much_is_not_shown():
    ds = stances.open()
    answer = ds.disagreements()
    assert f"and {len(answer) - 50} more rows" in ds.show(answer)._repr_html_()


def test_gaps_are_empty_and_days_have_no_time():
    ds = stances.open()
    html = ds.show(ds.shifts())._repr_html_()
    assert "NaT" not in html and "&lt;NA&gt;" not in html and "00:00:00" not in html


def test_what_was_read_is_escaped_and_only_http_is_linked(world, opened):
    for record in world["actors"]:
        record["name"] = ATTACK
    for record in world["statements"]:
        record["quote"] = ATTACK
    world["sources"][0]["url"] = "javascript:hit()"
    world["issues"][0]["title"] = ATTACK
    ds = opened(world)
    html = ds._repr_html_() + ds.show(ds.disagreements(as_of="2018-05-13"))._repr_html_()
    assert "<img" not in html and "href" not in html and "&lt;img" in html
