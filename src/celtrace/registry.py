"""Finds readers and detectors by walking their packages: no list to edit.

A module whose name starts with an underscore holds shared parts and is passed over.
This is the one place where plug-ins are untyped; what comes out is typed.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import ModuleType
from typing import Any, Literal

import msgspec

from celtrace.findings import Finding
from celtrace.records import Record

Reach = Literal["each", "group", "web"]


class Detector(msgspec.Struct, frozen=True):
    """A plain generator function with what it reads and what it can find.

    Reach `each`: run(record, view); `group`: run(key, records, view); `web`: run(view).
    """

    name: str
    run: Callable[..., Iterable[Finding]]
    finds: tuple[type[Finding], ...]
    reach: Reach
    reads: tuple[type[Record], ...]
    by: str = ""
    order: str = "id"
    needs: tuple[str, ...] = ()
    """Fields of the first kind: without one record that has any of them it cannot look."""

    def __reduce__(self) -> tuple[Callable[[str, str], Any], tuple[str, str]]:
        """Travel to another process by name: the module holds the detector, not the function."""
        return _held, (self.run.__module__, self.run.__qualname__)


def _held(module: str, name: str) -> Any:  # noqa: ANN401 - pickle asks for what stands there
    return getattr(importlib.import_module(module), name)


def detector(
    *finds: type[Finding],
    reads: type[Record] | tuple[type[Record], ...],
    by: str = "",
    order: str = "id",
    reach: Reach | None = None,
    needs: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterable[Finding]]], Detector]:
    """Make a detector of a generator function.

    `by` makes it a group detector; otherwise it sees each record, or with
    `reach="web"` the whole view once. `needs` are fields of the first kind: where no record
    has any of them, the rule is "not checked", which is not "nothing found".
    """
    kinds = reads if isinstance(reads, tuple) else (reads,)

    def made(run: Callable[..., Iterable[Finding]]) -> Detector:
        chosen: Reach = reach or ("group" if by else "each")
        return Detector(run.__name__, run, finds, chosen, kinds, by, order, needs)

    return made


def modules(package: str) -> Iterator[ModuleType]:
    """All public modules of a package, in order of name."""
    home = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(home.__path__), key=lambda m: m.name):
        if not found.name.startswith("_"):
            yield importlib.import_module(f"{package}.{found.name}")


@cache
def detectors() -> tuple[Detector, ...]:
    """All detectors, in order of name."""
    found = [
        value
        for module in modules("celtrace.detect")
        for value in vars(module).values()
        if isinstance(value, Detector)
    ]
    return tuple(sorted(found, key=lambda d: d.name))


@cache
def kinds() -> dict[str, type[Finding]]:
    """Every kind of finding by its rule name."""
    return {kind.rule: kind for d in detectors() for kind in d.finds}


@cache
def readers(family: Literal["lists", "tables", "logs", "files"]) -> tuple[ModuleType, ...]:
    """All readers of a family, in order of name."""
    return tuple(modules(f"celtrace.{family}"))


def best_reader(
    family: Literal["lists", "tables", "logs", "files"], head: bytes, name: str
) -> Any | None:  # noqa: ANN401 - a reader is a module; its shape is held by the contract tests
    """The reader whose `sniff(head, name)` is highest; None if none is above zero."""
    scored = [(module.sniff(head, name), module.FORMAT, module) for module in readers(family)]
    score, _, best = max(scored, key=lambda item: item[:2], default=(0.0, "", None))
    return best if score > 0 else None
