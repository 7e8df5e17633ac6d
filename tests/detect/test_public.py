"""Public references: each can be looked up by whoever is shown a finding."""

from __future__ import annotations

import re

import pytest

from celtrace.detect import _public

REFERENCES = {name: text for name, text in vars(_public).items() if name.isupper()}
EVERY = pytest.mark.parametrize("text", REFERENCES.values(), ids=REFERENCES.keys())


@EVERY
def test_a_reference_has_an_address_to_look_it_up(text: str) -> None:
    assert re.search(r"https://[\w.-]+/", text)


@EVERY
def test_a_reference_says_what_it_is_before_the_address(text: str) -> None:
    title = text.partition("https://")[0]
    assert len(title.split()) > 3
    assert title.isascii()


@EVERY
def test_every_address_is_whole_and_of_the_open_web(text: str) -> None:
    for address in re.findall(r"https?:\S+", text):
        assert re.match(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+/[^<>\"]*$", address)


def test_no_two_references_are_one() -> None:
    assert len(REFERENCES) == len(set(REFERENCES.values()))


@EVERY
def test_no_reference_calls_anybody_guilty(text: str) -> None:
    assert not re.search(r"guilt|criminal|spy\b", text, re.IGNORECASE)
