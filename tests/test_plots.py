"""The static figures draw what the answers say, in the page's colors."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from matplotlib.colors import to_hex

import stances
from stances import plots
from stances.call import CallError
from stances.plots.figure import PALETTE

CASE, DAY = "zte-denial-order", "2018-05-13"


def of_case(frame):
    """The rows of the founding case."""
    return frame[frame.proposition_id.str.startswith("zte-")]


@pytest.fixture(scope="module")
def ds() -> stances.Dataset:
    return stances.open()


def test_the_matrix_has_a_colored_cell_for_each_position(ds: stances.Dataset):
    axes = plots.matrix(ds, CASE, as_of=DAY)
    held = of_case(ds.positions(as_of=DAY))
    colors = sorted(to_hex(patch.get_facecolor()) for patch in axes.patches)
    assert colors == sorted(PALETTE[position][0] for position in held.position)
    assert [t.get_text() for t in axes.get_yticklabels()].count("Wilbur Ross") == 1
    printed = [t.get_text() for t in axes.texts]
    assert printed.count("+2") == (held.position == 2).sum()
    assert printed.count("·") == held.actor_id.nunique() * len(of_case(ds.propositions)) - len(held)  # empty is not a zero
    assert DAY in axes.get_title(loc="left")


def test_the_timeline_has_a_mark_for_each_stance_up_to_the_day(ds: stances.Dataset):
    axes = plots.timeline(ds, CASE, "zte-relief", as_of=DAY)
    rows = ds.rows(issue=CASE, as_of=DAY).query("proposition_id == 'zte-relief'")
    assert sum(len(marks.get_offsets()) for marks in axes.collections) == len(rows)
    events = ds.timeline(CASE, as_of=DAY).query("entry == 'event'")
    assert len([line for line in axes.lines if len(line.get_xdata()) == 2]) == len(events)


@pytest.mark.parametrize("kind", ["conflict", "congruence"])
def test_the_network_draws_the_edges_of_the_measure_and_says_how_many(ds: stances.Dataset, kind: str):
    axes = plots.network(ds, CASE, as_of="2018-06-20", kind=kind)
    edges = stances.network(of_case(ds.positions(as_of="2018-06-20")), kind=kind, scale="sign", top=None).query("weight >= 2")
    assert len(axes.collections[0].get_paths()) == len(edges)
    assert axes.get_xlabel().startswith(f"{len(edges)} pairs among ")


def test_opponents_stand_in_different_columns(ds: stances.Dataset):
    axes = plots.network(ds, CASE, as_of="2018-06-20")
    column = {text.get_text(): text.xy[0] > 0 for text in axes.texts}
    assert column["Donald Trump"] != column["Chuck Schumer"] and column["Chuck Schumer"] == column["Marco Rubio"]


def test_a_figure_can_be_drawn_into_axes_of_ones_own(ds: stances.Dataset):
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    assert plots.matrix(ds, CASE, as_of=DAY, axes=axes) is axes


@pytest.mark.parametrize(
    ("draw", "said"),
    [(lambda ds: plots.matrix(ds, CASE, as_of="2000-01-01"), "nobody holds a position"),
     (lambda ds: plots.timeline(ds, CASE, "zte-relief", as_of="2000-01-01"), "nothing is on record"),
     (lambda ds: plots.network(ds, CASE, as_of=DAY, least=9), "give a smaller one"), (lambda ds: plots.matrix(ds, "zte-denial"), "did you mean")],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said(ds: stances.Dataset, draw, said: str):
    with pytest.raises(CallError, match=said):
        draw(ds)


@pytest.mark.skipif(not (ROOT / "dashboard").exists(), reason="only in a checkout")
def test_figures_and_page_have_one_palette():
    light = (ROOT / "dashboard" / "src" / "style.css").read_text().split("@media")[0]
    for position, (fill, ink) in PALETTE.items():
        name = f"{'m' if position < 0 else 'p'}{abs(position)}"
        assert re.search(rf"--{name}: {fill};\s+--{name}-ink: {ink};", light), name
