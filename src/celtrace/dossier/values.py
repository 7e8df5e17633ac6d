"""Values of fields, from YAML nodes and from cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from celtrace.dossier.ledger import Ledger, Mention, Origin
from celtrace.dossier.said import How, Wrong, shown
from celtrace.dossier.scalars import TYPES
from celtrace.dossier.schema import Field, Section
from celtrace.dossier.schema_work import ACCESS
from celtrace.dossier.yaml_nodes import Mapping, Node, NotYaml, Scalar, Sequence, parse_text
from celtrace.records import Identifier, Part, Record
from celtrace.rows import Cell
from celtrace.settings import Limits

_SEPARATORS = re.compile(r"[;\n|]|\r\n?")
_COMMAS_TOO = re.compile(r"[;\n|,]|\r\n?")
_COMMA_TYPES = frozenset({"date", "enum"})
_COMMA_KEYS = frozenset({"emails", "phones", "domains"})
_PAIR = re.compile(r"([A-Za-z][\w .-]{0,30}?)\s*[:=]\s*(\S.*)")
_NOT_WORD = re.compile(r"[^\w]+")


class Draft(msgspec.Struct):
    """An item on its way to a record: values by attribute, with their places."""

    section: Section
    origin: Origin
    place: str
    quote: str
    how: How
    values: dict[str, Any] = {}
    parts: list[Part] = []
    spoiled: bool = False
    """Whether a fault keeps it from becoming a record."""
    wrong: set[str] = set()
    """Keys whose value was given and does not fit."""

    def rename(self, field: str, to: str) -> None:
        """Let the places of one field be those of another."""
        self.parts = [
            msgspec.structs.replace(part, field=to) if part.field == field else part
            for part in self.parts
        ]

    def build(self, kind: type[Record], **changed: object) -> Record:
        """The record, with its evidence."""
        seen = msgspec.structs.replace(
            self.origin.seen(self.place, self.quote), parts=tuple(self.parts)
        )
        return kind(seen=seen, **{**self.values, **changed})

    def part(self, field: str) -> Part | None:
        """Where a field stood."""
        return next((part for part in self.parts if part.field == field), None)


class Values:
    """Puts values into a draft; what does not fit becomes a fault, and the pass goes on."""

    def __init__(self, draft: Draft, ledger: Ledger, limits: Limits) -> None:
        self._draft = draft
        self._ledger = ledger
        self._limits = limits
        self._within: Cell | None = None
        """The cell of a table whose text is being read as a list or mapping."""

    def _place(self, node: Node) -> str:
        return self._within.place if self._within else f"line {node.line}"

    def _cell(self, node: Scalar) -> Cell:
        quote = self._within.quote if self._within else node.text
        return Cell(node.text.strip(), self._place(node), "text", quote)

    def fault(self, place: str, key: str, problem: str, remedy: str) -> None:
        """Add a fault of this draft."""
        name = ".".join(word for word in (self._draft.section.name, key) if word)
        self._ledger.fault(self._draft.origin, (place, name), problem, remedy)
        self._draft.spoiled = True
        self._draft.wrong.add(key.partition(".")[0])

    def problem(self, place: str, reason: str, consequence: str) -> None:
        """Add a problem of this draft: it still becomes a record."""
        self._ledger.problem(self._draft.origin, place, reason, consequence)

    def from_node(self, field: Field, key: str, node: Node) -> None:
        """Take the value of a key of dossier.yaml."""
        if isinstance(node, Scalar) and node.absent:
            return
        if field.form == "free":
            self._keep(field, self._identifiers(node, key))
        elif field.key == "access" and isinstance(node, Mapping) and node.get("path"):
            inner = self._shape(ACCESS, node, key)
            self._draft.values["access_path"] = inner.get("path", "")
            self._draft.values["access_format"] = inner.get("format", "")
        elif field.form == "shape":
            self._shapes(field, key, node)
        elif field.many:
            self._keep(field, self._many(field, key, node))
        elif isinstance(node, Scalar):
            cell = self._cell(node)
            value = self._one(field, key, cell)
            if value is not None:
                self._draft.values[field.attribute] = value
                self._draft.parts.append(Part(field.attribute, cell.place, cell.quote))
        else:
            self._shape_fault(key, node, "one value")

    def from_cell(self, field: Field, key: str, cell: Cell) -> None:
        """Take a cell of a table for a key that is more than one plain value."""
        text = cell.text
        inner = key.partition(".")[2]
        several = field.many or field.form in ("shape", "free")
        node = self._node(cell, key) if several and text[0] in "[{" else None
        if node is not None and not inner and not isinstance(node, Scalar):
            self._within = cell
            self.from_node(field, key, node)
            self._within = None
        elif field.form == "free":
            found = (Identifier(inner, text),) if inner else tuple(_labelled(text))
            self._add(field, cell, found)
        elif field.form == "shape" and inner:
            self._inner(field, inner, key, cell)
        elif field.form == "shape":
            self.fault(
                cell.place,
                key,
                f"{shown(text)} is one text where a mapping is expected",
                "write it as {key: value}, or give the section in dossier.yaml",
            )
        elif field.many:
            many = [self._one(field, key, part) for part in _split(field, cell)]
            self._add(field, cell, tuple(value for value in many if value is not None))
        elif (value := self._one(field, key, cell)) is not None:
            self._draft.values[field.attribute] = value
            self._draft.parts.append(Part(field.attribute, cell.place, cell.quote))

    def _node(self, cell: Cell, key: str) -> Node | None:
        """A cell that holds a list or mapping in JSON or YAML."""
        try:
            document = parse_text(cell.text, "", self._limits)
        except NotYaml:
            return None
        if isinstance(document.root, Mapping | Sequence):
            for wrong in document.faults:
                self.fault(cell.place, ".".join(filter(None, (key, wrong.key))),
                           wrong.problem, wrong.remedy)  # fmt: skip
        return document.root

    def _add(self, field: Field, cell: Cell, found: tuple[Any, ...]) -> None:
        before = self._draft.values.get(field.attribute, ())
        if field.form == "free":
            found = tuple(sorted((*before, *found), key=lambda one: (one.type, one.value)))
        else:
            found = (*before, *found)
        self._draft.values[field.attribute] = tuple(dict.fromkeys(found))
        self._draft.parts.append(Part(field.attribute, cell.place, cell.quote))

    def _inner(self, field: Field, inner: str, key: str, cell: Cell) -> None:
        """`place.ip` of a table: one field of a mapping."""
        one = next((f for f in field.shape if f.key == inner), None)
        if one is None or field.made is None:
            self.fault(
                cell.place,
                key,
                f"`{inner}` is not a key of `{field.key}`",
                f"use one of {', '.join(f.key for f in field.shape)}",
            )
            return
        value = self._one(one, key, cell)
        if value is not None:
            before = self._draft.values.get(field.attribute) or field.made()
            given = {one.attribute: value}
            self._draft.values[field.attribute] = (
                before | given if isinstance(before, dict)
                else msgspec.structs.replace(before, **given)
            )  # fmt: skip
            self._draft.parts.append(Part(field.attribute, cell.place, cell.quote))

    def _one(self, field: Field, key: str, cell: Cell) -> object | None:
        """One plain value; None after a fault."""
        how = self._draft.how
        if field.choices:
            how = msgspec.structs.replace(how, choices=field.choices)
        try:
            value = TYPES[field.form](cell, how)
        except Wrong as wrong:
            self.fault(cell.place, key, wrong.problem, wrong.remedy)
            return None
        if field.form in ("path", "portfolio") and "://" not in str(value):
            self.mention(str(value), key, cell.place)
        return value

    def mention(self, path: str, key: str, place: str) -> None:
        """Remember a path that the user names."""
        draft = self._draft
        self._ledger.mentions.append(
            Mention(path, draft.section.name, key, draft.origin.source, place)
        )

    def _many(self, field: Field, key: str, node: Node) -> Iterator[tuple[Cell, object]]:
        if isinstance(node, Mapping) and field.key != "identifiers":
            self._shape_fault(key, node, "a list")
            return
        if isinstance(node, Scalar):
            cells = list(_split(field, self._cell(node)))
        else:
            cells = []
            for item in node.items if isinstance(node, Sequence) else [v for _, v in node.pairs]:
                if isinstance(item, Scalar):
                    cells += () if item.absent else (self._cell(item),)
                else:
                    self._shape_fault(key, item, "one value")
        for cell in cells:
            value = self._one(field, key, cell) if cell.text else None
            if value is not None:
                yield cell, value

    def _keep(self, field: Field, found: Iterator[tuple[Cell, object]]) -> None:
        pairs = list(found)
        self._draft.values[field.attribute] = tuple(value for _, value in pairs)
        self._draft.parts += [Part(field.attribute, cell.place, cell.quote) for cell, _ in pairs]

    def _identifiers(self, node: Node, key: str) -> Iterator[tuple[Cell, object]]:
        if not isinstance(node, Mapping):
            self._shape_fault(key, node, "a mapping of type to number")
            return
        found = []
        for name, value in node.pairs:
            kind = _NOT_WORD.sub("_", name.text.strip().lower()).strip("_")
            items = value.items if isinstance(value, Sequence) else (value,)
            for item in items:
                if not isinstance(item, Scalar):
                    self._shape_fault(f"{key}.{name.text}", item, "one value")
                elif not item.absent:
                    found.append((self._cell(item), Identifier(kind, item.text.strip())))
        yield from sorted(found, key=lambda one: (one[1].type, one[1].value))

    def _shapes(self, field: Field, key: str, node: Node) -> None:
        items = node.items if isinstance(node, Sequence) and field.many else (node,)
        made = []
        for item in items:
            if not isinstance(item, Mapping):
                self._shape_fault(key, item, "a list of mappings" if field.many else "a mapping")
                continue
            values = self._shape(field.shape, item, key)
            lacking = [f.key for f in field.shape if f.required and f.attribute not in values]
            if field.made is not None and not lacking:
                made.append(field.made(**values))
        if field.many:
            self._draft.values[field.attribute] = tuple(made)
        elif made:
            self._draft.values[field.attribute] = made[0]

    def _shape(self, fields: tuple[Field, ...], node: Mapping, key: str) -> dict[str, Any]:
        """Values of a mapping inside an item, with faults for what it should not hold."""
        by_key = {field.key: field for field in fields}
        values: dict[str, Any] = {}
        attribute = key.partition(".")[0]
        target = next((f for f in self._draft.section.fields if f.key == attribute), None)
        for name, value in node.pairs:
            field = by_key.get(name.text)
            inner = f"{key}.{name.text}"
            if field is None:
                self.unknown(inner, name, tuple(by_key))
            elif not isinstance(value, Scalar):
                self._shape_fault(inner, value, "one value")
            elif not value.absent:
                cell = self._cell(value)
                one = self._one(field, inner, cell)
                if one is not None:
                    values[field.attribute] = one
                    part = Part(target.attribute if target else attribute, cell.place, cell.quote)
                    self._draft.parts.append(part)
        given = {name.text for name, value in node.pairs
                 if not (isinstance(value, Scalar) and value.absent)}  # fmt: skip
        for field in fields:
            if field.required and field.key not in given:
                self.fault(
                    self._place(node),
                    f"{key}.{field.key}",
                    f"`{field.key}` is missing",
                    f"add `{field.key}:` here",
                )
        return values

    def unknown(self, key: str, name: Scalar, known: tuple[str, ...]) -> None:
        """Add a fault for a key the contract does not have."""
        problem = f"`{name.text}` is not a key here"
        self.fault(self._place(name), key, problem, meant(name.text, known))

    def _shape_fault(self, key: str, node: Node, expected: str) -> None:
        found = {Scalar: "one value", Sequence: "a list", Mapping: "a mapping"}[type(node)]
        self.fault(
            self._place(node), key, f"{found} where {expected} is expected", f"write {expected}"
        )


def meant(name: str, known: tuple[str, ...]) -> str:
    """A remedy for an unknown key: the nearest one that is known."""
    near = nearest(name, known)
    hint = f"did you mean `{near}`? " if near else ""
    return f"{hint}Known here: {', '.join(known)}"


def nearest(name: str, known: tuple[str, ...]) -> str:
    """The known word most like a name; empty if none is."""
    scored = [(_likeness(name.casefold(), one.casefold()), one) for one in known]
    score, best = max(scored, default=(0.0, ""))
    return best if score > 0.6 else ""  # noqa: PLR2004 - more than half of the letters agree


def _likeness(one: str, other: str) -> float:
    """Share of two-letter pieces in common (Dice), enough for a hint."""
    pieces = {one[i : i + 2] for i in range(len(one) - 1)}
    others = {other[i : i + 2] for i in range(len(other) - 1)}
    total = len(pieces) + len(others)
    return 2 * len(pieces & others) / total if total else float(one == other)


def _split(field: Field, cell: Cell) -> Iterator[Cell]:
    """One text with several values: parted at `;`, `|` and line breaks, some at commas."""
    commas = field.form in _COMMA_TYPES or field.key in _COMMA_KEYS
    for text in (_COMMAS_TOO if commas else _SEPARATORS).split(cell.text):
        if text.strip():
            yield Cell(text.strip(), cell.place, cell.form, cell.quote)


def _labelled(text: str) -> Iterator[Identifier]:
    """`USCC: 9111...; LEI: ...`; a number without a label has the type `other`."""
    for piece in _SEPARATORS.split(text):
        found = _PAIR.fullmatch(piece.strip())
        if found:
            yield Identifier(_NOT_WORD.sub("_", found[1].lower()).strip("_"), found[2].strip())
        elif piece.strip():
            yield Identifier("other", piece.strip())
