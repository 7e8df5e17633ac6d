"""Outlook messages: properties wide and narrow, recipients, headers that came along."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from celtrace.files import msg
from files.reading import Read, read

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from cfb import compound

SUB = "__substg1.0_"


def said(streams: dict[str, bytes]) -> Read:
    whole = {"__properties_version1.0": bytes(32)} | streams
    return read(msg, compound(whole), "a.msg")


def wide(number: str, text: str) -> dict[str, bytes]:
    return {f"{SUB}{number}001F": text.encode("utf-16-le")}


@pytest.mark.parametrize(
    ("number", "name"),
    [("0C1A", "author"), ("0C1F", "author"), ("3FF8", "author"), ("3FFA", "last_editor"),
     ("0037", "title"), ("1035", "lineage")],
)  # fmt: skip
def test_properties_are_facts(number: str, name: str) -> None:
    assert ["김철수"] == said(wide(number, "김철수")).values(name)


def test_narrow_properties_are_read_too() -> None:
    assert ["kim"] == said({f"{SUB}0C1A001E": b"kim"}).values("author")


def test_subject_and_body_are_texts() -> None:
    found = said(wide("0037", "제5화") | wide("1000", "선을 다시"))
    assert ["제5화"] == [text.rstrip("\0") for text in found.texts("title")]
    assert ["선을 다시"] == [text.rstrip("\0") for text in found.texts("body")]


def test_recipients_are_names() -> None:
    top = "__recip_version1.0_#00000000"
    found = said({
        f"{top}/{SUB}3001001F": "Lee".encode("utf-16-le"),
        f"{top}/{SUB}39FE001F": "lee@studio.example".encode("utf-16-le"),
    })  # fmt: skip
    assert ["Lee <lee@studio.example>"] == [t.replace("\0", "") for t in found.texts("name")]


def test_headers_that_came_along_give_clock_and_machines() -> None:
    heads = (
        "Received: from pc-12 ([192.0.2.7]) by mail.example; Tue, 3 May 2016 10:02:03 +0830\r\n"
        "Date: Tue, 3 May 2016 10:01:00 +0830\r\n\r\n"
    )
    found = said(wide("007D", heads))
    assert [510, 510] == [one.offset for one in found.traits if one.offset is not None]
    assert "pc-12 [192.0.2.7]" in found.values("machine")


@pytest.mark.parametrize("kind", [0x0003, 0x001F, 0xFFFF])
def test_other_kinds_of_properties_are_no_times(kind: int) -> None:
    data = bytes(32) + struct.pack("<HHIQ", kind, 0x0039, 6, 131_067_126_000_000_000)
    assert [] == said({"__properties_version1.0": data}).values("created")


@pytest.mark.parametrize("ticks", [0, 2**63, 2**64 - 1])
def test_times_that_no_calendar_has_are_left(ticks: int) -> None:
    data = bytes(32) + struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    assert [] == said({"__properties_version1.0": data}).values("created")


def test_an_attachment_without_a_name_is_called_by_its_place() -> None:
    top = "__attach_version1.0_#00000000"
    [child] = said({f"{top}/{SUB}37010102": b"cut 12"}).children
    assert (top.encode(), b"cut 12") == (child.name, child.data.rstrip(b"\0"))


def test_an_attachment_without_bytes_is_none() -> None:
    top = "__attach_version1.0_#00000000"
    assert [] == said({f"{top}/{SUB}3707001F": "a.txt".encode("utf-16-le")}).children
