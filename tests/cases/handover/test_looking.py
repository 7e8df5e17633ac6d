"""Texts in packed files: found however deep, and what cannot be opened counts as holding them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from celtrace.cases.handover.looking import _PIECE, DEEPEST, holds

NAME = "김철수 & <Co>"


def packed(name: str, data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("before.txt", b"nothing")
        archive.writestr(name, data)
    return held.getvalue()


def file(folder: Path, data: bytes) -> Path:
    path = folder / "x"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("form", [
    NAME.encode(), "김철수 &amp; &lt;Co&gt;".encode(), NAME.encode("utf-16-le"),
])  # fmt: skip
@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_a_text_is_found_in_each_form_and_at_each_depth(
    tmp_path: Path, form: bytes, depth: int
) -> None:
    data = b"before " + form + b" after"
    for _ in range(depth):
        data = packed("inner", data)
    assert holds(file(tmp_path, data), ("nobody", NAME))
    assert not holds(file(tmp_path, data), ("nobody",))


def test_a_text_across_two_pieces_is_found(tmp_path: Path) -> None:
    data = b"x" * (_PIECE - 3) + NAME.encode()
    assert holds(file(tmp_path, data), (NAME,))
    assert holds(file(tmp_path, packed("inner", data)), (NAME,))


def test_a_text_in_the_name_of_a_member_is_found(tmp_path: Path) -> None:
    assert holds(file(tmp_path, packed("김철수.txt", b"")), ("김철수",))


def test_what_is_packed_too_deep_or_broken_counts_as_holding(tmp_path: Path) -> None:
    data = b"nothing"
    for _ in range(DEEPEST + 1):
        data = packed("inner", data)
    assert holds(file(tmp_path, data), (NAME,))
    broken = bytearray(packed("inner", bytes(1000) + bytes(range(256))))
    broken[90:110] = b"\xff" * 20
    assert holds(file(tmp_path, bytes(broken)), (NAME,))


def test_nothing_to_look_for_is_not_found(tmp_path: Path) -> None:
    assert not holds(file(tmp_path, b"anything"), ())
