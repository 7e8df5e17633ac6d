"""Public references: each can be looked up by whoever is shown a finding."""

from __future__ import annotations

import re

import pytest

from celtrace.detect import _public

REFERENCES = {name: text for name, text in vars(_public).items() if name.isupper()}
EVERY = pytest.mark.parametrize("text", REFERENCES.values(), ids=REFERENCES.keys())


@EVERY
def test_a_reference_ends_with_an_address_to_look_it_up(text: str) -> None:
    assert re.search(r"https://[\w.-]+/\S+$", text)


@EVERY
def test_a_reference_says_what_it_is_before_the_address(text: str) -> None:
    title = text.partition("https://")[0]
    assert len(title.split()) > 3
    assert title.isascii()


@EVERY
def test_an_address_is_whole_and_of_the_open_web(text: str) -> None:
    (address,) = re.findall(r"https?://\S+", text)
    assert not re.search(r"localhost|127\.|//10\.|\s|[<>\"]", address)
    assert address.startswith("https://")


def test_no_two_references_are_one() -> None:
    assert len(REFERENCES) == len(set(REFERENCES.values()))


@EVERY
def test_no_reference_calls_anybody_guilty(text: str) -> None:
    assert not re.search(r"guilt|criminal|spy\b", text, re.IGNORECASE)
