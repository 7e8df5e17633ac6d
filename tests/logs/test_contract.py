"""Every log reader, unasked: docstring with a reference, sample, sniff, truncation."""

from __future__ import annotations

import io
from pathlib import Path
from types import ModuleType

import pytest

from celtrace import registry
from celtrace.logs._lines import LogText
from celtrace.records import Digest, SignIn

SAMPLES = Path(__file__).parents[1] / "samples" / "logs"
READERS = registry.readers("logs")


def samples(reader: ModuleType) -> list[Path]:
    return sorted((SAMPLES / reader.FORMAT).iterdir())


def by_format(reader: ModuleType) -> str:
    return str(reader.FORMAT)


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_says_what_it_reads_and_where_that_is_described(reader: ModuleType) -> None:
    assert reader.__doc__
    assert any(mark in reader.__doc__ for mark in ("RFC", "http", "(8)"))
    assert reader.TITLE


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_sniffs_its_own_sample_highest(reader: ModuleType) -> None:
    for path in samples(reader):
        assert reader is registry.best_reader("logs", path.read_bytes()[:65536], path.name)


@pytest.mark.parametrize("reader", READERS, ids=by_format)
@pytest.mark.parametrize("tenth", range(11))
def test_reader_survives_truncation_of_its_sample(reader: ModuleType, tenth: int) -> None:
    for path in samples(reader):
        data = path.read_bytes()
        log = LogText(io.BytesIO(data[: len(data) * tenth // 10]), Digest("0" * 64), "x", year=2023)
        found = list(reader.read(log, lambda *_: None))
        assert all(isinstance(record, SignIn) for record in found)
