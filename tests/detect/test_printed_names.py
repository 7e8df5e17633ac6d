"""Printed names beside the numbers they stand with."""

from __future__ import annotations

import pytest

from celtrace.records import Identifier
from detect.scenes import found, invoice, only, party

LEI = "5493001KJTIIGC8Y1R12"


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("Other Films", 1),
        ("VEE ANIMATION CO., LTD.", 0),
        ("Vée Animation", 0),
        ("Former Name Studio", 0),
        ("비 애니메이션", 0),
        ("", 0),
    ],
)
def test_a_name_of_the_owner_or_in_another_script_is_no_difference(
    printed: str, count: int
) -> None:
    owner = party("v", name="Vee Animation", aliases=("Former Name Studio",),
                  identifiers=(Identifier("lei", LEI),))  # fmt: skip
    bill = invoice("i1", "v", "v", from_name=printed, identifiers=(f"LEI {LEI}",))
    assert count == len(found("printed_name_differs", owner, bill))


def test_a_number_with_a_wrong_check_digit_belongs_to_nobody() -> None:
    wrong = LEI[:-1] + "3"
    owner = party("v", name="Vee", identifiers=(Identifier("lei", wrong),))
    bill = invoice("i1", "v", "v", from_name="Other", identifiers=(f"LEI {wrong}",))
    assert () == found("printed_name_differs", owner, bill)


def test_the_issuer_is_reached_and_the_owner_is_not() -> None:
    owner = party("x", name="Vee", identifiers=(Identifier("lei", LEI),))
    bill = invoice("i1", "v", "v", from_name="Other Films", identifiers=(f"LEI {LEI}",))
    assert ("party:v",) == only("printed_name_differs", owner, bill).acted
