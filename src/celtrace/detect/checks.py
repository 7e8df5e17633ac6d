"""What people looked for and carried out: recorded red flags and measures."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect._basis import based, cited, use
from celtrace.detect._indicators import Flag, indicators, measures
from celtrace.detect._recorded import KINDS
from celtrace.detect._sums import days
from celtrace.detect.meetings import FLAG, CameraRefused, of_check
from celtrace.detect.staff_lists import LiveChecksPassed
from celtrace.findings import Category, Finding
from celtrace.ports import View
from celtrace.records import Check
from celtrace.registry import detector

LIVE = frozenset({"M004", "M030", "M032", "M034", "M038"})
"""Measures by which a person was seen live or proved who they are."""
_OF_FLAG = {
    "": "seen", "failed": "seen", "refused": "seen, by refusal",
    "passed": "looked for and not seen", "pending": "not yet looked for",
}  # fmt: skip
_COUNTS = frozenset({"", "failed", "refused"})


@detector(*KINDS.values(), LiveChecksPassed, CameraRefused, reads=Check)
def recorded(check: Check, view: View) -> Iterator[Finding]:
    """Each check; a passed or pending one is shown and does not count."""
    if check.indicator == FLAG:
        yield of_check(check, view)
        return
    for flag, outcome in (
        (indicators().get(check.indicator), _OF_FLAG[check.result]),
        (measures().get(check.measure), check.result or "carried out, result not stated"),
    ):
        if flag is not None:
            yield _recorded(check, flag, outcome, view)
    if check.measure in LIVE and check.result == "passed":
        yield _live(check, view)


def _recorded(check: Check, flag: Flag, outcome: str, view: View) -> Finding:
    counts = check.result in _COUNTS and not (flag.id in measures() and not check.result)
    uses = (use(check, "indicator", "measure", "subject", "result", "when"),)
    return KINDS[flag.group](
        subject=check.subject, evidence=cited(*uses), basis=based(*uses),
        grade=flag.weight if counts else Category.CONTEXT, item=flag.id,
        wording=flag.wording, about=check.subject, about_name=view.name(check.subject),
        outcome=outcome, recorded_by=f"by {check.by}" if check.by else "without a name",
        when=days([check.when] if check.when else []),
        note=f" Note: {check.note}" if check.note else "",
    )  # fmt: skip


def _live(check: Check, view: View) -> LiveChecksPassed:
    uses = (use(check, "measure", "subject", "result", "when"),)
    return LiveChecksPassed(
        subject=check.subject, evidence=cited(*uses), basis=based(*uses), checked=check.subject,
        checked_name=view.name(check.subject), verified="whoever was asked",
        when=days([check.when] if check.when else []),
    )  # fmt: skip
