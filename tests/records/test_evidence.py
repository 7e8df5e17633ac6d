"""Records and evidence: stable ids, and quotes that can be narrowed to single fields."""

from __future__ import annotations

import inspect

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace import records
from celtrace.records import Digest, Evidence, Part, Party, Payment, Problem, Record, fingerprint

PARTS = (
    Part("name", "line 2", "Northlight"),
    Part("country", "line 3", "CN"),
    Part("heads", "line 2", "12"),
)
SEEN = Evidence(
    Digest("0" * 64), "a.yaml", "line 2, line 3", "Northlight | CN", "dossier", "1", PARTS
)
KINDS = [
    kind
    for _, kind in sorted(inspect.getmembers(records, inspect.isclass))
    if issubclass(kind, Record) and kind is not Record
]


def party(name: str = "Northlight", **more: str) -> Party:
    return Party(seen=SEEN, name=name, **more)


# --- ids --------------------------------------------------------------------------------


def test_the_users_own_id_is_kept() -> None:
    assert ("north", "party:north") == (party(id="north").id, party(id="north").ref)


def test_without_an_own_id_the_key_fields_make_it() -> None:
    assert party().id == party().id
    assert party().id != party(country="CN").id
    assert party().id == party(city="Beijing").id


def test_where_it_was_seen_does_not_make_the_id() -> None:
    moved = msgspec.structs.replace(SEEN, place="line 70", digest=Digest("f" * 64))
    assert party().id == Party(seen=moved, name="Northlight").id


def test_two_kinds_with_equal_keys_have_different_ids() -> None:
    assert fingerprint("party", "x") != fingerprint("worker", "x")


def test_payments_alike_are_told_apart_by_their_ordinal() -> None:
    one, two = (Payment(seen=SEEN, payer="a", payee="b", ordinal=n) for n in (0, 1))
    assert one.id != two.id


def test_a_record_can_be_given_another_id() -> None:
    assert ("x", "Northlight") == (party().with_id("x").id, party().with_id("x").name)


def test_ids_of_today_are_those_of_yesterday() -> None:
    assert "9a345db0205fc8e0" == fingerprint("party", "Northlight", "")


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_a_fingerprint_tells_apart_where_values_begin_and_end(a: list[str], b: list[str]) -> None:
    assert (a == b) == (fingerprint(*a) == fingerprint(*b))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.kind))
def test_every_kind_has_a_name_of_its_own_and_keys_that_are_fields(kind: type[Record]) -> None:
    assert 1 == sum(other.kind == kind.kind for other in KINDS)
    assert set(kind.key) <= set(kind.__struct_fields__)
    assert kind.__struct_config__.frozen
    assert kind.__doc__


# --- citing -----------------------------------------------------------------------------


def test_citing_narrows_to_the_fields_that_are_named() -> None:
    cited = party().cite("country")
    assert ("line 3", "CN", ()) == (cited.place, cited.quote, cited.parts)
    assert (SEEN.digest, SEEN.source) == (cited.digest, cited.source)


def test_fields_of_one_place_name_it_once() -> None:
    cited = party().cite("name", "heads", "country")
    assert ("line 2, line 3", "Northlight | CN | 12") == (cited.place, cited.quote)


def test_a_field_that_was_not_given_is_left_out() -> None:
    assert "CN" == party().cite("country", "born").quote


def test_where_no_field_is_known_the_whole_row_is_cited() -> None:
    assert ("line 2, line 3", "Northlight | CN") == (
        party().cite("born").place, party().cite("born").quote,
    )  # fmt: skip


def test_a_problem_is_a_record_with_a_stable_id() -> None:
    def problem(consequence: str) -> Problem:
        return Problem(
            seen=SEEN, source="a.csv", place="line 2", reason="cut", consequence=consequence
        )

    assert problem("left out").id == problem("kept").id
    assert "problem" == problem("kept").kind
