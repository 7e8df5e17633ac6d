"""Tags of EXIF and IPTC, properties of AAF and of Hangul documents: one line for each."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest

from celtrace.files import _exif, _iptc, aaf, hwp
from celtrace.files._compound import Property, container, properties
from celtrace.files._said import Said
from celtrace.records import TextPassage, Trait
from files.reading import Read, blob, read
from samples import files_edits
from samples.compound import compound

WORD = "Blue Heron"


def said_of(items: list[Trait | TextPassage]) -> set[tuple[str, str]]:
    return {
        (one.name, one.value) if isinstance(one, Trait) else (one.role, one.text) for one in items
    }


# --- EXIF ---------------------------------------------------------------------------------


def directory(tag: int, raw: bytes, kind: int = 2) -> bytes:
    """A TIFF structure with one tag."""
    entry = struct.pack("<HHII", tag, kind, len(raw), 26)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4) + raw


TAGS = [
    (0x010D, "title"),
    (0x010E, "comment"),
    (0x010F, "camera"),
    (0x0110, "camera"),
    (0x011D, "name"),
    (0x0131, "software"),
    (0x013B, "author"),
    (0x013C, "machine"),
    (0x8298, "organisation"),
    (0xA420, "lineage"),
    (0xA430, "author"),
    (0xA431, "camera"),
    (0xC614, "camera"),
    (0xC62F, "camera"),
    (0xC716, "software"),
    (0xC717, "version"),
]
WIDE_TAGS = [
    (0x9C9B, "title"),
    (0x9C9C, "comment"),
    (0x9C9D, "author"),
    (0x9C9E, "comment"),
    (0x9C9F, "comment"),
]


@pytest.mark.parametrize(("tag", "name"), TAGS)
def test_a_tag_in_letters(tag: int, name: str) -> None:
    data = directory(tag, WORD.encode() + b"\0")
    assert {(name, WORD)} == said_of(
        list(_exif.items(_exif.Tiff(data), Said(blob(data, "x"), "t")))
    )


@pytest.mark.parametrize(("tag", "name"), WIDE_TAGS)
def test_a_tag_of_windows_in_sixteen_bits(tag: int, name: str) -> None:
    data = directory(tag, "김란 작감".encode("utf-16-le") + b"\0\0", 1)
    found = said_of(list(_exif.items(_exif.Tiff(data), Said(blob(data, "x"), "t"))))
    assert {(name, "김란 작감")} == found


@pytest.mark.parametrize(
    ("tag", "name"),
    [(0x0132, "modified"), (0x9003, "captured"), (0x9004, "created"), (0xC71B, "saved")],
)
def test_a_tag_that_is_a_time(tag: int, name: str) -> None:
    data = directory(tag, b"2016:03:01 09:12:44\0")
    (one,) = _exif.items(_exif.Tiff(data), Said(blob(data, "x"), "t"))
    assert isinstance(one, Trait)
    assert (name, "2016:03:01 09:12:44", None) == (one.name, one.value, one.time)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (3, struct.pack("<4H", 1, 2, 3, 4), (1, 2, 3, 4)),
        (4, struct.pack("<2I", 7, 8), (7, 8)),
        (5, struct.pack("<2I", 24, 1), (24, 1)),
        (16, struct.pack("<Q", 1 << 40), (1 << 40,)),
        (9, struct.pack("<2i", -1, 5), (-1, 5)),
        (7, b"opaque bytes", b"opaque bytes"),
    ],
)
def test_numbers_of_every_type(kind: int, raw: bytes, value: object) -> None:
    sizes = {3: 2, 4: 4, 5: 8, 16: 8, 9: 4, 7: 1}
    entry = struct.pack("<HHII", 0x9999, kind, len(raw) // sizes[kind], 26)
    data = b"II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4) + raw
    ((_, found),) = _exif.Tiff(data).directories
    assert {0x9999: value} == found


def test_a_type_that_does_not_exist_is_passed_over() -> None:
    ((_, found),) = _exif.Tiff(directory(0x0131, WORD.encode(), 99)).directories
    assert {} == found


def test_directories_one_after_another_are_followed() -> None:
    first = struct.pack("<HI", 0, 14)
    second = struct.pack("<HI", 0, 20)
    third = struct.pack("<HI", 0, 0)
    tiff = _exif.Tiff(b"II*\0" + struct.pack("<I", 8) + first + second + third)
    assert ["IFD0", "IFD1", "IFD2"] == [name for name, _ in tiff.directories]


# --- IPTC ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (5, "title"),
        (25, "comment"),
        (40, "comment"),
        (65, "software"),
        (70, "version"),
        (80, "author"),
        (103, "lineage"),
        (105, "comment"),
        (110, "organisation"),
        (115, "organisation"),
        (116, "organisation"),
        (118, "comment"),
        (120, "comment"),
        (122, "last_editor"),
    ],
)
@pytest.mark.parametrize("text", [WORD, "김란", "Zoë"])
def test_a_dataset_of_iptc(number: int, name: str, text: str) -> None:
    raw = text.encode()
    data = bytes([0x1C, 2, number]) + struct.pack(">H", len(raw)) + raw
    assert {(name, text)} == said_of(list(_iptc.items(data, Said(blob(data, "x"), "t"))))


@pytest.mark.parametrize(
    ("day", "hour", "text", "offset"),
    [
        ("20160301", "091244+0830", "2016-03-01T09:12:44+0830", 510),
        ("20160301", "091244-0500", "2016-03-01T09:12:44-0500", -300),
        ("20160301", "091244", "2016-03-01T09:12:44", None),
        ("20160301", "", "2016-03-01", None),
    ],
)
def test_day_and_hour_of_iptc(day: str, hour: str, text: str, offset: int | None) -> None:
    data = b"".join(
        bytes([0x1C, 2, number]) + struct.pack(">H", len(value)) + value.encode()
        for number, value in ((55, day), (60, hour))
    )
    (one,) = _iptc.items(data, Said(blob(data, "x"), "t"))
    assert isinstance(one, Trait)
    assert (text, offset) == (one.value, one.offset)


@pytest.mark.parametrize("day", ["", "2016", "2016030A", "201603011"])
def test_a_day_of_iptc_that_is_none_is_left_out(day: str) -> None:
    data = bytes([0x1C, 2, 55]) + struct.pack(">H", len(day)) + day.encode()
    assert [] == list(_iptc.items(data, Said(blob(data, "x"), "t")))


# --- AAF ----------------------------------------------------------------------------------


def edit(**values: bytes) -> Read:
    """An edit with one object that has these properties."""
    return read(aaf, compound({"Header-2/properties": files_edits.properties(**values)}))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("p3C01", "organisation"),
        ("p3C02", "software"),
        ("p3C04", "version"),
        ("p3C08", "system"),
        ("p4402", "name"),
        ("p4001", "path"),
        ("p4101", "path"),
        ("p0602", "comment"),
    ],
)
def test_a_text_property_of_an_edit(key: str, name: str) -> None:
    found = edit(**{key: files_edits.wide(WORD)})
    assert WORD in found.values(name) or WORD in found.texts(name)


@pytest.mark.parametrize(
    ("key", "name"),
    [("p3C06", "saved"), ("p4404", "modified"), ("p4405", "created"), ("p3B02", "modified")],
)
def test_a_time_property_of_an_edit(key: str, name: str) -> None:
    moment = struct.pack("<hBBBBBB", 2018, 7, 23, 2, 26, 29, 0)
    (one,) = edit(**{key: moment}).traits
    assert (name, "2018-07-23 02:26:29", None) == (one.name, one.value, one.time)


@pytest.mark.parametrize("raw", [b"", b"\0" * 8, struct.pack("<hBBBBBB", 2018, 13, 1, 0, 0, 0, 0)])
def test_a_time_of_an_edit_that_is_none_is_left_out(raw: bytes) -> None:
    assert [] == edit(p3C06=raw).traits


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "UNC Path",
            "\\\\NAS-2\\show\\c012.mov",
            [("path", "\\\\NAS-2\\show\\c012.mov"), ("machine", "NAS-2")],
        ),
        ("Comment", "too slow", [("comment", "too slow")]),
        ("Scene", "12", [("comment", "12")]),
        ("Tape", "R5", []),
        ("Comment", "\x01\x02", []),
    ],
)
def test_a_tagged_value_of_an_edit(name: str, value: str, expected: list[tuple[str, str]]) -> None:
    found = edit(p5001=files_edits.wide(name), p5003=bytes(17) + files_edits.wide(value))
    told = [(one.name, one.value) for one in found.traits]
    told += [(one.role, one.text) for one in found.passages]
    assert sorted(expected) == sorted(told)


def test_an_index_of_properties_that_lies_ends() -> None:
    data = compound({"Header-2/properties": b"L\x20\xff\xff" + bytes(20)})
    assert [] == read(aaf, data).values("software")


# --- Hangul documents ---------------------------------------------------------------------


def document(values: dict[int, str | int]) -> Read:
    """A document with these properties."""
    return read(hwp, compound({
        "FileHeader": b"HWP Document File".ljust(32, b"\0") + bytes([0, 3, 0, 5]) + bytes(220),
        "\x05HwpSummaryInformation": files_edits.hwp_summary(values),
    }))  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name"),
    [(2, "title"), (4, "author"), (8, "last_editor"), (6, "comment"), (5, "comment")],
)
def test_a_text_property_of_a_document(number: int, name: str) -> None:
    found = document({number: "김란"})
    assert "김란" in found.values(name) or "김란" in found.texts(name)


@pytest.mark.parametrize(
    ("version", "system"),
    [
        ("7, 5, 12, 620 WIN32LEWindows_XP", "WIN32LEWindows_XP"),
        ("10.30.11.3339 MAC64LEDarwin_21.6.0", "MAC64LEDarwin_21.6.0"),
        ("9, 1, 1, 3083", "3083"),
        ("5.0", ""),
    ],
)
def test_the_system_stands_behind_the_version(version: str, system: str) -> None:
    found = document({9: version})
    assert [f"Hancom Hwp {version}"] == found.values("software")
    assert ([system] if system else []) == found.values("system")


@pytest.mark.parametrize(
    ("text", "utc", "offset"),
    [
        ("2016년 3월 1일 화요일 오후 5:42:44", (2016, 3, 1, 9, 12, 44), 510),
        ("2016년 3월 1일 화요일 오후 6:12:44", (2016, 3, 1, 9, 12, 44), 540),
        ("2016년 3월 1일 화요일 오전 6:12:44", (2016, 3, 1, 9, 12, 44), -180),
        ("2016年3月1日 星期二 下午 5:12:44", (2016, 3, 1, 9, 12, 44), 480),
        ("2009년 1월 1일 목요일 오전 1:00:00", (2016, 3, 1, 9, 12, 44), None),
        ("어느 날", (2016, 3, 1, 9, 12, 44), None),
    ],
)
def test_text_beside_utc_gives_the_zone_or_none(
    text: str, utc: tuple[int, ...], offset: int | None
) -> None:
    found = document({20: text, 12: files_edits.moment(*utc)})
    (one,) = (trait for trait in found.traits if trait.name == "created")
    assert offset == one.offset
    assert datetime(*utc, tzinfo=UTC) == one.time  # type: ignore[misc,arg-type]
    assert ("text_against_utc" if offset is not None else "") == one.zone_from


def test_a_date_in_words_alone_stays_text() -> None:
    (one,) = (
        t for t in document({20: "2016년 3월 1일 오후 5:42:44"}).traits if t.name == "created"
    )
    assert one.time is None


# --- property sets and compound files -----------------------------------------------------


def one_property(kind: int, raw: bytes) -> list[Property]:
    body = struct.pack("<II", 16 + 4 + len(raw), 1) + struct.pack("<II", 7, 16)
    body += struct.pack("<I", kind) + raw
    head = b"\xfe\xff\0\0\0\4\2\0" + bytes(16) + struct.pack("<I", 1) + bytes(16)
    return list(properties(head + struct.pack("<I", 48) + body))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (2, struct.pack("<hH", -3, 0), -3),
        (3, struct.pack("<i", -3), -3),
        (19, struct.pack("<I", 3_000_000_000), 3_000_000_000),
        (30, struct.pack("<I", 11) + b"Blue Heron\0", "Blue Heron"),
        (31, struct.pack("<I", 3) + "김란\0".encode("utf-16-le"), "김란"),
        (64, struct.pack("<Q", 131_013_072_000_000_000), datetime(2016, 3, 1, 12, tzinfo=UTC)),
        (64, bytes(8), None),
        (65, bytes(8), None),
    ],
)
def test_a_value_of_every_type(kind: int, raw: bytes, value: object) -> None:
    expected = [] if value is None else [Property(7, value)]
    assert expected == one_property(kind, raw)


def test_streams_of_a_compound_file_come_out_as_they_went_in() -> None:
    streams = {"a": b"1" * 5000, "b/c": b"2" * 4096, "b/d/e": b"3" * 9000, "f": b"4" * 4097}
    import io

    with container(io.BytesIO(compound(streams))) as file:
        for path, data in streams.items():
            assert data == file.openstream(path.split("/")).read()
