"""Taking lists of addresses in, and what they say of addresses."""

from __future__ import annotations

import gzip
import importlib.util
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from celtrace.cases.logs.networks import NetworkShelf, Wanted
from celtrace.errors import ListRefused, UsageError
from celtrace.records import AddressFact, AddressList
from celtrace.store.networks import Installed

DAY = date(2024, 1, 1)


def put(folder: Path, name: str, text: str = "8.8.8.0/24\n", **wanted: Any) -> Installed:
    """A file of a list, taken in."""
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())
    asked = Wanted(**{"snapshot": DAY, **wanted})
    (done,) = NetworkShelf(folder).import_paths([path], asked, lambda *_: None)
    return done


def facts(folder: Path, *ips: str, on: date = DAY) -> list[AddressFact]:
    made = NetworkShelf(folder).enrich(ips, on)
    return [one for one in made if isinstance(one, AddressFact) and one.list != "iporigin"]


def used(folder: Path, on: date) -> list[AddressList]:
    made = NetworkShelf(folder).enrich(["8.8.8.8"], on)
    return [one for one in made if isinstance(one, AddressList) and one.list != "iporigin"]


def test_a_known_list_is_told_by_its_name(tmp_path: Path) -> None:
    done = put(tmp_path, "x4b_vpn_ipv4.txt")
    assert ("x4bnet_vpn", "vpn", DAY, 1) == (done.list, done.form, done.snapshot, done.entries)


def test_a_packed_table_of_countries_is_read(tmp_path: Path) -> None:
    put(tmp_path, "asn-country.csv.gz", "8.8.8.0,8.8.8.255,JP\n")
    (fact,) = facts(tmp_path, "8.8.8.8")
    assert ("JP", "8.8.8.0/24") == (fact.country, fact.range)
    assert "8.8.8.0/24, JP" == fact.seen.quote


def test_the_date_may_stand_in_the_name(tmp_path: Path) -> None:
    assert date(2024, 2, 27) == put(tmp_path, "tor_exit_2024-02-27.lst", snapshot=None).snapshot


@pytest.mark.parametrize(
    ("name", "text", "wanted", "said"),
    [
        ("x4b_vpn_ipv4.txt", "8.8.8.8", {"snapshot": None}, "does not state its date"),
        ("x4b_vpn_ipv4.txt", "<html>", {}, "holds no address range"),
        ("some.txt", "8.8.8.8", {}, "no list that is known"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(
    tmp_path: Path, name: str, text: str, wanted: dict[str, Any], said: str
) -> None:
    with pytest.raises(ListRefused, match=said):
        put(tmp_path, name, text, **wanted)
    assert () == NetworkShelf(tmp_path).store.held()


def test_a_kind_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no kind bad"):
        put(tmp_path, "some.txt", form="bad")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        NetworkShelf(tmp_path).import_paths([tmp_path / "nowhere.txt"], Wanted(), lambda *_: None)


def test_a_list_of_the_user_keeps_its_name_and_source(tmp_path: Path) -> None:
    done = put(tmp_path, "mine.txt", list_id="exits_of_brand", form="vpn", source="a colleague")
    assert ("exits_of_brand", "a colleague") == (done.list, done.source)
    (fact,) = facts(tmp_path, "8.8.8.8")
    assert ("exits_of_brand", "vpn") == (fact.list, fact.form)


def test_an_address_is_looked_up_once_whatever_its_form(tmp_path: Path) -> None:
    put(tmp_path, "x4b_vpn_ipv4.txt")
    assert ["8.8.8.8"] == [one.ip for one in facts(tmp_path, "8.8.8.8", "::ffff:8.8.8.8", "junk")]


@pytest.mark.parametrize(("on", "fresh"), [(date(2024, 3, 31), True), (date(2024, 4, 1), False)])
def test_a_list_says_less_after_its_shelf_life(tmp_path: Path, on: date, *, fresh: bool) -> None:
    put(tmp_path, "x4b_vpn_ipv4.txt")
    assert [fresh] == [one.fresh for one in used(tmp_path, on)]
    assert [fresh] == [one.fresh for one in facts(tmp_path, "8.8.8.8", on=on)]


def test_the_newest_snapshot_not_after_the_date_takes_part(tmp_path: Path) -> None:
    for day in (1, 5, 9):
        put(tmp_path, "x4b_vpn_ipv4.txt", snapshot=date(2024, 1, day))
    asked = (date(2024, 1, 6), date(2024, 1, 9), date(2023, 1, 1))
    assert [5, 9, 1] == [used(tmp_path, on)[0].snapshot.day for on in asked]


def test_both_versions_of_a_list_take_part(tmp_path: Path) -> None:
    put(tmp_path, "x4b_vpn_ipv4.txt")
    put(tmp_path, "x4b_vpn_ipv6.txt", "2001:4860::/32\n")
    assert {"8.8.8.8", "2001:4860::1"} == {
        one.ip for one in facts(tmp_path, "8.8.8.8", "2001:4860::1", "9.9.9.9")
    }


def test_a_list_half_as_long_as_the_last_is_pointed_out(tmp_path: Path) -> None:
    put(tmp_path, "x4b_vpn_ipv4.txt", "".join(f"8.8.{n}.0/24\n" for n in range(9)))
    path = tmp_path / "x4b_vpn_ipv4.txt"
    path.write_text("8.8.8.0/24\n", encoding="utf-8")
    notes: list[tuple[str, str, str]] = []
    wanted = Wanted(snapshot=date(2024, 1, 2))
    NetworkShelf(tmp_path).import_paths([path], wanted, lambda *said: notes.append(said))
    assert ["it has 1 ranges, the last had 9"] == [reason for _, reason, _ in notes]


def test_status_tells_what_is_old_and_what_is_missing(tmp_path: Path) -> None:
    put(tmp_path, "x4b_vpn_ipv4.txt")
    lines = {one.list: one for one in NetworkShelf(tmp_path).status(date(2024, 12, 31))}
    assert (365, False) == (lines["x4bnet_vpn"].age_days, lines["x4bnet_vpn"].fresh)
    assert "shelf life of 90 days" in lines["x4bnet_vpn"].note
    assert "not installed" == lines["tor_exits"].note


@pytest.mark.skipif(importlib.util.find_spec("iporigin") is None, reason="iporigin is optional")
def test_the_optional_package_knows_hosting_without_any_import(tmp_path: Path) -> None:
    made = NetworkShelf(tmp_path).enrich(["8.8.8.8"], date(2026, 11, 1))
    found = [(one.list, one.form) for one in made if isinstance(one, AddressFact)]
    assert [("iporigin", "hosting")] == found


@pytest.mark.shared
@pytest.mark.skipif(importlib.util.find_spec("maxminddb") is None, reason="maxminddb is optional")
def test_a_maxmind_db_file_is_read_with_its_own_date(tmp_path: Path, shared_data: Path) -> None:
    path = shared_data / "net" / "iptoasn-country.mmdb"
    wanted = Wanted(list_id="iptoasn", form="country")
    (done,) = NetworkShelf(tmp_path).import_paths([path], wanted, lambda *_: None)
    assert date(2026, 6, 17) == done.snapshot
    (fact,) = facts(tmp_path, "175.45.178.9")
    assert "KP" == fact.country
