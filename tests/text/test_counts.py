"""Numbers with the noun that fits."""

from __future__ import annotations

import pytest

from celtrace.text.counts import count, noun


@pytest.mark.parametrize(
    ("number", "more", "said"),
    [(1, ("finding",), "1 finding"), (0, ("finding",), "0 findings"),
     (1_200, ("finding",), "1,200 findings"), (1, ("party", "parties"), "1 party"),
     (2, ("party", "parties"), "2 parties")],
)  # fmt: skip
def test_a_number_has_the_noun_of_one_or_of_many(
    number: int, more: tuple[str, ...], said: str
) -> None:
    assert said == count(number, *more)


@pytest.mark.parametrize(("written", "said"), [("1", "cut"), ("1.0", "cuts"), ("11", "cuts")])
def test_only_one_that_is_written_as_one_is_one(written: str, said: str) -> None:
    assert said == noun(written, "cut")
