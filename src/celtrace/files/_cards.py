"""Content lines of address cards and calendars (RFC 6350, RFC 5545): unfolded, taken apart."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

import msgspec

from celtrace.files._letters import decoded

_FOLD = re.compile(rb"\r?\n[ \t]")
"""Where a line goes on in the next, be it in the middle of a letter."""
_SOFT = re.compile(rb"(=[0-9A-F]{2}[^\r\n=]*)=\r?\n")
"""A line of quoted bytes that goes on in the next."""
_LINE = re.compile(r"^(?:[\w-]+\.)?([\w-]+)((?:;(?:\"[^\"]*\"|[^:\"])*)?):(.*)$")
_PARAMETER = re.compile(r';([\w-]+)=("[^"]*"|[^;]*)')
_ESCAPE = re.compile(r"\\([\\,;nN])")


class Line(msgspec.Struct, frozen=True):
    """One line: its name, its parameters, its value, the number of the line."""

    name: str
    parameters: dict[str, str]
    value: str
    number: int


def lines(data: bytes) -> Iterator[Line]:
    """The lines of a card or calendar; what is none is passed over."""
    text = decoded(_FOLD.sub(b"", _SOFT.sub(rb"\1", data)))[0]
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line)
        if found:
            pairs = {one[1].upper(): one[2].strip('"') for one in _PARAMETER.finditer(found[2])}
            yield Line(found[1].upper(), pairs, _value(found[2].upper(), pairs, found[3]), number)


def _value(parameters: str, pairs: dict[str, str], text: str) -> str:
    """A value with its escapes undone; older telephones write bytes as `=B1` (vCard 2.1)."""
    if "QUOTED-PRINTABLE" in parameters:
        raw = quopri.decodestring(text.encode("ascii", "replace"))
        try:
            return raw.decode(pairs.get("CHARSET", "utf-8"))
        except (LookupError, ValueError):
            return decoded(raw)[0]
    return _ESCAPE.sub(lambda one: "\n" if one[1] in "nN" else one[1], text)


def dated(value: str) -> str:
    """`20160503T100100Z` as ISO 8601 with its signs."""
    found = re.fullmatch(
        r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z|[+-]\d\d:?\d\d)?)?", value
    )
    if not found:
        return value
    day = f"{found[1]}-{found[2]}-{found[3]}"
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{found[7] or ''}" if found[4] else day
