"""How a worker is confined: command line, folders, and what the levels say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from celtrace.engine import _cage
from celtrace.engine._cage import SAID, Bounds, command, level

needs_namespaces = pytest.mark.skipif(
    level() != "namespaces", reason="bubblewrap is not installed or may not run"
)


def run(bounds: Bounds, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in the cage of a worker instead of the worker."""
    line = list(command(bounds))
    start = line.index("-c")
    return subprocess.run([*line[: start + 1], code], capture_output=True, text=True, check=False)


def test_the_level_is_found_out_once() -> None:
    assert level() is level()
    assert SAID[level()]


@pytest.mark.parametrize("said", SAID.values(), ids=list(SAID))
def test_every_level_says_what_it_holds(said: str) -> None:
    assert "limits" in said


def test_a_worker_is_this_program() -> None:
    line = command(Bounds())
    assert sys.executable in line
    assert "-I" in line


@needs_namespaces
def test_the_environment_of_the_parent_does_not_come_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CELTRACE_SECRET", "x")
    found = run(Bounds(), "import os; print(sorted(os.environ))")
    assert "CELTRACE_SECRET" not in found.stdout
    assert "PATH" in found.stdout


@needs_namespaces
def test_other_processes_are_not_seen() -> None:
    found = run(Bounds(), "import os; print(sum(n.isdigit() for n in os.listdir('/proc')))")
    assert int(found.stdout) < 5


@needs_namespaces
def test_homes_and_settings_are_not_there() -> None:
    code = "import os; print([p for p in ('/etc/passwd', '/home', '/var') if os.path.exists(p)])"
    assert "[]" == run(Bounds(), code).stdout.strip()


@needs_namespaces
def test_a_folder_is_there_only_when_it_is_given(tmp_path: Path) -> None:
    code = f"import os; print(os.path.isdir({str(tmp_path / 'given')!r}))"
    (tmp_path / "given").mkdir()
    assert "False" == run(Bounds(), code).stdout.strip()
    bounds = Bounds(readable=(str(tmp_path / "given"),))
    assert "True" == run(bounds, code).stdout.strip()


@needs_namespaces
def test_what_is_written_elsewhere_is_gone_with_the_worker(tmp_path: Path) -> None:
    mark = f"cage-{tmp_path.name}"
    found = run(Bounds(), f"open('/tmp/{mark}', 'w').write('x'); print('written')")
    assert "written" == found.stdout.strip()
    assert not Path("/tmp", mark).exists()  # noqa: S108 - the system's own


@needs_namespaces
def test_this_program_cannot_be_changed() -> None:
    place = Path(_cage.__file__).parent / "x.py"
    found = run(Bounds(), f"open({str(place)!r}, 'w')")
    assert "Read-only" in found.stderr
    assert not place.exists()


@needs_namespaces
def test_there_is_no_way_out_of_the_machine() -> None:
    code = (
        "import socket\n"
        "try: socket.create_connection(('192.0.2.1', 80), timeout=2)\n"
        "except OSError as error: print(error)"
    )
    assert "unreachable" in run(Bounds(), code).stdout
