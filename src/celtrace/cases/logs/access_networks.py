"""A table of networks that the user brings beside logs, as in the dossier's section."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any, get_args, get_type_hints

from celtrace.errors import UsageError
from celtrace.ports import Note
from celtrace.records import Digest, Evidence, Network

_FORMS: tuple[str, ...] = get_args(get_type_hints(Network)["form"])
_WORDS = ("country", "city", "asn", "operator", "source")
LEFT_OUT = "the row was left out"


def read_networks(path: Path, digest: Digest, note: Note) -> Iterator[Network]:
    """Rows of a CSV with `cidr` and `kind`, and any other key of the section `networks`.

    UsageError if a column is missing or the file is not UTF-8; rows that cannot be read are
    noted.
    """
    try:
        yield from _read(path, digest, note)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not UTF-8.", "Save it as CSV in UTF-8.") from error


def _read(path: Path, digest: Digest, note: Note) -> Iterator[Network]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        names = {name.strip().lower() for name in rows.fieldnames or ()}
        if not {"cidr", "kind"} <= names:
            raise UsageError(f"{path.name} has no columns cidr and kind.", "Name them so.")
        for row in rows:
            plain = {str(k).strip().lower(): str(v or "").strip() for k, v in row.items()}
            place = f"line {rows.line_num}"
            try:
                facts = _facts(plain)
            except ValueError as error:
                note(place, str(error), LEFT_OUT)
                continue
            seen = Evidence(digest, str(path), place, ",".join(plain.values()), "networks")
            yield Network(seen=seen, **facts)


def _facts(row: dict[str, str]) -> dict[str, Any]:
    if row["kind"] not in _FORMS:
        raise ValueError(f"`{row['kind']}` is no kind of network ({', '.join(_FORMS)})")
    facts: dict[str, Any] = {word: row.get(word, "") for word in _WORDS}
    for name in ("valid_from", "valid_to"):
        text = row.get(name, "")
        facts[name] = date.fromisoformat(text) if text else None
    cidr = str(ip_network(row["cidr"], strict=False))
    return {**facts, "country": facts["country"].upper(), "cidr": cidr, "form": row["kind"]}
