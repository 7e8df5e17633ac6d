"""Evidence packs: what the records show of a framework's controls, and what they do not.

Each line says what it was counted from. What no record can show is listed as the studio's own
to add; an empty place is never filled with a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import msgspec
import yaml

from celtrace.cases.workers.checking import Gathered
from celtrace.detect._indicators import indicators, measures
from celtrace.detect._plans import plans
from celtrace.errors import UsageError
from celtrace.records import Check, ConsentGrant, Contract, Credential, StepResult
from celtrace.report.chain import Chain
from celtrace.report.document import (
    Block,
    Para,
    ReportContent,
    Row,
    Section,
    Table,
    name,
    strong,
    words,
)
from celtrace.weigh.completeness import layers

State = Literal["shown", "partly", "not shown", "not asked for", "yours to show"]
STATES: tuple[State, ...] = get_args(State)


class Control(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One control of a framework."""

    id: str
    title: str
    shows: tuple[str, ...]
    own: tuple[str, ...] = ()


class Framework(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pack."""

    title: str
    controls: tuple[Control, ...]


class Controls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table."""

    version: str
    packs: dict[str, Framework]


class Shown(msgspec.Struct, frozen=True):
    """What one kind of record shows."""

    what: str
    have: int
    of: int
    """Of how many; 1 where it is only counted, 0 where there is nobody of whom it is asked."""

    @property
    def state(self) -> State:
        """Whether it is there for all, some or none."""
        if self.of == 0:
            return "not asked for"
        return "shown" if self.have >= self.of else "partly" if self.have else "not shown"

    @property
    def said(self) -> str:
        """What was counted, in words."""
        if self.of == 0:
            return f"{self.what}: nobody is asked"
        return f"{self.what}: {self.have:,}" + (f" of {self.of:,}" if self.of > 1 else "")


class Line(msgspec.Struct, frozen=True):
    """One control with what is shown of it."""

    id: str
    title: str
    state: State
    shown: tuple[Shown, ...]
    own: tuple[str, ...]


@cache
def controls() -> Controls:
    """The packaged table."""
    text = files("celtrace.cases.workers").joinpath("_tables", "controls.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Controls)


def pack(which: str, held: Gathered) -> tuple[Line, ...]:
    """The lines of a pack; UsageError if there is none of that name."""
    table = controls()
    if which not in table.packs:
        known = ", ".join(table.packs)
        raise UsageError(f"There is no pack {which}.", f"There are: {known}.")
    asked = table.packs[which].controls or tuple(_advisory())
    return tuple(_line(control, held) for control in asked)


def _advisory() -> Iterator[Control]:
    """One control for each published measure."""
    for flag in measures().values():
        check = plans().of_measure(flag.id)
        kind = {"worker": "step", "vendor": "vendor", "studio": "measure"}
        shows = [f"measure:{flag.id}"]
        if check and check.about != "studio":
            shows = [f"{kind[check.about]}:{check.id}"]
        yield Control(flag.id, flag.wording, tuple(shows))


def _line(control: Control, held: Gathered) -> Line:
    shown = tuple(_shown(one, held) for one in control.shows)
    states = {one.state for one in shown} - {"not asked for"}
    state: State = "not shown"
    if not states:
        state = "not asked for" if shown else "yours to show"
    elif states == {"shown"}:
        state = "shown"
    elif states != {"not shown"}:
        state = "partly"
    return Line(control.id, control.title, state, shown, control.own)


def _shown(item: str, held: Gathered) -> Shown:
    kind, _, id_ = item.partition(":")
    if kind == "fact":
        return _FACTS[id_](held)
    if kind == "measure":
        done = [c for c in held.view.all(Check) if c.measure == id_ and c.result == "passed"]
        return Shown(f"{id_} recorded: {measures()[id_].wording}", len(done[:1]), 1)
    return _steps(kind, id_, held)


def _steps(kind: str, id_: str, held: Gathered) -> Shown:
    verified = held.assessment.verified
    people = verified.workers if kind == "step" else verified.vendors
    check = plans().check(id_)
    title = check.title if check else id_
    lines = [line for one in people for line in one.steps if line.step == id_]
    passed = sum(line.state == "passed" for line in lines)
    if not lines and kind == "step":
        found = [s for s in held.view.all(StepResult) if s.step == id_ and s.result == "passed"]
        return Shown(f"workers: {title}", len({s.worker for s in found}), len(people))
    return Shown(f"{'workers' if kind == 'step' else 'parties'}: {title}", passed, len(lines))


def _contracts(held: Gathered) -> Sequence[Contract]:
    return held.view.all(Contract)


def _keys(held: Gathered) -> list[Credential]:
    return [key for key in held.view.all(Credential) if not key.ended]


def _with_key(held: Gathered, *, bound: bool) -> int:
    stated = {w.worker for w in held.assessment.verified.workers}
    return len({k.worker for k in _keys(held) if k.device_bound or not bound} & stated)


def _all_workers(held: Gathered) -> int:
    return len(held.assessment.verified.workers)


_FACTS: dict[str, Callable[[Gathered], Shown]] = {
    "contracts": lambda h: Shown("contracts known", len(_contracts(h)), 1),
    "tiers": lambda h: Shown(
        "contracts whose place in the chain is known",
        sum(tier > 0 for tier in layers(h.view).values()), len(_contracts(h))),
    "subcontracting": lambda h: Shown(
        "contracts that say whether work may be passed on",
        sum(c.may_subcontract != "" for c in _contracts(h)), len(_contracts(h))),
    "disclosed": lambda h: Shown(
        "contracts below ours with the day on which we learned of them",
        sum(c.disclosed is not None for c in _contracts(h) if c.parent),
        sum(bool(c.parent) for c in _contracts(h))),
    "lists": lambda h: Shown("lists checked", h.lists, 1),
    "consents": lambda h: Shown(
        "workers with a consent kept", len({g.worker for g in h.view.all(ConsentGrant)}),
        _all_workers(h)),
    "decisions": lambda h: Shown("judgements of people in the journal", h.judged, 1),
    "journal": lambda h: Shown("lines of the hash-chained journal", h.lines, 1),
    "keys": lambda h: Shown("workers with a passkey enrolled", _with_key(h, bound=False),
                            _all_workers(h)),
    "device_bound": lambda h: Shown("workers with a key that cannot leave its device",
                                    _with_key(h, bound=True), _all_workers(h)),
}  # fmt: skip


def content(which: str, held: Gathered, version: str) -> ReportContent:
    """A pack as a report, for page, paper and Word."""
    table, lines = controls(), pack(which, held)
    rows = tuple(
        Row((words(strong(line.id)), words(line.title), words(strong(line.state)),
             words("; ".join(one.said for one in line.shown) or "nothing that records can show"),
             words(name("; ".join(line.own)))))
        for line in lines
    )  # fmt: skip
    heads = ("Control", "What it asks", "State", "Shown by", "Yours to add")
    counts = {state: sum(line.state == state for line in lines) for state in STATES}
    blocks: list[Block] = [
        Para(words("; ".join(f"{state}: {n}" for state, n in counts.items()), ".")),
        Para(words("A line says what the records show on the day named above, counted as it "
                   "stands beside it. It is no certificate."), "note"),
        Table(table.packs[which].title, heads, rows, (1, 3, 1, 4, 2.4)),
    ]  # fmt: skip
    sections = [Section("controls", table.packs[which].title, tuple(blocks))]
    if which == "advisory":
        sections.append(_flags(held))
    facts = held.assessment.dossier
    return ReportContent(
        title=facts.title or "Workers", as_of=facts.as_of, celtrace=version,
        digest=facts.digest, behalf="", highest=0, sections=tuple(sections), chain=Chain(),
        kind="Evidence pack", listed=False,
    )  # fmt: skip


def _flags(held: Gathered) -> Section:
    """The published red flags: which a rule looks for, which a person records, which nobody can."""
    table = indicators().values()
    seen = {check.indicator for check in held.view.all(Check)}
    by_rule = [flag for flag in table if flag.rules]
    by_person = [flag for flag in table if not flag.rules and flag.seen_by == "person"]
    share = 100 * (len(by_rule) + len(by_person)) // len(table)
    rows = tuple(
        Row((words(strong(flag.id)), words(flag.wording),
             words(f"rule {', '.join(flag.rules)}" if flag.rules else
                   "a person records it" if flag.seen_by == "person" else
                   "only a platform or bank can see it"),
             words("recorded" if flag.id in seen else "")))
        for flag in table
    )  # fmt: skip
    said = (
        f"{len(table)} published red flags: {len(by_rule)} are looked for by a rule, "
        f"{len(by_person)} are recorded by a person in a form, the others only a platform or a "
        f"bank can see; {share} % are covered."
    )
    blocks = (Para(words(said)), Table("Published red flags", ("Flag", "What", "How", "Here"),
                                       rows, (0.8, 4, 3, 1)))  # fmt: skip
    return Section("flags", "Red flags of the advisories", blocks)
