"""OpenDocument: texts in their order, comments, templates, locked files."""

from __future__ import annotations

import io
import zipfile
from types import ModuleType

import pytest

from celtrace.files import odp, ods, odt
from celtrace.files._head import head_of
from celtrace.files._odf import sniffed
from celtrace.records import Head
from files.reading import Read, read

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
HEADS = " ".join(
    f'xmlns:{name}="{NAMES}{name}:1.0"'
    for name in ("office", "text", "table", "meta", "style", "config")
)
KIND = "application/vnd.oasis.opendocument.text"


def made(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", KIND)
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", f"<doc {HEADS}>{body}</doc>")
    return out.getvalue()


def said(**parts: str) -> Read:
    return read(odt, made(**parts), "a.odt")


def test_paragraphs_and_headings_are_numbered_in_their_order() -> None:
    body = "<text:h>5화</text:h><text:p/><text:p>컷 <text:span>12</text:span></text:p>"
    found = said(content=body)
    assert [("paragraph 1", "5화"), ("paragraph 3", "컷 12")] == [
        (one.place, one.text) for one in found.passages
    ]


def test_tables_are_sheets() -> None:
    assert ["5화"] == said(content='<table:table table:name="5화"/>').texts("sheet")


def test_comments_name_their_writer() -> None:
    body = (
        "<office:annotation><dc:creator xmlns:dc='d'>pak</dc:creator>"
        "<text:p>다시</text:p></office:annotation>"
    )
    found = said(content=body)
    assert ["pak"] == found.values("author")
    assert ["annotation by pak"] == [o.place for o in found.passages if o.role == "comment"]


@pytest.mark.parametrize(
    ("element", "name", "value"),
    [
        ("<meta:generator>LibreOffice/7.4</meta:generator>", "software", "LibreOffice/7.4"),
        ("<meta:initial-creator>kim</meta:initial-creator>", "author", "kim"),
        ("<meta:printed-by>lee</meta:printed-by>", "last_editor", "lee"),
        ('<meta:template meta:href="../t.ott"/>', "template", "../t.ott"),
        ('<meta:user-defined meta:name="job">5</meta:user-defined>', "lineage", "job=5"),
        ("<meta:print-date>2016-05-03T10:00:00+09:00</meta:print-date>", "printed",
         "2016-05-03T10:00:00+09:00"),
    ],
)  # fmt: skip
def test_properties_are_facts(element: str, name: str, value: str) -> None:
    assert [value] == said(meta=element).values(name)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("+08:30", 510), ("+09:00", 540), ("-05:00", -300), ("Z", None), ("", None)],
)
def test_half_hours_east_of_china_are_told_apart(zone: str, offset: int | None) -> None:
    element = f"<meta:creation-date>2016-05-03T10:00:00{zone}</meta:creation-date>"
    [one] = [trait for trait in said(meta=element).traits if trait.name == "created"]
    assert offset == one.offset


def test_printer_and_session_of_the_settings_are_facts() -> None:
    items = "".join(
        f'<config:config-item config:name="{name}">{value}</config:config-item>'
        for name, value in (("PrinterName", "HP on PC-12"), ("Rsid", "77"), ("Other", "x"))
    )
    found = said(settings=items)
    assert (["HP on PC-12"], ["77"]) == (found.values("machine"), found.values("lineage"))


def test_a_locked_document_says_so_and_still_gives_its_properties() -> None:
    found = said(
        meta="<meta:initial-creator>kim</meta:initial-creator>",
        **{"META-INF__manifest": "<encryption-data/>"},
    )
    assert ["kim"] == found.values("author")
    assert "under a password" in found.notes[0][1]


@pytest.mark.parametrize("reader", [odt, ods, odp], ids=lambda one: str(one.FORMAT))
def test_a_container_that_says_nothing_of_its_kind_is_not_claimed(reader: ModuleType) -> None:
    assert 0.0 == reader.sniff(b"PK\x03\x04" + bytes(200), "a.odt")


def test_kinds_are_told_apart() -> None:
    head = made(content="")[:200]
    assert sniffed(head, (KIND.encode(),)) > 0.9
    assert 0.0 == sniffed(head, (b"application/vnd.oasis.opendocument.spreadsheet",))


@pytest.mark.parametrize("part", ["content", "meta", "settings"])
def test_a_broken_part_costs_only_itself(part: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", KIND)
        for name in ("content", "meta", "settings"):
            body = (
                "<text:p>컷</text:p>" if name == "content" else "<meta:generator>x</meta:generator>"
            )
            whole = f"<doc {HEADS}>{body}</doc>"
            archive.writestr(f"{name}.xml", whole[: len(whole) // 2] if name == part else whole)
    found = read(odt, out.getvalue(), "a.odt")
    assert {part} == {place.removesuffix(".xml") for place, _, _ in found.notes}
    assert found.passages or part == "content"
    assert found.traits or part == "meta"


def packed(*names: str) -> Head:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, KIND if name == "mimetype" else "x" * 400)
    return head_of(io.BytesIO(out.getvalue()))


def test_a_document_whose_type_stands_behind_other_members_goes_by_members_and_name() -> None:
    late = packed("content.xml", "mimetype", "META-INF/manifest.xml")
    assert 0.5 < odt.sniff(late, "a.ODT")
    assert 0.0 == odt.sniff(late, "a.zip") == ods.sniff(late, "a.odt")
    assert 0.0 == odt.sniff(packed("content.xml", "a.txt"), "a.odt")


def test_a_type_that_stands_second_and_unpacked_is_found() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<a/>")
        archive.writestr("mimetype", KIND)
    head = head_of(io.BytesIO(out.getvalue()))
    assert (True, 0.0) == (0.9 < odt.sniff(head, "a"), ods.sniff(head, "a"))
