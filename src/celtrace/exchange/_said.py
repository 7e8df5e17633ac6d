"""Plain values out of foreign files: countries, days, percentages; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_EXACT = re.compile(rf"\s*=?\s*{_NUMBER}\s*%?\s*")
_BAND = re.compile(rf"\s*{_NUMBER}\s*%?\s*(?:-|\u2013|to|\.\.)\s*{_NUMBER}\s*%?\s*")
_BOUND = re.compile(rf"\s*(>=|≥|>|<=|≤|<|over|under|at least|at most)\s*{_NUMBER}\s*%?\s*")
_HUNDRED = Decimal(100)


@cache
def _codes() -> frozenset[str]:
    """The codes of ISO 3166-1 alpha-2, as in the tz database's iso3166.tab."""
    text = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text("utf-8")
    return frozenset(line[:2] for line in text.splitlines() if line and line[0] != "#")


def country(value: object) -> str:
    """An ISO 3166-1 alpha-2 code, `GB` of `gb` and of `GB-SCT`; empty for anything else."""
    code = value[:2].upper() if isinstance(value, str) and value[2:3] in ("", "-") else ""
    return code if code in _codes() else ""


def day(value: object) -> str:
    """The day of a date or a time, ISO 8601; empty where it is less precise than a day."""
    text = value[:10] if isinstance(value, str) else ""
    try:
        return date.fromisoformat(text).isoformat() if len(text) == len("2024-01-01") else ""
    except ValueError:
        return ""


def number(value: object) -> Decimal | None:
    """A JSON number or a text of digits as an exact number."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        return None
    text = str(value).strip()
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text) else None


def plain(value: Decimal) -> str:
    """A number as a plain decimal."""
    return format(value, "f")


def within(value: Decimal) -> bool:
    """Whether a percentage is one."""
    return 0 <= value <= _HUNDRED


def percent(text: str) -> dict[str, str]:
    """A share as people write it: `50`, `25 - 50 %`, `>50%`, `75,5`; empty if it is unclear."""
    if found := _EXACT.fullmatch(text):
        bounds = {"percent": found[1]}
    elif found := _BAND.fullmatch(text):
        bounds = {"min": found[1], "max": found[2]}
    elif found := _BOUND.fullmatch(text.lower()):
        key = "min" if found[1] in (">=", "≥", ">", "over", "at least") else "max"
        bounds = {key: found[2]}
        if found[1] in (">", "<", "over", "under"):
            bounds[f"{key}_exclusive"] = "true"
    else:
        return {}
    read = {key: value.replace(",", ".") for key, value in bounds.items()}
    figures = [Decimal(read[key]) for key in ("percent", "min", "max") if key in read]
    return read if all(map(within, figures)) and figures == sorted(figures) else {}


def text(value: object) -> str:
    """A text, stripped; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def mapping(value: object) -> Mapping[str, Any]:
    """A mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []
