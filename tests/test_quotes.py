"""Quotes against saved page texts."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from stances.cli import main
from stances.records.quotes import compare

PAGE = "The minister said on Monday: “We will not  yield – not today,” and left the room."


@pytest.mark.parametrize(
    ("quote", "result"),
    [
        ("“We will not  yield – not today,”", "exact"),
        ('"We will not yield - not today,"', "normalised"),
        ("We shall not yield", "differs"),
    ],
)
def test_exact_then_normalised_then_different(quote, result):
    assert compare(quote, [PAGE])[0] == result


def test_a_near_miss_shows_the_words_that_differ():
    assert compare("We will never yield - not today", [PAGE])[1] == "We will [-never-] {+not+} yield - not today"
    assert compare("Nothing of the kind was ever uttered", [PAGE])[1] == "no similar words on the page"


RECORD = """\
# a comment that must stay
statements:
- statement_id: a.1
  quote: '{quote}'
  quote_check: not-checked
  source_id: paper.1
- statement_id: a.2
  quote: 'Somewhere else'
  quote_check: not-checked
  source_id: paper.2
"""


@pytest.fixture
def folders(tmp_path):
    records, texts = tmp_path / "data" / "records", tmp_path / "texts"
    records.mkdir(parents=True)
    texts.mkdir()
    (texts / "paper.1.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path / "data", texts, records / "case.yaml"


def call(data, texts, *more):
    return CliRunner().invoke(main, ["check-quotes", str(data), "--text-dir", str(texts), *more])


def test_what_was_found_is_recorded_and_a_page_that_is_not_there_changes_nothing(folders):
    data, texts, record = folders
    record.write_text(RECORD.format(quote="We will not yield - not today"), encoding="utf-8")
    checked = call(data, texts, "--check")
    assert checked.exit_code == 0 and "normalised: 1" in checked.stderr
    assert record.read_text(encoding="utf-8").count("not-checked") == 2
    assert call(data, texts).exit_code == 0
    text = record.read_text(encoding="utf-8")
    assert text.count("quote_check: normalised") == 1 and text.count("quote_check: not-checked") == 1
    assert text.startswith("# a comment that must stay\n")


def test_a_quote_that_differs_is_one_line_with_its_place_and_leaves_the_record(folders):
    data, texts, record = folders
    record.write_text(RECORD.format(quote="We will never yield"), encoding="utf-8")
    before = record.read_text(encoding="utf-8")
    result = call(data, texts)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["records/case.yaml:3: a.1: quote differs: We will [-never-] {+not+} yield"]
    assert record.read_text(encoding="utf-8") == before


def test_a_file_that_is_no_yaml_is_one_line(folders):
    data, texts, record = folders
    record.write_text("statements: [", encoding="utf-8")
    result = call(data, texts)
    assert result.exit_code == 1 and "Traceback" not in result.output and "not readable as YAML" in result.stdout
