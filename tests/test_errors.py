"""The error tree: drawn as it is, each with its exit code and a text for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from celtrace import errors
from celtrace.errors import (
    CeltraceError,
    DossierInvalid,
    EvidenceChanged,
    Exit,
    Fault,
    Guarded,
    InputUnread,
    ListRefused,
    MissingExtra,
    NoSnapshot,
    UsageError,
)

FAULT = Fault("payments.csv", "line 2", "amount", "`much` is not a number", "Write digits.")


def tree(kind: type[CeltraceError] = CeltraceError, depth: int = 0) -> Iterator[tuple[int, str]]:
    yield depth, kind.__name__
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from tree(below, depth + 1)


def drawn() -> list[tuple[int, str, int | None]]:
    """Depth, name and exit code of each line of the drawing in the module's docstring."""
    found = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"^([│├└─ ]*)([A-Z]\w+)\b.*?(?:exit (\d+))?$", line)
        if match and hasattr(errors, match[2]):
            found.append((len(match[1]) // 4, match[2], int(match[3]) if match[3] else None))
    return found


def test_the_drawing_is_the_tree() -> None:
    assert list(tree()) == [(depth, name) for depth, name, _ in drawn()]


def test_the_drawing_names_the_exit_codes() -> None:
    for _, name, code in drawn()[1:]:
        assert int(getattr(errors, name).exit) == code, name


def test_exit_codes_are_those_of_the_contract() -> None:
    assert [0, 2, 3, 4, 10, 11, 12, 13, 20, 130] == [int(code) for code in Exit]
    assert len(Exit) == len(Exit.__members__), "two names for one code"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CeltraceError("m"), 20), (UsageError("m"), 2), (MissingExtra("m", "web"), 2),
        (DossierInvalid(()), 10), (NoSnapshot("m"), 11), (ListRefused("m"), 11),
        (EvidenceChanged("m"), 12), (InputUnread("m"), 13),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_an_error_answers_with_its_code(error: CeltraceError, code: int) -> None:
    assert code == error.exit
    assert issubclass(type(error), CeltraceError)


def test_an_error_is_message_and_remedy() -> None:
    assert "There is no list x. Known lists: y." == str(
        UsageError("There is no list x.", "Known lists: y.")
    )
    assert "Nothing was taken in." == str(ListRefused("Nothing was taken in."))


def test_a_missing_extra_says_how_to_get_it() -> None:
    assert "Run: pip install 'celtrace[web]'" == MissingExtra("The web app", "web").remedy


def test_an_invalid_dossier_keeps_every_fault() -> None:
    error = DossierInvalid((FAULT, FAULT))
    assert (FAULT, FAULT) == error.faults
    assert "2 faults" in error.message


def test_a_fault_says_where_what_and_how_to_mend_it() -> None:
    said = "payments.csv:line 2:amount: `much` is not a number. Write digits."
    assert said == str(FAULT)


@pytest.mark.parametrize(
    ("source", "place", "key", "said"),
    [
        ("a.csv", "", "", "a.csv: p. r"),
        ("a.csv", "", "name", "a.csv:name: p. r"),
        ("a.xlsx", "Sheet!C3", "", "a.xlsx:Sheet!C3: p. r"),
    ],
)
def test_what_is_not_known_of_a_place_is_left_out(
    source: str, place: str, key: str, said: str
) -> None:
    assert said == str(Fault(source, place, key, "p", "r"))


def test_faults_have_an_order_and_survive_json() -> None:
    later = msgspec.structs.replace(FAULT, place="line 3")
    assert [FAULT, later] == sorted([later, FAULT])
    assert FAULT == msgspec.json.decode(msgspec.json.encode(FAULT), type=Fault)


class PanicException(BaseException):
    """What native code leaves."""


@pytest.mark.parametrize("fault", [ValueError("cut off"), PanicException("no entry for key")])
def test_what_native_code_raises_is_told_and_the_work_goes_on(fault: BaseException) -> None:
    told: list[str] = []
    with Guarded(lambda error: told.append(str(error))):
        raise fault
    assert [str(fault)] == told


def test_an_interruption_is_not_held_back() -> None:
    told: list[str] = []
    with pytest.raises(KeyboardInterrupt), Guarded(lambda error: told.append(str(error))):
        raise KeyboardInterrupt
    assert [] == told


def test_sound_work_tells_nothing() -> None:
    told: list[str] = []
    with Guarded(lambda error: told.append(str(error))):
        told.append("done")
    assert ["done"] == told
