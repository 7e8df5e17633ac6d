"""Installed lists of addresses: whole or not at all, in order, and damage is named."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celtrace.errors import NoSnapshot
from celtrace.net.address import parse
from celtrace.net.table import RangeTable, Span
from celtrace.records import Digest
from celtrace.store.networks import Installed, NetworkStore

DAY = date(2024, 6, 1)
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NETS = ["192.0.2.0/24", "198.51.100.0/25", "0.0.0.0/32", "255.255.255.255/32", "2001:db8::/32",
        "ffff::/16", "::/128", "203.0.113.7/32"]  # fmt: skip


def span(net: str, label: int = 0) -> Span:
    found = ip_network(net)
    return Span(found.version, int(found[0]), int(found[-1]), label)


def table(*nets: str) -> RangeTable:
    labels = [(net,) for net in nets]
    return RangeTable.of([span(net, number) for number, net in enumerate(nets)], labels)


def one(name: str = "vpns", digest: str = "a", **more: Any) -> Installed:
    given = {"snapshot": DAY, "part": "46", "form": "vpn", "title": "VPN exits", "entries": 2}
    rest = {"shelf_days": 30, "licence": "none", "source": "us.csv"}
    return Installed(list=name, digest=Digest(digest * 64), **{**given, **rest, **more})


def says(found: RangeTable, ip: str) -> tuple[str, ...] | None:
    address = parse(ip)
    assert address
    held = found.find(address)
    return held[2] if held else None


def stored(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@CALM
@given(st.lists(st.sampled_from(NETS), unique=True))
def test_a_table_comes_back_as_it_was_kept(tmp_path: Path, nets: list[str]) -> None:
    store = NetworkStore(tmp_path)
    store.keep(one(), table(*nets))
    assert table(*nets) == store.table(one())


@pytest.mark.parametrize("ip", ["192.0.2.0", "192.0.2.255", "2001:db8::1", "255.255.255.255"])
def test_the_ends_of_a_range_are_in_it_after_a_round_trip(tmp_path: Path, ip: str) -> None:
    store = NetworkStore(tmp_path)
    store.keep(one(), table(*NETS))
    assert says(table(*NETS), ip) == says(store.table(one()), ip) is not None


@pytest.mark.parametrize("ip", ["192.0.3.0", "192.0.1.255", "198.51.100.128", "2001:db7::1"])
def test_an_address_beside_a_range_is_in_none(tmp_path: Path, ip: str) -> None:
    store = NetworkStore(tmp_path)
    store.keep(one(), table(*NETS))
    assert says(store.table(one()), ip) is None


def test_nothing_is_made_on_disk_by_looking(tmp_path: Path) -> None:
    assert () == NetworkStore(tmp_path / "networks").held()
    assert not (tmp_path / "networks").exists()


def test_a_file_of_the_same_list_day_and_part_is_replaced(tmp_path: Path) -> None:
    store = NetworkStore(tmp_path)
    for digest in ("a", "b"):
        store.keep(one(digest=digest), table(NETS[0]))
    assert [one(digest="b")] == list(store.held())


@pytest.mark.parametrize(
    "other",
    [one("tor", "b"), one(digest="b", snapshot=date(2024, 6, 2)), one(digest="b", part="6")],
    ids=["list", "day", "part"],
)
def test_another_list_day_or_part_stands_beside_it(tmp_path: Path, other: Installed) -> None:
    store = NetworkStore(tmp_path)
    store.keep(one(), table(NETS[0]))
    store.keep(other, table(NETS[1]))
    assert sorted([one(), other]) == list(store.held())
    assert [table(NETS[0]), table(NETS[1])] == [store.table(one()), store.table(other)]


def test_the_order_of_imports_does_not_show_in_any_byte(tmp_path: Path) -> None:
    kept = [(one("b", "b"), table(NETS[0])), (one("a", "a"), table(NETS[4]))]
    for name, order in (("one", kept), ("two", kept[::-1])):
        for installed, ranges in order:
            NetworkStore(tmp_path / name).keep(installed, ranges)
    assert stored(tmp_path / "one") == stored(tmp_path / "two")


def test_imports_at_once_lose_none(tmp_path: Path) -> None:
    wanted = [one(f"list-{number}", f"{number:x}") for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda each: NetworkStore(tmp_path).keep(each, table(NETS[0])), wanted))
    assert sorted(wanted) == list(NetworkStore(tmp_path).held())


def test_no_half_written_file_is_left(tmp_path: Path) -> None:
    NetworkStore(tmp_path).keep(one(), table(NETS[0]))
    assert {"index.json", f"tables/{'a' * 64}.bin"} == set(stored(tmp_path))


@pytest.mark.parametrize("tenth", range(10))
@pytest.mark.parametrize("name", ["index.json", f"tables/{'a' * 64}.bin"])
def test_a_file_cut_anywhere_is_named_with_a_remedy(tmp_path: Path, name: str, tenth: int) -> None:
    store = NetworkStore(tmp_path)
    store.keep(one(), table(*NETS))
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) * tenth // 10])
    with pytest.raises(NoSnapshot, match=r"cannot be read.*import the lists again"):
        [store.table(each) for each in store.held()]


def test_numbers_that_are_no_numbers_are_named_too(tmp_path: Path) -> None:
    store = NetworkStore(tmp_path)
    store.keep(one(), table(NETS[0]))
    path = tmp_path / "tables" / f"{'a' * 64}.bin"
    odd = b"\x93\x93\xc4\x03abc\xc4\x00\xc4\x00\x93\xc4\x00\xc4\x00\xc4\x00\x90"
    path.write_bytes(b"\x83\xa4four" + odd[1:11] + b"\xa3six" + odd[11:18] + b"\xa6labels\x90")
    with pytest.raises(NoSnapshot, match="bytes length not a multiple of item size"):
        store.table(one())


def test_a_table_that_is_gone_is_named(tmp_path: Path) -> None:
    store = NetworkStore(tmp_path)
    store.keep(one(), table(NETS[0]))
    (tmp_path / "tables" / f"{'a' * 64}.bin").unlink()
    with pytest.raises(NoSnapshot, match="No such file"):
        store.table(one())
