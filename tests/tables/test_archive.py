"""ZIP containers are opened with guards against bombs."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.settings import Limits
from celtrace.tables._archive import chunks, opened
from sheets import Notes


def packed(name: str = "a.xml", body: bytes = b"<a/>", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def tried(data: bytes, **limits: int) -> tuple[zipfile.ZipFile | None, Notes]:
    """The container, and what was noted."""
    notes: Notes = []
    return opened(io.BytesIO(data), lambda *n: notes.append(n), Limits(**limits)), notes


def test_a_sound_container_is_opened_without_a_note() -> None:
    archive, notes = tried(packed())
    assert (["a.xml"], []) == (archive.namelist() if archive else None, notes)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"no zip at all"])
def test_what_is_no_container_is_noted(data: bytes) -> None:
    archive, ((place, reason, consequence),) = tried(data)
    assert archive is None
    assert "the file is cut off, damaged or protected by a password" in reason
    assert ("", "nothing was read from it") == (place, consequence)


def test_a_member_that_unpacks_out_of_proportion_is_refused() -> None:
    archive, notes = tried(packed("big.xml", b" " * (3 * 2**20)), unpacked_ratio=100)
    assert archive is None
    assert [
        ("", "big.xml unpacks to more than 100 times its size", "nothing was read from it")
    ] == notes


def test_a_small_member_may_be_packed_tightly() -> None:
    assert [] == tried(packed("small.xml", b" " * 2**20), unpacked_ratio=2)[1]


def test_members_that_unpack_to_too_much_together_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", b"x" * 40)
    assert (
        "the file unpacks to more than 100 bytes"
        == tried(out.getvalue(), unpacked_bytes=100)[1][0][1]
    )
    assert [] == tried(out.getvalue(), unpacked_bytes=120)[1]


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(packed())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert [("", "the file is encrypted", "nothing was read from it")] == tried(bytes(data))[1]


@pytest.mark.parametrize("size", [0, 1, 131_072, 131_073, 400_000])
def test_a_member_comes_in_pieces_that_make_it_up(size: int) -> None:
    archive, _ = tried(packed(body=b"x" * size, method=zipfile.ZIP_STORED))
    assert archive is not None
    assert b"x" * size == b"".join(chunks(archive, "a.xml"))


def test_a_member_that_is_not_there_is_a_key_error() -> None:
    archive, _ = tried(packed())
    assert archive is not None
    with pytest.raises(KeyError):
        list(chunks(archive, "b.xml"))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_container_or_noted(data: bytes) -> None:
    archive, notes = tried(data)
    assert (archive is None) == bool(notes)
