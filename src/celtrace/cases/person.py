"""One person's data in a case: told to them whole, or erased with a stub in the journal.

Erased is what the case made of the data: records, findings, reports, sealed files (by destroying
their key), and whatever was frozen to be handed on and holds it. What cannot be changed without
breaking the proof stays, and is named: bytes taken in as evidence and lines of the journal (GDPR,
article 17(3)(b) and (e)). Whoever erases mends the dossier too: the next review reads it again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from celtrace.cases import outputs
from celtrace.cases.case import Case
from celtrace.cases.context import CONTEXT, SCREENING, Context, read_file, read_problems
from celtrace.cases.find import drop_index
from celtrace.cases.found.custody import read_manifest
from celtrace.cases.found.triage import TEXTS
from celtrace.cases.handover.kept import FrozenFiles
from celtrace.cases.handover.looking import stands_in
from celtrace.cases.handover.uninvolved import texts_of
from celtrace.cases.outcome import Outcome
from celtrace.cases.review import Reviewed, write_outputs
from celtrace.cases.screening.record import Asked, Foot, Recorder, read_record
from celtrace.cases.workers.opened import reading
from celtrace.cases.workers.register import Register
from celtrace.errors import UsageError
from celtrace.findings import Ran
from celtrace.listing import ListState
from celtrace.ports import Entry, View
from celtrace.records import Party, Record, Worker
from celtrace.report.redact import Person, replacer
from celtrace.settings import Settings
from celtrace.store.keyring import KeyRing
from celtrace.weigh import assess

ERASED = "person erased"
_KEPT = frozenset({"id", "digest", "subject", "basis", "kind", "list", "row"})
"""Fields that join records to each other: ids, never names."""
T = TypeVar("T")


class Erased(msgspec.Struct, frozen=True):
    """What was erased, and what still holds the person's data."""

    label: str
    records: int
    findings: int
    sealed: bool
    files: tuple[str, ...]
    """Files taken in as evidence that hold it still."""
    lines: int
    """Lines of the journal that do."""
    handed: dict[str, str] = {}
    """Frozen files that held it and were deleted: name to SHA-256."""


def data_of(settings: Settings, clock: Callable[[], datetime], target: str) -> dict[str, Any]:
    """Everything a case has about a person, as a document; UsageError if it knows none."""
    outcome = Outcome.of(settings.case)
    texts = _texts(outcome.view, target)
    holds = _holder(texts)
    with reading(settings, clock) as register:
        file = _file(register, target)
        own = [msgspec.to_builtins(one) | {"kind": one.kind} for one in file] if file else []
    lines = (outcome.findings.line(id_) for id_ in outcome.findings)
    return {
        "person": target,
        "records": [
            msgspec.to_builtins(one) | {"kind": one.kind}
            for one in _records(outcome.view) if _is(one, target) or holds(_said(one))
        ],
        "findings": [one for one in lines if holds(msgspec.json.encode(one).decode())],
        "sealed": own,
    }  # fmt: skip


def erase(
    settings: Settings, clock: Callable[[], datetime], who: str, target: str, why: str
) -> Erased:
    """Erase a person, and leave a stub in the journal that says so and names nobody.

    UsageError without a reason, or if the case knows no such person.
    """
    if not why.strip():
        raise UsageError("An erasure needs a reason.", "Write: --because 'asked for on ...'")
    with Case.create_or_open(settings.case, clock) as case:
        context = msgspec.json.decode(read_file(case.folder, CONTEXT), type=Context)
        view = case.shelf.view(context.facts)
        texts = _texts(view, target)
        label = f"[erased {secrets.token_hex(4)}]"
        change = replacer([Person(label, texts)]) or str
        register = Register(case.journal, case.vault, KeyRing(settings.keys), clock)
        sealed = _file(register, target) is not None
        if sealed:
            register.forget(who, target.partition(":")[2], why)
        counts = _rewrite(case, context, change)
        drop_index(settings.home, case.folder)
        files = tuple(_files(case, texts))
        lines = sum(map(_holder(texts), map(_line, case.journal.read())))
        handed = FrozenFiles(settings.home, settings.case, clock).drop_holding(texts)
        made = Erased(label, *counts, sealed, files, lines, handed)
        body = {key: value for key, value in msgspec.to_builtins(made).items() if key != "files"}
        case.log(ERASED, body | {"why": why, "files": len(files)}, who)
    return made


def _rewrite(case: Case, context: Context, change: Callable[[str], str]) -> tuple[int, int]:
    """Records, findings and outputs again without the person; how many were other than before."""
    folder = case.folder
    before = list(_records(case.shelf.view(context.facts)))
    after = [_changed(one, change) for one in before]
    others = [new for old, new in zip(before, after, strict=True) if old != new]
    case.shelf.add(others)
    found = outputs.read_findings(read_file(folder, "findings.jsonl"))
    findings = tuple(_changed(one, change) for one in found)
    problems = _changed(read_problems(read_file(folder, "problems.jsonl")), change)
    ran = [msgspec.json.decode(line, type=Ran) for line in
           read_file(folder, "ran.jsonl").splitlines() if line]  # fmt: skip
    context = _changed(context, change)
    case.write(SCREENING, _screening(read_file(folder, SCREENING).splitlines(), change))
    view = case.shelf.view(context.facts)
    assessment = assess(view, findings, context.lists, dossier=context.dossier,
                        version=context.celtrace, indicators=context.indicators)  # fmt: skip
    write_outputs(Reviewed(assessment, findings, problems, tuple(ran), folder), context, view, case)
    (folder / TEXTS).unlink(missing_ok=True)
    return len(others), sum(old != new for old, new in zip(found, findings, strict=True))


def _screening(lines: Sequence[bytes], change: Callable[[str], str]) -> bytes:
    """The record of the screening with its chain made again."""
    recorder, made = Recorder(ListState((), ())), []
    for raw, line in zip(lines, read_record(lines), strict=True):
        if isinstance(line, Asked):
            party, found = _changed(line.party, change), _changed(line.candidates, change)
            made.append(recorder.line(party, found, _changed(line.suggested, change)))
        elif isinstance(line, Foot):
            made.append(recorder.foot())
        else:
            made.append(raw + b"\n")
    return b"".join(made)


def _changed(value: T, change: Callable[[str], str]) -> T:
    """A value with every text in it changed but those that join it to others."""
    return _walked(value, change)  # type: ignore[no-any-return]


def _walked(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any part of a record
    if isinstance(value, str):
        new = change(value)
        return value if new == value else type(value)(new)
    if isinstance(value, tuple):
        return tuple(_walked(one, change) for one in value)
    if isinstance(value, dict):
        return {key: _walked(one, change) for key, one in value.items()}
    if isinstance(value, msgspec.Struct):
        held = {name: _walked(getattr(value, name), change)
                for name in value.__struct_fields__ if name not in _KEPT}  # fmt: skip
        return msgspec.structs.replace(value, **held)
    return value


def _texts(view: View, target: str) -> tuple[str, ...]:
    kind, _, id_ = target.partition(":")
    party = view.get(Party, id_) if kind == "party" else None
    if kind == "party" and (party is None or party.form != "person"):
        raise UsageError(f"{target} is no natural person of the case.", "Give worker:ID, party:ID.")
    if kind not in ("party", "worker") or (kind == "worker" and view.get(Worker, id_) is None):
        raise UsageError(f"The case knows no {target}.", "Give worker:ID or party:ID.")
    texts = tuple(text for text in texts_of(view, (kind, id_)) if len(text.strip()) > 1)
    if id_ in texts:
        message = f"The id {id_} is the person's name itself and joins records."
        raise UsageError(message, "Give them another id in the dossier and review again.")
    return texts


def _holder(texts: Sequence[str]) -> Callable[[str], bool]:
    """Whether any of the texts stands in a text."""
    change = replacer([Person("[x]", tuple(texts))]) or str
    return lambda text: change(text) != text


def _records(view: View) -> Iterator[Record]:
    kinds = sorted(_kinds(Record), key=lambda kind: kind.kind)
    for kind in kinds:
        yield from view.all(kind)


def _kinds(base: type[Record]) -> Iterator[type[Record]]:
    for kind in base.__subclasses__():
        if getattr(kind, "kind", ""):
            yield kind
        yield from _kinds(kind)


def _is(record: Record, target: str) -> bool:
    return isinstance(record, (Party, Worker)) and record.ref == target


def _said(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _line(entry: Entry) -> str:
    return _said(entry.body)


def _file(register: Register | None, target: str) -> tuple[Record, ...] | None:
    """The sealed file of a worker; None if there is none."""
    kind, _, id_ = target.partition(":")
    if register is None or kind != "worker":
        return None
    return next((f.records for f in register.files() if f.worker and f.worker.id == id_), None)


def _files(case: Case, texts: Sequence[str]) -> Iterator[str]:
    """Files taken in that hold one of the texts, or that cannot be looked into."""
    path = case.folder / "manifest.jsonl"
    for one in read_manifest(path.read_bytes()) if path.is_file() else ():
        if case.vault.has(one.digest):
            with case.vault.open(one.digest) as stream:
                if stands_in(stream, texts):
                    yield one.path
