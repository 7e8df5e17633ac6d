"""Ids: unique over the dossier, stable where the user gave none, dangling ones named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from celtrace.dossier.items import Entry
from celtrace.dossier.ledger import Ledger
from celtrace.dossier.schema import Field
from celtrace.dossier.sections import KIND_OF
from celtrace.dossier.values import nearest
from celtrace.records import Check, Party, Payment, Record

_SUGGESTIONS = 50
_SUBJECTS = ("parties", "workers", "accounts", "contracts", "lots")
_AMBIGUOUS = "\0"


def content(record: Record) -> bytes:
    """A record without its evidence, in a fixed order of keys."""
    names = (name for name in record.__struct_fields__ if name != "seen")
    plain = {name: getattr(record, name) for name in names}
    return msgspec.json.encode((record.kind, plain), order="sorted")


def settle(entries: list[Entry], ledger: Ledger) -> list[Entry]:
    """Give every record its own id; the same fact twice is kept once, payments are counted."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.given:
            groups[entry.record.ref].append(entry)
    dropped: set[int] = set()
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=_order)
            if isinstance(group[0].record, Payment):
                _count(group)
            else:
                dropped |= _apart(group, ledger)
    return [entry for entry in entries if id(entry) not in dropped] if dropped else entries


def _order(entry: Entry) -> tuple[bytes, str, int, str]:
    digits = "".join(char for char in entry.place if char.isdigit())
    return content(entry.record), entry.origin.source, int(digits or 0), entry.place


def _count(group: list[Entry]) -> None:
    """Payments alike in all that is known are still several payments."""
    for ordinal, entry in enumerate(group):
        if ordinal:
            entry.record = msgspec.structs.replace(entry.record, ordinal=ordinal, id="")


def _apart(group: list[Entry], ledger: Ledger) -> set[int]:
    """Equal records are one; others that share their key fields get a number behind the id."""
    dropped = set()
    kept: list[bytes] = []
    for entry in group:
        body = content(entry.record)
        if body in kept:
            dropped.add(id(entry))
            ledger.problem(
                entry.origin,
                entry.place,
                "the same fact stands elsewhere in the dossier",
                "it was taken once; the copy was left out",
            )
        else:
            kept.append(body)
            if len(kept) > 1:
                entry.record = entry.record.with_id(f"{entry.record.id}-{len(kept)}")
    return dropped


class Ids:
    """All ids of a dossier."""

    def __init__(self, entries: Iterable[Entry], ledger: Ledger) -> None:
        self._sections: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._ledger = ledger
        self._suggested = 0
        first: dict[str, Entry] = {}
        for entry in entries:
            if not entry.given:
                self._learn_name(entry)
                continue
            known = first.setdefault(entry.given, entry)
            self._sections.setdefault(entry.given, entry.section.name)
            if entry is not known and not entry.follows:
                self._twice(entry, known)

    def _learn_name(self, entry: Entry) -> None:
        """A party without an id can be named by its name."""
        if isinstance(entry.record, Party):
            name = entry.record.name.casefold()
            self._names[name] = _AMBIGUOUS if name in self._names else entry.record.id
            self._sections.setdefault(entry.record.id, entry.section.name)

    def _twice(self, entry: Entry, first: Entry) -> None:
        if entry.section is first.section and content(entry.record) == content(first.record):
            how = "the two are equal: remove one"
        else:
            how = "ids are unique over the whole dossier: rename one"
        self._ledger.fault(
            entry.origin,
            (self._place(entry, "id"), f"{entry.section.name}.id"),
            f"the id `{entry.given}` is already given at {first.origin.source} {first.place}",
            how,
        )

    @staticmethod
    def _place(entry: Entry, field: str) -> str:
        part = next((p for p in entry.record.seen.parts if p.field == field), None)
        return part.place if part else entry.place

    def knows(self, id_: str) -> bool:
        """Whether it is an id of the dossier, alone or as `kind:id`."""
        kind, _, rest = id_.partition(":")
        home = self._sections.get(rest.strip(), "")
        return id_ in self._sections or (bool(home) and kind in (home, KIND_OF[home]))

    def resolve(self, entry: Entry) -> None:
        """Check every id a record names; a party without id may be named by its name."""
        changed: dict[str, object] = {}
        if isinstance(entry.record, Check) and entry.record.subject:
            changed["subject"] = self.subject(entry, entry.record.subject)
        for field in entry.section.fields:
            if field.of:
                value = getattr(entry.record, field.attribute)
                new = self._field(entry, field, value)
                if new != value:
                    changed[field.attribute] = new
            for inner in field.shape:
                if inner.of:
                    items = getattr(entry.record, field.attribute)
                    made = tuple(self._inside(entry, field, inner, item) for item in items)
                    if made != items:
                        changed[field.attribute] = made
        if changed:
            id_ = entry.record.id if entry.given else ""
            entry.record = msgspec.structs.replace(entry.record, id=id_, **changed)

    def _inside(self, entry: Entry, field: Field, inner: Field, item: Any) -> Any:  # noqa: ANN401 - a value of the field's shape
        """A value inside a field, with the id that it names."""
        where = (field.attribute, f"{field.key}.{inner.key}")
        named = self._one(entry, inner, getattr(item, inner.attribute), where)
        return msgspec.structs.replace(item, **{inner.attribute: named})

    def _field(self, entry: Entry, field: Field, value: object) -> object:
        where = (field.attribute, field.key)
        if isinstance(value, tuple):
            return tuple(self._one(entry, field, item, where) for item in value)
        return self._one(entry, field, str(value), where) if value else value

    def _one(self, entry: Entry, field: Field, id_: str, where: tuple[str, str]) -> str:
        """The id as it stands in the dossier, after any fault."""
        found = self._sections.get(id_)
        if found in field.of:
            return id_
        if found is None and "parties" in field.of:
            named = self._names.get(id_.casefold(), _AMBIGUOUS)
            if named != _AMBIGUOUS:
                return named
        self._dangling(entry, field.of, id_, where)
        return id_

    def _dangling(
        self, entry: Entry, of: tuple[str, ...], id_: str, where: tuple[str, str]
    ) -> None:
        targets = " or ".join(of)
        found = self._sections.get(id_)
        part = next(
            (p for p in entry.record.seen.parts if p.field == where[0] and id_ in p.quote), None
        )
        place = part.place if part else self._place(entry, where[0])
        what = f"belongs to `{found}`, not to {targets}" if found else f"is no id of {targets}"
        if self._ledger.incomplete & set(of):
            self._ledger.problem(
                entry.origin,
                place,
                f"`{where[1]}`: `{id_}` {what}",
                "a file of that section could not be read whole; kept as it is",
            )
            return
        self._ledger.fault(
            entry.origin,
            (place, f"{entry.section.name}.{where[1]}"),
            f"`{id_}` {what}",
            self.remedy(id_, of),
        )

    def is_party(self, id_: str) -> bool:
        """Whether it is the id of a party."""
        return self._sections.get(id_) == "parties"

    def remedy(self, id_: str, of: tuple[str, ...]) -> str:
        """The nearest id of the sections, for the first faults."""
        near = ""
        self._suggested += 1
        if self._suggested <= _SUGGESTIONS:
            near = nearest(id_, tuple(one for one, home in self._sections.items() if home in of))
        hint = f"did you mean `{near}`? " if near else ""
        return f"{hint}Add it to {' or '.join(of)}, or mend the id"

    def subject(self, entry: Entry, text: str) -> str:
        """`kind:id` for the subject of a check, from `kind:id` or an id."""
        kind, _, rest = text.partition(":")
        for name in KIND_OF if rest else ():
            if kind.strip().lower() in (name, KIND_OF[name]):
                if self._sections.get(rest.strip()) == name:
                    return f"{KIND_OF[name]}:{rest.strip()}"
                self._dangling(entry, (name,), rest.strip(), ("subject", "subject"))
                return text
        home = self._sections.get(text)
        if home in _SUBJECTS:
            return f"{KIND_OF[home]}:{text}"
        named = self._names.get(text.casefold(), _AMBIGUOUS)
        if home is None and named != _AMBIGUOUS:
            return f"party:{named}"
        self._dangling(entry, _SUBJECTS, text, ("subject", "subject"))
        return text
