"""Signed documents: published vectors hold, altered ones do not, and rubbish is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.keys.provenance import provenance
from celtrace.papers.chip import read_chip
from celtrace.papers.mdoc import read_mobile

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def vectors(shared_data: Path) -> dict[str, Any]:
    text = (shared_data / "verify/emrtd/sod_vectors.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@pytest.fixture(scope="module")
def mobile(shared_data: Path) -> bytes:
    path = shared_data / "verify/mdl/iso18013_5_device_response.json"
    return bytes.fromhex(json.loads(path.read_text(encoding="utf-8"))["ISSUED_MDOC"])


def sod(vectors: dict[str, Any], number: int) -> bytes:
    return bytes.fromhex(vectors["sod"][number]["sod_hex"])


def group(vectors: dict[str, Any], name: str, number: int) -> bytes:
    return bytes.fromhex([g for g in vectors["dg"] if g["file"] == name][number]["hex"])


# --- chips of passports --------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "why"),
    [
        (0, ""),
        (1, ""),
        (2, "the signature does not hold"),
        (3, "the signed digest is not that of its content"),
        (4, "the signature does not hold"),
        (5, "the signed digest is not that of its content"),
        (6, ""),
        (7, ""),
    ],
)
def test_a_signature_holds_or_the_reason_is_said(
    vectors: dict[str, Any], number: int, why: str
) -> None:
    read = read_chip(sod(vectors, number), {})
    assert (not why, why, "DE") == (read.signed, read.why, read.state)
    assert {1, 2, 3, 4, 14} <= set(read.groups)
    assert not read.authentic


@pytest.mark.shared
def test_groups_that_were_signed_match(vectors: dict[str, Any]) -> None:
    files = {14: group(vectors, "dg14", 2), 15: group(vectors, "dg15", 2)}
    read = read_chip(sod(vectors, 1), files)
    assert ((14, 15), (), True) == (read.matching, read.differing, read.authentic)


@pytest.mark.shared
@pytest.mark.parametrize("number", [1, 15, 16])
def test_a_group_of_another_chip_differs(vectors: dict[str, Any], number: int) -> None:
    read = read_chip(sod(vectors, 1), {number: group(vectors, "dg1", 0)})
    assert ((number,), False) == (read.differing, read.authentic)


@pytest.mark.shared
def test_one_changed_byte_of_a_group_is_seen(vectors: dict[str, Any]) -> None:
    data = bytearray(group(vectors, "dg15", 2))
    data[40] ^= 1
    assert (15,) == read_chip(sod(vectors, 1), {15: bytes(data)}).differing


@pytest.mark.shared
def test_trust_is_the_users_to_bring(vectors: dict[str, Any]) -> None:
    assert read_chip(sod(vectors, 0), {}).trusted is None
    assert read_chip(sod(vectors, 0), {}, [b"no certificate"]).trusted is False


@pytest.mark.shared
@pytest.mark.parametrize("place", range(40, 1900, 173))
def test_no_changed_byte_makes_another_chip_authentic(vectors: dict[str, Any], place: int) -> None:
    whole = sod(vectors, 1)
    changed = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
    files = {14: group(vectors, "dg14", 2), 15: group(vectors, "dg15", 2)}
    try:
        read = read_chip(changed, files)
    except ValueError as error:
        assert "no EF.SOD" in str(error)  # noqa: PT017 - either answer is right
    else:
        assert not read.authentic or read.groups == read_chip(whole, files).groups


@given(st.binary(max_size=200))
def test_bytes_that_are_no_chip_are_named(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no EF\.SOD"):
        read_chip(data, {})


# --- mobile documents ----------------------------------------------------------------------------


@pytest.mark.shared
def test_a_mobile_licence_holds_with_its_elements(mobile: bytes) -> None:
    (read,) = read_mobile(mobile)
    assert ("org.iso.18013.5.1.mDL", True, ()) == (read.type, read.authentic, read.changed)
    assert ("Doe", "123456789", "1042 bytes") == tuple(
        read.elements[name] for name in ("family_name", "document_number", "portrait")
    )
    assert "utopia" in read.issuer


@pytest.mark.shared
def test_its_dates_are_those_signed(mobile: bytes) -> None:
    (read,) = read_mobile(mobile)
    assert read.holds(datetime(2021, 1, 1, tzinfo=UTC))
    assert not read.holds(datetime(2023, 1, 1, tzinfo=UTC))


@pytest.mark.shared
@pytest.mark.parametrize("old", [b"Doe", b"123456789"])
def test_a_changed_element_is_named(mobile: bytes, old: bytes) -> None:
    (read,) = read_mobile(mobile.replace(old, old[:-1] + b"x", 1))
    assert 1 == len(read.changed)
    assert not read.authentic


@pytest.mark.shared
@pytest.mark.parametrize("place", range(60, 3400, 311))
def test_no_changed_byte_says_something_else_that_holds(mobile: bytes, place: int) -> None:
    whole = read_mobile(mobile)[0].elements
    changed = mobile[:place] + bytes([mobile[place] ^ 1]) + mobile[place + 1 :]
    try:
        documents = read_mobile(changed)
    except ValueError:
        return
    assert all(not one.authentic or one.elements == whole for one in documents)


@given(st.binary(max_size=120))
def test_bytes_that_are_no_mobile_document_are_named(data: bytes) -> None:
    with pytest.raises(ValueError, match="no mobile document"):
        read_mobile(data)


# --- provenance of pictures ----------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "state", "fault"),
    [
        ("A", "none", ""),
        ("C", "holds", ""),
        ("CA", "holds", ""),
        ("XCA", "broken", "assertion.dataHash.mismatch"),
        ("E-sig-CA", "broken", "claimSignature.mismatch"),
        ("CIE-sig-CA", "broken", "claimSignature.mismatch"),
    ],
)
def test_what_a_picture_says_of_its_making(
    shared_data: Path, name: str, state: str, fault: str
) -> None:
    pytest.importorskip("c2pa")
    read = provenance((shared_data / f"verify/c2pa/{name}.jpg").read_bytes())
    assert (state, False) == (read.state, read.trusted)
    assert not fault or fault in read.faults


@pytest.mark.parametrize("data", [b"", b"words", b"\xff\xd8\xff\xd9"])
def test_a_picture_without_any_is_none_or_broken(data: bytes) -> None:
    pytest.importorskip("c2pa")
    assert provenance(data).state in ("none", "broken")
