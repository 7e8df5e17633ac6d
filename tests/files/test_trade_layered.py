"""Krita and OpenRaster: authors, layers, the zone of the container's clocks, damage."""

from __future__ import annotations

import pytest

from celtrace.files import kra, ora
from celtrace.records import Head
from files.reading import read
from samples import files_drawings as made


def test_a_krita_document_names_author_company_and_layers() -> None:
    found = read(kra, made.kra())
    assert ["Lan Wei"] == found.values("author")
    assert ["Blue Heron"] == found.values("organisation")
    assert ["線画", "bg"] == found.texts("layer")
    assert ["Krita 5.1.5"] == found.values("software")
    assert ["밤 장면"] == found.texts("comment")


def test_somebody_unknown_is_nobody() -> None:
    assert "Unknown" not in read(kra, made.kra()).values("author")


def test_times_stay_text_and_the_clocks_show_the_zone() -> None:
    found = read(kra, made.kra())
    assert ["2016-03-01T17:42:44"] == found.values("created")
    assert {(510, "dos_against_utc")} == {
        (one.offset, one.zone_from) for one in found.traits if one.offset is not None
    }


def test_an_imported_file_names_its_user() -> None:
    assert ["lan.wei"] == read(kra, made.kra()).values("user")


@pytest.mark.parametrize(
    ("reader", "data"), [(kra, made.kra()), (ora, made.ora())], ids=["kra", "ora"]
)
def test_the_merged_picture_is_given_as_it_lies(reader: object, data: bytes) -> None:
    drawn = read(reader, data).drawn  # type: ignore[arg-type]
    assert [(2, 1)] == [(one.width, one.height) for one in drawn if one.role == "whole"]


def test_layers_and_groups_of_openraster_are_named_from_the_top() -> None:
    assert ["A", "線画", "bg"] == read(ora, made.ora()).texts("layer")


@pytest.mark.parametrize(
    ("members", "format_"),
    [
        (("maindoc.xml", "documentinfo.xml"), "kra"),
        (("stack.xml", "mergedimage.png"), "ora"),
        (("word/document.xml",), ""),
    ],
)
def test_containers_are_told_by_their_members(members: tuple[str, ...], format_: str) -> None:
    head = Head.of(b"PK\3\4" + bytes(60), members)
    told = [one.FORMAT for one in (kra, ora) if one.sniff(head, "x.kra") > 0]
    assert ([format_] if format_ else []) == told


@pytest.mark.parametrize("reader", [kra, ora], ids=["kra", "ora"])
def test_a_container_that_cannot_be_opened_is_told(reader: object) -> None:
    assert read(reader, b"PK\3\4" + bytes(40)).notes  # type: ignore[arg-type]


def test_a_damaged_part_is_told_and_the_rest_read() -> None:
    data = made.kra().replace(b"</document-info>", b"<document-inf>>>")
    found = read(kra, data)
    assert found.notes
    assert ["線画", "bg"] == found.texts("layer")
