"""Every reader of files, unasked: docstring with a reference, sample, sniff, damage."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from celtrace import registry
from celtrace.files._head import head_of
from celtrace.files._types import SURE, named
from celtrace.net.zones import half_hour
from celtrace.records import Digest, FileFact, Head
from files.reading import blob, expected, read, samples, written

READERS = registry.readers("files")


def by_format(reader: ModuleType) -> str:
    return str(reader.FORMAT)


def head(path: Path) -> Head:
    with path.open("rb") as stream:
        return head_of(stream)


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_says_what_it_reads_and_where_that_is_described(reader: ModuleType) -> None:
    assert reader.__doc__
    assert any(mark in reader.__doc__ for mark in ("RFC", "http", "(5)", "(8)"))
    assert reader.TITLE


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_has_a_sample(reader: ModuleType) -> None:
    assert samples(reader), f"put one into tests/samples/files/{reader.FORMAT}/"


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_its_own_sample_goes_to_the_reader(reader: ModuleType) -> None:
    for path in samples(reader):
        assert reader is named(head(path), path.name).reader, path.name


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_no_other_reader_is_sure_of_the_sample(reader: ModuleType) -> None:
    for path in samples(reader):
        sure = {one.FORMAT for one in READERS if one.sniff(head(path), path.name) >= SURE}
        assert sure <= {reader.FORMAT}, path.name


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_gives_what_the_expected_file_says(reader: ModuleType) -> None:
    for path in samples(reader):
        found = written(read(reader, path.read_bytes(), path.name))
        held = json.loads(expected(path).read_text(encoding="utf-8"))
        assert held == json.loads(json.dumps(found)), f"{path.name}: see tests/files/reading.py"


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_what_a_reader_gives_is_of_this_file_and_cites_its_bytes(reader: ModuleType) -> None:
    for path in samples(reader):
        data = path.read_bytes()
        found, digest = read(reader, data, path.name), blob(data, path.name).digest
        said = [*found.traits, *found.passages]
        assert {digest} >= {one.file for one in said} | {one.seen.digest for one in said}
        assert all(one.seen.reader for one in said)
        assert all(one.time is None or one.time.tzinfo for one in found.traits)
        assert all(one.offset is None or one.zone_from for one in found.traits)


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_a_reader_that_gives_zones_tells_the_half_hour_zone(reader: ModuleType) -> None:
    """UTC+08:30 between 2015-08-15 and 2018-05-04, whatever form the format writes it in."""
    given = [one for path in samples(reader)
             for one in read(reader, path.read_bytes(), path.name).traits
             if one.offset is not None and one.time is not None]  # fmt: skip
    assert not given or any(half_hour(one.time, one.offset) for one in given if one.time)


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_without_pixels_only_pictures_are_missing_and_only_where_that_is_said(
    reader: ModuleType,
) -> None:
    """The first pass over many files says all that the thorough one says."""
    for path in samples(reader):
        data = path.read_bytes()
        whole, quick = read(reader, data, path.name), read(reader, data, path.name, pixels=False)
        assert whole.traits == quick.traits
        assert whole.passages == quick.passages
        assert whole.children == quick.children
        drawn = {one.data for one in quick.drawn}
        assert drawn <= {one.data for one in whole.drawn}
        if not getattr(reader, "DRAWS", False):
            assert whole.drawn == quick.drawn


@pytest.mark.parametrize("reader", READERS, ids=by_format)
@pytest.mark.parametrize("tenth", range(11))
def test_reader_survives_truncation_of_its_sample(reader: ModuleType, tenth: int) -> None:
    for path in samples(reader):
        data = path.read_bytes()
        cut = data[: len(data) * tenth // 10]
        found = read(reader, cut, path.name)
        assert found.anything() or not cut.strip(b"\0\r\n \xef\xbb\xbf\xfe\xff"), path.name


MUTATIONS = 12


@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_reader_survives_samples_that_are_broken_anywhere(reader: ModuleType) -> None:
    rng = random.Random(6)  # noqa: S311 - breaks are drawn, not secrets
    for path in samples(reader):
        for _ in range(MUTATIONS):
            data = bytearray(path.read_bytes())
            for _ in range(rng.randrange(1, 9)):
                at = rng.randrange(len(data))
                data[at : at + rng.randrange(9)] = rng.randbytes(rng.randrange(9))
            broken = bytes(data)
            read(reader, broken, path.name)
            score = reader.sniff(head_of(io.BytesIO(broken)), path.name)
            assert 0.0 <= score <= 1.0


@pytest.mark.parametrize("data", [b"", b"\n\n", b"{}\n", b"[]", b"a,b\n1,2\n", b"\x00\xff" * 99])
@pytest.mark.parametrize("reader", READERS, ids=by_format)
def test_nothing_is_claimed_of_bytes_without_marks(reader: ModuleType, data: bytes) -> None:
    assert reader.sniff(head_of(io.BytesIO(data)), "x.bin") < SURE


def test_a_fact_of_a_file_has_the_same_id_tomorrow() -> None:
    seen = blob(b"x", "a").seen("whole file", "", "custody")
    digest = Digest("0" * 64)
    one = FileFact(seen=seen, path="a", digest=digest, size=1, batch="monday")
    two = FileFact(seen=seen, path="a", digest=digest, size=1, batch="tuesday")
    assert one.id == two.id
