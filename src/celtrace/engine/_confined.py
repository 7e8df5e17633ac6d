"""What runs inside a confined worker: limits first, then items until none comes."""

from __future__ import annotations

import ctypes
import os
import pickle
import platform
import resource
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

import msgspec

from celtrace.engine._cage import Bounds

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
_REFUSED: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, (41, 101, 165, 166, 175, 250, 272, 298, 308, 310, 311, 313, 321, 425)),
    "aarch64": (0xC00000B7, (198, 117, 40, 39, 105, 219, 97, 241, 268, 270, 271, 273, 280, 425)),
}
"""By machine: its audit number, and the calls for sockets, tracing, mounts, modules, keys, names
of its own, other processes' memory, kernel programs and io_uring (asm/unistd.h)."""


def main(given: str) -> None:
    """Serve items from stdin until it ends."""
    bounds = msgspec.json.decode(given, type=Bounds)
    source = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - the system's own name
        os.dup2(nothing.fileno(), 1)
    _limit(bounds)
    function: Callable[[Any], Any] = pickle.loads(_next(source))  # noqa: S301 - packed by this program
    _filter()
    while data := _next(source):
        _more_time(bounds)
        kind, answer = _answer(function, pickle.loads(data))  # noqa: S301 - packed by this program
        answers.write(struct.pack("<cI", kind, len(answer)) + answer)
        answers.flush()
    os._exit(0)  # nothing is left to be tidied up, and whoever waits need not wait longer


def _answer(function: Callable[[Any], Any], item: Any) -> tuple[bytes, bytes]:  # noqa: ANN401
    try:
        return b"r", msgspec.msgpack.encode(function(item))
    except MemoryError:
        return b"m", b"it takes more memory than it may"
    except (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        return b"e", f"reading it failed: {type(error).__name__}: {error}".encode()


def _next(source: BinaryIO) -> bytes:
    head = source.read(4)
    return source.read(struct.unpack("<I", head)[0]) if len(head) == 4 else b""  # noqa: PLR2004 - its length


def _limit(bounds: Bounds) -> None:
    for what, most in (
        (resource.RLIMIT_AS, bounds.memory), (resource.RLIMIT_FSIZE, bounds.file_bytes),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 256),
    ):  # fmt: skip
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, hard))


def _more_time(bounds: Bounds) -> None:
    """The limit on processor time counts from the start of a process: move it on."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + bounds.processor_seconds + 1, hard))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def _filter() -> bool:
    """Refuse system calls that no reader needs; whether this system could."""
    machine = _REFUSED.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    audit, calls = machine
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(calls) + 2, audit), (_LOAD, 0, 0, 0)]
    steps += [(_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    packed = b"".join(struct.pack("<HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(packed, len(packed))
    program = _Program(len(steps), ctypes.cast(held, ctypes.c_void_p))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
