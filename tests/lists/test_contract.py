"""Every list reader, unasked: reference, source, samples, sniff, truncation, digests."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from celtrace import registry
from celtrace.errors import ListRefused
from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.records import Designation
from lists.reading import SAMPLES, Notes, opened, snapshots
from samples.make_lists import files

READERS = registry.readers("lists")
CASES = [
    pytest.param(reader, folder, id=f"{reader.FORMAT}-{folder.name}")
    for reader in READERS
    for folder in sorted(p for p in (SAMPLES / reader.FORMAT).iterdir() if p.is_dir())
]
WHOLE = {".xml", ".json", ".ods", ".zip"}
"""Forms of which every cut shows."""


def by_format(reader: ModuleType) -> str:
    return str(reader.FORMAT)


def publication(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def expected(reader: ModuleType, folder: Path) -> dict[str, Any]:
    path = SAMPLES / reader.FORMAT / "expected.json"
    says: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))[folder.name]
    return says


def rows(snapshot: Snapshot) -> dict[str, str]:
    made = sorted(e.name for e in snapshot.entries if e.row.startswith("name-"))
    stated = {e.row: e.name for e in snapshot.entries if not e.row.startswith("name-")}
    return stated | {f"name-*{number}": name for number, name in enumerate(made, start=1)}


def outcome(reader: ModuleType, file: ListFile) -> tuple[str, Notes]:
    """Why the file was refused, and what was noted."""
    notes: Notes = []
    try:
        list(reader.read((file,), lambda *said: notes.append(said)))
    except ListRefused as refused:
        return refused.message, notes
    return "", notes


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_says_what_it_reads_and_where_that_is_described(reader: ModuleType) -> None:
    assert reader.__doc__
    assert "https://" in reader.__doc__
    assert reader.FORMAT == reader.__name__.rpartition(".")[2]


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_source_names_publisher_addresses_licence_and_plausible_counts(reader: ModuleType) -> None:
    source: ListSource = reader.SOURCE
    assert source.id == reader.FORMAT
    assert source.publisher
    assert source.licence
    assert source.urls
    assert all(url.startswith("https://") for url in source.urls)
    assert 0 < source.expected[0] < source.expected[1]
    assert {name for name, _ in source.fill} <= set(Designation.__struct_fields__)
    assert all(0 < share <= 1 for _, share in source.fill)


def test_samples_are_what_the_generator_writes() -> None:
    kept = {p.relative_to(SAMPLES).as_posix(): p.read_bytes() for p in SAMPLES.rglob("*.*")}
    assert files() == kept


@pytest.mark.parametrize(("reader", "folder"), CASES)
def test_reader_gives_what_the_sample_holds(reader: ModuleType, folder: Path) -> None:
    found, _ = snapshots(reader, *publication(folder))
    last, says = found[-1], expected(reader, folder)
    assert says["date"] == (last.date.isoformat() if last.date else None)
    assert says["fullness"] == last.fullness
    assert says["rows"] == rows(last)


@pytest.mark.parametrize(("reader", "folder"), CASES)
def test_reader_sniffs_its_own_sample_highest(reader: ModuleType, folder: Path) -> None:
    for path in publication(folder):
        assert reader is registry.best_reader("lists", path.read_bytes()[:65_536], path.name)


@pytest.mark.parametrize(("reader", "folder"), CASES)
def test_files_of_a_sample_belong_to_one_publication(reader: ModuleType, folder: Path) -> None:
    names = tuple(path.name for path in publication(folder))
    assert (tuple(sorted(names)),) == reader.belongs(names)


@pytest.mark.parametrize(("reader", "folder"), CASES)
def test_every_entry_cites_a_digest_a_place_and_a_quote(reader: ModuleType, folder: Path) -> None:
    digests = {opened(p.name, p.read_bytes()).digest for p in publication(folder)}
    for snapshot in snapshots(reader, *publication(folder))[0]:
        for entry in snapshot.entries:
            assert entry.seen.digest in digests
            assert entry.seen.place
            assert 0 < len(entry.seen.quote) <= 2_000
            assert entry.seen.reader == reader.FORMAT == entry.list == snapshot.list


@pytest.mark.parametrize(("reader", "folder"), CASES)
def test_order_of_the_files_does_not_show(reader: ModuleType, folder: Path) -> None:
    paths = publication(folder)
    assert snapshots(reader, *paths)[0] == snapshots(reader, *reversed(paths))[0]


@pytest.mark.parametrize("tenth", range(10))
@pytest.mark.parametrize(("reader", "folder"), CASES)
def test_a_file_cut_in_any_tenth_is_refused_or_no_shorter_without_a_word(
    reader: ModuleType, folder: Path, tenth: int
) -> None:
    for path in publication(folder):
        data = path.read_bytes()
        refused, notes = outcome(reader, opened(path.name, data[: len(data) * tenth // 10]))
        assert path.name in refused or path.suffix.lower() not in WHOLE
        assert refused or notes


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_does_not_claim_a_vendor_sheet(reader: ModuleType) -> None:
    assert reader.sniff(b"Vendor,Country\nLantern Reel Studio,Freedonia\n", "vendors.csv") == 0
    assert reader.sniff(b'[{"full_name": "x", "source": "another list"}]', "other.json") == 0
    assert reader.sniff(b"", "sdn.csv") == 0


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_empty_file_is_refused(reader: ModuleType) -> None:
    with pytest.raises(ListRefused, match=r"list\.any: the file is empty"):
        list(reader.read((opened("list.any", b""),), lambda *_: None))
