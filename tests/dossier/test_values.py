"""Lists, mappings and identifiers, written in dossier.yaml or in a cell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier.values import meant, nearest
from sheets import faults, read, table


def party(value: str, key: str) -> Any:
    """A party with one value in dossier.yaml."""
    (record,) = read(f"parties:\n- {{id: a, name: A, {key}: {value}}}").records
    return getattr(record, key)


def celled(value: str, key: str) -> Any:
    """A party with one value in a cell."""
    rows = table([["id", "name", key], ["a", "A", value]])
    (record,) = read("parties: {from: v.csv}", v_csv=rows).records
    return getattr(record, key)


def numbers(found: Any) -> list[str]:
    """Identifiers as `type value`."""
    return [f"{one.type} {one.value}" for one in found]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("[One, Two]", ("One", "Two")),
        ("One", ("One",)),
        ("One; Two", ("One", "Two")),
        ("One | Two", ("One", "Two")),
        ("'One, Ltd'", ("One, Ltd",)),
        ("['One; Two']", ("One; Two",)),
        ("[]", ()),
        ("[One, null, ~, Two]", ("One", "Two")),
        ("[One, '']", ("One",)),
        ("['null', '~']", ("null", "~")),
        ('"One\\nTwo\\r\\nThree"', ("One", "Two", "Three")),
        ("';;One;;'", ("One",)),
    ],
)
def test_a_list_in_the_yaml_is_a_list_or_one_text_with_several_values(
    value: str, names: tuple[str, ...]
) -> None:
    assert names == party(value, "aliases")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("One", ("One",)),
        ("One; Two", ("One", "Two")),
        ("One\nTwo", ("One", "Two")),
        ("One|Two", ("One", "Two")),
        ("One, Ltd", ("One, Ltd",)),
        ('["One, Ltd", "Two"]', ("One, Ltd", "Two")),
        ("[One, Two]", ("One", "Two")),
        ("[Old] Blue Studio", ("[Old] Blue Studio",)),
        ("One; One", ("One",)),
        ("; ;", ()),
    ],
)
def test_a_list_in_a_cell_is_parted_or_read_as_json(value: str, names: tuple[str, ...]) -> None:
    assert names == celled(value, "aliases")


@pytest.mark.parametrize(
    ("key", "value", "parts"),
    [
        ("emails", "a@x.cn, b@x.cn", ("a@x.cn", "b@x.cn")),
        ("phones", "+1 2,+3 4", ("+1 2", "+3 4")),
        ("domains", "x.cn, y.cn", ("x.cn", "y.cn")),
        ("urls", "https://x.cn/?a=1,2", ("https://x.cn/?a=1,2",)),
        ("accounts", "CN12, Bank of X", ("CN12, Bank of X",)),
    ],
)
def test_commas_part_only_what_never_holds_one(
    key: str, value: str, parts: tuple[str, ...]
) -> None:
    assert parts == party(f"'{value}'", key)
    assert parts == celled(value, key)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("{uscc: 911100001234567}", ["uscc 911100001234567"]),
        ("{LEI: X, uscc: 007}", ["lei X", "uscc 007"]),
        ("{Company No.: 7}", ["company_no 7"]),
        ("{lei: [X, Y]}", ["lei X", "lei Y"]),
        ("{lei: [X, null], uscc: ~}", ["lei X"]),
        ("{}", []),
        ("{'统一社会信用代码': 91}", ["统一社会信用代码 91"]),
    ],
)
def test_identifiers_in_the_yaml_are_a_mapping_of_type_to_number(
    value: str, found: list[str]
) -> None:
    assert found == numbers(party(value, "identifiers"))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("USCC: 91", ["uscc 91"]),
        ("USCC: 91; LEI: X", ["lei X", "uscc 91"]),
        ("Company No = 7", ["company_no 7"]),
        ("911100001234567", ["other 911100001234567"]),
        ("91\nUEN: 2", ["other 91", "uen 2"]),
        ('{"uscc": "91"}', ["uscc 91"]),
        ("{uscc: 007}", ["uscc 007"]),
        ("VAT: DE: 1", ["vat DE: 1"]),
    ],
)
def test_identifiers_in_a_cell_have_labels_or_the_type_other(value: str, found: list[str]) -> None:
    assert found == numbers(celled(value, "identifiers"))


def test_the_order_of_identifiers_does_not_count() -> None:
    assert party("{uscc: 1, lei: 2}", "identifiers") == party("{lei: 2, uscc: 1}", "identifiers")


@pytest.mark.parametrize(
    ("value", "key", "problem"),
    [
        ("{x: y}", "aliases", "a mapping where a list is expected"),
        ("[[x]]", "aliases", "a list where one value is expected"),
        ("[{x: y}]", "aliases", "a mapping where one value is expected"),
        ("[91]", "identifiers", "a list where a mapping of type to number is expected"),
        ("{lei: {x: y}}", "identifiers.lei", "a mapping where one value is expected"),
        ("[x]", "city", "a list where one value is expected"),
        ("{x: y}", "city", "a mapping where one value is expected"),
        ("x", "listed_as", "one value where a list of mappings is expected"),
        ("[[x]]", "listed_as", "a list where a list of mappings is expected"),
        ("[{list: [l], row: 1}]", "listed_as.list", "a list where one value is expected"),
    ],
)
def test_a_value_of_another_shape_is_a_fault_that_says_what_was_found(
    value: str, key: str, problem: str
) -> None:
    """'Unknown keys, wrong types and dangling ids are errors.'."""
    found = faults(f"parties:\n- {{id: a, name: A, {key.partition('.')[0]}: {value}}}")
    assert ("line 3", f"parties.{key}", problem) in [(f.place, f.key, f.problem) for f in found]


@pytest.mark.parametrize(
    ("value", "key", "problem"),
    [
        ('{"uscc": "1", "uscc": "2"}', "identifiers.uscc",
         "the key stands twice, first on line 1"),
        ("{uscc: !!binary x}", "identifiers.tag:yaml.org,2002:binary", "tags are not read"),
        ("{[a]: 1, lei: X}", "identifiers", "a key is a list or a mapping"),
    ],
)  # fmt: skip
def test_nothing_in_the_mapping_of_a_cell_is_dropped_silently(
    value: str, key: str, problem: str
) -> None:
    """'All of them in one pass; nothing is dropped silently'."""
    rows = table([["id", "name", "identifiers"], ["a", "A", value]])
    (fault,) = faults("parties: {from: v.csv}", v_csv=rows)
    assert ("v.csv", "S!C2", f"parties.{key}", problem) == (
        fault.source,
        fault.place,
        fault.key,
        fault.problem,
    )


def test_a_text_in_the_place_of_a_mapping_in_a_cell_is_a_fault() -> None:
    rows = table([["id", "name", "listed_as"], ["a", "A", "us_ofac_sdn 7"]])
    (fault,) = faults("parties: {from: v.csv}", v_csv=rows)
    assert ("S!C2", "`us_ofac_sdn 7` is one text where a mapping is expected") == (
        fault.place,
        fault.problem,
    )


def test_a_mapping_in_a_cell_cites_the_cell() -> None:
    rows = table([["id", "name", "listed_as"], ["a", "A", "[{list: l, row: 7}]"]])
    (record,) = read("parties: {from: v.csv}", v_csv=rows).records
    assert ("S!C2", "[{list: l, row: 7}] | [{list: l, row: 7}]") == (
        record.cite("listed_as").place,
        record.cite("listed_as").quote,
    )


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("contry", "did you mean `country`? Known here: country, city"),
        ("COUNTRY", "did you mean `country`? Known here: country, city"),
        ("zzz", "Known here: country, city"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest_and_all(name: str, remedy: str) -> None:
    assert remedy == meant(name, ("country", "city"))


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=5))
def test_the_nearest_word_is_one_of_those_known_or_none(name: str, known: list[str]) -> None:
    assert nearest(name, tuple(known)) in {*known, ""}


@given(st.lists(st.text(min_size=2, max_size=12), min_size=1, max_size=5))
def test_a_known_word_is_its_own_nearest(known: list[str]) -> None:
    assert known[0].casefold() == nearest(known[0], tuple(known)).casefold()


@given(st.lists(st.sampled_from(["One", "Two, Ltd", "第三", "IV."]), min_size=1, unique=True))
def test_a_list_is_the_same_in_the_yaml_and_in_a_cell(names: list[str]) -> None:
    """'Each section is a list of mappings, or a FILE, or a list of both mixed'."""
    quoted = ", ".join(f'"{name}"' for name in names)
    assert party(f"[{quoted}]", "aliases") == celled("; ".join(names), "aliases")
