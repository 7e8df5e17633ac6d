"""Whole numbers, decimals, money and percentages, exactly; nothing is guessed.

`1,234` and, for money, `1.234` have two readings and are faults that name both.
"""

from __future__ import annotations

import re
from decimal import Decimal

from celtrace.dossier.said import How, Wrong, shown
from celtrace.rows import Cell

_SIMPLE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")
_WHOLE = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(
    r"[+-]?[1-9]\d{0,2}(?P<sep>[,.' \u00a0\u202f\u2009])\d{3}((?P=sep)\d{3})*"
    r"((?!(?P=sep))[.,]\d+)?"
)
_ONE_GROUP = re.compile(r"([+-]?[1-9]\d{0,2})([.,])(\d{3})")
_COMMA = re.compile(r"[+-]?\d*,\d+")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009']")
_LONGEST = 60


def _minus(text: str) -> str:
    """Accounting brackets and the typographic minus mean a minus."""
    text = text.replace("\u2212", "-")
    return f"-{text[1:-1]}" if re.fullmatch(r"\(\d.*\)", text) else text


def decimal(cell: Cell, how: How) -> Decimal:
    """An exact decimal with a point; thousands may be parted where that is unmistakable."""
    text = _minus(cell.text)
    if _SIMPLE.fullmatch(text) and len(text) <= _LONGEST and text.isascii():
        return _plain(Decimal(text))
    return _plain(_parted(text, how))


def _plain(number: Decimal) -> Decimal:
    """One writing for each number: no zeros at the end, no exponent, no minus zero."""
    text = format(number or Decimal(0), "f")
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text else Decimal(text)


def money(cell: Cell, how: How) -> Decimal:
    """An amount; `1.234` is asked back unless the file says that the cell is a number."""
    text = _minus(cell.text)
    if cell.form != "number" and (found := _ONE_GROUP.fullmatch(text)):
        raise _unclear(text, found)
    number = decimal(cell, how)
    cents = number.as_tuple().exponent == -1
    return number.quantize(Decimal("0.01")) if cents else number


def _parted(text: str, _: How) -> Decimal:
    remedy = "write digits and one decimal point, such as 1234.50"
    if len(text) > _LONGEST or not re.sub(r"[\u00a0\u202f\u2009]", "", text).isascii():
        raise Wrong(f"{shown(text)} is not a number", remedy)
    if (found := _ONE_GROUP.fullmatch(text)) and found[2] == ",":
        raise _unclear(text, found)
    if found := _GROUPED.fullmatch(text):
        mark = found["sep"]
        bare = text.replace(mark, "")
        return Decimal(_SPACES.sub("", bare).replace(",", "."))
    if _COMMA.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise Wrong(f"{shown(text)} is not a number", remedy)


def _unclear(text: str, found: re.Match[str]) -> Wrong:
    thousands, fraction = f"{found[1]}{found[3]}", f"{found[1]}.{found[3]}"
    return Wrong(
        f"{shown(text)} can be read as {thousands} or as {fraction}",
        f"write {thousands} or {fraction}0",
    )


def whole(cell: Cell, how: How) -> int:
    """A whole number, not below zero."""
    remedy = "write a whole number with digits only"
    text = cell.text
    if _WHOLE.fullmatch(text) and text.isascii() and len(text) <= _LONGEST:
        number = int(text)
    else:
        try:
            simple = _SIMPLE.fullmatch(text) and text.isascii()
            exact = Decimal(text) if simple else _parted(text, how)
        except Wrong as wrong:
            raise Wrong(wrong.problem.replace("a number", "a whole number"), wrong.remedy) from None
        if exact != exact.to_integral_value() or len(text) > _LONGEST:
            raise Wrong(f"{shown(text)} is not a whole number", remedy)
        number = int(exact)
    if number < 0:
        raise Wrong(f"{shown(text)} is below zero", remedy)
    return number


def percent(cell: Cell, how: How) -> Decimal:
    """An exact percentage, with or without the sign.

    One below 0 or above 100 is kept as it was written: the judgement names it as a Problem
    and lets the answer stay open, rather than guess what was meant.
    """
    text = cell.text.removesuffix("%").strip()
    if (found := _ONE_GROUP.fullmatch(text)) and found[2] == ",":
        raise Wrong(f"{shown(cell.text)} has a comma", f"write {found[1]}.{found[3]}")
    try:
        return decimal(Cell(text, cell.place, cell.form), how)
    except Wrong:
        raise Wrong(f"{shown(cell.text)} is not a percentage", "write it such as 49.5") from None
