"""A caller's own frame gets the same answers as the tables."""

from __future__ import annotations

import pytest

import stances


def six(ds):
    return (
        ds.relation("spoken")
        .to_arrow_table()
        .select(["actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id"])
    )


@pytest.mark.parametrize("kind", ["pandas", "arrow"])
def test_every_kind_of_frame_gives_the_same_positions(kind):
    ds = stances.open()
    table = six(ds)
    frame = table.to_pandas() if kind == "pandas" else table
    ours = stances.of(frame).positions(as_of="2018-05-13")
    assert len(ours) and set(ours.statement_id) >= set(ds.positions(as_of="2018-05-13").statement_id)


def test_names_are_mapped_and_missing_ones_are_told():
    frame = six(stances.open()).to_pandas().rename(columns={"position": "vote"})
    assert len(stances.of(frame, {"position": "vote"}).positions())
    with pytest.raises(stances.CallError, match="the frame lacks position"):
        stances.of(frame)


def test_the_order_of_the_rows_does_not_matter():
    frame = six(stances.open()).to_pandas()
    shuffled = frame.sample(frac=1, random_state=1)
    assert stances.of(frame).shifts().equals(stances.of(shuffled).shifts())
