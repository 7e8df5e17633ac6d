"""The comma-separated publication of an OFAC list: primary names with what belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, Snapshot
from celtrace.lists import _ofac_lines, _ofac_rows
from celtrace.lists._draft import Draft, evidence, snapshot, unique
from celtrace.lists._ofac_lines import Line
from celtrace.lists._tally import Tally
from celtrace.ports import Note
from celtrace.records import Alias, Evidence, Fullness, Part

Parts = dict[str, list[tuple[ListFile, Line]]]
ORIGINS = {"aka": "aka", "fka": "fka", "nka": "nka"}


def read(list_id: str, files: tuple[ListFile, ...], note: Note) -> Snapshot:
    """One snapshot of one to four files, whichever of the kinds are there.

    With primary names and aliases the fullness is `full`; without aliases `primaries-only`;
    without primary names `no-primaries`. Content states no date.
    """
    kinds: dict[str, tuple[ListFile, list[Line]]] = {}
    for file in files:
        kind, lines = _ofac_lines.read(file, note)
        if kind in kinds:
            raise ListRefused(
                f"{file.name} and {kinds[kind][0].name} are the same part of the list.",
                "Hand in one publication at a time.",
            )
        kinds[kind] = (file, lines)
    parts = {kind: _by_uid(*kinds[kind]) for kind in kinds if kind != "sdn"}
    tally = Tally()
    drafts = (
        _with_primaries(list_id, kinds["sdn"], parts, tally)
        if "sdn" in kinds
        else _without_primaries(list_id, parts, tally)
    )
    entries = [made.done(list_id, seen) for made, seen in unique(drafts, tally)]
    tally.tell(note)
    said = ", ".join(f"{len(kinds[k][1]):,} rows in {kinds[k][0].name}" for k in sorted(kinds))
    fullness = _fullness(kinds.keys())
    return snapshot(files, entries, list_id=list_id, day=None, fullness=fullness, said=said)


def _fullness(kinds: Collection[str]) -> Fullness:
    if "sdn" not in kinds:
        return "no-primaries"
    return "full" if "alt" in kinds else "primaries-only"


def _by_uid(file: ListFile, lines: list[Line]) -> Parts:
    found: Parts = defaultdict(list)
    for line in lines:
        found[line.fields[0]].append((file, line))
    return found


def _with_primaries(
    list_id: str,
    primaries: tuple[ListFile, list[Line]],
    parts: dict[str, Parts],
    tally: Tally,
) -> Iterator[tuple[Draft, Evidence]]:
    file, lines = primaries
    for line in lines:
        uid = line.fields[0]
        place = f"uid {uid}, line {line.number}"
        more = "".join(at.fields[1] for _, at in parts.get("comments", {}).get(uid, ()))
        draft = _ofac_rows.draft(line.fields, more, tally, f"{file.name}, {place}")
        _add_parts(draft, uid, parts, tally)
        yield draft, evidence(file, place, line.raw, list_id)
    known = {line.fields[0] for line in lines}
    for kind in sorted(parts):
        for uid in sorted(parts[kind].keys() - known):
            part, line = parts[kind][uid][0]
            place = f"{part.name}, line {line.number}"
            tally.add("a uid without a primary row", "its rows were left out", place)


def _without_primaries(
    list_id: str, parts: dict[str, Parts], tally: Tally
) -> Iterator[tuple[Draft, Evidence]]:
    for uid in sorted({uid for kind in ("alt", "add") for uid in parts.get(kind, {})}):
        kind = "alt" if uid in parts.get("alt", {}) else "add"
        file, line = parts[kind][uid][0]
        draft = Draft(row=uid)
        draft.remarks = [at.fields[1] for _, at in parts.get("comments", {}).get(uid, ())]
        _add_parts(draft, uid, parts, tally)
        yield draft, evidence(file, f"uid {uid}, line {line.number}", line.raw, list_id)


def _add_parts(draft: Draft, uid: str, parts: dict[str, Parts], tally: Tally) -> None:
    for file, line in parts.get("alt", {}).get(uid, ()):
        _, _, origin, name, remark = line.fields
        if origin not in ORIGINS:
            place = f"{file.name}, line {line.number}"
            tally.add(f"unknown type of alias '{origin}'", "the alias was kept", place)
        draft.aliases.append(Alias(name, "strong", origin))
        draft.remarks.append(remark)
        draft.parts.append(_part("aliases", file, line))
    for file, line in parts.get("add", {}).get(uid, ()):
        _, _, street, city, country, remark = line.fields
        draft.addresses.append(", ".join(text for text in (street, city, country) if text))
        draft.countries.append(country)
        draft.remarks.append(remark)
        draft.parts.append(_part("addresses", file, line))
    for file, line in parts.get("comments", {}).get(uid, ()):
        draft.parts.append(_part("remarks", file, line))


def _part(field: str, file: ListFile, line: Line) -> Part:
    """The place names the other file by the first 16 digits of its digest."""
    return Part(field, f"{file.name}@{file.digest[:16]}, line {line.number}", line.raw.strip())
