"""`celtrace serve` as a process: it starts by itself, and being killed loses nothing confirmed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from celtrace.cases.decisions.account import reading_desk
from celtrace.cases.recompute import recompute
from celtrace.cases.verify import verify
from doors.conftest import Call

PASSWORD = "correct horse battery"  # noqa: S105
PROGRAM = "from celtrace.doors.cli import main; main()"


def free_port() -> str:
    """A port that nobody listens on: tests of several processes run beside each other."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


@contextmanager
def serving(home: Path, case: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server of its own and somebody who asks it."""
    words = [sys.executable, "-c", PROGRAM, "--case", str(case), "serve", "--port", free_port()]
    environment = {**os.environ, "CELTRACE_HOME": str(home)}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        lines = iter(process.stderr.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"http://[\d.:]+", line)))
        transport = httpx.HTTPTransport(retries=50)
        try:
            with httpx.Client(base_url=address, transport=transport, timeout=30) as client:
                yield process, client
        finally:
            process.kill()


def form(client: httpx.Client, where: str, page: str, **fields: str) -> httpx.Response:
    found = re.search(r'name="mark" value="([0-9a-f]*)"', wait(client, page).text)
    assert found
    return client.post(where, data={"mark": found[1], **fields})


def wait(client: httpx.Client, page: str) -> httpx.Response:
    """The page, as soon as the server answers."""
    for _ in range(200):
        try:
            return client.get(page)
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError(page)


@pytest.fixture
def copy(case: Path, home: Path, tmp_path: Path) -> tuple[Path, Path]:
    shutil.copytree(case, tmp_path / "case")
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home", tmp_path / "case"


def test_a_killed_server_has_lost_and_doubled_nothing(copy: tuple[Path, Path]) -> None:
    home, case = copy
    target = "subject:party:north"
    with serving(home, case) as (process, client):
        assert 303 == form(client, "/setup", "/setup", name="Ana", password=PASSWORD).status_code
        for number in range(5):
            text = f"note {number}"
            assert 303 == form(client, "/note", "/", target=target, text=text).status_code
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    with serving(home, case) as (process, client):
        assert 303 == form(client, "/login", "/login", name="Ana", password=PASSWORD).status_code
        text = client.get("/parties/north").text
        assert [1] * 5 == [text.count(f"note {number}<") for number in range(5)]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130)
    assert [f"note {n}" for n in range(5)] == [n.text for n in reading_desk(case).talk.notes]
    assert () == verify(case, recompute)


def test_a_case_that_a_server_has_is_not_written_by_a_command(
    copy: tuple[Path, Path], celtrace: Call
) -> None:
    home, case = copy
    with serving(home, case) as (_, client):
        wait(client, "/setup")
        answer = celtrace("case", "note", "subject:party:north", "x", "--case", case)
    assert "Another process is writing to the case" in answer.err
