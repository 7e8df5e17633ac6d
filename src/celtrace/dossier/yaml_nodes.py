"""dossier.yaml as nodes that know their line, with every scalar as it was written.

Reference: YAML 1.1, https://yaml.org/spec/1.1/. Objects are never constructed: `NO`, `007`,
`1e5` and `2021-02-03` stay text until the field's type reads them. Tags, several documents,
doubled keys, deep nesting and aliases that unfold too far are faults.
"""

from __future__ import annotations

import codecs
from typing import Any

import msgspec
import yaml

from celtrace.errors import Fault
from celtrace.settings import Limits

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
_STANDARD = frozenset(f"tag:yaml.org,2002:{tag}" for tag in _PLAIN_TAGS) | {"!"}
_NOTHING = frozenset({"", "~", "null"})


class Scalar(msgspec.Struct, frozen=True):
    """A scalar as written; lines and columns count from 1."""

    text: str
    line: int
    column: int
    quoted: bool
    span: tuple[int, int]
    """Where it stands in the text, in characters."""

    @property
    def absent(self) -> bool:
        """Whether it says nothing: empty, `~` or `null`, without quotes."""
        return not self.quoted and self.text in _NOTHING


class Sequence(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    span: tuple[int, int]


class Mapping(msgspec.Struct, frozen=True):
    """A mapping, in the order written."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    span: tuple[int, int]

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


class NotYaml(ValueError):
    """The text cannot be taken apart at all; `fault` says where and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.problem)
        self.fault = fault


class Document(msgspec.Struct, frozen=True):
    """The text, its root (None if it is empty) and what is wrong with its form."""

    text: str
    root: Node | None
    faults: tuple[Fault, ...]

    def quote(self, node: Node) -> str:
        """The characters of a node, exactly as written."""
        start, end = node.span
        return self.text[start:end]


def parse(data: bytes, source: str, limits: Limits) -> Document:
    """Take YAML apart. NotYaml if it cannot be; other faults stand in the document."""
    if len(data) > limits.yaml_bytes:
        raise _broken(
            source,
            0,
            f"the file is larger than {limits.yaml_bytes} bytes",
            "move long sections into tables: `{from: FILE}`",
        )
    return parse_text(_decoded(data, source), source, limits)


def parse_text(text: str, source: str, limits: Limits) -> Document:
    """The same for text."""
    builder = _Builder(source, limits)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(error.problem or error.context or "it cannot be read").split())
        if "nesting depth" in what:
            raise _too_deep(source, mark.line + 1 if mark else 0, limits) from error
        raise _broken(source, mark.line + 1 if mark else 0, f"the YAML is broken: {what}",
                      "check indentation, quotes and colons on this line") from error  # fmt: skip
    except yaml.YAMLError as error:
        place = text.count("\n", 0, getattr(error, "position", None) or 0) + 1
        raise _broken(source, place, f"the YAML is broken: {' '.join(str(error).split())}",
                      "remove the character that is no text") from error  # fmt: skip
    return Document(text, builder.root, tuple(builder.faults))


def _too_deep(source: str, line: int, limits: Limits) -> NotYaml:
    """Said by the builder, or by a scanner that has a bound of its own and looks ahead."""
    return _broken(
        source, line, f"nested deeper than {limits.yaml_depth} levels",
        "no section nests that deep: check brackets and indentation",
    )  # fmt: skip


def _decoded(data: bytes, source: str) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(source, line, "the file is not UTF-8",
                      "save it as UTF-8") from error  # fmt: skip


def _broken(source: str, line: int, problem: str, remedy: str) -> NotYaml:
    return NotYaml(Fault(source, f"line {line}" if line else "", "", problem, remedy))


class _Frame(msgspec.Struct):
    """A collection that is still open."""

    mapping: bool
    line: int
    column: int
    start: int
    anchor: str | None
    children: list[Node] = []
    weight: int = 1


class _Builder:
    """Builds nodes from events, without recursion."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._source = source
        self._limits = limits
        self._open: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._documents = 0
        self._weight = 0

    def take(self, event: Any) -> None:  # noqa: ANN401 - PyYAML types its marks as optional
        """Take the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _document(self, event: Any) -> None:  # noqa: ANN401 - as above
        self._documents += 1
        if self._documents > 1:
            line = event.start_mark.line + 1
            raise _broken(
                self._source, line, "a second document begins here", "remove the line `---`"
            )

    def _scalar(self, event: Any) -> None:  # noqa: ANN401 - as above
        self._check_tag(event)
        mark = event.start_mark
        span = (mark.index, event.end_mark.index)
        node = Scalar(event.value, mark.line + 1, mark.column + 1, bool(event.style), span)
        self._add(node, 1)
        self._remember(event.anchor, node, 1)

    def _begin(self, event: Any) -> None:  # noqa: ANN401 - as above
        self._check_tag(event)
        mark = event.start_mark
        if len(self._open) >= self._limits.yaml_depth:
            raise _too_deep(self._source, mark.line + 1, self._limits)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Frame(mapping, mark.line + 1, mark.column + 1, mark.index, event.anchor))

    def _end(self, event: Any) -> None:  # noqa: ANN401 - as above
        frame = self._open.pop()
        flow_end = event.end_mark.index > event.start_mark.index
        last = frame.children[-1].span[1] if frame.children else frame.start
        span = (frame.start, event.end_mark.index if flow_end else max(last, frame.start))
        node: Node
        if frame.mapping:
            node = Mapping(self._pairs(frame), frame.line, frame.column, span)
        else:
            node = Sequence(tuple(frame.children), frame.line, frame.column, span)
        self._add(node, 1, frame.weight)
        self._remember(frame.anchor, node, frame.weight)

    def _pairs(self, frame: _Frame) -> tuple[tuple[Scalar, Node], ...]:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(frame.children[::2], frame.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._fault(key.line, "", "a key is a list or a mapping", "use a plain word as key")
            elif key.text in pairs:
                first = pairs[key.text][0].line
                self._fault(
                    key.line,
                    key.text,
                    f"the key stands twice, first on line {first}",
                    "keep one of the two",
                )
            else:
                pairs[key.text] = (key, value)
        return tuple(pairs.values())

    def _alias(self, event: Any) -> None:  # noqa: ANN401 - as above
        line = event.start_mark.line + 1
        known = self._anchors.get(event.anchor or "")
        if known is None:
            raise _broken(
                self._source,
                line,
                f"`*{event.anchor}` stands for nothing before it",
                "quote text that begins with `*`",
            )
        node, weight = known
        self._add(node, weight, line=line)

    def _remember(self, anchor: str | None, node: Node, weight: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, weight)

    def _add(self, node: Node, weight: int, own: int = 0, *, line: int = 0) -> None:
        """Hang a node under the open collection; `own` is weight already counted."""
        self._weight += weight
        if self._weight > self._limits.yaml_nodes:
            raise _broken(
                self._source,
                line or node.line,
                f"the file unfolds to more than {self._limits.yaml_nodes} values",
                "move long sections into tables; do not nest aliases",
            )
        if self._open:
            self._open[-1].children.append(node)
            self._open[-1].weight += own or weight
        else:
            self.root = node

    def _check_tag(self, event: Any) -> None:  # noqa: ANN401 - as above
        if event.tag is not None and event.tag not in _STANDARD:
            self._fault(
                event.start_mark.line + 1,
                event.tag,
                "tags are not read",
                "remove the tag; the key decides the type",
            )

    def _fault(self, line: int, key: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self._source, f"line {line}", key, problem, remedy))
