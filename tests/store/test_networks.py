"""Installed lists of addresses on disk."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import msgspec
import pytest

from celtrace.errors import NoSnapshot
from celtrace.net.address import parse
from celtrace.net.table import RangeTable, Span
from celtrace.records import Digest
from celtrace.store.networks import Installed, NetworkStore


def table(*nets: str) -> RangeTable:
    parsed = map(ip_network, nets)
    spans = [Span(n.version, int(n[0]), int(n[-1]), at) for at, n in enumerate(parsed)]
    return RangeTable.of(spans, [(net, "") for net in nets])


def installed(digest: str = "a", **facts: Any) -> Installed:
    given: dict[str, Any] = {
        "list": "exits", "snapshot": date(2024, 1, 1), "part": "4", "form": "vpn",
        "title": "Exits", "entries": 1, "digest": Digest(digest), "shelf_days": 90,
        "licence": "MIT", "source": "exits.txt",
    }  # fmt: skip
    return Installed(**{**given, **facts})


def test_nothing_is_held_before_anything_was_installed(tmp_path: Path) -> None:
    assert () == NetworkStore(tmp_path / "n").held()


def test_a_table_comes_back_as_it_was(tmp_path: Path) -> None:
    store = NetworkStore(tmp_path)
    store.keep(installed(), table("8.8.8.0/24", "2001:4860::/32"))
    again = NetworkStore(tmp_path).table(store.held()[0])
    for ip in ("8.8.8.7", "2001:4860::7"):
        address = parse(ip)
        assert address is not None
        found = again.find(address)
        assert found is not None
        assert found[2][0].startswith(ip[:4])


def test_a_file_of_the_same_list_day_and_part_replaces_the_last(tmp_path: Path) -> None:
    store = NetworkStore(tmp_path)
    for digest, part in (("a", "4"), ("b", "6"), ("c", "4")):
        store.keep(installed(digest, part=part), table("8.8.8.0/24"))
    assert [("c", "4"), ("b", "6")] == [(one.digest, one.part) for one in store.held()]


def test_files_of_other_days_stay(tmp_path: Path) -> None:
    store = NetworkStore(tmp_path)
    for day in (2, 1):
        store.keep(installed(str(day), snapshot=date(2024, 1, day)), table("8.8.8.0/24"))
    assert ["1", "2"] == [one.digest for one in store.held()]


@pytest.mark.parametrize("name", ["index.json", "tables/a.bin"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    store = NetworkStore(tmp_path)
    store.keep(installed(), table("8.8.8.0/24"))
    (tmp_path / name).write_bytes(b"\xc1broken")
    with pytest.raises(NoSnapshot, match=Path(name).name):
        store.table(msgspec.structs.replace(store.held()[0], digest=Digest("a")))
