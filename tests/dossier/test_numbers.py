"""Numbers are exact; two readings are asked back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier import numbers
from celtrace.dossier.said import How, Wrong
from celtrace.rows import Cell

HOW = How(ZoneInfo("UTC"))


def money(text: str, form: str = "text") -> Decimal:
    return numbers.money(Cell(text, "", form), HOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234.50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("12,5", "12.50"),
        ("0.125", "0.125"),
        ("-5", "-5"),
        ("(5.00)", "-5"),
        ("1234,567", "1234.567"),
        ("10.00", "10"),
        ("1e3", "1000"),
        ("\u2212" + "3", "-3"),
        ("1\u00a0234\u00a0567", "1234567"),
    ],
)
def test_an_amount_with_one_reading_is_read(text: str, expected: object) -> None:
    assert expected == str(money(text))


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12,345"])
def test_an_amount_with_two_readings_is_asked_back(text: str) -> None:
    with pytest.raises(Wrong) as caught:
        money(text)
    assert " or as " in caught.value.problem


def test_a_cell_that_is_a_number_has_one_reading() -> None:
    assert Decimal("1.234") == money("1.234", "number")


@pytest.mark.parametrize(
    "text", ["", "x", "1,23,4", "1.2.3", "12 USD", "NaN", "Infinity", "1_0", "१२", "9" * 99]
)
def test_what_is_no_number_is_a_fault(text: str) -> None:
    with pytest.raises(Wrong):
        money(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("50%", "50"), ("33.333", "33.333"), ("49,5 %", "49.5"), ("7%", "7")]
)
def test_a_percentage_is_exact(text: str, expected: object) -> None:
    assert expected == str(numbers.percent(Cell(text, ""), HOW))


@pytest.mark.parametrize("text", ["33,333", "half"])
def test_a_percentage_out_of_range_or_unclear_is_a_fault(text: str) -> None:
    with pytest.raises(Wrong):
        numbers.percent(Cell(text, ""), HOW)


@pytest.mark.parametrize(("text", "expected"), [("007", 7), ("12.0", 12), ("1,234,567", 1234567)])
def test_a_whole_number_is_read(text: str, expected: object) -> None:
    assert expected == numbers.whole(Cell(text, ""), HOW)


@pytest.mark.parametrize("text", ["1.5", "-1", "1,234", "many"])
def test_what_is_no_whole_number_is_a_fault(text: str) -> None:
    with pytest.raises(Wrong):
        numbers.whole(Cell(text, ""), HOW)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_plain_decimals_keep_their_value(value: Any) -> None:
    assert value == numbers.decimal(Cell(f"{value:f}", ""), HOW)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    for read in (numbers.money, numbers.decimal, numbers.percent, numbers.whole):
        try:
            assert read(Cell(text, ""), HOW) is not None
        except Wrong as wrong:
            assert wrong.remedy  # noqa: PT017 - only this may come out


AMOUNTS = """
1234        | 1234
1234.5      | 1234.50
1,234.5     | 1234.50
1.234,5     | 1234.50
1 234       | 1234
12 345 678  | 12345678
1'000'000   | 1000000
1,234,567.8 | 1234567.80
1.234.567,8 | 1234567.80
0,5         | 0.50
.5          | 0.50
5.          | 5
0.001       | 0.001
0,123       | 0.123
12.3456     | 12.3456
+5          | 5
-1,234.50   | -1234.50
(1,234.50)  | -1234.50
0           | 0
-0          | 0
-0.00       | 0
(0)         | 0
1e3         | 1000
1.5E2       | 150
0.10        | 0.10
10.00       | 10
""".strip().splitlines()
NO_AMOUNTS = """
1.000.5
1,000,00
1,23,456.7
1 23
1,2345,678
--5
(-5)
()
-
5-
$5
5 USD
USD 5
1_000
１２３
½
1/2
0x10
1e1000
five
""".strip().splitlines()


@pytest.mark.parametrize("line", AMOUNTS)
def test_a_writing_of_an_amount_has_one_value(line: str) -> None:
    text, _, expected = line.partition("|")
    assert expected.strip() == str(money(text.strip()))


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_is_shown_as_written(text: str) -> None:
    with pytest.raises(Wrong) as caught:
        money(text)
    assert f"`{text}` is not a number" == caught.value.problem
    assert "write digits and one decimal point, such as 1234.50" == caught.value.remedy


@pytest.mark.parametrize(
    ("text", "thousands", "fraction"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1234", "1.234"),
        ("12.345", "12345", "12.345"),
        ("999,999", "999999", "999.999"),
        ("-1,234", "-1234", "-1.234"),
    ],
)
def test_an_amount_with_two_readings_names_both(text: str, thousands: str, fraction: str) -> None:
    with pytest.raises(Wrong) as caught:
        money(text)
    assert f"`{text}` can be read as {thousands} or as {fraction}" == caught.value.problem
    assert f"write {thousands} or {fraction}0" == caught.value.remedy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0%", "0"), ("100", "100"), ("100.000", "100"), ("49.9999", "49.9999"),
        ("49,9", "49.9"), ("-0", "0"), ("1e2", "100"), ("50 %", "50"), ("0.5%", "0.5"),
    ],
)  # fmt: skip
def test_a_percentage_is_never_rounded(text: str, expected: str) -> None:
    """'Percentages are exact decimals, never floats'."""
    assert expected == str(numbers.percent(Cell(text, ""), HOW))


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("33,333", "`33,333` has a comma", "write 33.333"),
        ("%", "`%` is not a percentage", "write it such as 49.5"),
        ("50%%", "`50%%` is not a percentage", "write it such as 49.5"),
        ("a half", "`a half` is not a percentage", "write it such as 49.5"),
    ],
)
def test_what_is_no_percentage_is_shown_as_written(text: str, problem: str, remedy: str) -> None:
    with pytest.raises(Wrong) as caught:
        numbers.percent(Cell(text, ""), HOW)
    assert (problem, remedy) == (caught.value.problem, caught.value.remedy)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("+5", 5),
        ("1e3", 1000),
        ("1 234", 1234),
        ("3.", 3),
        ("-0", 0),
        ("1.000.000", 10**6),
    ],
)
def test_a_count_may_be_written_as_any_whole_number(text: str, expected: int) -> None:
    assert expected == numbers.whole(Cell(text, ""), HOW)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.5", "`1.5` is not a whole number"),
        ("1.234", "`1.234` is not a whole number"),
        ("-1", "`-1` is below zero"),
        ("some", "`some` is not a whole number"),
        ("١٢", "`١٢` is not a whole number"),
        ("10 people", "`10 people` is not a whole number"),
        ("1,234", "`1,234` can be read as 1234 or as 1.234"),
    ],
)
def test_what_is_no_count_is_shown_as_written(text: str, problem: str) -> None:
    with pytest.raises(Wrong) as caught:
        numbers.whole(Cell(text, ""), HOW)
    assert problem == caught.value.problem


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_is_the_same_with_a_point_or_a_comma(value: Any) -> None:
    """'Money is a decimal and an ISO 4217 code'."""
    assert money(f"{value:f}") == money(f"{value:f}".replace(".", ","))


@given(st.integers(1_000_000, 10**12), st.sampled_from([",", ".", " ", "'", "\u00a0", "\u202f"]))
def test_thousands_may_be_parted_in_any_way(value: int, sign: str) -> None:
    """'Money is a decimal and an ISO 4217 code'."""
    assert value == money(f"{value:,}".replace(",", sign))


@given(st.integers(0, 10**7))
def test_a_percentage_keeps_every_digit(value: int) -> None:
    """'Percentages are exact decimals, never floats'."""
    exact = Decimal(value) / 10**5
    assert exact == numbers.percent(Cell(f"{exact:f}", "", "number"), HOW)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_equal_numbers_have_one_writing(value: Any) -> None:
    """Two writings of one number are one fact: the id of the record must not differ."""
    one, other = (numbers.decimal(Cell(text, ""), HOW) for text in (f"{value:f}", f"{value:f}00"))
    assert str(one) == str(other)


@pytest.mark.parametrize("text", ["160", "100.0001", "-5%"])
def test_a_percentage_that_cannot_stand_is_kept_as_written_for_the_judgement_to_name(
    text: str,
) -> None:
    assert Decimal(text.removesuffix("%")) == numbers.percent(Cell(text, "", "text"), HOW)
