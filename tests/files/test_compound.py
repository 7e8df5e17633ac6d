"""Compound files: property sets as different writers leave them, and damage."""

from __future__ import annotations

import struct
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from celtrace.files import _compound, doc, msg, ppt, xls
from files.reading import Read, blob, read

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from cfb import compound, properties

MADE = datetime(2016, 5, 3, 1, 30, tzinfo=UTC)


def values(data: bytes) -> dict[int, object]:
    return {one.number: one.value for one in _compound.properties(data)}


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (949, "김철수"),
        (936, "李主任"),
        (932, "田中"),
        (950, "陳"),
        (1251, "Иванов"),
        (1252, "José"),
    ],
)
def test_texts_are_read_in_the_code_page_of_the_set(page: int, name: str) -> None:
    assert name == values(properties({4: name}, page))[4]


def test_times_are_instants() -> None:
    assert MADE == values(properties({12: MADE}))[12]


def wide(text: str, length: int) -> bytes:
    """A set with one wide text whose stated length is of characters or of bytes."""
    raw = text.encode("utf-16-le") + b"\0\0"
    body = struct.pack("<II", 0x1F, length) + raw + b"\xff" * 40
    section = struct.pack("<IIII", 16 + len(body), 1, 4, 16) + body
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 2, b"", 1, b"", 48) + section


@pytest.mark.parametrize("length", [4, 8, 20])
def test_a_wide_text_ends_at_its_end_whatever_its_length_counts(length: int) -> None:
    assert "한글과" == values(wide("한글과", length))[4]


@pytest.mark.parametrize("cut", range(0, 200, 9))
def test_a_cut_set_gives_what_is_there(cut: int) -> None:
    data = properties({2: "수정", 4: "김", 12: MADE})
    assert set(values(data[:cut])) <= {1, 2, 4, 12}


@pytest.mark.parametrize("count", [10**6, 2**31, 2**32 - 1])
def test_a_count_beyond_measure_is_survived(count: int) -> None:
    data = bytearray(properties({4: "kim"}))
    struct.pack_into("<I", data, 52, count)
    values(bytes(data))


def test_a_stream_that_is_not_there_is_nothing() -> None:
    notes: list[str] = []
    file = _compound.opened(
        blob(compound({"Workbook": b"x"}), "a.xls"), lambda *said: notes.append(said[1]), "xls"
    )
    assert file is not None
    assert (b"", [], ["Workbook"]) == (file.stream("Other"), notes, file.names())


@pytest.mark.parametrize("reader", [doc, xls, ppt, msg], ids=lambda one: str(one.FORMAT))
@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xd0\xcf" * 600])
def test_tables_that_are_gone_are_said(reader: object, data: bytes) -> None:
    found = read(reader, data)  # type: ignore[arg-type]
    assert "cut off or damaged" in found.notes[0][1]


def fib(flags: int = 0x0200, tables: int = 93) -> bytes:
    head = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0x0412, 0, flags).ljust(32, b"\0")
    head += struct.pack("<H", 14) + bytes(28) + struct.pack("<H", 22) + bytes(88)
    return head + struct.pack("<H", tables) + bytes(8 * tables)


def word(main: bytes, table: bytes = b"") -> Read:
    return read(doc, compound({"WordDocument": main, "1Table": table}))


def test_a_locked_document_of_97_says_so() -> None:
    ((_, why, known),) = word(fib(0x0300)).notes
    assert "it is under a password; run again with --password" == why
    assert "only its properties were read" == known


def test_a_locked_workbook_of_97_says_so() -> None:
    locked = struct.pack("<HH", 0x809, 16) + bytes(16) + struct.pack("<HH", 0x2F, 2) + b"\1\0"
    assert "under a password" in read(xls, compound({"Workbook": locked})).notes[0][1]


def test_a_document_without_pieces_gives_the_run_of_its_text() -> None:
    main = bytearray(fib().ljust(1_200, b"\0") + b"line by line\r")
    struct.pack_into("<II", main, 24, 1_200, 1_213)
    assert ["line by line\n"] == word(bytes(main)).texts()


@pytest.mark.parametrize("place", [(0, 2**31), (2**31, 4), (0, 3), (2, 2**20)])
def test_pieces_that_lead_nowhere_are_survived(place: tuple[int, int]) -> None:
    main = bytearray(fib())
    at = 34 + 28 + 2 + 88 + 2 + 8 * 33
    struct.pack_into("<II", main, at, *place)
    word(bytes(main), b"\x02" + bytes(40))


@pytest.mark.parametrize("length", [0, 3, 20, 33])
def test_a_document_stream_that_is_too_short_is_said(length: int) -> None:
    found = word(fib()[:length])
    assert found.traits or found.notes


@pytest.mark.parametrize(
    "user",
    [b"", bytes(10), struct.pack("<HHI", 0, 0x0FF6, 20) + bytes(12) + b"\xff\xff" + bytes(9)],
)
def test_a_current_user_that_makes_no_sense_is_survived(user: bytes) -> None:
    read(ppt, compound({"PowerPoint Document": b"x", "Current User": user}))


def test_records_that_hold_themselves_end() -> None:
    nested = b"x" * 8
    for _ in range(60):
        nested = struct.pack("<HHI", 0x0F, 1000, len(nested)) + nested
    read(ppt, compound({"PowerPoint Document": nested}))


@pytest.mark.parametrize("lies", [0, 50, 2**31])
def test_a_record_that_states_more_than_there_is_ends_the_reading(lies: int) -> None:
    atom = struct.pack("<HHI", 0, 4008, lies) + b"cut"
    found = read(ppt, compound({"PowerPoint Document": atom}))
    assert all("cut" in text or not text.strip("\0") for text in found.texts())


def sections(*parts: bytes) -> bytes:
    """A stream of property sets with these sections behind each other."""
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 2, b"", len(parts))
    at = len(head) + 20 * len(parts)
    starts = b""
    for part in parts:
        starts += struct.pack("<16sI", b"", at)
        at += len(part)
    return head + starts + b"".join(parts)


def section(values: dict[int, bytes]) -> bytes:
    body, table, at = b"", b"", 8 + 8 * len(values)
    for number, raw in values.items():
        table += struct.pack("<II", number, at + len(body))
        body += raw.ljust(-(-len(raw) // 4) * 4, b"\0")
    return struct.pack("<II", at + len(body), len(values)) + table + body


def narrow(text: str, page: str = "cp949") -> bytes:
    raw = text.encode(page) + b"\0"
    return struct.pack("<II", 0x1E, len(raw)) + raw


def names(page: str = "cp949", **of: int) -> bytes:
    """The dictionary of an own section."""
    out = struct.pack("<I", len(of))
    for name, number in of.items():
        raw = name.encode(page) + (b"\0\0" if page == "utf-16-le" else b"\0")
        length = len(raw) // 2 if page == "utf-16-le" else len(raw)
        filled = raw.ljust(-(-len(raw) // 4) * 4, b"\0") if page == "utf-16-le" else raw
        out += struct.pack("<II", number, length) + filled
    return out


PAGE_949 = struct.pack("<Hxxhxx", 2, 949)
PAGE_WIDE = struct.pack("<Hxxhxx", 2, 1200)


def test_own_properties_are_read_by_the_names_they_were_given() -> None:
    own = section({0: names(검수=2, Page=3), 1: PAGE_949, 2: narrow("김철수"),
                   3: struct.pack("<Ii", 3, 7)})  # fmt: skip
    assert [("검수", "김철수"), ("Page", 7)] == list(_compound.custom(sections(section({}), own)))


def test_names_in_wide_letters_are_filled_to_four_bytes() -> None:
    own = section({0: names("utf-16-le", 김=2, Studio=3), 1: PAGE_WIDE,
                   2: struct.pack("<II", 0x1F, 3) + "평양".encode("utf-16-le") + b"\0\0",
                   3: struct.pack("<Iq", 0x40, 131067198000000000)})  # fmt: skip
    assert ["김", "Studio"] == [name for name, _ in _compound.custom(sections(section({}), own))]
    assert "평양" == dict(_compound.custom(sections(section({}), own)))["김"]


def test_a_set_without_a_second_section_has_no_own_properties() -> None:
    assert [] == list(_compound.custom(properties({4: "kim"})))
    assert [] == list(_compound.custom(b""))


@pytest.mark.parametrize("cut", range(20, 200, 7))
def test_own_properties_that_are_cut_off_are_survived(cut: int) -> None:
    own = section({0: names(Owner=2), 1: PAGE_949, 2: narrow("김")})
    found = list(_compound.custom(sections(section({}), own)[:cut]))
    assert {name for name, _ in found} <= {"Owner"}


def test_an_own_property_of_a_workbook_is_a_text_and_a_known_one_a_fact() -> None:
    own = section({0: names(Owner=2, Round=3, Seen=4), 1: PAGE_949, 2: narrow("김철수"),
                   3: struct.pack("<Ii", 3, 7),
                   4: struct.pack("<IQ", 0x40, 131067198000000000)})  # fmt: skip
    document = sections(section({1: PAGE_949, 14: narrow("박")}), own)
    data = compound({"Workbook": b"x", "\x05DocumentSummaryInformation": document})
    found = read(xls, data)
    assert {"Owner: 김철수", "Round: 7", "Seen: 2016-05-03T03:30:00Z"} <= set(found.texts())
    assert {"김철수", "박"} == {one.value for one in found.traits if one.name == "author"}


def user_type(text: bytes) -> bytes:
    return bytes(28) + struct.pack("<I", len(text) + 1) + text + b"\0" + bytes(8)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (user_type(b"Microsoft Word 6.0-Dokument"), ["Microsoft Word 6.0-Dokument"]),
        (user_type(b""), []), (b"", []), (bytes(28), []),
        (bytes(28) + struct.pack("<I", 2**31) + b"\x84\xf3" * 20, []),
    ],
)  # fmt: skip
def test_the_name_of_the_kind_tells_the_version_of_old_documents(
    raw: bytes, says: list[str]
) -> None:
    found = read(doc, compound({"WordDocument": fib(), "\x01CompObj": raw or b"\0"}))
    assert says == [one.value for one in found.traits if one.place == "CompObj"]
