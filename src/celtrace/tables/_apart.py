"""A decoder in a process of its own: bytes go in, rows and notes come out.

Some decoders are native code that an evil file can make end the whole process. Here only
the child ends, and what it had given until then is kept. The child inherits no file and
may take no more memory than `MEMORY`.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from subprocess import DEVNULL, PIPE
from typing import BinaryIO, TypeAlias, cast

import msgspec

from celtrace.ports import Note
from celtrace.rows import Row

MEMORY = 6 * 2**30
"""Bytes of address space that a decoder may take (where the system keeps such a limit)."""
AT_ONCE = 512
"""Rows of one message."""
_LENGTH = 4
"""Bytes before each message that tell its length."""


class _Rows(msgspec.Struct, tag=True, array_like=True):
    rows: tuple[Row, ...]


class _Said(msgspec.Struct, tag=True, array_like=True):
    place: str
    reason: str
    consequence: str


class _Done(msgspec.Struct, tag=True, array_like=True):
    """The decoder came to its end."""


_Message: TypeAlias = _Rows | _Said | _Done
Decoder: TypeAlias = Callable[[bytes, Note], Iterator[Row]]


def python(module: str) -> tuple[str, ...]:
    """The command that runs a module; the working folder is not looked into for code."""
    return (sys.executable, "-P", "-m", module)


def rows_of(command: Sequence[str], data: bytes, note: Note) -> Iterator[Row]:
    """The rows that a child process decodes from `data`; a note if it ends before its time."""
    with subprocess.Popen(  # noqa: S603 - the command is one of `python`
        command, bufsize=0, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    ) as child:
        try:
            _give(cast("BinaryIO", child.stdin), data)
            with io.BufferedReader(cast("io.RawIOBase", child.stdout)) as answers:
                ended = yield from _told(answers, note)
                child.wait()
        finally:
            child.kill()
    if not ended:
        how = f"signal {-child.returncode}" if child.returncode < 0 else f"code {child.returncode}"
        note("", f"the file ended the program that decodes it ({how})",
             "what that had not given until then was not read")  # fmt: skip


def limit_memory() -> None:
    """Hold this whole process to `MEMORY`; only ever called by a child, of itself."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))


def serve(given: BinaryIO, answers: BinaryIO, decoder: Decoder) -> None:
    """The child's side: decode all that is given, and answer in messages."""
    encode = msgspec.msgpack.Encoder().encode

    def send(message: _Message) -> None:
        data = encode(message)
        answers.write(len(data).to_bytes(_LENGTH) + data)

    def note(place: str, reason: str, consequence: str) -> None:
        send(_Said(place, reason, consequence))

    rows = decoder(given.read(), note)
    while some := tuple(islice(rows, AT_ONCE)):
        send(_Rows(some))
    send(_Done())
    answers.flush()


def _give(stream: BinaryIO, data: bytes) -> None:
    """Write all of it, or as much as a child takes that ends early."""
    left = memoryview(data)
    with stream, suppress(BrokenPipeError):
        while left:
            left = left[stream.write(left) :]


def _told(answers: BinaryIO, note: Note) -> Generator[Row, None, bool]:
    """The rows of all messages; whether the last of them came."""
    decode = msgspec.msgpack.Decoder(_Message).decode
    while len(head := answers.read(_LENGTH)) == _LENGTH:
        length = int.from_bytes(head)
        if len(data := answers.read(length)) < length:
            break
        match decode(data):
            case _Rows(rows):
                yield from rows
            case _Said(place, reason, consequence):
                note(place, reason, consequence)
            case _Done():
                return True
    return False
