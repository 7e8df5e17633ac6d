"""Own drawings on servers that are not ours."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from detect.scenes import (
    contract,
    found,
    found_at,
    lot,
    match,
    network,
    only,
    production,
    reference,
    run,
)

CUTS = (match("server/a.png", "ep05_c101"), match("server/b.png", "ep05_c102"))
LOT = lot("l1", "v", cuts="ep 5 cuts 101-140")
SECRET = reference("ep05_c101", unreleased=True)


def test_cuts_of_one_lot_on_one_server_are_one_finding() -> None:
    one = only("own_frame_found", found_at(url="https://x.example"), LOT, *CUTS)
    assert (Category.STRONG, "lot:l1", 2) == (one.strength, one.subject, one.values["count"])
    assert (
        "Cuts of ours lay at https://x.example: 2 (ep05_c101, ep05_c102); collected 2024-01-05."
    ) == one.sentence


def test_without_a_lot_the_contract_that_names_the_cut_is_meant() -> None:
    named = contract("c1", "us", "v", scope="ep 5 cuts 101-140")
    assert "contract:c1" == only("own_frame_found", found_at("192.0.2.1"), named, *CUTS).subject
    assert "found:f1" == only("own_frame_found", found_at("192.0.2.1"), *CUTS).subject


@pytest.mark.parametrize("reviewer", ["open", "rejected"])
def test_only_a_confirmed_match_counts(reviewer: str) -> None:
    records = (found_at("175.45.178.9"), match("server/a.png", "ep05_c101", reviewer), SECRET)
    assert () == run(*records).findings


@pytest.mark.parametrize(
    ("proof", "reviewer", "count"),
    [("geometry", "open", 1), ("bytes", "open", 1), ("", "open", 0), ("geometry", "rejected", 0)],
)
def test_a_proof_counts_until_a_reviewer_rejects_it(proof: str, reviewer: str, count: int) -> None:
    records = (found_at("175.45.178.9"), match("server/a.png", "ep05_c101", reviewer, proof))
    assert count == len(found("unreleased_frame_found", *records, SECRET))


def test_unreleased_in_the_range_is_conclusive_and_the_rest_is_strong() -> None:
    shown = reference("ep05_c102", unreleased=False)
    records = (found_at("175.45.178.9"), LOT, *CUTS, SECRET, shown)
    hidden, other = only("unreleased_frame_found", *records), only("own_frame_found", *records)
    assert (Category.CONCLUSIVE, ("ep05_c101",)) == (hidden.strength, hidden.values["cuts"])
    assert (Category.STRONG, ("ep05_c102",)) == (other.strength, other.values["cuts"])


@pytest.mark.parametrize(("released", "count"), [("2024-01-06", 1), ("2024-01-05", 0)])
def test_a_show_released_later_was_unreleased_on_the_day(released: str, count: int) -> None:
    ours = reference("ep05_c101", unreleased=None, production="show")
    records = (found_at("175.45.178.9"), *CUTS[:1], ours, production("show", released))
    assert count == len(found("unreleased_frame_found", *records))


def test_a_range_of_the_user_is_cited_beside_the_find() -> None:
    lent = network("198.51.100.0/24", source="our provider")
    records = (found_at("198.51.100.7"), *CUTS[:1], SECRET, lent)
    assert "our provider" == only("unreleased_frame_found", *records).values["source"]


def test_files_on_our_own_disk_are_not_found_anywhere() -> None:
    assert () == found("own_frame_found", found_at(), *CUTS)


def test_nobody_is_said_to_have_known() -> None:
    assert () == only("own_frame_found", found_at("192.0.2.1"), LOT, *CUTS).acted


def test_one_cut_found_in_two_files_is_counted_once() -> None:
    twice = (match("server/a.png", "ep05_c101"), match("server/b.png", "ep05_c101"))
    one = only("own_frame_found", found_at("192.0.2.1"), *twice)
    assert (1, ("ep05_c101",)) == (one.values["count"], one.values["cuts"])


def test_hundreds_of_cuts_are_counted_and_the_first_ones_named() -> None:
    many = (match(f"server/{n}.png", f"ep05_c{n:03d}") for n in range(1, 301))
    one = only("own_frame_found", found_at("192.0.2.1"), *many)
    assert (300, 300) == (one.values["count"], len(one.values["cuts"]))
    assert "ep05_c006 and 294 more" in one.sentence


@pytest.mark.parametrize("ip", ["175.45.176.0", "175.45.179.255", "::ffff:175.45.178.9"])
def test_the_range_is_known_however_the_address_is_written(ip: str) -> None:
    assert 1 == len(found("unreleased_frame_found", found_at(ip), CUTS[0], SECRET))


@pytest.mark.parametrize("ip", ["175.45.180.0", "175.45.175.255", "", "nonsense"])
def test_beside_the_range_a_cut_is_never_conclusive(ip: str) -> None:
    assert () == found("unreleased_frame_found", found_at(ip, url="https://x"), CUTS[0], SECRET)


def test_a_place_without_an_address_is_called_by_its_operator() -> None:
    assert "A host" == only("own_frame_found", found_at(operator="A host"), *CUTS).values["place"]


def test_a_cut_of_which_nobody_says_whether_it_was_shown_is_not_conclusive() -> None:
    unknown = reference("ep05_c101", unreleased=None)
    assert () == found("unreleased_frame_found", found_at("175.45.178.9"), CUTS[0], unknown)
