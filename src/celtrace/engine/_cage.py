"""How a worker is confined, and how far this system can do it.

With bubblewrap (https://github.com/containers/bubblewrap) a worker has no network, its
own processes and a file system that holds this program and the folders it is given,
read-only but for one. Everywhere on Linux limits hold (setrlimit(2)) and a filter of
system calls (seccomp(2)) refuses sockets, tracing and mounting.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

Level = Literal["namespaces", "filter", "limits"]

SAID: dict[Level, str] = {
    "namespaces": "bubblewrap: no network, own processes, read-only files; limits; call filter",
    "filter": "limits and a filter of system calls: no sockets; files are readable",
    "limits": "limits only: memory, time and size of files",
}
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/magic",
    "/etc/alternatives", "/etc/perl", "/etc/ImageMagick-6", "/etc/nsswitch.conf",
)  # fmt: skip


class Bounds(msgspec.Struct, frozen=True):
    """What a worker may use, for each item and in all."""

    seconds: float = 120.0
    start_seconds: float = 30.0
    """More for the first item, while the program is being loaded."""
    processor_seconds: int = 120
    memory: int = 3 * 2**30
    file_bytes: int = 4 * 2**30
    items: int = 1_000
    """After so many a worker is replaced."""
    readable: tuple[str, ...] = ()
    writable: str = ""


@cache
def level() -> Level:
    """How far workers are confined on this system; it is tried out."""
    if _works(("bwrap", *_wrapping(Bounds()))):
        return "namespaces"
    return "filter" if sys.platform == "linux" else "limits"


def _works(start: tuple[str, ...]) -> bool:
    if shutil.which(start[0]) is None:
        return False
    tried = subprocess.run(  # noqa: S603 - our own program
        (*start, sys.executable, "-c", "import msgspec"), capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip
    return tried.returncode == 0


def command(bounds: Bounds) -> tuple[str, ...]:
    """The command line of a worker."""
    given = msgspec.json.encode(bounds).decode()
    run = (sys.executable, "-I", "-c", _START, os.pathsep.join(_paths()), given)
    return ("bwrap", *_wrapping(bounds), *run) if level() == "namespaces" else run


_START = (
    "import os, sys; sys.path[:0] = sys.argv[1].split(os.pathsep); "
    "from celtrace.engine._confined import main; main(sys.argv[2])"
)


def _paths() -> list[str]:
    return [path for path in sys.path if path and Path(path).exists()]


def _wrapping(bounds: Bounds) -> tuple[str, ...]:
    own = {*_paths(), sys.prefix, sys.base_prefix, *site.getsitepackages(),
           str(Path(sys.executable).resolve().parent)}  # fmt: skip
    shown = [*_SYSTEM, *sorted(own), *bounds.readable]
    kept: list[str] = []
    for path in dict.fromkeys(shown):
        kept += ["--ro-bind-try", path, path]
    write = ("--bind", bounds.writable, bounds.writable) if bounds.writable else ()
    return (
        "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
        "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8",
        "--tmpfs", "/tmp",  # noqa: S108 - a file system of the worker's own
        "--proc", "/proc", "--dev", "/dev", *kept, *write, "--",
    )  # fmt: skip
