"""A table of networks that the user brings beside logs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from celtrace.cases.logs.access_networks import LEFT_OUT, read_networks
from celtrace.errors import UsageError
from celtrace.records import Digest, Network

Notes = list[tuple[str, str, str]]


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[list[Network], Notes]:
    path = folder / "networks.csv"
    path.write_text(text, encoding=encoding, newline="")
    notes: Notes = []
    rows = list(read_networks(path, Digest("d"), lambda *said: notes.append(said)))
    return rows, notes


def row(folder: Path, values: str, header: str = "cidr,kind") -> Network:
    [one], notes = read(folder, f"{header}\n{values}\n")
    assert [] == notes
    return one


def left(folder: Path, values: str, header: str = "cidr,kind") -> tuple[str, str, str]:
    rows, [note] = read(folder, f"{header}\n{values}\n")
    assert [] == rows
    return note


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("203.0.113.0/24", "203.0.113.0/24"),
        ("203.0.113.0/24", "203.0.113.77/24"),
        ("203.0.113.7/32", "203.0.113.7"),
        ("203.0.113.7/32", "  203.0.113.7 "),
        ("203.0.113.0/24", "203.0.113.0/255.255.255.0"),
        ("2001:db8::/32", "2001:0DB8:0:0::/32"),
        ("2001:db8::1/128", "2001:db8::1"),
    ],
)
def test_a_range_is_kept_in_its_short_form(tmp_path: Path, expected: str, written: str) -> None:
    assert expected == row(tmp_path, f"{written},vpn").cidr


@pytest.mark.parametrize(
    "header", ["cidr,kind", "CIDR,Kind", " cidr , kind ", '"cidr","kind"', "\ufeffcidr,kind"]
)
def test_headers_are_known_in_any_case(tmp_path: Path, header: str) -> None:
    assert "office" == row(tmp_path, "203.0.113.0/24,office", header).form


@pytest.mark.parametrize(
    ("expected", "column", "value"),
    [
        ("PL", "country", "pl"), ("Lublin", "city", "Lublin"), ("AS64500", "asn", "AS64500"),
        ("Ours", "operator", " Ours "), ("a letter", "source", "a letter"), ("", "city", ""),
    ],
)  # fmt: skip
def test_what_else_a_row_says_is_kept(
    tmp_path: Path, expected: str, column: str, value: str
) -> None:
    one = row(tmp_path, f"203.0.113.0/24,vpn,{value}", f"cidr,kind,{column}")
    assert expected == getattr(one, column)


@pytest.mark.parametrize(
    ("expected", "since", "until"),
    [
        ((None, None), "", ""),
        ((date(2024, 1, 2), None), "2024-01-02", ""),
        ((None, date(2024, 3, 4)), "", "2024-03-04"),
        ((date(2024, 1, 2), date(2024, 3, 4)), "2024-01-02", "2024-03-04"),
    ],
)
def test_days_are_read_and_may_be_open(
    tmp_path: Path, expected: tuple[date | None, date | None], since: str, until: str
) -> None:
    one = row(tmp_path, f"203.0.113.0/24,vpn,{since},{until}", "cidr,kind,valid_from,valid_to")
    assert expected == (one.valid_from, one.valid_to)


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        ("`` is no kind of network", "203.0.113.0/24,"),
        ("`proxy` is no kind of network", "203.0.113.0/24,proxy"),
        ("'nowhere' does not appear to be", "nowhere,vpn"),
        ("'' does not appear to be", ",vpn"),
        ("'203.0.113.0/33' does not appear to be", "203.0.113.0/33,vpn"),
        ("'203.0.113.256' does not appear to be", "203.0.113.256,vpn"),
    ],
)
def test_a_row_that_cannot_be_read_is_noted_with_its_line(
    tmp_path: Path, expected: str, values: str
) -> None:
    place, reason, consequence = left(tmp_path, values)
    assert ("line 2", expected, LEFT_OUT) == (place, reason[: len(expected)], consequence)


@pytest.mark.parametrize("column", ["valid_from", "valid_to"])
@pytest.mark.parametrize("day", ["2024-02-30", "02/01/2024", "soon"])
def test_a_day_that_there_is_not_leaves_the_row_out(tmp_path: Path, column: str, day: str) -> None:
    place, _, consequence = left(tmp_path, f"203.0.113.0/24,vpn,{day}", f"cidr,kind,{column}")
    assert ("line 2", LEFT_OUT) == (place, consequence)


def test_a_bad_row_does_not_lose_the_next(tmp_path: Path) -> None:
    rows, notes = read(tmp_path, "cidr,kind\nbad,vpn\n203.0.113.0/24,tor\nbad,vpn\n")
    assert (["203.0.113.0/24"], ["line 2", "line 4"]) == (
        [one.cidr for one in rows],
        [place for place, *_ in notes],
    )


def test_the_evidence_quotes_the_row(tmp_path: Path) -> None:
    seen = row(tmp_path, "203.0.113.0/24,vpn,mine", "cidr,kind,source").seen
    assert ("line 2", "203.0.113.0/24,vpn,mine") == (seen.place, seen.quote)


@pytest.mark.parametrize("text", ["", "cidr\n", "kind\n", "range,type\n1,2\n", "cidr;kind\n"])
def test_a_table_without_the_columns_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, text)
    assert "networks.csv has no columns cidr and kind." in str(caught.value)
    assert "Name them so." == caught.value.remedy


def test_a_table_that_is_not_utf_8_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, "cidr,kind,city\n203.0.113.0/24,vpn,Gdańsk\n", "cp1250")
    assert "networks.csv is not UTF-8" in str(caught.value)
    assert "Save it as CSV in UTF-8." == caught.value.remedy
