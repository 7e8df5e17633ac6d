"""`celtrace serve --match-only` as a process of its own, and what it says when it cannot."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from celtrace.errors import Exit
from doors.conftest import Call


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def ready(base: str, process: subprocess.Popen[bytes]) -> bool:
    for _ in range(600):
        assert process.poll() is None
        try:
            return httpx.get(f"{base}/readyz", trust_env=False).status_code == 200
        except httpx.TransportError:
            time.sleep(0.1)
    return False


def test_a_client_that_only_changes_its_url_is_answered(home: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    code = "from celtrace.doors.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--match-only", "--port", str(port)]
    process = subprocess.Popen(
        command, env=os.environ | {"CELTRACE_HOME": str(home)}, stderr=subprocess.DEVNULL
    )
    try:
        assert ready(base, process)
        body = {"queries": {"q": {"schema": "Company", "properties": {"name": ["SEK Studio"]}}}}
        found = httpx.post(f"{base}/match/us_ofac_sdn", json=body, trust_env=False).json()
        assert "us_ofac_sdn-34022" == found["responses"]["q"]["results"][0]["id"]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


def test_without_the_extra_one_sentence_says_how_to_get_it(
    celtrace: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    answer = celtrace("serve", "--match-only")
    assert Exit.USAGE == answer.code
    assert "pip install 'celtrace[web]'" in answer.err


def test_without_a_list_there_is_nothing_to_serve(
    celtrace: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "new"))
    assert Exit.NO_SNAPSHOT == celtrace("serve", "--match-only").code


def test_the_room_opens_on_a_new_machine_and_asks_for_its_first_person(tmp_path: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    code = "from celtrace.doors.cli import main; main()"
    command = [sys.executable, "-c", code, "--case", str(tmp_path / "case"), "serve"]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        env=os.environ | {"CELTRACE_HOME": str(tmp_path)}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert answers(base, process).status_code < 400
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def answers(base: str, process: subprocess.Popen[bytes]) -> httpx.Response:
    for _ in range(600):
        assert process.poll() is None
        try:
            return httpx.get(base, trust_env=False, follow_redirects=True)
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the room did not open within a minute")


OIDC = ("serve", "--oidc", "https://id.example", "--oidc-client", "room")


@pytest.mark.parametrize(
    ("words", "said"),
    [(OIDC, "at least one group"), (OIDC[:3], "needs a client"),
     ((*OIDC, "--oidc-role", "legal"), "gives no group a role"),
     ((*OIDC, "--oidc-role", "=viewer"), "gives no group a role"),
     ((*OIDC, "--oidc-role", "legal=king"), "gives no group a role"),
     ((*OIDC, "--oidc-role", "studios=vendor"), "gives no group a role"),
     (("serve", "--oidc", "http://id.example", "--oidc-client", "room", "--oidc-role", "a=viewer"),
      "not HTTPS")],
)  # fmt: skip
def test_a_provider_that_is_named_by_halves_is_refused_at_the_start(
    celtrace: Call, words: tuple[str, ...], said: str
) -> None:
    answer = celtrace(*words)
    assert (Exit.USAGE, True) == (answer.code, said in answer.err), answer.err
    assert gc.isenabled()


def test_a_provider_without_its_extra_says_how_to_get_it(
    celtrace: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "celtrace.doors.web.oidc", raising=False)
    monkeypatch.setitem(sys.modules, "joserfc", None)
    answer = celtrace(*OIDC, "--oidc-role", "legal=viewer")
    assert (Exit.USAGE, True) == (answer.code, "celtrace[oidc]" in answer.err)
