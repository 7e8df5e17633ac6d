"""What a PDF and its facts say of how the file came about."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.papers.history import history, issued, lineage
from celtrace.papers.trail import trail
from celtrace.records import Digest, Evidence, Trait
from papers.test_opened import printed

TODAY = date(2024, 6, 1)


def appended(data: bytes, content: bytes) -> bytes:
    """The file with another content of its first page, appended as ISO 32000-1, 7.5.6 says."""
    with pikepdf.open(io.BytesIO(data)) as document:
        number, _ = document.pages[0].obj.Contents.objgen
        root, size = document.Root.objgen[0], len(document.objects) + 1
    before = int(data.rsplit(b"startxref", 1)[1].split()[0])
    made = data if data.endswith(b"\n") else data + b"\n"
    at = len(made)
    made += b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        len(content),
        content,
    )
    table = len(made)
    made += b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (number, at)
    made += b"<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        before,
        table,
    )
    return made


PLAIN = printed(2)


def signed(data: bytes, hole: bytes = b"<" + b"0" * 40 + b">") -> bytes:
    """The file with a signature field that covers all of it but the hole."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.Root.Signed = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                Contents=pikepdf.String("ab" * 20),
                ByteRange=[0, 1111111111, 2222222222, 3333333333],
            )
        )
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    made = out.getvalue()
    start = made.index(b"/Contents", made.index(b"/ByteRange")) + len(b"/Contents ")
    end = made.index(b">", start) + 1
    made = made[:start] + hole.ljust(end - start)[: end - start] + made[end:]
    return (
        made.replace(b"1111111111", b"%10d" % start)
        .replace(b"2222222222", b"%10d" % end)
        .replace(b"3333333333", b"%10d" % (len(made) - end))
    )


def told(data: bytes) -> dict[str, str]:
    return {one.trace: one.said for one in trail(data)}


@pytest.mark.parametrize("data", [PLAIN, b"", b"words", b"%PDF-1.7 broken", PLAIN[:500]])
def test_a_plain_or_broken_file_says_nothing(data: bytes) -> None:
    assert {} == told(data)


def test_a_page_changed_after_the_first_save_is_named() -> None:
    said = told(appended(PLAIN, b"0 0 m 9 9 l S"))
    assert "saved 2 times; what page 1 shows was changed" in said["saved over"]


def test_the_same_content_saved_again_is_nothing() -> None:
    with pikepdf.open(io.BytesIO(PLAIN)) as document:
        content = document.pages[0].obj.Contents.read_raw_bytes()
    assert {} == told(appended(PLAIN, content))


def test_a_whole_signature_says_nothing() -> None:
    assert {} == told(signed(PLAIN))


def test_a_page_changed_after_signing_is_said() -> None:
    said = told(appended(signed(PLAIN), b"0 0 m 9 9 l S"))
    assert "what page 1 shows was changed after the last signature" == said["after signing"]


def test_a_signature_that_leaves_a_hole_is_broken() -> None:
    whole = signed(PLAIN, b"(ab) /X (more than itself)")
    assert "leaves out more than itself" in told(whole)["signature broken"]


def test_a_signature_beyond_the_end_is_broken() -> None:
    assert "signature covers the bytes" in told(signed(PLAIN)[:-1])["signature broken"]


def test_what_is_added_after_signing_without_changing_a_page_is_no_change() -> None:
    with pikepdf.open(io.BytesIO(signed(PLAIN))) as document:
        content = document.pages[0].obj.Contents.read_raw_bytes()
    said = told(appended(signed(PLAIN), content))
    assert {"saved over": "something was added after the last signature, no page changed"} == said


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(trail(b"%PDF-1.4\n" + data), tuple)


# --- facts ---------------------------------------------------------------------------------------


def fact(name: Any, value: str, place: str = "Info", day: str = "") -> Trait:
    time = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Trait(
        seen=Evidence(Digest("a" * 64), "a", place, value, "pdf"),
        file=Digest("a" * 64),
        name=name,
        value=value,
        place=place,
        time=time,
    )


def traces(*traits: Trait, type_: str = "diploma") -> list[tuple[str, str]]:
    return [(one.trace, one.said) for one in history(traits, type_, TODAY)]


@pytest.mark.parametrize("name", ["Adobe Photoshop 24.1", "GIMP 2.10", "Canva"])
def test_a_program_for_pictures_is_named_for_what_somebody_issues(name: str) -> None:
    assert [("editor", f"it names the picture editor {name}")] == traces(fact("software", name))
    assert [] == traces(fact("software", name), type_="cv")


def test_a_change_before_the_making_is_said() -> None:
    rows = fact("created", "c", day="2024-03-01"), fact("modified", "m", day="2024-01-01")
    assert [("dates", "last changed 2024-01-01, made 2024-03-01")] == traces(*rows)


@pytest.mark.parametrize(
    "rows",
    [
        (fact("created", "c", day="2024-03-01"), fact("modified", "m", day="2024-03-02")),
        (fact("created", "c", day="2024-03-01"), fact("created", "d", day="2024-03-01")),
        (fact("modified", "m", day="2024-01-01"),),
        (),
    ],
)
def test_dates_that_can_be_so_are_nothing(rows: tuple[Trait, ...]) -> None:
    assert [] == traces(*rows)


def test_two_days_of_making_and_a_day_ahead_are_said() -> None:
    two = fact("created", "c", day="2024-03-01"), fact("created", "d", day="2024-03-09")
    assert [("dates", "made 2024-03-01 and made 2024-03-09")] == traces(*two)
    ahead = traces(fact("captured", "c", day="2031-01-01"))
    assert [("dates", "a time after the day of the review: 2031-01-01")] == ahead


@pytest.mark.parametrize("type_", ["Passport", "bank_statement", "ID-Card"])
def test_types_are_known_in_any_writing(type_: str) -> None:
    assert issued(type_)


def test_only_ids_that_copies_share_are_kept() -> None:
    found = lineage(
        [
            fact("lineage", "00A1B2C3", "word/settings.xml rsidRoot"),
            fact("lineage", "00D4E5F6", "word/settings.xml rsid"),
            fact("lineage", "00B47730", "word/settings.xml rsidRoot"),
            fact("lineage", "xmp.did:7b7e5f1c", "XMP"),
            fact("lineage", "short", "XMP"),
            fact("camera", "4021133", "EXIF BodySerialNumber"),
            fact("camera", "NIKON D700", "EXIF"),
            fact("camera", "0000000000", "EXIF BodySerialNumber"),
            fact("author", "Ann Author Ann"),
        ]
    )
    assert {"id 00A1B2C3", "id xmp.did:7b7e5f1c"} == found


def test_a_long_serial_of_a_camera_is_kept() -> None:
    assert {"camera serial 402113377"} == lineage(
        [fact("camera", "402113377", "EXIF BodySerialNumber")]
    )


@pytest.mark.parametrize(
    ("type_", "known"),
    [
        ("passport", True),
        ("Driving  Licence", True),
        ("utility bill", True),
        ("cv", False),
        ("portfolio", False),
        ("", False),
        ("passport photo", False),
    ],
)
def test_only_what_somebody_issues_is_held_against_programs(type_: str, known: bool) -> None:  # noqa: FBT001
    assert known == issued(type_)
    told = traces(fact("software", "Adobe Photoshop 24.1"), type_=type_)
    assert known == bool(told)


@pytest.mark.parametrize(
    "name",
    [
        "Microsoft Word",
        "Canon iR-ADV C5535",
        "LibreOffice 7.4",
        "Acrobat Distiller",
        "iOS 17.1",
        "HP Scan",
        "WPS Office",
        "Skia/PDF m120",
    ],
)
def test_programs_of_offices_and_scanners_are_nothing(name: str) -> None:
    assert [] == traces(fact("software", name))


def test_a_program_named_twice_is_said_once() -> None:
    rows = fact("software", "GIMP 2.10", "EXIF"), fact("software", "GIMP 2.10", "XMP")
    assert 1 == len(traces(*rows))


@pytest.mark.parametrize("hours", [0, 5, 23])
def test_clocks_that_differ_by_a_zone_are_nothing(hours: int) -> None:
    rows = (
        fact("created", "c", day=f"2024-03-02T{hours:02}:00:00"),
        fact("modified", "m", day="2024-03-02T00:00:00"),
    )
    assert [] == traces(*rows)


@given(st.lists(st.sampled_from(["2024-01-01", "2024-02-01", "2031-01-01", ""]), max_size=6))
def test_no_set_of_times_raises(days: list[str]) -> None:
    names = ("created", "modified", "captured")
    rows = [fact(names[n % 3], str(n), day=one) for n, one in enumerate(days)]
    assert all(trace == "dates" for trace, _ in traces(*rows))
