"""Nominee to nominator: what somebody holds for another counts as that other's.

Source: spec of the ownership rules (the beneficial owner counts, not the name in the
register; OFAC FAQ 398 and 401 speak of ownership, "directly or indirectly"). A stake that
is held for several nominators at once may be any one's up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from celtrace.law.stakes import Stake

_DAY = timedelta(days=1)


class Nomination(msgspec.Struct, frozen=True):
    """`nominee` holds what it holds for `nominator`, from the first to the last day."""

    nominee: str
    nominator: str
    since: date | None = None
    until: date | None = None
    ref: str = ""
    """What states it, for example `role:7`."""

    def holds(self, day: date | None) -> bool:
        """Whether it is in force on the day; where no day is asked for, whether it always is."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def attributed(stakes: Iterable[Stake], nominations: Iterable[Nomination]) -> Iterator[Stake]:
    """The stakes, those of nominees as their nominators' on the days of the nomination.

    `through` of such a stake names the holder in the register. Nominators that are nominees
    themselves are followed; who would be nominee of itself in the end keeps the stake.
    """
    behind: dict[str, list[Nomination]] = {}
    for one in nominations:
        if one.nominee != one.nominator:
            behind.setdefault(one.nominee, []).append(one)
    for stake in stakes:
        yield from _followed(stake, behind, (stake.owner,)) if behind else (stake,)


def _followed(
    stake: Stake, behind: dict[str, list[Nomination]], passed: tuple[str, ...]
) -> Iterator[Stake]:
    own = behind.get(stake.owner, ())
    for piece in _pieces(stake, own):
        day = piece.until if piece.since is None else piece.since
        now = [one for one in own if one.holds(day)]
        if not now or any(one.nominator in passed for one in now):
            yield piece
            continue
        for one in now:
            mine = msgspec.structs.replace(
                piece,
                owner=one.nominator,
                through=piece.through or piece.owner,
                refs=(*piece.refs, *filter(None, (one.ref,))),
                **_any_part(piece) if len(now) > 1 else {},
            )
            yield from _followed(mine, behind, (*passed, one.nominator))


def _any_part(stake: Stake) -> dict[str, Fraction | bool | None]:
    """No lower bound: another of the nominators may hold all of it."""
    return {"low": Fraction(0), "high": stake.high, "low_exclusive": False}


def _pieces(stake: Stake, own: Sequence[Nomination]) -> Iterator[Stake]:
    """The stake cut where a nomination begins or ends."""
    begins = {one.since for one in own} | {one.until + _DAY for one in own if one.until}
    cuts = sorted(day for day in begins if day and _inside(stake, day))
    starts = [stake.since, *cuts]
    ends = [*(cut - _DAY for cut in cuts), stake.until]
    for since, until in zip(starts, ends, strict=True):
        yield msgspec.structs.replace(stake, since=since, until=until)


def _inside(stake: Stake, day: date) -> bool:
    """Whether a stake that is cut before the day has a part on either side."""
    return (stake.since is None or stake.since < day) and (
        stake.until is None or day <= stake.until
    )
