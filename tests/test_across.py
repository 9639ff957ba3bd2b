"""Questions across issues, on the literal world: ada is president, bo her secretary, cy a senator, the ministry is abroad.

On `lift` bo stands at -2 from 16 April, ada at +2 from 13 May, bo at +1 from 14 May, cy at -1 from June, the ministry at +2.
"""

from __future__ import annotations

import pytest
from conftest import row, stance, statement


def rows(frame):
    return [tuple(r) for r in frame.itertuples(index=False)]


def test_an_agency_is_measured_over_positions_that_held_together(world, opened):
    # bo at -2 met ada's +2 for one day, bo at +1 meets it since: (4 + 1) / 2 / 4
    assert rows(opened(world).agencies("ada")) == [("trade", "ada", 1, 1, 2, 1, 0.625)]
    assert rows(opened(world).agencies("ada", as_of="2018-05-13")) == [("trade", "ada", 1, 1, 1, 1, 1.0)]
    assert rows(opened(world).agencies("ada", as_of="2018-05-12")) == []


def test_a_government_is_its_executive_and_every_proposition_weighs_the_same(world, opened):
    # on lift the ministry's +2 meets bo's -2, ada's +2 and bo's +1: (4 + 0 + 1) / 3 / 4
    assert rows(opened(world).governments()) == [("abroad", "nation", 1, 3, 1, pytest.approx(5 / 12))]
    world["statements"] += [statement("min2", "ministry", "2018-06-01"), statement("ada2", "ada", "2018-06-01", "president")]
    world["stances"] += [stance("min2", -2, "danger"), stance("ada2", 2, "danger")]
    assert rows(opened(world).governments()) == [("abroad", "nation", 2, 4, 2, pytest.approx((5 / 12 + 1) / 2))]


def test_movers_count_the_occasions_on_which_they_could_have_moved(world, opened):
    world["statements"].append(statement("min2", "ministry", "2018-06-01"))
    world["stances"].append(stance("min2", 2))
    assert rows(opened(world).movers()) == [("bo", 1, 1, 1, 1), ("ministry", 0, 0, 0, 1)]
    assert rows(opened(world).movers(as_of="2018-05-13")) == []


def test_a_profile_spans_issues(world, opened):
    world["issues"].append({**world["issues"][0], "issue_id": "pact"})
    world["propositions"].append({**world["propositions"][0], "proposition_id": "leave", "issue_id": "pact", "text": "leave"})
    world["statements"].append(statement("bo3", "bo", "2018-07-01", "secretary", issue_id="pact"))
    world["stances"].append(stance("bo3", -1, "leave"))
    profile = opened(world).profile("bo")
    assert [tuple(r) for r in profile[["issue_id", "proposition_id", "position"]].itertuples(index=False)] == [
        ("pact", "leave", -1), ("tariff", "lift", -2), ("tariff", "lift", 1),
    ]  # fmt: skip


def test_balance_counts_one_who_changed_sides_on_both(world, opened):
    found = {r[1]: r[2:] for r in rows(opened(world).balance())}
    assert found == {"lift": (3, 2, 4), "danger": (1, 0, 1)}


def test_reach_says_from_where_people_spoke(world, opened):
    world["actors"].append(row("actors", actor_id="di", actor_kind="person", name="di", country="NAM"))
    world["statements"].append(statement("di1", "di", "2018-05-01"))
    found = {(place, branch): n for _, place, branch, n, _ in rows(opened(world).reach())}
    assert found == {
        ("nation", "executive"): 2, ("nation", "legislative"): 1, ("abroad", "executive"): 1, ("NAM", "personal"): 1,
    }  # fmt: skip


def test_a_history_up_to_a_day_keeps_what_ended_before_it(world, opened):
    ds = opened(world)
    assert len(ds.shifts(as_of="2018-07-01")) == len(ds.shifts()) == 1
    assert len(ds.shifts(as_of="2018-05-13")) == 0


def test_row_order_changes_no_answer(world, opened):
    turned = {name: list(reversed(records)) for name, records in world.items()}
    for question in ("agencies", "governments", "movers", "balance", "reach"):
        assert rows(getattr(opened(world), question)()) == rows(getattr(opened(turned), question)()), question


def test_an_empty_record_has_no_answer_and_no_error(world, opened):
    for name in ("stances", "statements"):
        world[name] = []
    ds = opened(world)
    assert [len(getattr(ds, q)()) for q in ("agencies", "governments", "movers", "reach")] == [0, 0, 0, 0]
    assert set(ds.balance().n_actors) == {0}
