"""How far a long piece of work has come, and whoever is told."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` items; None while the total is not known."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""
