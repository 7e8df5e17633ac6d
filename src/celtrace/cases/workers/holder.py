"""The holder of an account beside the names that the worker's document was read with.

Compared by the rules of ICAO Doc 9303 and, in another script, by how a name is read. That they
differ is told and decides nothing: banks shorten names, and families share accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from celtrace.documents import mrz_names
from celtrace.documents.mrz import Mrz, parse
from celtrace.names.compare import compare
from celtrace.records import PaperPage, Record, StepResult

HOLDER = "holder"
"""The field of a form that names the holder of an account."""
_SAME_NAME = 0.9
"""Score from which on a name in one script is that in another."""


def is_name_of(text: str, zone: Mrz) -> bool:
    """Whether a written name is that of a zone, in whatever script; False says nothing."""
    if not text:
        return False
    if mrz_names.compare(text, zone.names).verdict == "same":
        return True
    names = f"{zone.primary} {zone.secondary}".strip()
    holds = zone.digits_verified and bool(names)
    return holds and compare(text, names, "person").score >= _SAME_NAME


def holders_said(records: Sequence[Record]) -> Iterator[str]:
    """A sentence for each holder that a form names: theirs, another's, or not to be told."""
    zones = [parse(one.zone.lines) for one in records
             if isinstance(one, PaperPage) and one.zone.lines]  # fmt: skip
    for one in records:
        form = dict(one.form) if isinstance(one, StepResult) else {}
        if holder := form.get(HOLDER, "").strip():
            yield f"The account is {holder}'s: {_beside(holder, zones)}."


def _beside(holder: str, zones: Sequence[Mrz]) -> str:
    if not zones:
        return "no machine-readable lines were read that it could be held against"
    if any(is_name_of(holder, zone) for zone in zones):
        return "the name in the machine-readable lines"
    names = " or ".join(dict.fromkeys(f"{z.primary}, {z.secondary}".strip(", ") for z in zones))
    return (
        f"not the name in the machine-readable lines, {names}; banks shorten names and write "
        "them in their own script, so a person looks"
    )
