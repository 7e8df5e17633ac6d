"""One document is one value, however its state and number are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.mrz import known_state
from celtrace.documents.numbers import _short, documents_of, plain_state


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("PHL", "PH"), ("PH", "PH"), ("ph ", "PH"), ("D<<", "DE"), ("D", "DE"), ("DEU", "DE"),
        ("UTO", "UTO"), ("", ""), ("XXA", "XXA"),
    ],
)  # fmt: skip
def test_a_state_is_one_however_it_is_written(written: str, state: str) -> None:
    assert state == plain_state(written)


def test_every_short_code_is_of_a_state_that_a_zone_may_name() -> None:
    assert all(known_state(code) for code in _short())
    assert all(2 == len(short) for short in _short().values())
    assert len(_short()) > 240


def test_a_stated_number_and_one_that_was_read_are_one_document() -> None:
    value = documents_of([("PH", "X12-34 567"), ("PHL", "X1234567<")])
    assert value("PH", "x12 34567") == value("PHL", "X1234567") != ""


def test_one_number_of_two_states_is_two_documents() -> None:
    value = documents_of([("PH", "X1"), ("VNM", "X1")])
    assert value("PH", "X1") != value("VN", "X1")


def test_a_number_without_a_state_is_that_of_the_one_state_that_is_said() -> None:
    value = documents_of([("PH", "X1"), ("", "X1")])
    assert value("", "X1") == value("PHL", "X1")


def test_where_two_states_are_said_a_number_without_one_is_nobodys() -> None:
    value = documents_of([("PH", "X1"), ("VN", "X1"), ("", "X1")])
    assert value("", "X1") not in (value("PH", "X1"), value("VN", "X1"))


@pytest.mark.parametrize("number", ["", " ", "-", "<<"])
def test_without_a_number_there_is_no_document(number: str) -> None:
    assert "" == documents_of([("PH", number), ("VN", number)])("PH", number)


@given(st.lists(st.tuples(st.sampled_from(["", "PH", "PHL", "VN", "D"]), st.sampled_from("AB"))))
def test_two_different_numbers_are_never_one_document(stated: list[tuple[str, str]]) -> None:
    value = documents_of(stated)
    assert not {value(s, "A") for s, _ in stated} & {value(s, "B") for s, _ in stated}
