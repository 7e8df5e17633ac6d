"""How far workers are verified: the level of each, what its plan asks for and what is missing."""

from __future__ import annotations

from celtrace.detect._plans import LEVELS, plans
from celtrace.report.document import Block, Para, Row, Section, Table, Words, soft, words
from celtrace.report.material import Material
from celtrace.text.counts import count
from celtrace.weigh.assessment import StepLine, VendorLevel, WorkerLevel

MOST = 500
"""Rows of one table; the lowest levels stand first."""


def workers(material: Material) -> Section | None:
    """The section; None where the dossier names no worker."""
    verified = material.assessment.verified
    if not verified.workers:
        return None
    table = plans()
    meanings = "; ".join(f"{level} {table.levels[level]}" for level in LEVELS)
    blocks: list[Block] = [
        Para(words(
            f"Everybody in a role is asked for the same (check plans of {verified.plans}). "
            f"{meanings}. A level says which steps were done, not who somebody is.",
        ), "note"),
        _vendors(material, verified.vendors),
        _workers(material, verified.workers),
    ]  # fmt: skip
    return Section("workers", "How far workers are verified", tuple(blocks))


def _vendors(material: Material, vendors: tuple[VendorLevel, ...]) -> Block:
    if not vendors:
        return Para(words("No worker is named under a party."))
    rows = tuple(
        Row((words(material.party(one.party)), words(one.level), words(f"{one.workers:,}"),
             _lowest(material, one), _open(one.steps)))
        for one in sorted(vendors, key=lambda one: (one.level, one.party))
    )  # fmt: skip
    heads = ("Party", "Level", "Workers", "Lowest", "Asked of the party and missing")
    return Table("A party's level is its lowest worker's", heads, rows, (2.4, 0.7, 0.9, 3, 3))


def _lowest(material: Material, vendor: VendorLevel) -> Words:
    shown = [material.called("worker", id_) for id_ in vendor.lowest[:5]]
    parts = [part for one in shown for part in (one, ", ")][:-1]
    more = len(vendor.lowest) - len(shown)
    return words(*parts, soft(f" and {more:,} more") if more else "")


def _workers(material: Material, found: tuple[WorkerLevel, ...]) -> Block:
    ordered = sorted(found, key=lambda one: (one.level, one.worker))
    rows = tuple(
        Row((words(material.called("worker", one.worker)), words(one.plan),
             words(f"{one.level} of {one.aim}"), _open(one.steps)))
        for one in ordered[:MOST]
    )  # fmt: skip
    left = len(ordered) - len(rows)
    caption = count(len(ordered), "worker") + (f"; {left:,} not shown" if left else "")
    return Table(caption, ("Worker", "Plan", "Level", "Missing"), rows, (2.4, 1.8, 1.2, 5))


def _open(steps: tuple[StepLine, ...]) -> Words:
    lacking = [step for step in steps if step.state != "passed"]
    if not lacking:
        return words(soft("nothing of the plan"))
    return words("; ".join(_said(step) for step in lacking), ".")


def _said(step: StepLine) -> str:
    level = f"{step.level}: " if step.level else ""
    state = "" if step.state == "missing" else f" ({_state(step)})"
    extra = f", asked because of finding {step.extra}" if step.extra else ""
    return f"{level}{step.title[0].lower()}{step.title[1:]}{state}{extra}"


def _state(step: StepLine) -> str:
    day = step.until if step.state == "expired" else step.when
    return f"{step.state}{f' {day}' if day else ''}"
