"""PDF documents: structure, dates with their zone, texts by page."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from celtrace.files import pdf
from celtrace.files._blob import Blob
from celtrace.records import Digest
from files.reading import read, samples


def made(**options: object) -> bytes:
    [path] = samples(pdf)
    out = io.BytesIO()
    with pikepdf.open(path) as document:
        document.attachments["note.txt"] = b"cut 12\n"
        document.save(out, **options)
    return out.getvalue()


def test_a_document_says_who_made_it_when_and_where() -> None:
    [path] = samples(pdf)
    found = read(pdf, path.read_bytes(), path.name)
    assert (["kim"], ["Grey Heron Pictures"]) == (
        found.values("author"), found.values("organisation"),
    )  # fmt: skip
    assert ["Hancom PDF 1.3", "PDF-XChange"] == sorted(found.values("software"))
    assert ["00112233445566778899aabbccddeeff"] == found.values("lineage")
    assert ["Helvetica"] == found.values("font")
    [one] = [t for t in found.traits if t.name == "created"]
    assert (510, "stated") == (one.offset, one.zone_from)
    assert ["cut 12"] == [text.strip() for text in found.texts("body")]


def test_what_is_attached_is_a_file_of_its_own() -> None:
    assert [(b"note.txt", b"cut 12\n")] == [(c.name, c.data) for c in read(pdf, made()).children]


def test_a_locked_document_says_so_and_opens_with_its_password() -> None:
    locked = made(encryption=pikepdf.Encryption(owner="o", user="cut12"))
    assert "password" in read(pdf, locked).notes[0][1]
    opened = read(pdf, locked, "a.pdf", ("wrong", "cut12"))
    assert (["kim"], ["cut 12"]) == (
        opened.values("author"), [text.strip() for text in opened.texts("body")],
    )  # fmt: skip


def test_a_document_of_nothing_says_what_is_wrong() -> None:
    assert read(pdf, b"%PDF-1.4\n").notes


def changed(**info: str) -> bytes:
    [path] = samples(pdf)
    out = io.BytesIO()
    with pikepdf.open(path) as document:
        for key, value in info.items():
            document.docinfo[f"/{key}"] = value
        if not info:
            with document.open_metadata(set_pikepdf_as_editor=False) as packet:
                packet["xmp:CreatorTool"] = "Adobe Illustrator CS6"
                packet["xmp:CreateDate"] = "2016-05-03T10:30:00+08:30"
                packet["xmpMM:DocumentID"] = "uuid:12"
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("key", "value", "name", "shown"),
    [
        ("Author", "김철수", "author", "김철수"),
        ("Creator", "Adobe InDesign CS5", "software", "Adobe InDesign CS5"),
        ("Title", "제5화", "title", "제5화"),
        ("Subject", "C:\\Users\\kim\\a.indd", "user", "kim"),
        ("ModDate", "D:20160504173000+09'00'", "modified", "D:20160504173000+09'00'"),
    ],
)
def test_information_is_facts(key: str, value: str, name: str, shown: str) -> None:
    assert shown in read(pdf, changed(**{key: value})).values(name)


def test_the_packet_of_metadata_is_facts_with_its_zone() -> None:
    found = read(pdf, changed())
    assert "Adobe Illustrator CS6" in found.values("software")
    assert "uuid:12" in found.values("lineage")
    [one] = [t for t in found.traits if t.place == "XMP CreateDate"]
    assert (510, "stated") == (one.offset, one.zone_from)


def test_pages_beyond_the_most_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PAGES", 2)
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(4):
            document.add_blank_page()
        document.save(out)
    found = read(pdf, out.getvalue())
    assert ("page 3", "it has 4 pages") == found.notes[-1][:2]


def test_without_its_parts_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.importlib.util, "find_spec", lambda _: None)
    assert "pip install 'celtrace[files]'" in read(pdf, made()).notes[0][1]


def test_a_damaged_structure_is_told_without_where_the_bytes_lie(tmp_path: Path) -> None:
    """The same bytes in two cases give the same problem, to the letter."""
    told: list[str] = []
    for name in ("one", "two"):
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.7\n1 0 obj<<")
        with path.open("rb") as stream:
            list(
                pdf.read(
                    Blob(stream, Digest("0" * 64), "b.pdf", 18, ()), lambda *n: told.append(n[1])
                )
            )
    assert told[: len(told) // 2] == told[len(told) // 2 :]
    assert any("structure is damaged" in reason for reason in told)
    assert not any(str(tmp_path) in reason for reason in told)
