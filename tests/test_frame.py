"""A caller's own frame; that every kind of frame gets equal answers is held by test_engines.py."""

from __future__ import annotations

import pytest

import stances


def six(ds):
    return (
        ds.relation("spoken")
        .to_arrow_table()
        .select(["actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id"])
    )


def test_a_frame_has_the_positions_of_the_tables_where_nothing_lapses():
    ours = stances.of(six(stances.open()).to_pandas()).positions(as_of="2018-05-13")
    theirs = stances.open().positions(as_of="2018-05-13")
    assert len(theirs) and set(ours.statement_id) >= set(theirs.statement_id)


def test_names_are_mapped_and_missing_ones_are_told():
    frame = six(stances.open()).to_pandas().rename(columns={"position": "vote"})
    assert len(stances.of(frame, {"position": "vote"}).positions())
    with pytest.raises(stances.CallError, match="the frame lacks position"):
        stances.of(frame)


def test_the_order_of_the_rows_does_not_matter():
    frame = six(stances.open()).to_pandas()
    shuffled = frame.sample(frac=1, random_state=1)
    assert stances.of(frame).shifts().equals(stances.of(shuffled).shifts())
