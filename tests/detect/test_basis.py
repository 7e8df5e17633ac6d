"""What a finding rests on: the record, the fields, and their own places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from celtrace.detect._basis import based, cited, party, use
from celtrace.records import Digest, Evidence, Part, Party

PARTS = (Part("name", "B2", "Vendor"), Part("country", "C2", "CN"))
SEEN = Evidence(Digest("0" * 64), "v.xlsx", "Sheet1!A2:C2", "v | Vendor | CN", "xlsx", "1", PARTS)
VENDOR = Party(seen=SEEN, id="v", name="Vendor", country="CN")


def test_only_the_fields_that_were_used_are_cited() -> None:
    (found,) = cited(use(VENDOR, "country"))
    assert ("C2", "CN", ()) == (found.place, found.quote, found.parts)


def test_a_field_without_a_place_cites_the_whole_row() -> None:
    (found,) = cited(use(VENDOR, "declared"))
    assert ("Sheet1!A2:C2", "v | Vendor | CN") == (found.place, found.quote)


def test_every_record_is_cited_in_the_order_it_was_used() -> None:
    assert ["CN", "Vendor"] == [e.quote for e in cited(use(VENDOR, "country"), use(VENDOR, "name"))]


def test_a_basis_names_the_record_and_the_fields() -> None:
    assert ("party:v#country,name",) == based(use(VENDOR, "name", "country"))


@given(st.permutations(["name", "country", "city"]))
def test_the_order_in_which_fields_are_named_does_not_show(names: list[str]) -> None:
    """A reviewer's judgement survives a re-run: the basis is part of a finding's id."""
    assert based(use(VENDOR, "name", "country", "city")) == based(use(VENDOR, *names))


def test_where_a_record_stood_is_no_part_of_the_basis() -> None:
    moved = Evidence(Digest("f" * 64), "w.xlsx", "A70", "v", "xlsx")
    other = Party(seen=moved, id="v", name="Vendor", country="CN")
    assert based(use(VENDOR, "name")) == based(use(other, "name"))


def test_the_ref_of_a_party() -> None:
    assert ("party:a:b", VENDOR.ref) == (party("a:b"), party("v"))
