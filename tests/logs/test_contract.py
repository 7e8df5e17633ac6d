"""Every log reader, unasked: docstring with a reference, sample, sniff, truncation."""

from __future__ import annotations

import io
import random
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from celtrace import registry
from celtrace.logs import mapped
from celtrace.logs._lines import LogText
from celtrace.records import Digest, FileAccess, SessionEnd, SignIn
from logs.reading import read

SAMPLES = Path(__file__).parents[1] / "samples" / "logs"
READERS = registry.readers("logs")
NAMED = {
    "time": "Wann", "account": "Wer", "ip": "Adresse", "action": "Was", "path": "Datei",
    "size": "Bytes", "result": "Ergebnis",
}  # fmt: skip


def samples(reader: ModuleType) -> list[Path]:
    return sorted((SAMPLES / reader.FORMAT).iterdir())


def by_format(reader: ModuleType) -> str:
    return str(reader.FORMAT)


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_says_what_it_reads_and_where_that_is_described(reader: ModuleType) -> None:
    assert reader.__doc__
    assert any(mark in reader.__doc__ for mark in ("RFC", "http", "(5)", "(8)"))
    assert reader.TITLE


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_sniffs_its_own_sample_highest(reader: ModuleType) -> None:
    expected = None if reader is mapped else reader
    for path in samples(reader):
        assert expected is registry.best_reader("logs", path.read_bytes()[:65536], path.name)


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_no_other_reader_claims_the_sample(reader: ModuleType) -> None:
    for path in samples(reader):
        head = path.read_bytes()[:65536]
        others = [o.FORMAT for o in READERS if o is not reader and o.sniff(head, path.name) > 0]
        assert [] == others


@pytest.mark.parametrize("reader", READERS, ids=by_format)
@pytest.mark.parametrize("tenth", range(11))
def test_reader_survives_truncation_of_its_sample(reader: ModuleType, tenth: int) -> None:
    for path in samples(reader):
        data = path.read_bytes()
        found, notes = read(reader, data[: len(data) * tenth // 10], year=2023, columns=NAMED)
        assert all(isinstance(record, (SignIn, SessionEnd, FileAccess)) for record in found)
        assert found or notes or not tenth


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_records_name_a_time_in_utc_their_place_and_reader(reader: ModuleType) -> None:
    for path in samples(reader):
        found, _ = read(reader, path.read_bytes(), year=2023, columns=NAMED)
        assert found
        assert all(timedelta(0) == record.time.utcoffset() for record in found)
        assert all(record.seen.place.startswith(("line ", "event ")) for record in found)
        assert {reader.FORMAT} == {record.seen.reader for record in found}


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_records_do_not_depend_on_the_size_of_what_is_read_at_a_time(reader: ModuleType) -> None:
    class Drop(io.BytesIO):
        """Gives seven bytes, however many are asked for."""

        def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - that is the point
            return super().read(7)

    for path in samples(reader):
        data = path.read_bytes()
        dropped = LogText(Drop(data), Digest("0" * 64), "x.log", year=2023, columns=NAMED)
        expected, _ = read(reader, data, year=2023, columns=NAMED)
        assert expected == list(reader.read(dropped, lambda *_: None))


BREAKS = (
    b'"', b"{", b"}", b"[", b"]", b"null", b"1e999", b"9" * 30, b"0001-01-01T00:00:00+14:00", b"\\",
    b"\x00", b"\xff", b",", b":", b"-", b"\xc2\xb2", b"[]", b"\n", b"9999-12-31T23:59:59-14:00",
    b"Feb 29", b"Dec 31", b"+9999", b"0",
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_survives_samples_that_are_broken_anywhere(reader: ModuleType) -> None:
    rng = random.Random(5)  # noqa: S311 - breaks are drawn, not secrets
    for path in samples(reader) * 25:
        data = bytearray(path.read_bytes())
        for _ in range(rng.randrange(1, 8)):
            at = rng.randrange(len(data))
            data[at : at + rng.randrange(12)] = rng.choice(BREAKS)
        read(reader, bytes(data), year=9999, columns=NAMED, timezone="Europe/Berlin")
        assert 0.0 <= reader.sniff(bytes(data), path.name) <= 1.0


@pytest.mark.parametrize("data", [b"", b"\n\n", b"{}\n", b"[]", b"a,b\n1,2\n", b"\x00\xff" * 99])
@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_nothing_is_claimed_of_text_without_marks(reader: ModuleType, data: bytes) -> None:
    assert 0.0 == reader.sniff(data, "x.log")
    assert [] == read(reader, data, year=2023, columns=NAMED)[0]
