"""XML of spreadsheets: local names, no document types, no entities."""

from __future__ import annotations

from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables._markup import Refused, feed


class Names:
    """Collects what the parser says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.said.append(f"<{name} {sorted(attributes.items())}")

    def end(self, name: str) -> None:
        self.said.append(f">{name}")

    def text(self, data: str) -> None:
        self.said.append(data)


def said(*pieces: bytes) -> list[str]:
    names = Names()
    feed(names, pieces)
    return names.said


def test_elements_and_attributes_go_by_local_name() -> None:
    assert ["<x [('a', 'u'), ('b', '1')]", "t", ">x"] == said(
        b'<a:x xmlns:a="u" a:b', b'="1">t</a:x>'
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<x>a&amp;b</x>", "a&b"),
        (b"<x>&#x5FCD;</x>", "忍"),
        (b"<x><![CDATA[<a>]]></x>", "<a>"),
        (b"<x>a<!-- note -->b</x>", "ab"),
        (b"<x>a<?do it?>b</x>", "ab"),
        ("<x>平양</x>".encode(), "平양"),
        ('<?xml version="1.0" encoding="UTF-16"?><x>é</x>'.encode("utf-16"), "é"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><x>é</x>'.encode("latin-1"), "é"),
    ],
)
def test_characters_are_those_that_are_meant(data: bytes, text: str) -> None:
    assert text == "".join(said(data)[1:-1])


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "http://x.example/">]><x>&a;</x>',
        b"<!DOCTYPE x><x/>",
        BOMB,
    ],
)
def test_a_document_type_is_refused_before_its_entities_count(data: bytes) -> None:
    with pytest.raises(Refused, match="it declares a document type"):
        said(data)


@pytest.mark.parametrize(
    "data", [b"", b"<x>", b"<x></y>", b"<x>&a;</x>", b"<x/><y/>", b"<x a=1/>", b"\xff", b"<x>\x00"]
)
def test_what_is_not_well_formed_is_an_error(data: bytes) -> None:
    with pytest.raises(expat.ExpatError):
        said(data)


@pytest.mark.parametrize("encoding", ["nope-8", "gb18030", "utf-7"])
def test_an_encoding_that_xml_cannot_be_read_in_is_refused(encoding: str) -> None:
    with pytest.raises((Refused, ValueError)):
        said(f'<?xml version="1.0" encoding="{encoding}"?><x>t</x>'.encode())


@given(st.integers(1, 40))
def test_pieces_of_any_size_say_the_same(size: int) -> None:
    """XML 1.0, 2.1: a document is one entity, however it arrives."""
    data = '<a:x xmlns:a="u" a:b="1"><y>平양 &amp; é</y></a:x>'.encode()
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    assert "".join(said(data)) == "".join(said(*pieces))
