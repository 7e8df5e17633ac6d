"""GEXF and GraphML are read by others: sound XML, every value, every day."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from celtrace.exchange.graph import Edge, Graph, Node, gexf, graphml

NAME = 'A & "B" <서울>\x07'
GRAPH = Graph(
    "t", (Node("a", NAME, {"tier": "3"}), Node("b", "B")),
    (Edge("e", "a", "b", "ownership", "50 %", date(2020, 1, 1), None, {"percent": "50"}),),
)  # fmt: skip


def test_gexf_holds_names_days_and_values() -> None:
    root = ET.fromstring(gexf(GRAPH))  # noqa: S314 - our own bytes
    space = {"g": "http://gexf.net/1.3"}
    assert 'A & "B" <서울>\ufffd' == root.findall(".//g:node", space)[0].get("label")
    [edge] = root.findall(".//g:edge", space)
    assert ("a", "b", "2020-01-01", None) == tuple(
        edge.get(key) for key in ("source", "target", "start", "end")
    )
    assert ["3", "50"] == [v.get("value") for v in root.findall(".//g:attvalue", space)]


def test_graphml_is_what_networkx_reads() -> None:
    networkx = pytest.importorskip("networkx", reason="a development dependency")
    read = networkx.read_graphml(io.BytesIO(graphml(GRAPH)))
    assert {"label": "B"} == read.nodes["b"]
    assert ("ownership", "50", "2020-01-01") == tuple(
        read.edges["a", "b"][key] for key in ("kind", "percent", "since")
    )


def test_gexf_is_what_networkx_reads() -> None:
    networkx = pytest.importorskip("networkx", reason="a development dependency")
    read = networkx.read_gexf(io.BytesIO(gexf(GRAPH).replace(b"gexf.net/1.3", b"gexf.net/1.2draft")
                                         .replace(b"http://gexf", b"http://www.gexf")
                                         .replace(b'version="1.3"', b'version="1.2"')))  # fmt: skip
    assert {"a", "b"} == set(read.nodes)
