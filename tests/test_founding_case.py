"""The bundled record of the founding case: what a correct tracker shows on which day."""

from __future__ import annotations

from pathlib import Path

import pytest

import stances
from stances.build import build
from stances.dataset import bundled
from stances.records.canonical import format_folder
from stances.validation import validate

DATA = Path(__file__).parent.parent / "data"
CASE = "zte-denial-order"


@pytest.fixture(scope="module")
def ds():
    return stances.open()


def against_the_president(ds, day, **more):
    frame = ds.disagreements(as_of=day, issue=CASE, actor="donald-trump", **more)
    return {(r.actor_a, r.actor_b, r.proposition_id, r.actor_relation, r.basis) for r in frame.itertuples()}


def test_on_13_may_the_secretary_and_senators_stand_against_the_president(ds):
    rows = against_the_president(ds, "2018-05-13")
    assert ("donald-trump", "wilbur-ross", "zte-relief", "principal-agent", "direct") in rows
    assert ("donald-trump", "chuck-schumer", "zte-relief", "inter-branch", "direct") in rows


def test_nobody_stood_against_him_before_he_spoke(ds):
    assert against_the_president(ds, "2018-05-12", linked=True) == set()


def test_on_15_may_the_secretary_no_longer_opposes_relief_and_keeps_it_apart_from_trade(ds):
    rows = against_the_president(ds, "2018-05-15", linked=True)
    assert {p for _, b, p, *_ in rows if b == "wilbur-ross"} == {"zte-trade-bargain"}
    shift = ds.shifts(actor="wilbur-ross", proposition="zte-relief").iloc[0]
    assert (str(shift.shift_date.date()), shift.shift_kind, shift.days_since_principal) == ("2018-05-14", "flip", 1)


def test_the_fbi_director_conflicts_with_the_president_only_through_networks(ds):
    for day in ("2018-05-13", "2018-05-17"):
        assert not any("christopher-wray" in row for row in against_the_president(ds, day))
        linked = ds.disagreements(as_of=day, issue=CASE, actor="christopher-wray", linked=True)
        row = linked[(linked.actor_a == "donald-trump") & (linked.proposition_id == "zte-relief")].iloc[0]
        assert (row.basis, row.via_proposition_id, row.actor_relation) == ("linked", "zte-network-ban", "principal-agent")


def test_the_words_come_with_every_disagreement(ds):
    shown = ds.evidence(ds.disagreements(as_of="2018-05-13", issue=CASE))
    assert shown.summary_a.notna().all() and shown.url_b.str.startswith("http").all()


def test_the_case_is_as_wide_as_it_claims(ds):
    statements = ds.statements
    assert len(statements) >= 70 and statements.speaker_id.nunique() >= 45
    assert len(ds.events) >= 25
    assert statements.quote.notna().mean() > 0.5
    assert {"executive", "legislative", "independent", "company"} <= set(ds.actors.branch.dropna())


def test_the_bundled_tables_are_valid():
    assert validate() == []


@pytest.mark.slow
def test_records_are_in_canonical_form():
    assert format_folder(DATA / "records", write=False) == ([], [])


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="only in a checkout")
def test_what_is_checked_in_is_what_the_records_give(tmp_path):
    import shutil

    import pyarrow.parquet as pq

    shutil.copytree(DATA / "records", tmp_path / "data" / "records")
    (tmp_path / "validation").mkdir()
    build(tmp_path / "data")
    for name in ("CODEBOOK.md", "CARD.md"):
        assert (tmp_path / "data" / name).read_text() == (DATA / name).read_text(), f"run `stances build`: {name} is stale"
    for path in sorted((DATA.parent / "validation").glob("*.json")):
        assert path.read_text() == (tmp_path / "validation" / path.name).read_text(), f"run `stances build`: {path.name} is stale"
    for path in sorted(bundled().glob("*.parquet")):
        assert pq.read_table(path).equals(pq.read_table(tmp_path / "data" / "tables" / path.name)), (
            f"run `stances build`: {path.name} is stale"
        )
