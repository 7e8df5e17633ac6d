"""The types of the contract by name: each reads the text of one cell, or says what is wrong."""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from celtrace.dossier.countries import NAMES, NATIONALITIES, UNCLEAR, code_of, folded
from celtrace.dossier.currencies import CODES, MEANT
from celtrace.dossier.dates import day, end, partial, start
from celtrace.dossier.numbers import decimal, money, percent, whole
from celtrace.dossier.said import How, Reader, Wrong, shown
from celtrace.rows import Cell

_YES = frozenset({"true", "yes", "y", "1", "on", "x", "✓", "✔", "是", "예", "да"})
_NO = frozenset({"false", "no", "n", "0", "off", "否", "아니오", "нет"})
_OFFSET = re.compile(r"(UTC|GMT)?\s*[+-](0?[0-9]|1[0-4])(:?[0-5][0-9])?", re.IGNORECASE | re.ASCII)
_YEARS = re.compile(r"(?!0000)[0-9]{4}(\s*[-\u2013/]\s*[0-9]{4})?")
_FOLD = re.compile(r"[\s_-]+")
_ID_LONGEST = 200
_UNITS = MappingProxyType(
    {
        "cut": "cut",
        "cuts": "cut",
        "frame": "frame",
        "frames": "frame",
        "second": "second",
        "seconds": "second",
        "sec": "second",
    }
)


def text(cell: Cell, _: How) -> str:
    """Any text."""
    return cell.text


def identity(cell: Cell, _: How) -> str:
    """An id: any text on one line, of up to 200 characters."""
    if len(cell.text.splitlines()) > 1:
        raise Wrong(f"{shown(cell.text)} stands on several lines", "give a short id on one line")
    if len(cell.text) > _ID_LONGEST:
        raise Wrong(f"{shown(cell.text)} is too long for an id", "give a short id on one line")
    return cell.text


def country(cell: Cell, _: How) -> str:
    """A two-letter code, from a code or an English name."""
    code = code_of(cell.text)
    if code:
        return code
    raise _no_country(cell.text)


def nationality(cell: Cell, how: How) -> str:
    """A country, or the word for its nationals."""
    found = NATIONALITIES.get(folded(cell.text))
    return found or country(cell, how)


def _no_country(name: str) -> Wrong:
    plain = folded(name)
    if meanings := UNCLEAR.get(plain):
        return Wrong(f"{shown(name)} may be {' or '.join(meanings)}", "write the two-letter code")
    words = [word for word in NAMES if len(word) > len("prk")]
    near = difflib.get_close_matches(plain[:60], words, 1, 0.75)
    hint = f"did you mean {NAMES[near[0]]} ({near[0]})? " if near else ""
    return Wrong(
        f"{shown(name)} is not a country",
        f"{hint}Write the ISO 3166 two-letter code or the English name",
    )


def currency(cell: Cell, _: How) -> str:
    """An ISO 4217 code."""
    code = cell.text.upper()
    if code in CODES:
        return code
    meant = MEANT.get(code)
    hint = f"did you mean {meant}? " if meant else ""
    raise Wrong(
        f"{shown(cell.text)} is not an ISO 4217 currency code",
        f"{hint}Write three letters, such as USD",
    )


def boolean(cell: Cell, _: How) -> bool:
    """True or false, yes or no."""
    word = cell.text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Wrong(f"{shown(cell.text)} is neither true nor false", "write true or false")


def enum(cell: Cell, how: How) -> str:
    """One of the words the contract names; case, spaces and hyphens are forgiven."""
    wanted = _FOLD.sub("", cell.text).casefold()
    for choice in how.choices:
        if _FOLD.sub("", choice).casefold() in (wanted, wanted.removesuffix("s")):
            return choice
    near = difflib.get_close_matches(cell.text.casefold()[:60], how.choices, 1, 0.6)
    hint = f"did you mean `{near[0]}`? " if near else ""
    raise Wrong(
        f"{shown(cell.text)} is not one of {', '.join(how.choices)}", f"{hint}Write one of them"
    )


def consent(cell: Cell, how: How) -> str:
    """`true`, `false` or `with-consent`; yes and no are forgiven."""
    if _FOLD.sub("", cell.text).casefold() == "withconsent":
        return "with-consent"
    try:
        return str(boolean(cell, how)).lower()
    except Wrong:
        raise Wrong(f"{shown(cell.text)} is not one of true, false, with-consent",
                    "write one of them") from None  # fmt: skip


def address(cell: Cell, _: How) -> str:
    """An IP address in its canonical form (RFC 5952).

    An IPv4 address written as IPv6, `::ffff:192.0.2.1` (RFC 4291, 2.5.5.2), is the IPv4 address.
    """
    try:
        found = ipaddress.ip_address(cell.text)
        return str(getattr(found, "ipv4_mapped", None) or found)
    except ValueError:
        raise Wrong(f"{shown(cell.text)} is not an IP address",
                    "write one address, without port or mask") from None  # fmt: skip


def network(cell: Cell, _: How) -> str:
    """A block of IP addresses in CIDR notation; a single address is a block of one."""
    try:
        return str(ipaddress.ip_network(cell.text))
    except ValueError:
        pass
    try:
        meant = str(ipaddress.ip_network(cell.text, strict=False))
    except ValueError:
        raise Wrong(f"{shown(cell.text)} is not a block of addresses",
                    "write it as 192.0.2.0/24") from None  # fmt: skip
    raise Wrong(f"{shown(cell.text)} has bits set behind its mask", f"write {meant}")


def timezone(cell: Cell, _: How) -> str:
    """An IANA time zone name."""
    names = _zones()
    name = names.get(cell.text.casefold().replace(" ", "_"))
    if name is None:
        near = difflib.get_close_matches(cell.text, names.values(), 1, 0.6)
        hint = f"did you mean {near[0]}? " if near else ""
        raise Wrong(
            f"{shown(cell.text)} is not a time zone",
            f"{hint}Write an IANA name, such as Asia/Seoul",
        )
    return name


@cache
def _zones() -> Mapping[str, str]:
    """Lower-case name of every zone to its name."""
    return MappingProxyType({name.casefold(): name for name in available_timezones()})


def claimed_zone(cell: Cell, how: How) -> str:
    """A time zone as somebody states it: an IANA name, or an offset such as UTC+9."""
    return cell.text if _OFFSET.fullmatch(cell.text) else timezone(cell, how)


def zone_of(name: str) -> ZoneInfo:
    """The zone of a checked name; UTC where the system lacks it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def year(cell: Cell, _: How) -> int:
    """A year of four digits."""
    if re.fullmatch(r"(?!0000)[0-9]{4}", cell.text):
        return int(cell.text)
    raise Wrong(f"{shown(cell.text)} is not a year", "write four digits")


def years(cell: Cell, _: How) -> str:
    """A year, or a first and a last one."""
    if _YEARS.fullmatch(cell.text):
        found = re.sub(r"\s*[-\u2013/]\s*", "-", cell.text)
        if found[:4] > found[-4:]:
            raise Wrong(f"{shown(cell.text)} ends before it begins", "swap the two")
        return found
    raise Wrong(f"{shown(cell.text)} is not a year", "write 2021, or 2019-2021")


def path(cell: Cell, _: How) -> str:
    """A path inside the dossier, with `/` between its parts."""
    parts = cell.text.split("/")
    remedy = "write it relative to the dossier's folder, with `/`, such as logs/auth.log"
    if cell.text.startswith(("/", "~")) or re.match(r"[A-Za-z]:", cell.text):
        raise Wrong(f"{shown(cell.text)} is not relative to the dossier", remedy)
    if "://" in cell.text:
        raise Wrong(f"{shown(cell.text)} is a web address, not a file", remedy)
    if ".." in parts or "\\" in cell.text or "\x00" in cell.text:
        raise Wrong(f"{shown(cell.text)} leads out of the dossier or has a backslash", remedy)
    return "/".join(part for part in parts if part not in ("", ".")) or "."


def portfolio(cell: Cell, how: How) -> str:
    """A folder inside the dossier, or a web address."""
    return cell.text if "://" in cell.text else path(cell, how)


def pin(cell: Cell, how: How) -> date | Literal["none"]:
    """The day of a list's snapshot, or `none`: deliberately not checked."""
    return "none" if cell.text.casefold() == "none" else day(cell, how)


def unit(cell: Cell, _: How) -> str:
    """A unit of work; cut, frame and second also in the plural."""
    word = cell.text.casefold()
    return _UNITS.get(word, cell.text)


def cut(cell: Cell, _: How) -> str:
    """A cut, or a pattern with groups named `episode` and `cut`."""
    if "(?P<" not in cell.text:
        return cell.text
    try:
        groups = re.compile(cell.text).groupindex
    except (re.error, RecursionError, OverflowError) as error:
        raise Wrong(f"{shown(cell.text)} is not a pattern ({error})",
                    "write it as ep(?P<episode>\\d+)_c(?P<cut>\\d+)") from None  # fmt: skip
    if "cut" not in groups:
        raise Wrong(f"{shown(cell.text)} has no group named `cut`", "add (?P<cut>\\d+)")
    return cell.text


def _numbered(letter: str, what: str) -> Reader:
    def read(cell: Cell, _: How) -> str:
        """An id of the published tables: its letter, then three digits."""
        found = re.fullmatch(rf"{letter}\s*-?\s*(\d{{1,4}})", cell.text, re.IGNORECASE | re.ASCII)
        if not found:
            raise Wrong(f"{shown(cell.text)} is not the id of {what}", f"write it as {letter}012")
        return f"{letter}{int(found[1]):03d}"

    return read


TYPES: Mapping[str, Reader] = MappingProxyType(
    {
        "text": text,
        "id": identity,
        "ref": identity,
        "date": day,
        "instant": start,
        "instant_end": end,
        "born": partial,
        "country": country,
        "nationality": nationality,
        "currency": currency,
        "bool": boolean,
        "enum": enum,
        "consent": consent,
        "ip": address,
        "cidr": network,
        "timezone": timezone,
        "claimed_zone": claimed_zone,
        "year": year,
        "years": years,
        "path": path,
        "cut": cut,
        "portfolio": portfolio,
        "pin": pin,
        "unit": unit,
        "int": whole,
        "decimal": decimal,
        "money": money,
        "percent": percent,
        "measure": _numbered("M", "a measure"),
        "indicator": _numbered("I", "an indicator"),
    }
)
"""Type name to reader."""
