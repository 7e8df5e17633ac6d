"""What every table reader holds, found by walking the registry."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from celtrace.registry import best_reader, readers
from celtrace.rows import NoSuchSheet
from sheets import rows_of, texts_of

SAMPLES = Path(__file__).parent / "samples"
HEADERS = ["Vendor", "Registration", "Heads", "Since"]
EXPECTED = [
    HEADERS,
    ["Blue, Studio", "007", "12", "2019-03-01"],
    ["第一动画", "911100001234567", "0", "2020-02-29"],
    ["Красная студия", "X;1", "250", "2021-12-31"],
    ['The "Red" one', "", "3", "2015-01-01"],
    ["평양만화", "DE-1", "40", "2022-07-15"],
]
READERS = {reader.FORMAT: reader for reader in readers("tables")}


def sample(name: str) -> bytes:
    return (SAMPLES / f"vendors.{name}").read_bytes()


def test_there_is_a_reader_for_each_format_of_the_contract() -> None:
    assert {"csv", "xlsx", "ods", "json", "jsonl", "parquet"} == set(READERS)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_says_what_it_reads_and_after_which_reference(name: str) -> None:
    assert "https://" in READERS[name].__doc__


@pytest.mark.parametrize("name", READERS)
def test_a_sample_is_sniffed_highest_by_its_own_reader(name: str) -> None:
    assert READERS[name] is best_reader("tables", sample(name)[:8192], f"vendors.{name}")


@pytest.mark.parametrize("name", sorted(set(READERS) - {"csv", "ods"}))
def test_a_sample_is_known_without_its_name(name: str) -> None:
    assert READERS[name] is best_reader("tables", sample(name)[:8192], "unnamed")


@pytest.mark.parametrize("name", READERS)
def test_the_same_table_is_the_same_rows_in_every_format(
    name: str,
) -> None:
    assert EXPECTED == texts_of(READERS[name], sample(name))


@pytest.mark.parametrize("name", READERS)
def test_every_cell_with_text_below_the_headers_has_a_place(
    name: str,
) -> None:
    rows, _ = rows_of(READERS[name], sample(name))
    assert all(cell.place for row in rows[1:] for cell in row.cells)


@pytest.mark.parametrize("share", range(0, 100, 10))
@pytest.mark.parametrize("name", READERS)
def test_a_truncated_sample_is_noted_or_still_right(
    name: str,
    share: int,
) -> None:
    data = sample(name)
    rows, notes = rows_of(READERS[name], data[: len(data) * share // 100])
    assert notes or len(rows) < len(EXPECTED)


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_sample_never_raises(
    name: str,
) -> None:
    rng = random.Random(1)  # noqa: S311 - for repeatable damage only
    for _ in range(40):
        data = bytearray(sample(name))
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(4, len(data))] = rng.randrange(256)
        rows, _ = rows_of(READERS[name], bytes(data))
        assert len(rows) < 5000


@pytest.mark.parametrize("name", READERS)
def test_rows_above_the_limit_are_left_out_and_named(
    name: str,
) -> None:
    rows, notes = rows_of(READERS[name], sample(name), table_rows=3)
    assert 3 == len(rows)
    assert "this row and all after it were left out" == notes[-1][2]


@pytest.mark.parametrize("name", READERS)
def test_bytes_above_the_limit_are_named(
    name: str,
) -> None:
    _, notes = rows_of(READERS[name], sample(name), table_bytes=60)
    assert any("larger than 60 bytes" in reason for _, reason, _ in notes)


@pytest.mark.parametrize("name", READERS)
def test_a_sheet_that_is_not_there_is_an_error_that_lists_the_others(
    name: str,
) -> None:
    with pytest.raises(NoSuchSheet) as caught:
        rows_of(READERS[name], sample(name), "Nope")
    assert (
        "Nope",
        {"csv": (), "jsonl": (), "parquet": (), "xlsx": ("Vendors", "Old")}.get(name, ("Vendors",)),
    ) == (caught.value.name, caught.value.sheets)
