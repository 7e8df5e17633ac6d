"""No command but `lists update` opens a socket: an audit hook (PEP 578) refuses every one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import invented
from celtrace.errors import Exit

HOOK = """
import sys
ASKED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
         "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
seen = []
def refuse(event, arguments):
    if event in ASKED:
        seen.append(event)
        raise PermissionError(f"{event} was asked for")
sys.addaudithook(refuse)
"""
RUN = f"""{HOOK}
from celtrace.doors.cli import run
codes = []
for command in %r:
    codes.append(run(command))
    if seen:
        sys.exit(f"{{command}} asked for {{seen}}")
print(*map(int, codes))
"""
NAKED = f"""{HOOK}
import socket
for ask in (
    lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: socket.socket().bind(("127.0.0.1", 0)),
    lambda: socket.gethostbyname("localhost"),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9)),
):
    try:
        ask()
    except PermissionError:
        continue
    sys.exit("a socket was opened under the hook")
print(len(seen))
"""


def python(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CELTRACE_HOME": str(folder / "home")}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_hook_refuses_what_opens_a_socket(tmp_path: Path) -> None:
    done = python(NAKED, tmp_path)
    assert (0, "5\n", "") == (done.returncode, done.stdout, done.stderr)


def test_the_hook_stops_the_one_command_that_uses_the_network(tmp_path: Path) -> None:
    done = python(RUN % [["lists", "update", "--list", "un_sc"]], tmp_path)
    assert done.returncode == 1
    assert "asked for ['socket.getaddrinfo'" in done.stderr


@pytest.mark.slow
def test_everything_else_works_without_a_socket(tmp_path: Path) -> None:
    invented.install_lists(tmp_path / "home")
    invented.dossier(tmp_path / "dossier")
    commands = [
        ["--quiet", "demo", "--out", "demo"], ["--quiet", "review", "dossier", "--jobs", "2"],
        ["screen", "SEK Studio", "Nobody", "--json"], ["verify"], ["verify", "demo/case"],
        ["report"], ["lists", "status"], ["doctor"],
    ]  # fmt: skip
    done = python(RUN % commands, tmp_path)
    assert done.returncode == 0, done.stderr
    codes = [int(code) for code in done.stdout.splitlines()[-1].split()]
    assert [Exit.DONE, Exit.ASK] == codes[:2]
    assert codes[2] in (Exit.DONE, Exit.ASK)
    assert [Exit.DONE] * 5 == codes[3:]
