"""The model itself is linted: names mean one thing, references and vocabularies resolve."""

from stances.derive.arrow import arrow_schema
from stances.schema import POSITIONS, TABLES, VOCABULARIES

RESERVED = {"end", "from", "to", "order", "group", "primary", "references", "desc", "rank"}
COLUMNS = [(t, c) for t in TABLES.values() for c in t.columns]


def test_a_column_name_has_one_type_and_one_meaning():
    meaning = {}
    for table, column in COLUMNS:
        shape = (column.type, column.ref, column.vocabulary)
        assert meaning.setdefault(column.name, shape) == shape, f"{table.name}.{column.name}"


def test_references_and_vocabularies_resolve():
    for table, column in COLUMNS:
        assert column.ref is None or len(TABLES[column.ref].key) == 1, f"{table.name}.{column.name}"
        assert column.vocabulary is None or column.vocabulary in VOCABULARIES, f"{table.name}.{column.name}"
        assert column.name not in RESERVED
        assert column.name.endswith("_date") or column.type != "date" or column.name in ("valid_from", "valid_to", "known_from")


def test_keys_are_columns_that_are_never_empty():
    for table in TABLES.values():
        assert all(not table.column(k).null for k in table.key), table.name


def test_vocabularies_are_used_and_codes_have_numbers():
    used = {c.vocabulary for _, c in COLUMNS}
    assert set(VOCABULARIES) == used - {None}
    assert set(VOCABULARIES["code"]) - set(POSITIONS) == set(VOCABULARIES["non_position"]) | {"not-addressed"}


def test_arrow_keeps_order_types_and_nulls():
    schema = arrow_schema("positions")
    assert schema.names == TABLES["positions"].names
    assert (str(schema.field("position").type), schema.field("valid_to").nullable) == ("int8", True)
