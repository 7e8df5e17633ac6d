"""What lies beside drawings: shortcuts, compound files, sound, cards, calendars."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.files import ics, lnk, mp4, ole, vcf, wav
from celtrace.files._cards import dated, lines
from celtrace.files._head import head_of
from celtrace.files._types import named
from files.reading import SAMPLES, read
from samples import files_found as made
from samples.cfb import compound, properties


def label(data: bytes, name: str) -> tuple[str, str]:
    found = named(head_of(io.BytesIO(data)), name)
    return found.format, found.reader.FORMAT if found.reader else ""


# --- shortcut -----------------------------------------------------------------------------


def test_a_shortcut_names_the_machine_its_card_and_the_share() -> None:
    found = read(lnk, made.lnk())
    assert {
        "HERON-2",
        "heron-pc12",
        "network card 00:0b:db:9c:4f:9f",
        "volume C0FFEE11",
        "volume 03020100-0504-0706-0809-0a0b0c0d0e0f",
    } == set(found.values("machine"))


def test_a_number_drawn_by_lot_is_no_network_card() -> None:
    """RFC 9562, 6.10: 'the least significant bit of the first octet of the Node ID set to 1'."""
    drawn = made.lnk().replace(bytes.fromhex("000bdb9c4f9f"), bytes.fromhex("010bdb9c4f9f"))
    assert [] == [one for one in read(lnk, drawn).values("machine") if "card" in one]


def test_a_volume_without_a_serial_number_names_no_machine() -> None:
    empty = made.lnk().replace(struct.pack("<I", 0xC0FFEE11), bytes(4))
    assert "volume 00000000" not in read(lnk, empty).values("machine")


def test_a_shortcut_gives_the_target_and_its_times() -> None:
    found = read(lnk, made.lnk())
    assert ["\\\\HERON-2\\s5\\", f"{'D:'}\\Users\\lan.wei\\c012.psd", "D:\\Users\\lan.wei"] == (
        found.values("path")
    )
    assert ["2016-05-03T01:31:00Z"] == found.values("created")
    assert ["2016-05-03T01:31:00Z"] == found.values("modified")


def test_ids_that_links_follow_are_shared_by_copies_and_empty_ones_left_out() -> None:
    found = read(lnk, made.lnk())
    assert ["6a8815a0-a585-11de-acf5-000bdb9c4f9f"] * 2 == found.values("lineage")


def test_label_and_description_are_words() -> None:
    found = read(lnk, made.lnk())
    assert (["ANIME_05"], ["선화 원본"]) == (found.texts("name"), found.texts("comment"))


def test_an_older_shortcut_has_its_strings_in_the_code_page() -> None:
    text = "배경 원본".encode("cp949")
    head = bytearray(made.lnk()[:76])
    struct.pack_into("<I", head, 20, 0b100)
    data = bytes(head) + struct.pack("<H", len(text)) + text + bytes(4)
    assert ["배경 원본"] == read(lnk, data).texts("comment")


@pytest.mark.parametrize("length", [0, 20, 75, 90, 200, 300])
def test_a_shortcut_that_is_cut_gives_what_stands_before(length: int) -> None:
    found = read(lnk, made.lnk()[:length])
    assert "cut" in found.notes[-1][1]
    assert (length >= 76) == bool(found.traits)


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_head_are_read_without_an_error(rest: bytes) -> None:
    for flags in (0x7F, 0xFF, 0xC3):
        head = bytearray(made.lnk()[:76])
        struct.pack_into("<I", head, 20, flags)
        assert read(lnk, bytes(head) + rest).anything()


# --- compound files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stream", "format_"), [("VisioDocument", "vsd"), ("Quill", "pub"), ("Something", "ole")]
)
def test_compound_files_without_a_reader_give_their_properties(stream: str, format_: str) -> None:
    data = compound({"\x05SummaryInformation": properties({4: "kim"}), stream: bytes(64)})
    assert (format_, "ole") == label(data, f"x.{format_}")
    assert ["kim"] == read(ole, data).values("author")


def test_what_else_lies_in_a_compound_file_is_named() -> None:
    assert ["Drawing"] == read(ole, (SAMPLES / "ole/flow.ole").read_bytes()).texts("name")


def test_a_compound_file_with_damaged_tables_is_noted() -> None:
    assert read(ole, (SAMPLES / "ole/flow.ole").read_bytes()[:600]).notes


# --- sound --------------------------------------------------------------------------------


def test_a_recording_says_who_made_it_for_what_with_what() -> None:
    found = read(wav, made.wav())
    assert ["kim", "Lan Wei"] == found.values("author")
    assert (["Grey Heron"], ["5-12"]) == (found.values("production"), found.values("cut"))
    assert {"Nuendo 7", "A=PCM,F=48000,T=Nuendo 7"} < set(found.values("software"))


def test_the_originator_of_a_recording_is_a_programme_or_a_device() -> None:
    """EBU Tech 3285: 'the name of the originator/producer'; recorders write their own."""
    ixml = b"<BWFXML><BEXT><BWF_ORIGINATOR>Recorder 7</BWF_ORIGINATOR></BEXT></BWFXML>"
    data = made.wav() + made.chunk(b"iXML", ixml)
    assert {"Nuendo", "Recorder 7"} < set(read(wav, data).values("software"))


def test_the_clock_of_the_recorder_has_no_zone() -> None:
    recorded = [one for one in read(wav, made.wav()).traits if one.place == "bext origination"]
    assert [("2016-05-03 10:01:00", None)] == [(one.value, one.offset) for one in recorded]


@pytest.mark.parametrize(
    "clock", [b"2016-05-03\0\0\0\0\0\0\0\0", b"\0" * 18, b"2016:05:0310-01-00"]
)
def test_other_forms_of_the_clock_are_read(clock: bytes) -> None:
    data = made.wav().replace(b"2016-05-0310:01:00", clock)
    values = [one.value for one in read(wav, data).traits if one.place == "bext origination"]
    assert len(values) == (clock != b"\0" * 18)


def test_a_recording_that_is_cut_says_so() -> None:
    found = read(wav, made.wav()[:400])
    assert "cut" in found.notes[0][1]
    assert ["5화 컷 12"] == found.texts("comment")


def test_a_long_recording_is_named() -> None:
    assert ("wav", "wav") == label(b"RF64" + made.wav()[4:], "x.wav")


def test_a_path_in_the_description_names_its_user() -> None:
    data = made.wav().replace(
        "5화 컷 12".encode().ljust(40, b"\0"), b"D:\\Users\\lan.wei\\c012.wav".ljust(40, b"\0")
    )
    assert ["lan.wei"] == read(wav, data).values("user")


def long_recording(sound: int, *, ds64: bool = True) -> bytes:
    """The lengths of the file and of the sound stand in a chunk of their own; notes follow."""
    last = made.chunk(b"LIST", b"INFO" + made.chunk(b"IART", b"kim\0"))
    size = 4 + 36 * ds64 + 8 + sound + len(last)
    lengths = made.chunk(b"ds64", struct.pack("<3QI", size, sound, 0, 0)) if ds64 else b""
    head = b"RF64" + b"\xff" * 4 + b"WAVE" + lengths
    return head + b"data" + b"\xff" * 4 + bytes(sound) + last


def test_notes_behind_the_sound_of_a_long_recording_are_read() -> None:
    """EBU Tech 3306: the lengths of 64 bits stand in `ds64`, those of 32 bits are all ones."""
    found = read(wav, long_recording(1000))
    assert (["kim"], []) == (found.values("author"), found.notes)
    assert "cut" in read(wav, long_recording(1000)[:-4]).notes[0][1]


def test_a_length_that_nobody_knows_is_no_cut() -> None:
    assert [] == read(wav, long_recording(1000, ds64=False)).notes


def test_sound_is_not_copied_and_counts_for_no_limit() -> None:
    data = long_recording(100_000)
    found = read(wav, data, most=1000)
    assert (["kim"], []) == (found.values("author"), found.notes)


def test_a_part_beyond_the_limit_and_chunks_without_end_are_noted() -> None:
    start = b"RIFF\xff\xff\xff\xffWAVE"
    part = read(wav, start + made.chunk(b"bext", bytes(630)), most=600)
    assert [("bext", "it states 630 bytes", "this part was not read")] == part.notes
    many = start + bytes(8) * 100_001
    assert "more than 100,000 chunks" in read(wav, many).notes[0][1]


@pytest.mark.parametrize(
    ("brand", "format_"), [(b"M4A ", "m4a"), (b"M4B ", "m4a"), (b"3gp5", "3gp")]
)
def test_sound_and_video_of_telephones_keep_their_name_and_are_read(
    brand: bytes, format_: str
) -> None:
    data = (SAMPLES / "mp4").glob("*.mp4").__next__().read_bytes()
    other = data[:8] + brand + data[12:]
    assert (format_, "mp4") == label(other, "x")
    assert [one.value for one in read(mp4, data).traits] == [
        one.value for one in read(mp4, other).traits
    ]


def test_a_recording_of_a_telephone_has_its_zone(shared_data: Path) -> None:
    path = next((shared_data / "files").rglob("memo.m4a"))
    zones = [one.offset for one in read(mp4, path.read_bytes()).traits if one.name == "captured"]
    assert [120] == zones


# --- cards and calendars ------------------------------------------------------------------


def test_a_card_gives_person_company_and_numbers() -> None:
    found = read(vcf, made.vcf())
    assert (["김철수", "李伟"]) == found.texts("name")
    assert [] == found.values("organisation")
    assert {
        "Grey Heron Pictures",
        "원화",
        "+850 0000",
        "kim@heron.example",
        "배경, 선화",
        "000000",
    } == set(found.texts("body"))


def test_semicolons_of_a_note_stand() -> None:
    data = b"BEGIN:VCARD\nNOTE:a\\; b\nADR:;;1 Road;Town\nEND:VCARD\n"
    assert ["a; b", "1 Road", "Town"] == read(vcf, data).texts("body")


@pytest.mark.parametrize(("reader", "data"), [(vcf, made.vcf()), (ics, made.ics())])
def test_times_are_quoted_as_they_stand(reader: ModuleType, data: bytes) -> None:
    times = [one for one in read(reader, data).traits if one.name in ("modified", "saved")]
    assert [("20160503T013100Z", made.EARLY)] == [(one.seen.quote, one.time) for one in times]


def test_quoted_bytes_that_go_on_in_the_next_line_are_one_value() -> None:
    data = b"BEGIN:VCARD\r\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=EA=B9=80=\r\n=EC=B2=A0\r\n"
    assert ["김철"] == read(vcf, data).texts("name")


def test_a_charset_that_is_not_known_is_guessed() -> None:
    data = b"BEGIN:VCARD\nFN;CHARSET=X-NONE;ENCODING=QUOTED-PRINTABLE:=EA=B9=80\nEND:VCARD\n"
    assert ["김"] == read(vcf, data).texts("name")


@pytest.mark.parametrize("charset", ["a\0b", "idna", "hex", "undefined", ""])
def test_a_charset_that_cannot_be_is_guessed(charset: str) -> None:
    data = f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:=EA=B9=80\n".encode()
    assert ["김"] == [one.value for one in lines(data)]


@pytest.mark.parametrize("fold", [b"\r\n ", b"\n\t"])
@pytest.mark.parametrize("at", range(1, 9))
def test_a_line_may_be_folded_in_the_middle_of_a_letter(at: int, fold: bytes) -> None:
    """RFC 6350, 3.2: multi-octet characters may be split by older writers."""
    name = "김철수".encode()
    data = b"FN:" + name[:at] + fold + name[at:] + b"\r\nNOTE:x\r\n"
    assert ["김철수", "x"] == [one.value for one in lines(data)]


@pytest.mark.parametrize(("reader", "data"), [(vcf, made.vcf()), (ics, made.ics())])
def test_what_is_cut_says_so(reader: object, data: bytes) -> None:
    assert "cut" in read(reader, data[:-14]).notes[0][1]  # type: ignore[arg-type]
    assert [] == read(reader, data).notes  # type: ignore[arg-type]


def test_when_a_meeting_is_and_in_which_zone_are_words_and_no_time_of_the_file() -> None:
    found = read(ics, made.ics())
    assert {"20160503T100100", "Asia/Pyongyang"} < set(found.texts("body"))
    assert ([], [None]) == (
        found.values("captured"),
        [one.offset for one in found.traits if one.time],
    )


def test_definitions_of_zones_are_passed_over() -> None:
    assert not [one for one in read(ics, made.ics()).passages if "2015" in one.text]


def test_ends_without_a_beginning_and_deep_nesting_are_passed_at_once() -> None:
    data = b"BEGIN:VCALENDAR\n" + b"END:X\n" * 3 + b"BEGIN:VEVENT\n" * 60_000 + b"SUMMARY:a\n"
    assert ["a"] == read(ics, data).texts("body")


def test_who_asks_whom_is_read_and_folded_lines_are_one() -> None:
    found = read(ics, made.ics())
    assert [] == found.values("author")
    assert ["김철수", "kim@heron.example", "Lan Wei", "lan@heron.example"] == found.texts("name")
    assert "컷 12\n선 수정을 다시 본다" in found.texts("body")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20160503T100100Z", "2016-05-03T10:01:00Z"),
        ("20160503T100100", "2016-05-03T10:01:00"),
        ("20160503T1001", "2016-05-03T10:01:00"),
        ("20160503", "2016-05-03"),
        ("2016-05-03T10:01:00+08:30", "2016-05-03T10:01:00+08:30"),
        ("soon", "soon"),
    ],
)
def test_times_of_calendars_are_given_their_signs(text: str, iso: str) -> None:
    """RFC 5545, 3.3.5: the basic format of ISO 8601."""
    assert iso == dated(text)


CHARSETS = st.sampled_from(["utf-8", "GBK", "cp949", "idna", "hex", "a\0b", "X-NONE"]) | st.text(
    st.characters(codec="ascii", exclude_characters=':;"', exclude_categories=["Cc"]), max_size=20
)


@given(st.from_regex(r"[A-Za-z-]{1,9}", fullmatch=True), CHARSETS, st.binary(max_size=40))
def test_any_bytes_under_any_charset_are_one_line(name: str, charset: str, raw: bytes) -> None:
    value = "".join(f"={byte:02X}" for byte in raw)
    line = f"item1.{name};CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{value}\r\n"
    (found,) = lines(line.encode())
    assert (name.upper(), 1) == (found.name, found.number)
    assert {"CHARSET": charset, "ENCODING": "QUOTED-PRINTABLE"} == found.parameters
    assert bool(raw) >= bool(found.value)


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_card_leave_its_lines_as_they_are(rest: bytes) -> None:
    first = next(lines(b"FN:kim\r\nX" + rest))
    assert ("FN", "kim", 1) == (first.name, first.value, first.number)


def test_real_shortcuts_cards_and_drawings_are_read(shared_data: Path) -> None:
    folder = shared_data / "files/exiftool__exiftool/t/images"
    found = read(lnk, (folder / "LNK.lnk").read_bytes())
    assert ["Phil"] == found.values("user")
    assert "yukkypc" in found.values("machine")
    assert "ExifTool" in read(vcf, (folder / "VCard.vcf").read_bytes()).texts("body")
