"""The labelled sets, as the benchmark reads them. They lie beside the checkout, never in it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tarfile
from collections.abc import Iterator
from pathlib import Path

from celtrace.names.index import Named

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FORMS = {"Person": "person", "individual": "person"}


def jsonl(name: str) -> list[dict[str, str]]:
    with (SHARED / "names" / name).open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def negatives(name: str = "yente_negatives_global.csv.gz") -> list[str]:
    with gzip.open(SHARED / "names" / name, "rt", encoding="utf-8") as stream:
        return [row["full_name"] for row in csv.DictReader(stream)]


def un_pairs() -> list[tuple[str, str]]:
    def column(which: str) -> list[str]:
        path = SHARED / "names" / f"yente_positives_un_{which}.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            return [row["full_name"] for row in csv.DictReader(stream)]

    return list(zip(column("treated"), column("untreated"), strict=True))


def pairs() -> list[dict[str, str]]:
    with (SHARED / "names" / "nomenklatura_name_bench_cases.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def sdn() -> list[Named]:
    text = (SHARED / "lists/ofac/sdn_names_2026-07-11.json").read_text(encoding="utf-8")
    found = []
    for entry in json.loads(text)["entries"]:
        form = "person" if entry["type"] == "individual" else "entity"
        for at, name in enumerate([entry["name"], *entry["aliases"]]):
            found.append(Named(int(entry["uid"]), name, form, origin="aka" if at else "primary"))
    return found


def journal_rows() -> Iterator[dict[str, str]]:
    with tarfile.open(SHARED / "lists/eu/journal_consolidated_2026-08.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda one: one.name):
            if member.name.endswith(".csv"):
                stream = archive.extractfile(member)
                if stream is None:
                    continue
                yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8"))


def journal() -> tuple[list[Named], dict[str, list[int]]]:
    """Latin names of the annexes, and the keys per uid `celex:annex:recordId`."""
    found, keys = [], {}
    for at, row in enumerate(journal_rows()):
        celex = row.get("celex") or row.get("amendedCelex") or ""
        keys.setdefault(f"{celex}:{row['annex']}:{row['recordId']}", []).append(at)
        form = "person" if row["schema"] == "Person" else "entity"
        for column in ("name", "alias", "weakAlias", "previousName"):
            parts = (part.strip() for part in (row[column] or "").split(";"))
            found += [
                Named(at, name, form, weak=column == "weakAlias", origin=column)
                for name in parts
                if name and latin(name)
            ]
    return found, keys


def fsf() -> tuple[list[Named], dict[str, list[int]]]:
    rows = json.loads((SHARED / "lists/eu/fsf_names_2026-06-05.json").read_text(encoding="utf-8"))
    found = [
        Named(row["id"], name)
        for row in rows
        for name in (row["full_name"], *row["aliases"])
        if latin(name)
    ]
    return found, {str(row["id"]): [row["id"]] for row in rows}


def everything() -> list[Named]:
    """All lists with names, as one index, keys made distinct."""
    found = list(sdn())
    base = 10_000_000
    for path in (
        "eu/fsf_names_2026-06-05.json",
        "eu/travel_names_2026-06-11.json",
        "un/names_2026-06-10.json",
        "uk/uk_sanctions_list_names_2026-06-10.json",
    ):
        for row in json.loads((SHARED / "lists" / path).read_text(encoding="utf-8")):
            found += [Named(base + row["id"], name) for name in (row["full_name"], *row["aliases"])]
        base += 10_000_000
    found += [Named(base + named.key, named.name, named.form) for named in journal()[0]]
    return found


def latin(text: str) -> bool:
    return all(
        ord(char) < 0x250 or not char.isalpha() or 0x1E00 <= ord(char) < 0x1F00 for char in text
    )


def sample(items: list, size: int, seed: int = 7) -> list:  # type: ignore[type-arg]
    return random.Random(seed).sample(items, min(size, len(items)))
