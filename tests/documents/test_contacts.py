"""Telephone numbers: one normal form, the kind of line only where the plan tells it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.contacts import phone


@pytest.mark.parametrize(
    ("text", "country", "e164", "line"),
    [
        ("+82 70-1234-5678", "", "+827012345678", "internet"),
        ("0082 70 1234 5678", "", "+827012345678", "internet"),
        ("050-1234-5678", "jp", "+815012345678", "internet"),
        ("138 0013 8000", "CN", "+8613800138000", "mobile"),
        ("+1 650 253 0000", "", "+16502530000", "fixed or mobile"),
        ("+44 20 7946 0018", "", "+442079460018", "fixed"),
        ("+800 1234 5678", "", "+80012345678", "other"),
    ],
)
def test_a_number_in_any_writing_has_one_form(
    text: str, country: str, e164: str, line: str
) -> None:
    read = phone(text, country)
    assert read is not None
    assert (e164, line) == (read.e164, read.line)


@pytest.mark.parametrize("text", ["", "call me", "138 0013 8000", "+999999999999999999", "+"])
def test_what_is_no_number_or_has_no_country_is_not_read(text: str) -> None:
    assert phone(text) is None


@pytest.mark.parametrize(("text", "tells"), [("+82 2 312 3456", True), ("+1 650 253 0000", False)])
def test_a_plan_that_does_not_tell_internet_lines_says_so(text: str, *, tells: bool) -> None:
    read = phone(text)
    assert read is not None
    assert tells == read.tells_internet


def test_a_number_of_no_plan_is_not_valid() -> None:
    read = phone("+44 1 2")
    assert read is None or not read.valid


@given(st.text(max_size=30), st.sampled_from(["", "KR", "zz", "K"]))
def test_any_text_gets_an_answer(text: str, country: str) -> None:
    read = phone(text, country)
    assert read is None or read.e164.startswith("+")
