"""Reliability against published numbers."""

import krippendorff
import pytest

from stances.measures.reliability import reliability
from stances.schema import POSITIONS

CODES = {number: code for code, number in POSITIONS.items()}
NA = float("nan")
CANONICAL = [  # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", 4 observers x 12 units
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
    [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA],
]


def test_the_library_gives_the_published_alpha():
    assert krippendorff.alpha(CANONICAL, level_of_measurement="ordinal") == pytest.approx(0.815, abs=5e-4)


def test_two_coders_are_handed_over_as_they_are():
    first, second = [2, 2, 1, -1, -2, 0], [2, 1, 1, -1, -2, -1]
    expected = krippendorff.alpha([first, second], level_of_measurement="ordinal")
    result = reliability((CODES[a], CODES[b]) for a, b in zip(first, second, strict=True))
    assert (result.n_pairs, result.n_positions, result.agreement) == (6, 6, 4 / 6)
    assert result.alpha == pytest.approx(expected)


def test_codes_without_a_number_count_for_agreement_only():
    result = reliability([("supports", "supports"), ("declined", "declined"), ("opposes", "not-addressed")])
    assert (result.n_pairs, result.n_positions, result.alpha) == (3, 1, None)
    assert result.agreement == 2 / 3


def test_the_interval_holds_alpha_and_is_the_same_each_time():
    pairs = [("supports", "supports"), ("opposes", "opposes"), ("strongly-opposes", "opposes"), ("supports", "mixed")] * 10
    first, second = reliability(pairs, resamples=200), reliability(pairs, resamples=200)
    assert first == second
    assert first.low < first.alpha < first.high <= 1


def test_an_interval_of_perfect_agreement_is_a_point():
    result = reliability([("supports", "supports"), ("opposes", "opposes")] * 5, resamples=100)
    assert (result.alpha, result.low, result.high) == (1, 1, 1)
