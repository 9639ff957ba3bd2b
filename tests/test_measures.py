"""Measures against published numbers, hand-worked ones and the identities between them."""

from __future__ import annotations

import importlib
from itertools import combinations
from unittest import mock

import krippendorff
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reliability import CANONICAL

from stances.call import CallError
from stances.measures import dispersion, pairs
from stances.measures.agreement import MEASURES, agreement, agreement_matrix
from stances.measures.issues import cohesion, polarization, shares
from stances.measures.network import graph, network, two_mode
from stances.measures.structural_balance import structural_balance


def frame(cells: dict[str, dict[str, int | None]]) -> pd.DataFrame:
    """actor -> proposition -> position"""
    rows = [(a, p, x) for a, row in cells.items() for p, x in row.items()]
    return pd.DataFrame(rows, columns=["actor_id", "proposition_id", "position"]).astype({"position": "Int8"})


positions = st.dictionaries(
    st.sampled_from("abcd"), st.dictionaries(st.sampled_from("pqrstu"), st.integers(-2, 2), min_size=1), min_size=2
).map(frame)


def values(result: pd.DataFrame, column: str) -> dict[tuple[str, str], float]:
    return {(r.actor_a, r.actor_b): getattr(r, column) for r in result.itertuples()}


# ada and bo share p, q, r, s at distances 0, 1, 4, 2; both took t alone
TWO = frame({"ada": {"p": 2, "q": 2, "r": 2, "s": 0, "t": 1}, "bo": {"p": 2, "q": 1, "r": -2, "s": 2, "u": 1}})
BY_HAND = {
    "exact": 1 / 4,
    "sign": 2 / 3,  # s is out: one of them stands between
    "proximity": 1 - (0 + 1 + 4 + 2) / 4 / 4,
    "lijphart": (2 + 0.5) / 4,  # signs: same, same, opposite, one step
    "s": 1 - 2 * 7 / 16,
    "s-squared": 1 - 2 * (0 + 1 + 16 + 4) / 64,
    "opposed": 1 / 4,
    # D_e: ada's 2, 2, 2, 0 against bo's 2, 1, -2, 2: each 2 is 0 + 1 + 4 + 0 away, the 0 is 2 + 1 + 2 + 2
    "kappa": 1 - (7 / 4) / ((3 * 5 + 7) / 16),
    # pooled 2 x5, 1, 0, -2 of 8: ordered pairs 5*1*1 + 5*1*2 + 5*1*4 + 1*1*1 + 1*1*3 + 1*1*2, twice
    "pi": 1 - (7 / 4) / (2 * (5 + 10 + 20 + 1 + 3 + 2) / 64),
}


@pytest.mark.parametrize("measure", MEASURES)
def test_two_actors_by_hand(measure):
    row = agreement(TWO, measure).iloc[0]
    assert (row.n, row.n_a, row.n_b) == (4, 5, 5)
    assert row.agreement == pytest.approx(BY_HAND[measure])


@pytest.mark.parametrize("measure", MEASURES)
def test_nothing_shared_is_nothing_said(measure):
    apart = frame({"a": {"p": 2}, "b": {"q": 2}, "c": {"p": None}})
    assert len(agreement(apart, measure)) == 0
    assert agreement_matrix(apart, measure).isna().all(axis=None)


def test_a_measure_without_a_denominator_is_null():
    same = frame({"a": {"p": 2, "q": 2}, "b": {"p": 2, "q": 2}, "c": {"p": 0, "q": 0}})
    for measure, pair in (("kappa", ("a", "b")), ("pi", ("a", "b")), ("sign", ("a", "c"))):
        assert pd.isna(values(agreement(same, measure, top=None), "agreement")[pair]), measure


@settings(max_examples=60, deadline=None)
@given(positions)
def test_s_is_twice_lijphart_minus_one_on_three_levels(rows):
    three = rows.assign(position=np.sign(rows.position) * 2)
    s, lijphart = (values(agreement(three, m, top=None), "agreement") for m in ("s", "lijphart"))
    assert s == {pair: pytest.approx(2 * value - 1) for pair, value in lijphart.items()}


@settings(max_examples=40, deadline=None)
@given(positions, st.sampled_from(MEASURES))
def test_swapping_the_poles_changes_no_agreement(rows, measure):
    plain = values(agreement(rows, measure, top=None), "agreement")
    swapped = values(agreement(rows.assign(position=-rows.position), measure, top=None), "agreement")
    assert swapped == {pair: pytest.approx(value, nan_ok=True) for pair, value in plain.items()}


@settings(max_examples=40, deadline=None)
@given(positions, st.sampled_from(["ordinal", "sign"]), st.sampled_from([None, "average", "jaccard", "cosine"]))
def test_congruence_and_conflict_sum_to_ignore_and_differ_by_subtract(rows, scale, normalisation):
    net = {
        kind: values(network(rows, kind, scale=scale, normalisation=normalisation, top=None), "weight")
        for kind in ("congruence", "conflict", "ignore", "subtract")
    }
    for pair in combinations(sorted(rows.actor_id.unique()), 2):
        plus, minus = net["congruence"].get(pair, 0), net["conflict"].get(pair, 0)
        assert net["ignore"].get(pair, 0) == pytest.approx(plus + minus)
        assert net["subtract"].get(pair, 0) == pytest.approx(plus - minus)


@settings(max_examples=40, deadline=None)
@given(positions, st.integers(1, 4), st.integers(1, 5))
def test_blocks_and_top_give_what_one_block_and_a_sort_give(rows, block, top):
    whole = agreement(rows, top=None).sort_values(["agreement", "n"], ascending=False)
    with mock.patch.multiple(pairs, STRIPE=block, BLOCK=1):
        best = agreement(rows, top=top)
    if len(whole) > top:
        last = whole.iloc[top - 1]
        whole = whole[(whole.agreement > last.agreement) | ((whole.agreement == last.agreement) & (whole.n >= last.n))]
    assert values(best, "agreement") == values(whole, "agreement")


@settings(max_examples=30, deadline=None)
@given(positions, st.integers())
def test_row_order_changes_nothing(rows, seed):
    shuffled = rows.sample(frac=1, random_state=abs(seed) % 2**32)
    pd.testing.assert_frame_equal(network(rows), network(shuffled))
    pd.testing.assert_frame_equal(polarization(rows), polarization(shuffled))


def test_the_network_of_the_scale_and_of_the_signs_differ():
    assert values(network(TWO, "conflict"), "weight") == {("ada", "bo"): 7 / 4}
    assert values(network(TWO, "conflict", scale="sign"), "weight") == {("ada", "bo"): 1}
    assert values(network(TWO, "ignore", scale="sign"), "weight") == {("ada", "bo"): 3}


def test_normalisations_by_hand():
    weight = 7 / 4
    for how, value in (("average", weight / 5), ("jaccard", weight / 6), ("cosine", weight / 5)):
        assert network(TWO, "conflict", normalisation=how).weight[0] == pytest.approx(value), how


SAID = pd.DataFrame(
    [
        ("a", "p", "2019-12-30", 1, 2, "x"), ("a", "p", "2020-01-02", 1, 2, "y"), ("a", "p", "2021-01-02", 1, 2, "y"),
        ("a", "p", "2021-01-02", 2, -1, "y"), ("b", "p", "2020-01-02", 1, -2, "z"),
    ],
    columns=["actor_id", "proposition_id", "said_date", "sequence", "position", "document"],
)  # fmt: skip


def test_statements_and_latest_positions_are_two_networks():
    assert network(SAID, "conflict").weight[0] == 0.25
    assert network(SAID, "conflict", count="statements").weight[0] == 3 * 1 + 0.25
    assert network(SAID, "conflict", as_of="2020-12-31").weight[0] == 1


@pytest.mark.parametrize(
    ("duplicates", "weight"),
    [("keep", 3.25), ("document", 2.25), ("day", 3.25), ("week", 2.25), ("month", 3.25), ("year", 3.25), ("all", 1.25)],
)
def test_repetitions_count_once_within_a_stretch_that_knows_its_year(duplicates, weight):
    # 30 December 2019 and 2 January 2020 lie in one week; January 2020 and January 2021 are two months
    assert network(SAID, "conflict", count="statements", duplicates=duplicates).weight[0] == weight


def test_windows_roll_and_hold_their_own_statements_only():
    edges = network(SAID, "conflict", window=(5, 3))
    assert [(str(e.window_start.date()), str(e.window_end.date()), e.weight) for e in edges.itertuples()] == [
        ("2019-12-30", "2020-01-04", 1.0), ("2020-01-02", "2020-01-07", 1.0),
    ]  # fmt: skip


def test_groups_and_periods_are_measured_apart():
    rows = SAID.assign(region=["x", "x", "x", "y", "x"])
    assert network(rows, "conflict", by="region")[["region", "weight"]].values.tolist() == [["x", 1.0]]
    yearly = polarization(SAID, "opposed-share", period="year")
    assert [(str(r.year.date()), r.n) for r in yearly.itertuples()] == [("2019-01-01", 1), ("2020-01-01", 2), ("2021-01-01", 1)]
    assert yearly.value.isna().tolist() == [True, False, True]


def test_two_rows_without_an_order_are_refused():
    with pytest.raises(CallError, match="2 rows have no order, the first of a on p"):
        network(SAID.drop(columns=["said_date", "sequence"]).iloc[:3])


def test_what_cannot_be_measured_is_told():
    for call, message in (
        (lambda: agreement(TWO, "proximty"), "did you mean proximity"),
        (lambda: network(TWO, "conflicts"), "did you mean conflict"),
        (lambda: network(TWO.rename(columns={"position": "positions"})), "lacks position; did you mean positions"),
        (lambda: network(TWO.assign(position=3)), "positions run from 3 to 3; the scale is -2 to 2"),
        (lambda: network(TWO, top=0), "top is 0"),
        (lambda: network(TWO, as_of="2020-01-01"), "as_of needs a column said_date"),
        (lambda: network(TWO, count="statements", duplicates="document"), "lacks document"),
    ):
        with pytest.raises(CallError, match=message):
            call()


@pytest.mark.parametrize("kind", ["pandas", "polars", "lazy", "arrow"])
def test_the_answer_has_the_kind_of_the_question(kind):
    table = pl.from_pandas(TWO)
    given = {"pandas": TWO, "polars": table, "lazy": table.lazy(), "arrow": table.to_arrow()}[kind]
    for answer in (network(given), agreement(given), polarization(given), two_mode(given)):
        assert type(answer) is type(given)


def test_two_mode_by_hand():
    found = two_mode(SAID, count="statements", normalisation="prominence")
    assert found[["actor_id", "n_for", "n_against", "weight"]].values.tolist() == [["a", 3, 1, 0.8], ["b", 0, 1, 0.2]]


def test_a_graph_keeps_what_the_edges_say(tmp_path):
    import networkx

    g = graph(network(TWO))
    assert g["ada"]["bo"] == {"n": 4, "n_a": 5, "n_b": 5, "weight": 1.75}
    networkx.write_graphml(g, tmp_path / "g.graphml")
    assert networkx.read_graphml(tmp_path / "g.graphml")["ada"]["bo"]["weight"] == 1.75


def test_published_agreement_and_its_end_points():
    assert dispersion.van_der_eijk([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.6113333, abs=5e-8)
    assert dispersion.polarization([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.1943333, abs=5e-8)
    assert dispersion.van_der_eijk([1, 1, 1, 1, 1]) == 0
    assert dispersion.van_der_eijk([0, 0, 7, 0, 0]) == 1
    assert dispersion.van_der_eijk([4, 0, 0, 0, 4]) == -1
    assert dispersion.van_der_eijk([1, 1]) is None and dispersion.van_der_eijk([0, 0, 0]) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_dispersion_does_not_know_which_end_is_which(counts):
    for measure in (dispersion.van_der_eijk, dispersion.leik, dispersion.consensus, dispersion.blair_lacy, dispersion.esteban_ray,
                    dispersion.opposed_share):  # fmt: skip
        value = measure(counts)
        assert value == pytest.approx(measure(counts[::-1])) if value is not None else measure(counts[::-1]) is None
        assert value is None or -1 - 1e-9 <= value <= 1 + 1e-9


def test_all_five_levels_count_though_nobody_takes_them():
    # by the levels seen the two would be the ends; on the scale they are neighbours
    near = polarization(frame({"a": {"p": 2}, "b": {"p": 1}}), "leik")
    assert near.value[0] == 0.25


def test_cohesion_and_its_baseline():
    rows = frame({"a": {"p": 2, "q": 0}, "b": {"p": 1, "q": 0}, "c": {"p": -1}, "d": {"p": 0}}).assign(party="x")
    on = cohesion(rows, "party").set_index("proposition_id")
    assert on.loc["p", ["n_for", "n_against", "n_between"]].tolist() == [2, 1, 1]
    assert on.rice["p"] == pytest.approx(1 / 3) and on.agreement_index["p"] == pytest.approx((2 - 0.5 * 2) / 4)
    assert pd.isna(on.rice["q"]) and on.agreement_index["q"] == 1
    assert [dispersion.agreement_index(*votes) for votes in ((5, 5, 0), (3, 3, 3))] == [0.25, 0]
    rng = np.random.default_rng(0)
    for n in (2, 3, 7):
        yes = rng.binomial(n, 0.5, 200_000)
        assert dispersion.rice_by_chance(n) == pytest.approx(np.abs(2 * yes - n).mean() / n, abs=0.005)


def test_a_share_of_nothing_is_null_and_what_was_left_out_is_counted():
    found = shares(frame({"a": {"p": None, "q": 1}, "b": {"p": None, "q": None}})).set_index("proposition_id")
    assert found.loc["p", ["n", "n_left_out"]].tolist() == [0, 2] and pd.isna(found.share_for["p"])
    assert found.loc["q", ["n", "n_left_out", "share_for"]].tolist() == [1, 1, 1]
    assert polarization(frame({"a": {"p": None}})).value.isna().all()


def edges(*signs: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(signs, columns=["actor_a", "actor_b", "weight"])


def test_balance_of_the_four_triads():
    for signs, share, frustration in (((1, 1, 1), 1, 0), ((1, -1, -1), 1, 0), ((1, 1, -1), 0, 1), ((-1, -1, -1), 0, 1)):
        found = structural_balance(edges(*((a, b, s) for (a, b), s in zip(combinations("abc", 2), signs, strict=True))))
        assert (found.balanced, found.frustration, found.exact) == (share, frustration, True)
    assert structural_balance(edges(("a", "b", -1))) == (2, 1, 0, None, 0, True)
    assert structural_balance(edges(("a", "b", 0))) == (0, 0, 0, None, 0, True)


def test_the_search_finds_what_trying_everything_finds(monkeypatch):
    rng = np.random.default_rng(1)
    tied = edges(*((f"a{i:02}", f"a{j:02}", int(rng.choice([-1, 0, 1]))) for i, j in combinations(range(12), 2)))
    exact = structural_balance(tied)
    monkeypatch.setattr("stances.measures.structural_balance.EXACT", 3)
    searched = structural_balance(tied)
    assert exact.exact and not searched.exact
    assert searched.frustration == exact.frustration > 0


def test_the_library_gives_every_published_alpha():
    levels = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
    found = {level: krippendorff.alpha(CANONICAL, level_of_measurement=level) for level in levels}
    assert found == {level: pytest.approx(value, abs=5e-4) for level, value in levels.items()}


def test_the_founding_case_as_a_network():
    import stances

    rows = stances.open().rows("zte-denial-order", as_of="2018-05-13")
    edges = values(stances.network(rows[rows.proposition_id == "zte-relief"], "conflict"), "weight")
    assert edges["donald-trump", "wilbur-ross"] == 1  # +2 against -2 is the whole width of the scale
    assert edges["adam-schiff", "donald-trump"] == 0.75


ASKED = [
    *(lambda rows, top, kind=kind, scale=scale: network(rows, kind, scale=scale, top=top, min_n=2)
      for kind in ("conflict", "congruence", "subtract", "ignore") for scale in ("ordinal", "sign")),
    *(lambda rows, top, how=how: network(rows, normalisation=how, top=top) for how in ("average", "jaccard", "cosine")),
    *(lambda rows, top, measure=measure: agreement(rows, measure, top=top, min_n=2) for measure in MEASURES),
]  # fmt: skip


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("top", [3, None])
def test_listing_pairs_gives_what_products_in_tiles_and_blocks_give(monkeypatch, ask, top):
    thin = importlib.import_module("stances.measures.thin")
    cells = np.flatnonzero(np.random.default_rng(3).random(600 * 150) < 0.02)
    rows = pd.DataFrame({
        "actor_id": [f"a{c // 150}" for c in cells], "proposition_id": [f"p{c % 150}" for c in cells],
        "position": np.random.default_rng(4).integers(-2, 3, len(cells)),
    })  # fmt: skip
    answers = []
    for way in (True, False):
        monkeypatch.setattr(thin, "is_thin", lambda spoken, way=way: way)
        monkeypatch.setattr(thin, "CHUNK", 500)
        monkeypatch.setattr(pairs, "BLOCK", 1)
        answers.append(ask(rows, top))
    assert len(answers[0]) > 2
    pd.testing.assert_frame_equal(*answers, rtol=1e-12, atol=0)


def test_ids_are_numbered_alike_however_they_are_kept(tmp_path):
    """As texts, as dictionaries of each row group, with values that no row has, in other orders, in one file or several."""
    table = pa.Table.from_pandas(SAID, preserve_index=False)
    pq.write_table(table, tmp_path / "one.parquet", row_group_size=2)
    (tmp_path / "region=x").mkdir()
    for i in range(len(table)):
        pq.write_table(table.slice(i, 1), tmp_path / "region=x" / f"{i}.parquet")
    unused = pd.CategoricalDtype(["nobody", *sorted(SAID.actor_id.unique(), reverse=True)])
    kept = [
        table, SAID.astype({"actor_id": unused, "proposition_id": "category"}), pl.DataFrame(table).lazy(),
        tmp_path / "one.parquet", str(tmp_path / "region=x" / "*.parquet"),
        pa.concat_tables([table.slice(0, 1), table.slice(1)]).set_column(0, "actor_id", pa.chunked_array(
            [table["actor_id"].combine_chunks()[:1].dictionary_encode(), table["actor_id"].combine_chunks()[1:].dictionary_encode()])),
    ]  # fmt: skip
    expected = network(SAID, count="statements")
    for rows in kept:
        edges = network(rows, count="statements")
        edges = edges.collect() if isinstance(edges, pl.LazyFrame) else edges
        pd.testing.assert_frame_equal(edges if isinstance(edges, pd.DataFrame) else edges.to_pandas(), expected)
    assert list(agreement_matrix(kept[1])) == ["a", "b"]
    named = tmp_path / "document=x" / "two.parquet"  # not what the file itself says
    named.parent.mkdir()
    pq.write_table(table, named)
    pd.testing.assert_frame_equal(
        network(named, count="statements", duplicates="document"), network(SAID, count="statements", duplicates="document")
    )
