"""iWork: objects of today, XML of 2009, and what is broken in either."""

from __future__ import annotations

import io
import plistlib
import struct
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.files import _iwa, iwork
from celtrace.files._head import head_of
from celtrace.files._types import named
from files.reading import read
from samples.files_found import container, field, iwa, iwork_old, snappy, varint
from samples.files_found import iwork as made


def label(data: bytes, name: str) -> tuple[str, bool]:
    found = named(head_of(io.BytesIO(data)), name)
    return found.format, found.certain


# --- blocks and messages ------------------------------------------------------------------


@given(st.binary(max_size=500))
def test_a_block_of_literals_gives_its_bytes_back(data: bytes) -> None:
    assert data == _iwa.unpacked(snappy(data), 10_000)


def block(*elements: bytes, size: int) -> bytes:
    packed = varint(size) + b"".join(elements)
    return b"\0" + len(packed).to_bytes(3, "little") + packed


LITERAL = b"\x0cabcd"


@pytest.mark.parametrize(
    ("element", "out"),
    [
        (b"\x01\x04", b"abcdabcd"),
        (b"\x01\x01", b"abcddddd"),
        (b"\x16\x04\x00", b"abcdabcdab"),
        (b"\x0f\x02\0\0\0", b"abcdcdcd"),
    ],
)
def test_copies_repeat_what_came_before(element: bytes, out: bytes) -> None:
    """format_description.txt, 2.2: 'copies are references back into previous decompressed data'."""
    assert out == _iwa.unpacked(block(LITERAL, element, size=len(out)), 100)


def test_a_long_literal_has_its_length_behind_the_tag() -> None:
    body = bytes(range(200))
    assert body == _iwa.unpacked(block(b"\xf0\xc7", body, size=200), 1000)


@pytest.mark.parametrize("element", [b"\x01\x00", b"\x01\x09", b"\x16\xff\xff"])
def test_a_copy_from_before_the_beginning_ends_the_file_there(element: bytes) -> None:
    whole = snappy(b"first") + block(LITERAL, element, size=40) + snappy(b"last")
    assert _iwa.unpacked(whole, 1000).startswith(b"firstabcd")
    assert b"last" not in _iwa.unpacked(whole, 1000)


def test_no_more_is_unfolded_than_may() -> None:
    assert 10 == len(_iwa.unpacked(snappy(bytes(5000)), 10))


@given(st.binary(max_size=200))
def test_any_bytes_are_unfolded_and_read_without_an_error(data: bytes) -> None:
    out = _iwa.unpacked(data, 10_000)
    assert all(isinstance(one, _iwa.Message) for one in _iwa.messages(out))
    assert all(isinstance(one, _iwa.Message) for one in _iwa.messages(data))


@given(st.lists(st.tuples(st.integers(1, 9000), st.binary(max_size=40)), max_size=5))
def test_objects_come_out_as_they_went_in(objects: list[tuple[int, bytes]]) -> None:
    found = list(_iwa.messages(_iwa.unpacked(iwa(*objects), 10_000)))
    assert objects == [(one.type, one.data) for one in found]
    assert list(range(100, 100 + len(objects))) == [one.number for one in found]


@given(st.integers(0, 2**63), st.integers(1, 500))
def test_a_number_is_read_as_it_was_written(value: int, number: int) -> None:
    assert [(number, value)] == list(_iwa.fields(field(number, value)))


@pytest.mark.parametrize("data", [b"\x0a\x05ab", b"\x09\x00", b"\x0b", b"\x80"])
def test_a_field_that_is_cut_or_of_no_kind_is_an_error(data: bytes) -> None:
    with pytest.raises(_iwa.Broken):
        list(_iwa.fields(data))


def test_fields_of_fixed_width_come_as_bytes() -> None:
    assert [(1, b"12345678"), (2, b"1234")] == list(_iwa.fields(b"\x0912345678\x151234"))


def test_what_stands_before_a_break_is_kept() -> None:
    assert ["a"] == _iwa.strings(field(1, "a") + b"\x0a\x50x", 1)


# --- documents ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cuts.numbers", "board.key", "note.pages", "x.bin"])
def test_a_document_is_named_by_what_lies_in_it(name: str) -> None:
    assert ("iwork", True) == label(made(), name)
    assert ("iwork", True) == label(iwork_old(), name)


def test_a_zip_with_an_index_of_its_own_is_no_document() -> None:
    assert "iwork" != label(container({"index.xml": "<a/>"}), "site.zip")[0]


def test_who_commented_what_and_when_is_read_from_the_objects() -> None:
    found = read(iwork, made(), "cuts.numbers")
    assert ["kim"] == found.values("author")
    assert ["선을 다시 그릴것"] == found.texts("comment")
    assert ["2016-05-03T01:31:00Z"] == found.values("modified")


def test_the_template_the_builds_and_the_ids_of_copies_are_read() -> None:
    found = read(iwork, made(), "cuts.numbers")
    assert (["Blank"], ["M10.2-7028"]) == (found.values("template"), found.values("software"))
    assert {"0A1B", "0C", "3::0D"} == set(found.values("lineage"))


def test_names_of_sheets_are_those_of_numbers_alone() -> None:
    assert ["5화"] == read(iwork, made(), "cuts.numbers").texts("sheet")
    assert [] == read(iwork, made(), "board.key").texts("sheet")


def test_marks_of_anchored_things_are_no_words() -> None:
    assert ["배경 수정"] == read(iwork, made(), "board.key").texts("body")


def test_a_bundle_whose_objects_lie_in_a_zip_of_their_own_is_read() -> None:
    inner = container({"Index/Document.iwa": iwa((212, field(1, "pak")))})
    data = container({"Show.key/Index.zip": inner, "Show.key/Metadata/DocumentIdentifier": "0A"})
    assert ("iwork", True) == label(data, "show.key")
    assert (["pak"], ["0A"]) == (
        read(iwork, data).values("author"),
        read(iwork, data).values("lineage"),
    )


def test_a_locked_document_says_so_and_gives_its_properties() -> None:
    data = container({"Index/Document.iwa": bytes(40), ".iwpv2": bytes(20),
                      "Metadata/BuildVersionHistory.plist": plistlib.dumps(["T2.6"])})  # fmt: skip
    found = read(iwork, data, "note.pages")
    assert ["T2.6"] == found.values("software")
    assert "password" in found.notes[0][1]


def test_a_locked_document_of_2009_says_so_and_calls_nothing_damaged(shared_data: Path) -> None:
    path = next((shared_data / "files").rglob("testPagesPwdProtected.pages"))
    found = read(iwork, path.read_bytes(), path.name)
    assert ["it is under a password"] == [one[1] for one in found.notes]


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 1e300, -1e300])
def test_a_date_that_no_calendar_has_is_left_out(seconds: float) -> None:
    date = b"\x09" + struct.pack("<d", seconds)
    data = container({"Index/Document.iwa": iwa((3056, field(1, "x") + field(2, date)))})
    found = read(iwork, data)
    assert (["x"], []) == (found.texts("comment"), found.values("modified"))


def doubled(levels: int) -> list[object]:
    """A list of one list twice, and so on: a few bytes that print as very many."""
    one: list[object] = ["x"]
    for _ in range(levels):
        one = [one, one]
    return one


def test_lists_that_double_in_a_property_list_are_not_printed() -> None:
    held = {"documentUUID": doubled(40), "fileFormatVersion": doubled(40), "shareUUID": "0f1e"}
    parts = {"Index/Document.iwa": b"",
             "Metadata/Properties.plist": plistlib.dumps(held, fmt=plistlib.FMT_BINARY),
             "Metadata/BuildVersionHistory.plist": plistlib.dumps(
                 ["T2.6", *doubled(40), 7], fmt=plistlib.FMT_BINARY)}  # fmt: skip
    found = read(iwork, container(parts))
    assert (["0f1e"], ["T2.6", "7"]) == (found.values("lineage"), found.values("software"))


def test_parts_of_one_name_are_each_read_once() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("Index/Document.iwa", b"")
        for picture in (b"first", b"second", b"third"):
            archive.writestr("preview.jpg", picture)
    found = read(iwork, out.getvalue())
    assert [b"first", b"second", b"third"] == [one.data for one in found.children]


@pytest.mark.parametrize("plist", [b"bplist00\xff", b"<plist", b"", b"\x00\x01", b"bplist00" * 9])
def test_a_damaged_property_list_is_noted(plist: bytes) -> None:
    parts: dict[str, str | bytes] = {
        "Index/Document.iwa": iwa((212, field(1, "pak"))),
        "Metadata/Properties.plist": plist,
    }
    found = read(iwork, container(parts))
    assert ["pak"] == found.values("author")
    assert bool(plist) == any("damaged" in one[1] for one in found.notes)


def test_the_xml_of_2009_has_dates_with_their_zone() -> None:
    found = read(iwork, iwork_old(), "note.pages")
    made_ = [(one.value, one.offset) for one in found.traits if one.name == "created"]
    assert [("2016-05-03T10:01:00+0830", 510)] == made_
    assert (["kim"], ["Blank.template"]) == (found.values("author"), found.values("template"))
    assert ["컷 12의 선"] == found.texts("body")


@pytest.mark.parametrize(
    ("xml", "role", "text"),
    [
        ('<ls:workspace xmlns:ls="l" ls:workspace-name="5화"/>', "sheet", "5화"),
        ('<sf:ct xmlns:sf="s" xmlns:sfa="a" sfa:s="c012"/>', "cell", "c012"),
        (
            '<sf:keywords xmlns:sf="s"><sf:string sf:string="급함"/></sf:keywords>',
            "comment",
            "급함",
        ),
    ],
)
def test_cells_sheets_and_keywords_of_2009_are_read(xml: str, role: str, text: str) -> None:
    data = container({"index.apxl": f"<key:presentation xmlns:key='k'>{xml}</key:presentation>"})
    assert [text] == read(iwork, data).texts(role)


def test_previews_and_slides_are_files_of_their_own_and_themes_are_not() -> None:
    data = container(
        {
            "index.apxl": "<a/>",
            "QuickLook/Preview.pdf": b"%PDF",
            "thumbs/mt0.jpg": b"x",
            "thumbs/st0.jpg": b"y",
        }
    )
    assert [b"QuickLook/Preview.pdf", b"thumbs/st0.jpg"] == [
        one.name for one in read(iwork, data).children
    ]


def test_parts_that_share_their_bytes_are_refused() -> None:
    made_ = io.BytesIO()
    with zipfile.ZipFile(made_, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x" * 5000)
        archive.writestr("Index/Second.iwa", b"y" * 5000)
        archive.getinfo("Index/Second.iwa").header_offset = 10
    found = read(iwork, made_.getvalue())
    assert not found.passages
    assert "bomb" in found.notes[0][1]


def test_real_documents_give_their_authors_and_builds(shared_data: Path) -> None:
    paths = [p for kind in ("key", "pages", "numbers")
             for p in (shared_data / "files").rglob(f"*.{kind}")]  # fmt: skip
    found = [read(iwork, path.read_bytes(), path.name) for path in paths]
    assert 10 < len(found)
    assert len(found) - 3 <= sum(bool(one.values("software")) for one in found)
    assert 8 <= sum(bool(one.values("author")) for one in found)
    assert 10 < sum(bool(one.passages) for one in found)
