"""The entry point: from bytes and rows to records, all faults in one pass."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date

import msgspec

from celtrace.dossier.headers import HeaderReading
from celtrace.dossier.identity import Ids, content, settle
from celtrace.dossier.items import Entry, Listed, from_yaml
from celtrace.dossier.ledger import YAML, Ledger, Mention, Origin
from celtrace.dossier.said import How
from celtrace.dossier.scalars import zone_of
from celtrace.dossier.schema import Section
from celtrace.dossier.sections import HEAD, SECTIONS, Pin
from celtrace.dossier.source import DossierSource
from celtrace.dossier.tables import Tables, names_file
from celtrace.dossier.values import Draft, Values, meant
from celtrace.dossier.yaml_nodes import Document, Node, NotYaml, Scalar, Sequence, parse
from celtrace.dossier.yaml_nodes import Mapping as YamlMapping
from celtrace.errors import DossierInvalid, Fault
from celtrace.listing import ALL_REGIMES
from celtrace.records import Claim, Contract, Problem, Record
from celtrace.settings import Limits

VERSION = "1"

_HEAD_SECTION = Section("", Record, HEAD)
_NUMBERS = re.compile(r"\d+")


class Head(msgspec.Struct, frozen=True):
    """What holds for the whole dossier."""

    title: str = ""
    us: str = ""
    as_of: date | None = None
    """None means today, which the caller knows."""
    timezone: str = "UTC"
    lists: tuple[tuple[str, date | None], ...] = ()
    """Pinned snapshots; None for a list that was deliberately not checked."""
    regimes: tuple[str, ...] = ALL_REGIMES


class Dossier(msgspec.Struct, frozen=True):
    """A dossier that keeps its contract."""

    head: Head
    records: tuple[Record, ...]
    """In order of ref."""
    problems: tuple[Problem, ...]
    headers: tuple[HeaderReading, ...]
    """How each column of each table was read."""
    mentions: tuple[Mention, ...]
    """Every file and folder that is named."""
    digest: str
    """SHA-256 of head and records without evidence: the order of rows and files does not count."""


def read_dossier(source: DossierSource, limits: Limits | None = None) -> Dossier:
    """Read a dossier; DossierInvalid with every fault of the pass, in order of place."""
    limits = limits or Limits()
    data, digest = source.yaml()
    origin = Origin(YAML, digest)
    ledger = Ledger()
    try:
        document = parse(data, YAML, limits)
    except NotYaml as error:
        raise DossierInvalid((error.fault,)) from error
    ledger.faults += document.faults
    root = _root(document, origin, ledger)
    draft = Draft(_HEAD_SECTION, origin, "line 1", "", How(zone_of("UTC")))
    head = _head(root, Values(draft, ledger, limits), draft)
    reading = _Reading(source, document, origin, ledger, limits)
    entries = reading.all(root, How(zone_of(head.timezone)))
    records = _settled(entries, head, draft, ledger)
    if ledger.faults:
        raise DossierInvalid(tuple(sorted(set(ledger.faults), key=_fault_order)))
    return _made(head, records, ledger)


def _root(document: Document, origin: Origin, ledger: Ledger) -> YamlMapping:
    root = document.root
    if isinstance(root, YamlMapping):
        return root
    ledger.fault(
        origin,
        ("line 1", "dossier"),
        "the file is not a mapping of keys",
        "begin it with `dossier: 1`",
    )
    raise DossierInvalid(tuple(sorted(set(ledger.faults), key=_fault_order)))


def _head(root: YamlMapping, values: Values, draft: Draft) -> Head:
    """Keys of the head; keys that are neither head nor section are faults."""
    by_key = _HEAD_SECTION.by_key
    known = (*by_key, *SECTIONS)
    for name, value in root.pairs:
        if name.text in by_key:
            values.from_node(by_key[name.text], name.text, value)
        elif name.text not in SECTIONS:
            values.fault(
                f"line {name.line}",
                name.text,
                f"`{name.text}` is not a key here",
                meant(name.text, known),
            )
    said = draft.values
    version = said.get("dossier")
    if version != VERSION and "dossier" not in draft.wrong:
        problem = (
            "`dossier: 1` is missing" if version is None else f"version `{version}` is not known"
        )
        part = draft.part("dossier")
        values.fault(part.place if part else "line 1", "dossier", problem, "write `dossier: 1`")
    pins: tuple[Pin, ...] = said.get("lists", ())
    lists = {pin.list: None if pin.snapshot == "none" else pin.snapshot for pin in pins}
    if len(lists) < len(pins):
        part = draft.part("lists")
        values.fault(part.place if part else "", "lists", "a list is pinned twice", "keep one pin")
    return Head(
        said.get("title", ""),
        said.get("us", ""),
        said.get("as_of"),
        said.get("timezone", "UTC"),
        tuple(sorted(lists.items())),
        tuple(one for one in ALL_REGIMES if one in said.get("regimes", ALL_REGIMES)),
    )


class _Reading(msgspec.Struct):
    """One pass over the sections."""

    source: DossierSource
    document: Document
    origin: Origin
    ledger: Ledger
    limits: Limits

    def all(self, root: YamlMapping, how: How) -> list[Entry]:
        """The entries of every section, in the order of the file."""
        tables = Tables(self.source, how, self.limits)
        entries: list[Entry] = []
        for name, node in root.pairs:
            if section := SECTIONS.get(name.text):
                entries += self.section(section, node, how, tables)
        return entries

    def section(self, section: Section, node: Node, how: How, tables: Tables) -> list[Entry]:
        """The entries of one section."""
        if isinstance(node, Scalar):
            if not node.absent:
                self._shape(section, node)
            return []
        if isinstance(node, YamlMapping):
            if node.get("from") is None:
                self._shape(section, node)
                return []
            return tables.read(section, node, self.origin, self.ledger)
        entries: list[Entry] = []
        for item in node.items:
            if not isinstance(item, YamlMapping):
                self._shape(section, item)
            elif names_file(section, item):
                entries += tables.read(section, item, self.origin, self.ledger)
            else:
                listed = Listed(section, item, self.document, self.origin, how)
                entries += from_yaml(listed, self.ledger, self.limits)
                entries += self._spilled(section, item, how, tables)
        return entries

    def _spilled(
        self, section: Section, item: YamlMapping, how: How, tables: Tables
    ) -> list[Entry]:
        """Lists inside an item that belong to another section."""
        entries: list[Entry] = []
        for field in section.fields:
            node = item.get(field.key) if field.spills else None
            if node is not None:
                entries += self.section(SECTIONS[field.spills], node, how, tables)
        return entries

    def _shape(self, section: Section, node: Node) -> None:
        found = {Scalar: "one value", Sequence: "a list", YamlMapping: "a mapping without `from`"}
        self.ledger.fault(
            self.origin,
            (f"line {node.line}", section.name),
            f"{found[type(node)]} where a list of mappings or `{{from: FILE}}` is expected",
            f"write each item of `{section.name}` as `- key: value`",
        )


def _settled(entries: list[Entry], head: Head, draft: Draft, ledger: Ledger) -> list[Record]:
    """Records with their ids settled and every id they name checked."""
    parties = settle([one for one in entries if one.section.name == "parties"], ledger)
    others = [one for one in entries if one.section.name != "parties"]
    ids = Ids([*parties, *others], ledger)
    for entry in others:
        ids.resolve(entry)
        if isinstance(entry.record, Claim) and not ids.knows(entry.record.about):
            about = entry.record.about
            ledger.problem(
                entry.origin,
                entry.place,
                f"`{about}` is no id of the dossier",
                "the claim is shown under these words",
            )
    _check_us(head, draft, ids, ledger)
    settled = [*parties, *settle(others, ledger)]
    _check_parents(settled, ledger)
    return [entry.record for entry in settled]


def _check_us(head: Head, draft: Draft, ids: Ids, ledger: Ledger) -> None:
    part = draft.part("us")
    if not part or not head.us or ids.is_party(head.us):
        return
    what = f"`{head.us}` is no id of parties"
    if "parties" in ledger.incomplete:
        consequence = "a file of that section could not be read whole; kept as it is"
        ledger.problem(draft.origin, part.place, f"`us`: {what}", consequence)
    else:
        ledger.fault(draft.origin, (part.place, "us"), what, ids.remedy(head.us, ("parties",)))


def _check_parents(entries: list[Entry], ledger: Ledger) -> None:
    """Contracts that stand above themselves are named; the review goes on."""
    contracts = {e.record.id: e for e in entries if isinstance(e.record, Contract)}
    above = {id_: e.record.parent for id_, e in contracts.items() if isinstance(e.record, Contract)}
    told: set[str] = set()
    for id_ in sorted(above):
        chain = [id_]
        while (parent := above.get(chain[-1], "")) and parent not in chain:
            chain.append(parent)
        if parent == id_ and id_ not in told:
            told.update(chain)
            entry, circle = contracts[id_], " > ".join([*chain, id_])
            ledger.problem(
                entry.origin,
                entry.place,
                f"contracts stand above each other in a circle: {circle}",
                "they are taken as given; tiers cannot be counted through them",
            )


def _fault_order(fault: Fault) -> tuple[str, list[int], Fault]:
    """File, then numbers in the place, so that line 9 comes before line 10."""
    return fault.source, [int(number) for number in _NUMBERS.findall(fault.place)], fault


def _made(head: Head, records: Iterable[Record], ledger: Ledger) -> Dossier:
    ordered = tuple(sorted(records, key=lambda record: record.ref))
    digest = hashlib.sha256(msgspec.json.encode(head, order="sorted"))
    for record in ordered:
        digest.update(b"\n" + content(record))
    problems = {problem.id: problem for problem in ledger.problems}
    return Dossier(
        head,
        ordered,
        tuple(sorted(problems.values(), key=_problem_order)),
        tuple(sorted(set(ledger.headers))),
        tuple(sorted(set(ledger.mentions))),
        digest.hexdigest(),
    )


def _problem_order(problem: Problem) -> tuple[str, list[int], str, str]:
    numbers = [int(number) for number in _NUMBERS.findall(problem.place)]
    return problem.source, numbers, problem.place, problem.reason
