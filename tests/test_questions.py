"""What each question means, on the literal world."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import D, organization, row, stance, statement, tenure

from stances.call import CallError

COLUMNS = ["proposition_id", "actor_a", "actor_b", "actor_relation", "basis"]


def pairs(ds: Any, **call: Any) -> set[tuple[str, ...]]:
    return {tuple(r) for r in ds.disagreements(**call)[COLUMNS].itertuples(index=False)}


def standing(ds: Any, **call: Any) -> dict[tuple[str, str], int]:
    return {(r.actor_id, r.proposition_id): r.position for r in ds.positions(**call).itertuples()}


def test_the_secretary_opposes_the_president_for_one_day(world, opened):
    ds = opened(world)
    assert ("lift", "ada", "bo", "principal-agent", "direct") in pairs(ds, as_of="2018-05-13")
    assert not any({"ada", "bo"} == {p[1], p[2]} for p in pairs(ds, as_of="2018-05-14"))


def test_relations_are_named_from_offices_and_the_tree(world, opened):
    ds = opened(world)
    assert ("lift", "ada", "cy", "inter-branch", "direct") in pairs(ds, as_of="2018-06-01")
    assert ("lift", "ministry", "bo", "inter-state", "direct") in pairs(ds, as_of="2018-04-20")


def test_a_bureau_without_a_head_answers_through_the_one_above(world, opened):
    world["actors"].append(organization("bureau", "executive", "trade"))
    world["statements"].append(statement("bureau1", "bureau", "2018-04-15"))
    world["stances"].append(stance("bureau1", -2))
    assert ("lift", "ada", "bureau", "principal-agent", "direct") in pairs(opened(world), as_of="2018-05-13")


def test_a_linked_disagreement_is_only_shown_when_asked_for_and_ends_with_direct_words(world, opened):
    ds = opened(world)
    linked = ("lift", "ada", "cy", "inter-branch", "linked")
    assert linked not in pairs(ds, as_of="2018-05-13")
    assert linked in pairs(ds, as_of="2018-05-13", linked=True)
    assert linked not in pairs(ds, as_of="2018-06-01", linked=True)
    via = ds.disagreements(as_of="2018-05-13", linked=True).query("basis == 'linked'").via_proposition_id
    assert set(via) == {"danger"}


def test_a_flip_counts_the_days_since_the_principal_spoke(world, opened):
    shift = opened(world).shifts().iloc[0]
    assert (shift.actor_id, shift.shift_kind, shift.days_since_principal) == ("bo", "flip", 1)
    assert shift.principal_statement_id == "ada1"


def test_positions_end_with_the_tenure(world, opened):
    ds = opened(world)
    assert standing(ds, as_of="2018-08-31")["bo", "lift"] == 1
    assert ("bo", "lift") not in standing(ds, as_of="2018-09-01")
    ended = ds.positions().query("actor_id == 'bo' and statement_id == 'bo2'").iloc[0]
    assert (str(ended.valid_to.date()), ended.ended_by) == ("2018-09-01", "tenure-end")


def test_positions_end_with_the_proposition(world, opened):
    world["propositions"][0]["closes_date"] = D("2018-07-13")
    ds = opened(world)
    assert ("ada", "lift") not in standing(ds, as_of="2018-07-13")
    assert set(ds.positions().query("actor_id == 'ada'").ended_by) == {"proposition-closed"}


def test_positions_end_with_a_retraction_but_not_before(world, opened):
    world["statements"].append(statement("ada2", "ada", "2018-05-20", "president", relates_to_id="ada1", relation="retracts"))
    ds = opened(world)
    assert standing(ds, as_of="2018-05-19")["ada", "lift"] == 2
    assert ("ada", "lift") not in standing(ds, as_of="2018-05-20")


def test_positions_end_with_their_age(world, opened):
    ds = opened(world)
    assert ("ada", "lift") in standing(ds, as_of="2018-05-22", max_age=10)
    assert ("ada", "lift") not in standing(ds, as_of="2018-05-23", max_age=10)


def test_saying_it_again_carries_the_interval_on(world, opened):
    world["statements"].append(statement("ada2", "ada", "2018-05-20", "president"))
    world["stances"].append(stance("ada2", 2))
    kept = opened(world).positions().query("actor_id == 'ada'")
    assert len(kept) == 1
    assert (kept.iloc[0].statement_id, kept.iloc[0].last_statement_id, kept.iloc[0].n_statements) == ("ada1", "ada2", 2)


def test_a_month_is_not_before_a_day_inside_it(world, opened):
    world["statements"][1] |= {"said_date": D("2018-05-01"), "said_precision": "month"}
    ds = opened(world)
    assert ("ada", "lift") not in standing(ds, as_of="2018-05-30")
    assert ("ada", "lift") in standing(ds, as_of="2018-05-31")


def test_withdrawn_rows_are_hidden_and_known_as_of_brings_them_back(world, opened):
    world["statements"][1] |= {"withdrawn_date": D("2020-03-01"), "withdrawn_reason": "misread"}
    ds = opened(world)
    assert ("ada", "lift") not in standing(ds, as_of="2018-06-01")
    assert ("ada", "lift") in standing(ds, as_of="2018-06-01", known_as_of="2020-02-01")
    assert standing(ds, as_of="2018-06-01", known_as_of="2019-12-31") == {}


def test_the_last_word_of_a_day_counts_and_the_conflict_is_listed(world, opened):
    world["statements"].append(statement("ada2", "ada", "2018-05-13", "president", sequence=2))
    world["stances"].append(stance("ada2", -1))
    ds = opened(world)
    assert standing(ds, as_of="2018-05-13")["ada", "lift"] == -1
    assert list(ds.conflicts()[["from_statement_id", "to_statement_id"]].iloc[0]) == ["ada1", "ada2"]


def test_silence_is_null_and_a_refusal_is_named(world, opened):
    world["statements"].append(statement("bo3", "bo", "2018-05-02", "secretary"))
    world["non_positions"].append(row("non_positions", statement_id="bo3", proposition_id="danger", non_position="declined"))
    cover = opened(world).coverage("tariff", as_of="2018-05-13").set_index(["actor_id", "proposition_id"])
    assert cover.loc[("bo", "danger"), "status"] == "declined"
    assert cover.loc[("ada", "danger"), "status"] == "not-spoken"
    assert cover.position.isna().sum() == (cover.status != "position").sum()


def test_nothing_shared_gives_null_not_zero(world, opened):
    ds = opened(world)
    both = ds.compare("ada", "cy", as_of="2018-05-13")
    assert both.gap.isna().all() and both.opposed.isna().all()
    world["stances"] = [s for s in world["stances"] if s["proposition_id"] == "danger" or s["statement_id"] == "ada1"]
    world["statements"].append(statement("bo3", "bo", "2018-05-02", "secretary"))
    world["stances"].append(stance("bo3", 1, "danger"))
    assert opened(world).divergence("ada", as_of="2018-05-13").empty is False
    alone = opened(world).divergence("ada", as_of="2018-05-13").iloc[0]
    assert alone.n == 0 and alone.divergence != alone.divergence


def test_divergence_of_an_agent(world, opened):
    got = opened(world).divergence("ada", as_of="2018-05-13").iloc[0]
    assert (got.agent_id, got.n, got.n_opposed, got.divergence) == ("bo", 1, 1, 1.0)


def test_a_new_holder_starts_afresh(world, opened):
    world["actors"].append(row("actors", actor_id="di", actor_kind="person", name="di"))
    world["tenures"].append(tenure("di", "secretary", start="2018-09-01"))
    assert ("di", "lift") not in standing(opened(world), as_of="2018-10-01")


def test_evidence_shows_the_words(world, opened):
    world["statements"][1]["quote"] = "Lift it."
    ds = opened(world)
    shown = ds.evidence(ds.disagreements(as_of="2018-05-13", actor="bo", relation="principal-agent"))
    assert list(shown.quote_a) == ["Lift it."] and list(shown.office_b) == ["Secretary"]
    assert list(shown.url_a) == ["https://example.org/"]


def test_filters(world, opened):
    ds = opened(world)
    assert pairs(ds, as_of="2018-06-01", min_gap=4) == set()
    assert len(ds.disagreements(between=("2018-04-16", "2018-05-13"), relation="principal-agent")) == 1
    with pytest.raises(CallError, match="did you mean tariff"):
        ds.disagreements(issue="tarif")
    with pytest.raises(CallError, match="YYYY-MM-DD"):
        ds.positions(as_of="13 May")
    with pytest.raises(CallError, match="not both"):
        ds.disagreements(as_of="2018-05-13", between=("2018-05-01", "2018-05-02"))


def test_a_partial_date_is_in_no_answer_before_its_last_day(world, opened):
    world["statements"].append(statement("min2", "cy", "2018-03-01", "senator", said_precision="month"))
    world["non_positions"] = [row("non_positions", statement_id="min2", proposition_id="lift", non_position="declined")]
    ds = opened(world)
    assert "min2" not in set(ds.timeline("tariff", as_of="2018-03-30").statement_id)
    assert "min2" in set(ds.timeline("tariff", as_of="2018-03-31").statement_id)
    assert ds.coverage("tariff", as_of="2018-03-30").empty
    assert set(ds.coverage("tariff", as_of="2018-03-31").query("proposition_id == 'lift'").status) == {"declined"}
