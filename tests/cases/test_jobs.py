"""Work in the background: one at a time, started anew where a server was killed."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.jobs import Job, Jobs
from celtrace.cases.progress import Progress
from celtrace.errors import DossierInvalid, Fault, UsageError


def nothing(report: Progress) -> None:
    report("reading", 1, 2)


def test_work_is_done_and_counted(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path / "job.json", nothing)
    assert Job() == jobs.job
    jobs.start()
    assert Job(1, "done") == jobs.wait(10)
    jobs.start()
    assert Job(2, "done") == jobs.wait(10)
    assert Job(2, "done") == Jobs(tmp_path / "job.json", nothing).job


def test_a_second_start_while_it_runs_starts_nothing(tmp_path: Path) -> None:
    go, calls = threading.Event(), []

    def work(report: Progress) -> None:
        calls.append(report)
        go.wait(10)

    jobs = Jobs(tmp_path / "job.json", work)
    assert jobs.start().number == jobs.start().number == 1
    go.set()
    assert "done" == jobs.wait(10).state
    assert 1 == len(calls)


def test_what_goes_wrong_is_said_with_every_fault(tmp_path: Path) -> None:
    def work(_: Progress) -> None:
        raise DossierInvalid((Fault("a.csv", "line 2", "day", "is no day", "Write 2026-01-31."),))

    jobs = Jobs(tmp_path / "job.json", work)
    jobs.start()
    job = jobs.wait(10)
    assert ("failed", True) == (job.state, "a.csv:line 2:day: is no day" in job.said)


def test_what_a_killed_server_left_is_started_anew(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_bytes(msgspec.json.encode(Job(7, "running", "screening", 3, 9)))
    jobs = Jobs(path, nothing)
    jobs.resume()
    assert Job(7, "done") == jobs.wait(10)


@pytest.mark.parametrize("state", ["done", "failed", "idle"])
def test_nothing_else_is(tmp_path: Path, state: str) -> None:
    path = tmp_path / "job.json"
    path.write_bytes(msgspec.json.encode({"number": 7, "state": state}))

    def work(_: Progress) -> None:
        raise UsageError("It must not run.")

    jobs = Jobs(path, work)
    jobs.resume()
    assert (7, state) == (jobs.wait(1).number, jobs.job.state)


@pytest.mark.parametrize("held", [b"", b"{", b'{"number": "x"}'])
def test_a_state_that_cannot_be_read_is_none(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "job.json").write_bytes(held)
    assert Job() == Jobs(tmp_path / "job.json", nothing).job
