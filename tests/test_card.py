"""The generated texts about the data: the numbers in them are those of the tables."""

from __future__ import annotations

from stances.dataset import Dataset
from stances.derive.card import confusion, reach, rechecks
from stances.derive.examples import examples


def test_confusion_is_first_down_second_across():
    table = confusion([("supports", "opposes"), ("supports", "opposes"), ("opposes", "opposes")])
    assert table.splitlines() == [
        "| - | opposes | supports |", "| --- | --- | --- |", "| opposes | 1 | - |", "| supports | 2 | - |",
    ]  # fmt: skip


def test_a_gap_in_reach_is_a_dash():
    table = reach([("a", "x", "executive", 2, 5), ("b", "y", "executive", 1, 1)])
    assert table.splitlines()[2:] == ["| x | executive | 2 | - |", "| y | executive | - | 1 |"]


def test_a_draw_without_error_has_the_exact_interval():
    # Clopper-Pearson for 0 of 40: upper bound 1 - (0.05 / 2) ** (1 / 40) = 8.8%
    text = rechecks([("draw", "confirmed", 39), ("draw", "corrected", 1), ("draw", "not-found", 2)])
    assert "in 0 of the 40 whose page was seen: 0.0% (95% interval 0.0% to 8.8%" in text
    assert rechecks([]).startswith("No row was read again")


def test_every_proposition_has_its_examples_with_words_and_reasons():
    ds = Dataset()
    text = examples(ds)
    for proposition in ds.propositions.proposition_id:
        assert f"### {proposition}\n" in text
    assert text.count("- Worked: ") == text.count("- Borderline: ") == len(ds.propositions)
