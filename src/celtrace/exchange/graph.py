"""A chain as GEXF 1.3 and GraphML 1.0, for Gephi, yEd, Cytoscape and networkx.

References: https://gexf.net/schema.html, http://graphml.graphdrawing.org/specification.html.
The same graph gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import msgspec

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, section 2.2."""


class Node(msgspec.Struct, frozen=True, order=True):
    """A party or contract with its values as text."""

    id: str
    label: str
    values: Mapping[str, str] = {}


class Edge(msgspec.Struct, frozen=True):
    """A typed line from one node to another, with its days."""

    id: str
    source: str
    target: str
    kind: str
    label: str = ""
    since: date | None = None
    until: date | None = None
    values: Mapping[str, str] = {}


class Graph(msgspec.Struct, frozen=True):
    """Nodes and edges; every end of an edge is a node."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def gexf(graph: Graph) -> bytes:
    """GEXF 1.3, with the days of the edges as `start` and `end`."""
    names = _names(graph.nodes), _names(graph.edges)
    lines = [
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        f"<meta><creator>celtrace</creator><description>{_text(graph.title)}</description></meta>",
        '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">',
    ]
    for kind, known in zip(("node", "edge"), names, strict=True):
        lines.append(f'<attributes class="{kind}">')
        lines += [f'<attribute id="{kind[0]}{n}" title={_quoted(name)} type="string"/>'
                  for n, name in enumerate(known)]  # fmt: skip
        lines.append("</attributes>")
    lines.append("<nodes>")
    for node in graph.nodes:
        lines.append(f"<node id={_quoted(node.id)} label={_quoted(node.label)}>")
        lines += [*_attvalues(node.values, names[0], "n"), "</node>"]
    lines += ["</nodes>", "<edges>"]
    for edge in graph.edges:
        days = "".join(f' {key}="{day}"' for key, day in (("start", edge.since),
                                                          ("end", edge.until)) if day)  # fmt: skip
        lines.append(
            f"<edge id={_quoted(edge.id)} source={_quoted(edge.source)} "
            f"target={_quoted(edge.target)} kind={_quoted(edge.kind)} "
            f"label={_quoted(edge.label)}{days}>"
        )
        lines += [*_attvalues(edge.values, names[1], "e"), "</edge>"]
    return _document([*lines, "</edges>", "</graph>", "</gexf>"])


def _attvalues(values: Mapping[str, str], names: Sequence[str], letter: str) -> Iterator[str]:
    yield "<attvalues>"
    for number, name in enumerate(names):
        if values.get(name):
            yield f'<attvalue for="{letter}{number}" value={_quoted(values[name])}/>'
    yield "</attvalues>"


def graphml(graph: Graph) -> bytes:
    """GraphML 1.0, with every value as a key of type string."""
    nodes = ["label", *_names(graph.nodes)]
    edges = ["kind", "label", "since", "until", *_names(graph.edges)]
    lines = ['<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for kind, names in (("node", nodes), ("edge", edges)):
        lines += [f'<key id="{kind[0]}{n}" for="{kind}" attr.name={_quoted(name)} '
                  'attr.type="string"/>' for n, name in enumerate(names)]  # fmt: skip
    lines.append(f'<graph id="chain" edgedefault="directed"><desc>{_text(graph.title)}</desc>')
    for node in graph.nodes:
        values = {"label": node.label, **node.values}
        lines += [f"<node id={_quoted(node.id)}>", *_data(values, nodes, "n"), "</node>"]
    for edge in graph.edges:
        values = {
            "kind": edge.kind, "label": edge.label, "since": str(edge.since or ""),
            "until": str(edge.until or ""), **edge.values,
        }  # fmt: skip
        lines.append(
            f"<edge id={_quoted(edge.id)} source={_quoted(edge.source)} "
            f"target={_quoted(edge.target)}>"
        )
        lines += [*_data(values, edges, "e"), "</edge>"]
    return _document([*lines, "</graph>", "</graphml>"])


def _data(values: Mapping[str, str], names: Sequence[str], letter: str) -> Iterator[str]:
    for number, name in enumerate(names):
        if values.get(name):
            yield f'<data key="{letter}{number}">{_text(values[name])}</data>'


def _names(things: Iterable[Node | Edge]) -> list[str]:
    return sorted({name for thing in things for name in thing.values})


def _document(lines: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return ("\n".join([head, *lines]) + "\n").encode()


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
