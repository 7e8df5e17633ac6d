"""A damaged file gives less, never something else, and never an exception."""

from __future__ import annotations

import random
from types import ModuleType

import pytest

from celtrace import registry
from files.reading import Read, read
from samples import files_drawings, files_edits, files_pictures

SAMPLES = {
    format_: make()
    for made in (files_drawings, files_edits, files_pictures)
    for format_, files in made.SAMPLES.items()
    for make in files.values()
}
READERS = {reader.FORMAT: reader for reader in registry.readers("files")}
STEADY = sorted(set(SAMPLES) - {"aaf", "hwp", "clip"})
"""Formats that are read from the front; the others keep a table that may be gone."""
MUTATIONS = 30


def reader(format_: str) -> ModuleType:
    return READERS[format_]


def said(found: Read) -> set[tuple[str, str]]:
    return {(one.name, one.value) for one in found.traits} | {
        (one.role, one.text) for one in found.passages
    }


@pytest.mark.parametrize("format_", sorted(set(STEADY) - {"edl", "tpl"}))
def test_a_cut_file_says_nothing_that_the_whole_does_not_begin_with(format_: str) -> None:
    data = SAMPLES[format_]
    whole = {value for _, value in said(read(reader(format_), data))}
    for part in range(1, 20):
        for _, value in said(read(reader(format_), data[: len(data) * part // 20])):
            begins = any(one.startswith(value.rstrip("\ufffd")) for one in whole)
            assert begins or "drawings:" in value or len(value) < 4, (part, value)


@pytest.mark.parametrize("format_", STEADY)
def test_a_longer_piece_never_says_less(format_: str) -> None:
    data = SAMPLES[format_]
    half = {name for name, _ in said(read(reader(format_), data[: len(data) // 2]))}
    whole = {name for name, _ in said(read(reader(format_), data))}
    assert half <= whole


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_changed_bytes_anywhere_raise_nothing(format_: str) -> None:
    rng = random.Random(format_)  # noqa: S311 - breaks are drawn, not secrets
    data = SAMPLES[format_]
    for _ in range(MUTATIONS):
        broken = bytearray(data)
        for _ in range(rng.randrange(1, 12)):
            at = rng.randrange(len(broken))
            broken[at : at + rng.randrange(5)] = rng.randbytes(rng.randrange(5))
        read(reader(format_), bytes(broken))


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_numbers_at_their_limits_raise_nothing(format_: str) -> None:
    data = SAMPLES[format_]
    step = max(4, len(data) // 40)
    for at in range(0, len(data) - 4, step):
        for value in (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0"):
            read(reader(format_), data[:at] + value + data[at + 4 :])


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_something_after_the_end_changes_nothing_that_was_said(format_: str) -> None:
    data = SAMPLES[format_]
    assert said(read(reader(format_), data)) <= said(read(reader(format_), data + b"\0" * 700)) | {
        ("comment", "")
    } or format_ in ("xdts", "tdts", "otio", "fcpxml", "xstage", "tga")


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_the_same_bytes_say_the_same_twice(format_: str) -> None:
    data = SAMPLES[format_]
    first, second = (read(reader(format_), data) for _ in range(2))
    assert [one.id for one in first.traits] == [one.id for one in second.traits]
    assert [one.data for one in first.drawn] == [one.data for one in second.drawn]
