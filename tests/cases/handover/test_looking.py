"""Texts in packed files: found however deep, and what cannot be opened counts as holding them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import noto_cjk_sans_otc
import pypdfium2
import pytest
import typst

from celtrace.cases.handover.looking import _PIECE, DEEPEST, holds

FONTS = str(Path(noto_cjk_sans_otc.__file__).parent)
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


def paper(*lines: str, **more: str) -> bytes:
    """A page set by typst, whose text is compressed and stands in glyphs of a cut font."""
    head = "".join(f'#set document({key}: "{text}")\n' for key, text in more.items())
    text = head + "#set page(width: 60pt)\n" + " ".join(lines)
    return typst.compile(text.encode(), font_paths=[FONTS])


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_name_on_a_page_of_a_pdf_is_found_however_it_is_broken(
    tmp_path: Path, depth: int
) -> None:
    data = paper("Who drew it was Maximiliana Featherstonehaugh-Cholmondeley and 김철수.")
    assert b"Featherstonehaugh" not in data
    for _ in range(depth):
        data = packed("report.pdf", data)
    path = file(tmp_path, data)
    assert holds(path, ("nobody", "Maximiliana Featherstonehaugh-Cholmondeley"))
    assert holds(path, ("김철수",))
    assert not holds(path, ("Maximilian Feather", "김철호"))


def test_a_name_in_the_properties_of_a_pdf_is_found(tmp_path: Path) -> None:
    path = file(tmp_path, paper("nothing", title="About 김철수"))
    assert holds(path, ("김철수",))
    assert not holds(path, ("김철호",))


def test_a_file_attached_to_a_pdf_is_looked_into(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(paper("nothing"))
    document.new_attachment("sheet.zip").set_data(packed("a.csv", "김철수".encode()))
    held = io.BytesIO()
    document.save(held)
    assert holds(file(tmp_path, held.getvalue()), ("김철수",))
    assert not holds(file(tmp_path, held.getvalue()), ("김철호",))


def test_a_pdf_that_cannot_be_read_counts_as_holding(tmp_path: Path) -> None:
    assert holds(file(tmp_path, b"%PDF-1.7\n" + bytes(500)), (NAME,))


def test_nothing_to_look_for_is_not_found(tmp_path: Path) -> None:
    assert not holds(file(tmp_path, b"anything"), ())
