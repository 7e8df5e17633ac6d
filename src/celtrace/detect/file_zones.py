"""What the times in a found file say of the zone its machine was set to."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.net.zones import half_hour
from celtrace.ports import View
from celtrace.records import Ref, Trait
from celtrace.registry import detector

QUOTED = 5
"""So many of the times are cited."""


class HalfHourZone(Finding, frozen=True, kw_only=True):
    """Times of a file were written at UTC+08:30 in the years when one zone alone had it.

    It says how a clock was set, not who set it or where. It is background: it counts nothing,
    and UTC+09:00, which many places share, is never told apart at all.
    """

    rule = "half_hour_zone"
    hypothesis = Hypothesis.H4
    group = Group.BACKGROUND
    category = Category.CONTEXT
    says = (
        "{count} times in the file {file} are written at UTC+08:30, {first_day} to {last_day} "
        "({resting}); from 2015-08-15 to 2018-05-04 only Asia/Pyongyang had that offset."
    )
    because = (_public.TZ_DATABASE,)
    innocent = (
        "The zone was chosen by mistake in a list, or for a test.",
        "The machine had travelled, or was set by somebody else than who drew.",
        "The file was made elsewhere and handed on.",
    )
    check = "Other files of the same author and machine, and the sign-ins of those days."

    file: str
    count: int
    first_day: str
    last_day: str
    resting: str


@detector(HalfHourZone, reads=Trait, by="file", needs=("offset",))
def file_zones(file: str, traits: list[Trait], view: View) -> Iterator[Finding]:  # noqa: ARG001 - the shape of a detector
    """The times of one file."""
    told = sorted(
        (one for one in traits if one.time is not None and half_hour(one.time, one.offset)),
        key=lambda one: (str(one.time), one.id),
    )
    if not told:
        return
    uses = [use(one, "time", "offset") for one in told]
    yield HalfHourZone(
        subject=Ref(f"file:{file}"), evidence=cited(*uses[:QUOTED]), basis=based(*uses),
        file=file[:16], count=len(told), first_day=_day(told[0]), last_day=_day(told[-1]),
        resting=", ".join(sorted({_WORDS[one.zone_from] for one in told})),
    )  # fmt: skip


_WORDS = {
    "stated": "the offset is written out",
    "text_against_utc": "a local text stands beside UTC",
    "dos_against_utc": "a container's two clocks differ so",
    "": "the offset is given",
}


def _day(trait: Trait) -> str:
    return "" if trait.time is None else trait.time.date().isoformat()
