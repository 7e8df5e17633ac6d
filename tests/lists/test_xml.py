"""XML in pieces: exact quotes, and nothing hostile taken in."""

from __future__ import annotations

import tracemalloc
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.errors import ListRefused
from celtrace.lists import _xml
from celtrace.lists._tally import Tally

TWO = (
    '<list day="1"><head>h</head>\n'
    '<row id="1"><name>Ink &amp; Co</name></row>\n<row id="2"/></list>'
)
BOMB = """<?xml version="1.0"?>
<!DOCTYPE list [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<list><row>&b;</row></list>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<list><row>&x;</row></list>"""
DTD = '<!DOCTYPE list SYSTEM "http://example.org/list.dtd"><list><row>&x;</row></list>'


def pieces(text: str, *wanted: str, size: int = 7) -> list[_xml.Piece]:
    data = text.encode()
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    return list(_xml.pieces("f.xml", chunks, *wanted))


def test_root_comes_first_then_each_wanted_element() -> None:
    root, *rows = pieces(TWO, "row")
    assert ("list", {"day": "1"}) == (root.tag, root.element.attrib)
    assert ["1", "2"] == [piece.element.get("id") for piece in rows]
    assert [2, 3] == [piece.line for piece in rows]


def test_quote_is_exactly_what_stands_in_the_file() -> None:
    _, first, second = pieces(TWO, "row")
    assert '<row id="1"><name>Ink &amp; Co</name></row>' == first.quote
    assert '<row id="2"/>' == second.quote


@given(st.integers(min_value=1, max_value=len(TWO)))
def test_size_of_the_chunks_does_not_show(size: int) -> None:
    plain = [(p.tag, p.line, p.quote) for p in pieces(TWO, "row")]
    assert plain == [(p.tag, p.line, p.quote) for p in pieces(TWO, "row", size=size)]


def test_prefixes_are_dropped() -> None:
    found = pieces('<x:list xmlns:x="u"><x:row x:id="1"/></x:list>', "row")
    assert ["list", "row"] == [piece.tag for piece in found]
    assert "1" == found[1].element.get("id")


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, DTD])
def test_document_type_is_refused(text: str) -> None:
    with pytest.raises(ListRefused, match="declares a document type at line"):
        pieces(text, "row")


def test_undeclared_entity_is_refused() -> None:
    with pytest.raises(ListRefused, match="undefined entity"):
        pieces("<list><row>&x;</row></list>", "row")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ListRefused, match="deeper than 100 levels"):
        pieces("<a>" * 101 + "</a>" * 101, "row")


@given(st.integers(min_value=0, max_value=len(TWO) - 1))
def test_every_cut_is_refused_with_the_line(at: int) -> None:
    with pytest.raises(ListRefused, match=r"f\.xml: the XML is broken or not closed at line \d"):
        pieces(TWO[:at], "row")


def test_memory_does_not_grow_with_the_number_of_elements() -> None:
    def chunks() -> object:
        yield b"<list>"
        for _ in range(20_000):
            yield b"<row><name>" + b"x" * 400 + b"</name></row>"
        yield b"</list>"

    tracemalloc.start()
    count = sum(1 for _ in _xml.pieces("f.xml", chunks(), "row"))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 20_001 == count
    assert peak < 4_000_000


def test_unknown_elements_are_counted_by_path() -> None:
    _, first, _ = pieces(TWO, "row")
    tally, reasons = Tally(), list[str]()
    _xml.audit(first.element, frozenset(), tally, "here")
    tally.tell(lambda _place, reason, _consequence: reasons.append(reason))
    assert ["unknown element name (once)"] == reasons


@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
        )
    )
)
def test_a_text_comes_back_and_its_quote_holds_it(text: str) -> None:
    written = escape(text)
    _, row = pieces(f"<list><row>{written}</row></list>", "row")
    assert text.strip() == _xml.value(row.element)
    assert f"<row>{written}</row>"[: _xml.QUOTE_BYTES] == row.quote


@pytest.mark.parametrize(
    ("value", "path"), [("a", "x"), ("b", "y/z"), ("", "y"), ("", "none"), ("", "y/none")]
)
def test_a_value_that_is_not_there_is_empty(value: str, path: str) -> None:
    _, row = pieces("<list><row><x> a </x><y><z>b</z></y></row></list>", "row")
    assert value == _xml.value(row.element, path)


def test_a_value_of_nothing_is_empty() -> None:
    assert "" == _xml.value(None, "x") == _xml.value(None)


def test_a_very_long_element_is_quoted_by_its_beginning() -> None:
    _, row = pieces(f"<list><row>{'x' * 20_000}</row></list>", "row", size=4_096)
    assert (_xml.QUOTE_BYTES, True) == (len(row.quote), row.quote.startswith("<row>xxx"))
    assert 20_000 == len(_xml.value(row.element))


def test_an_element_inside_one_of_its_own_name_is_part_of_it() -> None:
    _, *rows = pieces("<list><row>a<row>b</row></row></list>", "row")
    assert ["<row>a<row>b</row></row>"] == [row.quote for row in rows]


def test_known_elements_are_not_counted() -> None:
    _, first, _ = pieces(TWO, "row")
    tally, reasons = Tally(), list[str]()
    _xml.audit(first.element, frozenset({"name"}), tally, "here")
    tally.tell(lambda _place, reason, _consequence: reasons.append(reason))
    assert [] == reasons
