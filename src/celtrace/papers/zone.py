"""From a picture of a document to its machine-readable zone, and what of it is verified.

Check digits verify numbers and dates. Names have none: they count as verified only where
two independent readings agree letter by letter, or where they are the name that the page
prints above (`beside` reads it), or the name that was declared.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import msgspec
import numpy as np

from celtrace.documents.mrz import Mrz, known_state
from celtrace.documents.mrz_printed import Printed, printed_name
from celtrace.documents.mrz_repair import Repaired, best
from celtrace.papers.bands import Grey, bands, lines
from celtrace.papers.print_lines import printed_lines
from celtrace.papers.recogniser import ALPHABET, LETTERS, Recogniser, net_reads, second_opinion

_QUARTERS = (0, 2, 1, 3)
"""Quarter turns in the order in which pages are likely to lie."""
_LINES = range(2, 9)
_MOST_LINES = 64
"""Lines that are read before the search ends: a page full of print has no end of them."""
_MOST_FURTHER = 16
"""Lines that are read in search of a second document."""
_SAME_LINES = 0.75
"""Share of equal characters from which on two readings are of one zone."""
_LONGEST = 2_200
"""Pixels of the longer side: more adds time and no characters."""


class ZoneRead(msgspec.Struct, frozen=True):
    """A zone as it was read, with what holds."""

    zone: Mrz
    repairs: tuple[str, ...]
    twice: bool = False
    """Whether a second recogniser reads the same names, and all its digits hold."""
    agreed: bool = False
    """Whether a second recogniser reads the same lines, character by character."""
    turn: int = 0
    """Quarter turns by which the page was turned to read it."""

    @property
    def digits_verified(self) -> bool:
        """Whether all check digits hold."""
        return self.zone.digits_verified


def read_zone(page: Grey) -> ZoneRead | None:
    """The zone of a page, grey, of shape (height, width), whichever way up; None if none."""
    found: Repaired | None = None
    second: Repaired | None = None
    seen = up = 0
    for turn, pictures in _candidates(_reduced(page)):
        seen += len(pictures)
        if seen > _MOST_LINES:
            break
        read = _by(net_reads, pictures)
        if read and (found is None or read.worth > found.worth):
            found, up, other = read, turn, second_opinion()
            second = _by(other, pictures) if other else None
            if second and second.worth > found.worth:
                found, second = second, found
        if found and found.zone.digits_verified:
            break
    if found is None or not _plausible(found):
        return None
    agreed = second is not None and second.zone.lines == found.zone.lines
    holds = second is not None and second.zone.digits_verified
    twice = second is not None and holds and second.zone.names == found.zone.names
    return ZoneRead(found.zone, found.repairs, twice, agreed, up)


def beside(page: Grey, read: ZoneRead) -> Printed | None:
    """The name that the page prints, where a line of it is near to that of the zone."""
    upright = np.ascontiguousarray(np.rot90(_reduced(page), read.turn))
    return printed_name(printed_lines(upright), read.zone.names)


def further_zones(page: Grey, first: ZoneRead) -> list[ZoneRead]:
    """Other zones on a page that holds more than one document, the right way up as the first.

    Only those in which every check digit holds: more is not worth a guess.
    """
    found = [first]
    seen = 0
    for turn, pictures in _candidates(_reduced(page), (first.turn,)):
        seen += len(pictures)
        read = _by(net_reads, pictures) if seen <= _MOST_FURTHER else None
        holds = read is not None and read.zone.digits_verified
        if read and holds and not any(_one_zone(read.zone, other.zone) for other in found):
            found.append(ZoneRead(read.zone, read.repairs, turn=turn))
    return found[1:]


def _one_zone(one: Mrz, other: Mrz) -> bool:
    """Whether two readings are most likely of the same lines, one of them with slips."""
    a, b = "".join(one.lines), "".join(other.lines)
    same = sum(x == y for x, y in zip(a, b, strict=False))
    return len(a) == len(b) and same >= _SAME_LINES * len(a)


def _by(recogniser: Recogniser, pictures: list[Grey]) -> Repaired | None:
    return best(recogniser(pictures, ALPHABET), recogniser(pictures, LETTERS))


def _candidates(page: Grey, turns: tuple[int, ...] = _QUARTERS) -> Iterator[tuple[int, list[Grey]]]:
    """Groups of text lines that may be a zone, with the quarter turns of the page."""
    for turn in turns:
        turned = np.ascontiguousarray(np.rot90(page, turn))
        for band in bands(turned):
            pictures = lines(band)
            if len(pictures) in _LINES:
                yield turn, pictures


def _plausible(read: Repaired) -> bool:
    """Whether it is a zone at all: all digits hold, or states stand where they must."""
    states = known_state(read.zone.issuer) and known_state(read.zone.nationality)
    return read.zone.digits_verified or (states and bool(read.holding))


def _reduced(page: Grey) -> Grey:
    longest = max(page.shape)
    if longest <= _LONGEST:
        return page
    factor = _LONGEST / longest
    size = (max(1, round(page.shape[1] * factor)), max(1, round(page.shape[0] * factor)))
    return cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
