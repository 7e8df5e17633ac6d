"""Remarks that many answers share, said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from celtrace.report.document import Span, Words, mark, name, soft, words
from celtrace.report.material import Material
from celtrace.report.wording import STATUSES, full_stop
from celtrace.text.counts import count
from celtrace.weigh.assessment import BlockedStatus

QUIET: tuple[BlockedStatus, ...] = ("no", "not-checked")
"""The answers that show nothing."""
NAMED = 8
"""How many parties a shared remark names before it counts them."""


class Remark(msgspec.Struct, frozen=True, order=True):
    """A note on the status of a party."""

    regime: str
    status: BlockedStatus
    note: str
    party: str = ""
    day: str = ""


def gathered(found: Iterable[Remark]) -> Mapping[Remark, tuple[Remark, ...]]:
    """Remarks by what they share: regime, status and note."""
    held: dict[Remark, list[Remark]] = {}
    for remark in sorted(found):
        shared = msgspec.structs.replace(remark, party="", day="")
        held.setdefault(shared, []).append(remark)
    return {shared: tuple(same) for shared, same in held.items()}


def remarks(material: Material, held: Mapping[Remark, tuple[Remark, ...]]) -> tuple[Words, ...]:
    """One line for each shared remark, with the parties it is about, or how many they are."""
    return tuple(
        words(f"{shared.regime}: ", mark(shared.status, STATUSES[shared.status]), " ",
              name(full_stop(shared.note)), *_about(material, same))
        for shared, same in held.items()
    )  # fmt: skip


def _about(material: Material, same: tuple[Remark, ...]) -> list[Span | str]:
    parties = tuple(dict.fromkeys(remark.party for remark in same))
    if len(same) > NAMED:
        return [soft(f" So for {count(len(parties), 'party', 'parties')}.")]
    parts: list[Span | str] = [soft(" So for ")]
    for number, remark in enumerate(same):
        dated = f" on {remark.day}" if remark.day else ""
        parts += [", " if number else "", material.party(remark.party), soft(dated)]
    return [*parts, "."]
