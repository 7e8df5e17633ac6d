"""`celtrace serve` as a process: it starts by itself, and being killed loses nothing confirmed."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
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


LIMITED = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    "resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
)


@contextmanager
def serving(
    home: Path, case: Path, most: int = 0
) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server of its own, whose files may grow to so many bytes, and somebody who asks it."""
    program = (LIMITED.format(most=most) if most else "") + PROGRAM
    words = [sys.executable, "-c", program, "--case", str(case), "serve", "--port", free_port()]
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


def test_a_server_that_a_service_manager_stops_seals_the_case(copy: tuple[Path, Path]) -> None:
    home, case = copy
    with serving(home, case) as (process, client):
        form(client, "/setup", "/setup", name="Ana", password=PASSWORD)
        form(client, "/note", "/", target="subject:party:north", text="kept")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, 130)
    assert ["kept"] == [note.text for note in reading_desk(case).talk.notes]
    assert () == verify(case, recompute)


def write_until_killed(client: httpx.Client, start: int, kept: list[str]) -> None:
    """Write notes one after the other until the server is gone; what it confirmed is in `kept`."""
    try:
        page = client.get("/parties/north").text
        found = re.search(r'name="mark" value="([0-9a-f]*)"', page)
        assert found
        for number in range(start, start + 10_000):
            text = f"note-{number}"
            fields = {"mark": found[1], "target": "subject:party:north", "text": text}
            if client.post("/note", data=fields).status_code == 303:
                kept.append(text)
    except httpx.TransportError:
        return


def kill_when(process: subprocess.Popen[str], kept: list[str], least: int, pause: float) -> None:
    """Kill the server a moment after it has confirmed so many notes, however slow it is."""
    while len(kept) < least and process.poll() is None:
        time.sleep(0.005)
    time.sleep(pause)
    process.kill()


def test_killed_at_random_points_it_keeps_what_it_confirmed_and_repeats_nothing(
    copy: tuple[Path, Path],
) -> None:
    home, case = copy
    moments = random.Random(20260711)  # noqa: S311 - moments, no secret
    kept: list[str] = []
    with serving(home, case) as (process, client):
        assert 303 == form(client, "/setup", "/setup", name="Ana", password=PASSWORD).status_code
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    for turn in range(2):
        with serving(home, case) as (process, client):
            form(client, "/login", "/login", name="Ana", password=PASSWORD)
            least, pause = len(kept) + 3, moments.uniform(0.0, 0.2)
            killer = threading.Thread(target=kill_when, args=(process, kept, least, pause))
            killer.start()
            write_until_killed(client, turn * 10_000, kept)
            killer.join()
            process.wait(30)
    with serving(home, case) as (process, client):
        wait(client, "/login")
        process.send_signal(signal.SIGINT)
        process.wait(30)
    found = [note.text for note in reading_desk(case).talk.notes]
    assert len(kept) > 4
    assert set(kept) <= set(found)
    assert len(found) == len(set(found))
    assert len(found) - len(kept) <= 2, "one at most was on its way at each kill"
    assert () == verify(case, recompute)


def test_a_case_that_a_server_has_is_not_written_by_a_command(
    copy: tuple[Path, Path], celtrace: Call
) -> None:
    home, case = copy
    with serving(home, case) as (_, client):
        wait(client, "/setup")
        answer = celtrace("case", "note", "subject:party:north", "x", "--case", case)
    assert "Another process is writing to the case" in answer.err


def test_a_disk_that_takes_no_more_is_said_people_read_on_and_nothing_is_half_kept(
    copy: tuple[Path, Path],
) -> None:
    home, case = copy
    with serving(home, case) as (process, client):
        form(client, "/setup", "/setup", name="Ana", password=PASSWORD)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    most = max(path.stat().st_size for path in (case / "case.db", home / "server" / "accounts.db"))
    fields, long = {"target": "subject:party:north"}, "x" * 15_000
    with serving(home, case, most + 150_000) as (process, client):
        assert 303 == form(client, "/login", "/login", name="Ana", password=PASSWORD).status_code
        answers = [form(client, "/note", "/", text=f"{n} {long}", **fields) for n in range(24)]
        kept = [n for n, answer in enumerate(answers) if answer.status_code == 303]
        (refused, *_) = [answer for answer in answers if answer.status_code != 303]
        assert (500, True) == (refused.status_code, "Free some space" in refused.text)
        assert 200 == client.get("/parties/north").status_code
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    with serving(home, case) as (process, client):
        form(client, "/login", "/login", name="Ana", password=PASSWORD)
        assert 303 == form(client, "/note", "/", text="later", **fields).status_code
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    notes = [note.text.split()[0] for note in reading_desk(case).talk.notes]
    assert [*map(str, kept), "later"] == notes
    assert () == verify(case, recompute)
