"""Ids and names are nothing but names: whatever characters they have, every engine gives the answers that it gives for plain ones.

The ids are made of what SQL, and what fills values into it, might obey. Each answer is compared with that for plain ids of the same order.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from conftest import Rows, literal_world
from test_engines import OWN, rows

import stances
from stances import sql
from stances.dataset import Dataset
from stances.parquet import write
from stances.schema import TABLES

PIECES = ("'", "''", '"', "`", ";", "--", "/*", "*/", "\\", "\\'", "\\n", ":actor", "$actor", "$1", "?", "%s", "%", "_", "{frame}", "{", "}", "{{0}}",
          "${x}", "#", "\n", "\r\n", "\t", " ", "'; DROP TABLE actors; --", "' OR '1'='1", "') UNION SELECT * FROM frame --", "NULL", "frame",
          "é", "e\u0301", "ß", "Ж", "名", "\u202e", "\u200b", "\U0001f600", "a", "A", "0")  # fmt: skip
KNOWN = random.Random(20180513)
HOSTILE = [*PIECES, *{"".join(KNOWN.choices(PIECES, k=KNOWN.randint(2, 6))) for _ in range(40)}.difference(PIECES)]
# The plain id of a hostile one has the same place in the order of ids, which is that of code points.
PLAIN = {hostile: f"id{n:04}" for n, hostile in enumerate(sorted(HOSTILE))}
BACK = {plain: hostile for hostile, plain in PLAIN.items()}
SUBJECTS = ("actor", "actor_a", "actor_b", "principal", "proposition", "issue")


def spoken() -> list[dict[str, Any]]:
    """Who stands where, under hostile ids: each id is an actor's, a proposition's and a statement's."""
    made, day = [], date(2018, 1, 1)
    for n, actor in enumerate(HOSTILE):
        for k in range(4):
            # Pairs of neighbours share propositions, on which they differ; every second actor moves.
            proposition = HOSTILE[(n // 2 * 2 + k // 2) % len(HOSTILE)]
            position = (2, -1)[(n + (k % 2 if n % 3 == 0 else 0)) % 2]
            made.append({"actor_id": actor, "proposition_id": proposition, "said_date": day + timedelta(days=n % 9 + k), "sequence": 1,
                         "position": position, "statement_id": f"{actor}{k}", "issue_id": HOSTILE[n // 20]})  # fmt: skip
    return made


def table(plain: bool) -> pa.Table:
    """The same rows under hostile or plain ids; statement ids are numbers, that their order be the same."""
    made = spoken()
    order = {s: f"s{n:04}" for n, s in enumerate(sorted(row["statement_id"] for row in made))}
    for row in made if plain else ():
        row.update(
            {key: PLAIN[row[key]] for key in ("actor_id", "proposition_id", "issue_id")}, statement_id=order[row["statement_id"]]
        )
    BACK.update({plain: hostile for hostile, plain in order.items()})
    return pa.Table.from_pylist(made)


def calls(question: str, rounds: int, own: bool) -> list[dict[str, str]]:
    """Arguments of a question: none, and hostile ids for all that it can be narrowed to."""
    subjects = sorted(set(SUBJECTS) & sql.parameters(sql.text(question, own=own)))
    needed = {"compare": ("actor_a", "actor_b"), "divergence": ("principal",), "profile": ("actor",)}.get(question, ())
    chosen = random.Random(question)
    return [{name: chosen.choice(HOSTILE) for name in subjects if turn % 2 or name in needed} for turn in range(rounds)]


def answered(ds: Any, question: str, call: dict[str, str], plain: bool = False) -> list[tuple[Any, ...]]:
    """The rows of an answer; hostile ids for the plain ones where these were asked."""
    limits = {"as_of": "2018-01-09"} if "until" in sql.parameters(sql.text(question)) else {}
    arguments = {name: PLAIN[value] for name, value in call.items()} if plain else call
    found = rows(ds.answer(question, **limits, **arguments))
    return [tuple(BACK.get(value, value) for value in row) for row in found] if plain else found


KINDS = {"pandas": lambda frame, spark: frame.to_pandas(), "relation": lambda frame, spark: duckdb.from_arrow(frame)}


@pytest.mark.parametrize("question", OWN)
@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_with_hostile_ids_is_answered_as_with_plain_ones(kind, question):
    plain, hostile = stances.of(table(plain=True)), stances.of(KINDS[kind](table(plain=False), None))
    for call in calls(question, rounds=4, own=True):
        assert answered(hostile, question, call) == answered(plain, question, call, plain=True), call


@pytest.mark.slow
def test_a_spark_frame_with_hostile_ids_is_answered_as_with_plain_ones(spark):
    plain, hostile = stances.of(table(plain=True)), stances.of(spark.createDataFrame(table(plain=False)))
    for question in OWN:
        call = calls(question, rounds=2, own=True)[1]
        assert answered(hostile, question, call) == answered(plain, question, call, plain=True), (question, call)


def renamed(world: Rows) -> tuple[dict[str, str], Rows]:
    """A world in which each id is a hostile one, that of the same place in the order; and which is whose."""
    columns = {(t.name, c.name) for t in TABLES.values() for c in t.columns if c.type == "id"}
    old = sorted({row[c] for t, c in columns for row in world[t] if row[c] is not None})
    names = dict(zip(old, sorted(HOSTILE)[5 :: len(HOSTILE) // len(old) - 1], strict=False))
    return names, {t: [{c: names[v] if (t, c) in columns and v is not None else v for c, v in row.items()} for row in found]
                   for t, found in world.items()}  # fmt: skip


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path, Path]:
    """The literal world in two folders: as it is, and with hostile ids and names."""
    names, hostile = renamed(literal_world())
    for row in hostile["actors"]:
        row["name"] = f"{row['actor_id']} the person"
    folders = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("hostile")
    for folder, world in zip(folders, (literal_world(), hostile), strict=True):
        for name, found in world.items():
            write(folder, name, found)
    return names, *folders


ASKED = [("profile", {"actor": "bo"}), ("disagreements", {"actor": "ada"}), ("compare", {"actor_a": "ada", "actor_b": "bo"}),
         ("divergence", {"principal": "ada"}), ("shifts", {"actor": "bo"}), ("positions", {"proposition": "lift"}),
         ("timeline", {"issue": "tariff"}), ("coverage", {"issue": "tariff"}), ("agencies", {"principal": "ada"}), ("rows", {"issue": "tariff"})]  # fmt: skip


def same(worlds: Any, question: str, arguments: dict[str, str], by_name: bool, **opened: Any) -> bool:
    """Whether tables with hostile ids give the answer of those with plain ones; actors are asked for by id or by name."""
    names, plain, hostile = worlds
    actor = " the person" if by_name else ""
    theirs = {
        key: names[value] + (actor if key in ("actor", "actor_a", "actor_b", "principal") else "")
        for key, value in arguments.items()
    }
    limits = {"as_of": "2018-06-10"} if "until" in sql.parameters(sql.text(question)) else {}
    expected = rows(Dataset(plain, as_="arrow").answer(question, **limits, **arguments))
    found = rows(Dataset(hostile, **opened).answer(question, **limits, **theirs))
    return bool(expected) and found == [
        tuple(names.get(value, value) if isinstance(value, str) else value for value in row) for row in expected
    ]


@pytest.mark.parametrize("load", [False, True], ids=["files", "loaded"])
@pytest.mark.parametrize("by_name", [False, True], ids=["by id", "by name"])
def test_tables_with_hostile_ids_are_answered_as_with_plain_ones(worlds, by_name, load):
    for question, arguments in ASKED:
        assert same(worlds, question, arguments, by_name, as_="arrow", load=load), question


@pytest.mark.slow
def test_tables_with_hostile_ids_on_spark_are_answered_as_with_plain_ones(worlds, spark):
    for question, arguments in ASKED[:3]:
        assert same(worlds, question, arguments, by_name=True, as_="spark", engine=spark), question
