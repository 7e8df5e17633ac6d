"""Both graph formats stay well formed whatever stands in names, ids and values."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.exchange.graph import Edge, Graph, Node, gexf, graphml

SPACES = {"g": "http://gexf.net/1.3", "m": "http://graphml.graphdrawing.org/xmlns"}
WRITERS = (gexf, graphml)
Writer = Callable[[Graph], bytes]


def root(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own bytes


def line(**more: object) -> Graph:
    """Two nodes and one edge with the values given."""
    edge = Edge("e", "a", "b", "ownership", **more)  # type: ignore[arg-type] - fields of an edge
    return Graph("t", (Node("a", "A"), Node("b", "B")), (edge,))


def said(graph: Graph) -> dict[str, str]:
    """Values of the edges of a GraphML file by name of their key."""
    made = root(graphml(graph))
    names = {key.get("id"): key.get("attr.name") for key in made.findall("m:key", SPACES)}
    held = made.findall(".//m:edge/m:data", SPACES)
    return {str(names[data.get("key")]): data.text or "" for data in held}


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    "text",
    ["a & b", "<b>", "]]>", "\"both' quotes\"", "&amp;", "<!-- no -->", "\x00\x1f", "\ud800",
     "\uffff", "서울 朝 Кириллица", "\U0001f600", "", " ", "<?xml?>", "%s{0}"],
)  # fmt: skip
def test_any_text_leaves_the_file_well_formed(write: Writer, text: str) -> None:
    node = Node(text, text, {text or "k": text})
    edge = Edge(text, text, text, text, text, values={text or "k": text})
    made = root(write(Graph(text, (node,), (edge,))))
    assert 1 == len([one for one in made.iter() if one.tag.endswith("}node")])


@pytest.mark.parametrize(
    ("shown", "text"),
    [("a\ufffdb", "a\x07b"), ("a\ufffd", "a\ud8ff"), ("tab\tline\n", "tab\tline\n"), ("&lt;",) * 2],
)
def test_a_label_is_kept_but_for_what_xml_cannot_hold(shown: str, text: str) -> None:
    made = root(gexf(Graph("t", (Node("a", text),), ())))
    assert [shown] == [node.get("label") for node in made.findall(".//g:node", SPACES)]


@pytest.mark.parametrize(
    ("start", "end", "since", "until"),
    [
        (None, None, None, None),
        ("2020-02-29", None, date(2020, 2, 29), None),
        (None, "2021-01-01", None, date(2021, 1, 1)),
        ("0001-01-01", "9999-12-31", date.min, date.max),
    ],
)
def test_days_stand_in_both_formats(
    start: str | None, end: str | None, since: date | None, until: date | None
) -> None:
    graph = line(since=since, until=until)
    [edge] = root(gexf(graph)).findall(".//g:edge", SPACES)
    assert (start, end) == (edge.get("start"), edge.get("end"))
    assert (start, end) == (said(graph).get("since"), said(graph).get("until"))


@pytest.mark.parametrize(
    ("expected", "more"),
    [
        ({"kind": "ownership"}, {}),
        ({"kind": "ownership", "label": "50 %"}, {"label": "50 %"}),
        ({"kind": "ownership", "percent": "50"}, {"values": {"percent": "50"}}),
        ({"kind": "ownership"}, {"values": {"percent": ""}}),
        ({"kind": "ownership", "a": "1", "b": "2"}, {"values": {"b": "2", "a": "1"}}),
    ],
)
def test_the_values_of_an_edge_by_name(expected: dict[str, str], more: dict[str, object]) -> None:
    assert expected == said(line(**more))


@pytest.mark.parametrize("write", WRITERS)
def test_an_empty_graph_is_a_file(write: Writer) -> None:
    assert b'<?xml version="1.0" encoding="UTF-8"?>' == write(Graph("", (), ())).splitlines()[0]
    assert [] == [one for one in root(write(Graph("", (), ()))).iter() if one.tag.endswith("}edge")]


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=4), st.text())
def test_the_same_graph_gives_the_same_bytes(values: dict[str, str], label: str) -> None:
    turned = dict(reversed(values.items()))
    for write in WRITERS:
        one, two = (write(Graph("t", (Node("a", label, v),), ())) for v in (values, turned))
        assert one == two
        assert root(one) is not None
