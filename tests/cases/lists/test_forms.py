"""What each form of a list can say, how a poorer one is completed, and what changed in a row."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from celtrace.cases.lists.forms import (
    ALIASES,
    GROUPS,
    HAS,
    LACKS,
    PARTIAL,
    RICHEST,
    completed,
    differences,
)
from celtrace.records import Alias, Designation, Fullness, Identifier
from tinylist import designation

FULL = tuple(field for group in GROUPS for field in group)
AT = "us_tiny@2024-01-02"


def row(**fields: Any) -> Designation:
    return designation("1", **{"name": "HOUSE", **fields})


def filled(own: Designation, older: Designation, group: tuple[str, ...] = FULL) -> Designation:
    return completed(own, group, older, AT)


@pytest.mark.parametrize("form", sorted(HAS))
def test_what_a_form_has_and_lacks_are_all_groups(form: Fullness) -> None:
    assert set(GROUPS) == set(HAS[form]) | set(LACKS[form])
    assert not set(HAS[form]) & set(LACKS[form])


def test_every_form_has_a_rank_and_a_sentence() -> None:
    assert sorted(HAS) == sorted(RICHEST) == sorted(PARTIAL)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("full", ""),
        ("extract", ""),
        ("names-only", "names only: no birth dates, addresses or identifiers"),
        ("primaries-only", "primary names only: aliases are missing, except those in remarks"),
        ("no-primaries", "no primary names"),
    ],
)
def test_what_a_form_lacks_is_said_in_one_sentence(form: Fullness, said: str) -> None:
    assert said == PARTIAL[form]


@pytest.mark.parametrize(
    ("expected", "field", "own", "older"),
    [
        (("1962",), "born", (), ("1962",)),
        (("1970",), "born", ("1970",), ("1962",)),
        (("China",), "countries", (), ("China",)),
        ("Linked to X", "remarks", "", "Linked to X"),
        ("own", "remarks", "own", "Linked to X"),
        ("entity", "form", "unknown", "entity"),
        ("person", "form", "person", "entity"),
        ((), "born", (), ()),
    ],
)
def test_a_field_is_taken_over_only_where_the_row_has_none(
    expected: Any, field: str, own: Any, older: Any
) -> None:
    assert expected == getattr(filled(row(**{field: own}), row(**{field: older})), field)


@pytest.mark.parametrize(
    ("expected", "own", "older"),
    [
        (("A", "B"), ("A",), ("B",)),
        (("A",), ("A",), ("A",)),
        (("A", "B"), ("A", "B"), ("A",)),
        (("B",), (), ("HOUSE", "B")),
        ((), (), ("HOUSE",)),
    ],
    ids=["added", "the same", "more of its own", "the name is no alias", "only the name"],
)
def test_aliases_are_put_together_without_the_name(
    expected: tuple[str, ...], own: tuple[str, ...], older: tuple[str, ...]
) -> None:
    made = filled(row(aliases=own), row(aliases=older), ALIASES)
    assert expected == tuple(alias.text for alias in made.aliases)


def test_a_row_that_lacks_nothing_is_the_same_object() -> None:
    own = row(born=("1970",))
    assert own is filled(own, row(born=("1962",)))


def test_only_the_group_asked_for_is_taken_over() -> None:
    made = filled(row(), row(born=("1962",), aliases=("B",)), ALIASES)
    assert ((), ("B",)) == (made.born, tuple(a.text for a in made.aliases))


def test_each_field_taken_over_says_from_which_snapshot_file_and_row() -> None:
    made = filled(row(), row(born=("1962",), countries=("China",)))
    assert [
        ("born", "us_tiny@2024-01-02, tiny.json@d, row 1"),
        ("countries", "us_tiny@2024-01-02, tiny.json@d, row 1"),
    ] == sorted((part.field, part.place) for part in made.seen.parts)


def test_a_place_that_names_its_file_is_not_given_another() -> None:
    older = row(born=("1962",))
    older = msgspec.structs.replace(
        older, seen=msgspec.structs.replace(older.seen, place="other.json@ff, row 1")
    )
    [part] = filled(row(), older).seen.parts
    assert "us_tiny@2024-01-02, tiny.json, other.json@ff, row 1" == part.place


@pytest.mark.parametrize(
    ("expected", "before", "after"),
    [
        ({}, {}, {}),
        ({"name": ("- OLD", "+ NEW")}, {"name": "OLD"}, {"name": "NEW"}),
        ({"born": ("+ 1962",)}, {}, {"born": ("1962",)}),
        ({"born": ("- 1962",)}, {"born": ("1962",)}, {}),
        ({"born": ("- 1962", "+ 1963")}, {"born": ("1962",)}, {"born": ("1963",)}),
        ({}, {"born": ("1962", "1963")}, {"born": ("1963", "1962")}),
        ({"remarks": ("+ b",)}, {"remarks": "a"}, {"remarks": "a; b"}),
        ({}, {"remarks": "a; b"}, {"remarks": "b ;a"}),
        ({"remarks": ("- a",)}, {"remarks": "a"}, {"remarks": ""}),
        ({"aliases": ("+ B (strong)",)}, {"aliases": ("A",)}, {"aliases": ("A", "B")}),
        ({"form": ("- unknown", "+ entity")}, {}, {"form": "entity"}),
    ],
)
def test_what_is_gone_comes_before_what_is_new_and_order_is_no_change(
    expected: dict[str, tuple[str, ...]], before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert expected == differences(row(**before), row(**after), FULL)


def test_an_alias_that_became_weak_is_a_change() -> None:
    weak = msgspec.structs.replace(row(), aliases=(Alias("A", "weak"),))
    assert {"aliases": ("- A (strong)", "+ A (weak)")} == differences(
        row(aliases=("A",)), weak, ALIASES
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("passport 1234567 KP", Identifier("passport", "1234567", "KP")),
        ("imo 9074729", Identifier("imo", "9074729")),
    ],
)
def test_a_number_is_written_with_its_type_and_country(text: str, number: Identifier) -> None:
    after = row(identifiers=(number,))
    assert {"identifiers": (f"+ {text}",)} == differences(row(), after, ("identifiers",))


def test_a_field_that_is_not_compared_says_nothing() -> None:
    assert {} == differences(row(born=("1962",)), row(born=("1963",)), ("name", "aliases"))
