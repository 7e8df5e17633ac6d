"""Meetings by video: the camera that stayed off, and nobody met since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.detect._sums import days
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Check, Interview, Ref
from celtrace.registry import detector

FLAG = "I032"
"""The published red flag that this is, where a person records it without a meeting's record."""


class CameraRefused(Finding, frozen=True, kw_only=True):
    """Somebody declined the camera at a meeting and was not met in another way since.

    A camera that failed is no refusal. Whoever was met later, by video or in person, is met:
    what went before is then context.
    """

    rule = "camera_refused"
    hypothesis = Hypothesis.H5
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = "{about_name} declined the camera ({when}){said_by}; since then: {since_then}."
    because = (_public.IC3_2023, _public.IT_WORKERS_2022)
    innocent = (
        "A slow line carries the voice alone.",
        "A disability, an illness, a shared room, or a custom of covering one's face.",
        "Care for one's privacy: to be met in person is as good.",
    )
    check = "The equal way: a meeting in person, at the vendor's or before a notary."
    ask = "Which way of being met suits {about_name}: a video call, or a meeting in person?"

    about: str
    about_name: str
    when: str
    said_by: str
    since_then: str


@detector(CameraRefused, reads=Interview, by="worker", order="planned")
def camera_refused(worker: str, meetings: Sequence[Interview], view: View) -> Iterator[Finding]:
    """The meetings of one worker, in order of their day."""
    refused = [one for one in meetings if one.camera == "refused" and not one.in_person]
    if not refused:
        return
    last = refused[-1]
    met = [m for m in meetings if m.outcome == "met" and (m.held or m.planned) >= last.planned]
    uses = tuple(use(one, "worker", "camera", "planned") for one in refused)
    more = tuple(use(one, "worker", "outcome", "held") for one in met[-1:])
    since = f"met {_day(met[-1])}" if met else "not met"
    yield CameraRefused(
        subject=Ref(f"worker:{worker}"), evidence=cited(*uses, *more), basis=based(*uses),
        grade=Category.CONTEXT if met else None,
        about=f"worker:{worker}", about_name=view.name(Ref(f"worker:{worker}")),
        when=days([_day(one) for one in refused]), said_by="", since_then=since,
    )  # fmt: skip


def of_check(check: Check, view: View) -> CameraRefused:
    """What a person recorded under the published red flag; looked for and not seen is context."""
    uses = (use(check, "indicator", "subject", "result", "when"),)
    counts = check.result in ("", "failed", "refused")
    note = f" Note: {check.note}" if check.note else ""
    by = f", as {check.by} recorded" if check.by else ", as was recorded without a name"
    since = "no meeting is recorded beside it" if counts else f"looked for, {check.result}"
    return CameraRefused(
        subject=check.subject, evidence=cited(*uses), basis=based(*uses),
        grade=None if counts else Category.CONTEXT,
        about=check.subject, about_name=view.name(check.subject),
        when=days([check.when] if check.when else []), said_by=by, since_then=f"{since}{note}",
    )  # fmt: skip


def _day(meeting: Interview) -> date:
    return (meeting.held or meeting.planned).date()
