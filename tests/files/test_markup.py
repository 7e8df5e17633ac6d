"""XML of documents: tolerant, and nothing it may ask for."""

from __future__ import annotations

import pytest

from celtrace.files._markup import attribute, elements, local, words


def read(data: bytes) -> tuple[list[str], list[str]]:
    notes: list[str] = []

    def note(place: str, reason: str, consequence: str) -> None:
        assert consequence
        notes.append(f"{place}: {reason}")

    return [local(one.tag) for one in elements(data, "part.xml", note)], notes


def test_elements_come_as_they_end() -> None:
    assert (["b", "c", "a"], []) == read(b"<a><b/><c/></a>")


def test_namespaces_do_not_matter() -> None:
    [element] = elements(b'<x:a xmlns:x="u" x:val="1">w<!-- no -->d</x:a>', "p", print)
    assert ("a", "1", "wd") == (local(element.tag), attribute(element, "val"), words(element))
    assert "" == attribute(element, "other")


@pytest.mark.parametrize(
    ("data", "before"),
    [
        (b"<a><b/><c", ["b"]),
        (b"<a><b/></c>", ["b"]),
        (b"<a><b/>\x00</a>", ["b"]),
        (b"no xml at all", []),
        (b"\xff\xfe\x00", []),
        (b"<a b='1' b='2'/>", []),
    ],
)
def test_what_stood_before_a_break_stands(data: bytes, before: list[str]) -> None:
    found, notes = read(data)
    assert before == found
    assert 1 == len(notes)
    assert "cut off or no sound XML" in notes[0]


def test_a_part_that_is_not_there_is_nothing() -> None:
    assert ([], []) == read(b"")


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://192.0.2.1/x">]>',
    ],
)
def test_entities_end_the_reading(head: bytes) -> None:
    found, notes = read(head + b"<a>&x;</a>")
    assert ([], ["part.xml: it defines entities"]) == (found, notes)


def test_a_document_type_that_lies_outside_is_not_fetched() -> None:
    data = b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a/>'
    assert ["a"] == read(data)[0]


def test_levels_without_end_are_ended() -> None:
    found, notes = read(b"<a>" * 5_000)
    assert [] == found
    assert "2000 levels deep" in notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_encoding_of_the_part_is_its_own(encoding: str) -> None:
    [element] = elements("<a>수정</a>".encode(encoding), "p", print)
    assert "수정" == words(element)
