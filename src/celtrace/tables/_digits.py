"""Numbers as text that loses no digit."""

from __future__ import annotations

from decimal import Decimal


def digits(value: float | Decimal) -> str:
    """A number in plain notation: whole numbers without `.0`, floats by their shortest text.

    NaN and infinities keep their name.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    text = format(exact or Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float | Decimal) -> str:
    """A share of one that the file shows as a percentage: 0.07 becomes `7%`."""
    return digits(Decimal(digits(value)) * 100) + "%"
