"""Facts and passages are given once, clean, with their evidence, and never empty."""

from __future__ import annotations

import pytest

from celtrace.files._said import TIMES, Said, clean
from celtrace.files._times import Stamp, unix
from files.reading import blob

DATA = b"the bytes"


def said() -> Said:
    return Said(blob(DATA, "c012.psd"), "psd")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Lan Wei \0", "Lan Wei"),
        ("\ufeffLan", "Lan"),
        ("a\x01b\x1fc\x7f", "abc"),
        ("line\none", "line\none"),
        ("half \ud800 pair", "half  pair"),
        ("\x00\x00", ""),
        ("김란", "김란"),
    ],
)
def test_letters_that_nobody_sees_are_taken_out(raw: str, text: str) -> None:
    assert text == clean(raw)


@pytest.mark.parametrize("empty", ["", "  ", "\0\0", "\n"])
def test_nothing_is_said_of_nothing(empty: str) -> None:
    one = said()
    assert [] == list(one.trait("author", empty, "x"))
    assert [] == list(one.text(empty, "body", "x"))
    assert [] == list(one.path(empty, "x"))


def test_a_fact_cites_the_bytes_the_place_and_the_reader() -> None:
    (trait,) = said().trait("author", " Lan Wei\0", "field 4")
    assert "Lan Wei" == trait.value
    assert ("field 4", " Lan Wei\0", "psd") == (
        trait.seen.place,
        trait.seen.quote,
        trait.seen.reader,
    )
    assert trait.file == trait.seen.digest
    assert "c012.psd" == trait.seen.source


def test_the_same_fact_at_the_same_place_is_given_once() -> None:
    one = said()
    assert 1 == len(list(one.trait("author", "Lan", "a")))
    assert 0 == len(list(one.trait("author", "Lan", "a")))
    assert 1 == len(list(one.trait("author", "Lan", "b")))
    assert 1 == len(list(one.trait("last_editor", "Lan", "a")))


def test_a_user_of_many_paths_is_named_once() -> None:
    one = said()
    first = list(one.path(r"C:\Users\kim\a.psd", "1"))
    second = list(one.path(r"C:\Users\kim\b.psd", "2"))
    assert ["path", "user"] == [trait.name for trait in first]
    assert ["path"] == [trait.name for trait in second]


@pytest.mark.parametrize("name", sorted(TIMES))
def test_a_time_is_read_with_its_zone(name: str) -> None:
    (trait,) = said().trait(name, "2016-03-01T09:12:44+08:30", "x")  # type: ignore[arg-type]
    assert (510, "stated") == (trait.offset, trait.zone_from)


def test_other_facts_are_no_times() -> None:
    (trait,) = said().trait("title", "2016-03-01T09:12:44+08:30", "x")
    assert trait.time is None


def test_a_time_that_is_counted_comes_with_its_stamp() -> None:
    time = unix(1_456_829_000)
    (trait,) = said().trait("modified", "", "x", Stamp("", time))
    assert time == trait.time


def test_line_ends_of_every_system_are_one() -> None:
    (passage,) = said().text("a\r\nb\rc\x03d", "layer", "x")
    assert "a\nb\nc\nd" == passage.text
    assert "layer" == passage.role
