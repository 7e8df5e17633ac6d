"""Currencies go by their ISO 4217 code; a sign or a nickname is asked back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from celtrace.dossier.currencies import CODES, MEANT
from celtrace.dossier.said import How, Wrong
from celtrace.dossier.scalars import currency
from celtrace.rows import Cell

HOW = How(ZoneInfo("UTC"))


def read(text: str) -> str:
    return currency(Cell(text, ""), HOW)


def refused(text: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    "code",
    [
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "CNY",
        "KRW",
        "KPW",
        "RUB",
        "HKD",
        "SGD",
        "TWD",
        "CAD",
        "AUD",
        "CHF",
    ],
)
def test_a_currency_of_the_trade_is_known_in_any_case(code: str) -> None:
    """'Money is a decimal and an ISO 4217 code'."""
    assert (code, code) == (read(code), read(code.lower()))


@pytest.mark.parametrize("code", ["HRK", "LTL", "BYR", "VEF", "ZWL", "STD", "MRO", "SLL", "ANG"])
def test_a_code_that_ended_since_2015_is_still_read(code: str) -> None:
    assert code == read(code)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("RMB", "did you mean CNY? "),
        ("cnh", "did you mean CNY? "),
        ("Yuan", "did you mean CNY? "),
        ("元", "did you mean CNY? "),
        ("円", "did you mean JPY? "),
        ("Yen", "did you mean JPY? "),
        ("¥", "did you mean JPY or CNY? "),
        ("￥", "did you mean JPY or CNY? "),
        ("won", "did you mean KRW? "),
        ("₩", "did you mean KRW or KPW? "),
        ("€", "did you mean EUR? "),
        ("euros", "did you mean EUR? "),
        ("£", "did you mean GBP? "),
        ("$", "did you mean USD, or another dollar? "),
        ("US$", "did you mean USD? "),
        ("HK$", "did you mean HKD? "),
        ("S$", "did you mean SGD? "),
        ("NT$", "did you mean TWD? "),
        ("RUR", "did you mean RUB? "),
        ("₽", "did you mean RUB? "),
        ("USDT", ""),
        ("BTC", ""),
        ("DEM", ""),
        ("XXX", ""),
        ("US Dollar", ""),
    ],
)
def test_a_sign_or_nickname_is_asked_back_with_what_it_most_likely_means(
    text: str, hint: str
) -> None:
    wrong = refused(text)
    assert f"`{text}` is not an ISO 4217 currency code" == wrong.problem
    assert f"{hint}Write three letters, such as USD" == wrong.remedy


def test_every_code_is_three_capital_letters() -> None:
    assert set() == {code for code in CODES if not (len(code) == 3 and code.isupper())}


def test_every_meaning_names_a_code() -> None:
    words = {sign: set(meaning.replace(",", " ").split()) for sign, meaning in MEANT.items()}
    assert [] == [sign for sign, said in words.items() if not said & CODES]


def test_no_code_is_also_a_nickname() -> None:
    assert set() == CODES & set(MEANT)
