"""A real Ray cluster gives what this machine and Daft on this machine give.

The cluster is started for these tests where Ray is installed (`pip install 'celtrace[cluster]'`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from PIL import Image, ImageDraw

from celtrace.engine import daft_runner
from celtrace.engine.daft_runner import DaftEngine
from celtrace.errors import MissingExtra, UsageError

SAMPLES = Path(__file__).parents[1] / "samples" / "files"
PROGRAM = "from celtrace.doors.cli import main; main()"
HERE = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DISABLE_IMPORT_WARNING": "1"}
WAIT = 120
needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="Ray is not installed (extra: cluster)"
)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of one machine; its processes end with the tests."""
    client, home = free_port(), tmp_path_factory.mktemp("ray")
    command = [
        str(Path(sys.executable).with_name("ray")), "start", "--head", "--block",
        f"--port={free_port()}", f"--ray-client-server-port={client}", "--num-cpus=2",
        "--include-dashboard=false", "--disable-usage-stats", "--object-store-memory=100000000",
    ]  # fmt: skip
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **HERE}, stdout=log, stderr=log)
    try:
        until = time.monotonic() + WAIT
        while not answers(client):
            if time.monotonic() > until or process.poll() is not None:
                pytest.skip("Ray does not start here: " + (home / "log").read_text()[-300:])
            time.sleep(0.5)
        yield f"ray://127.0.0.1:{client}"
    finally:
        process.terminate()
        process.wait(WAIT)


def told(home: Path, *words: str | Path) -> str:
    """What a command says, in a process of its own: Daft stays where it is set once."""
    environment = {**os.environ, **HERE, "CELTRACE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, words)],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def found(tmp_path: Path) -> Path:
    """One sample of each format, archives among them."""
    folder = tmp_path / "found"
    folder.mkdir()
    for path in sorted(SAMPLES.glob("*/*")):
        if not path.name.endswith(".expected.json"):
            shutil.copyfile(path, folder / f"{path.parent.name}-{path.name}")
    return folder


def triaged(home: Path, found: Path, case: str, on: str) -> dict[str, Any]:
    where = ("--on", on) if on else ()
    words = ("--json", "--case", home / case, "triage", found, "--label", "monday", *where)
    said: dict[str, Any] = json.loads(told(home, *words))
    del said["out"]
    return said


@needs_ray
def test_found_files_say_the_same_on_the_pool_on_daft_and_on_a_cluster(
    tmp_path: Path, found: Path, cluster: str
) -> None:
    """'The same per-file pipeline on a laptop pool and on Daft (native, then a Ray cluster)'."""
    pool = triaged(tmp_path, found, "pool", "")
    assert len(list(found.iterdir())) == pool["files"]
    assert pool == triaged(tmp_path, found, "daft", "daft")
    assert pool == triaged(tmp_path, found, "ray", cluster)


def drawn(folder: Path) -> Path:
    """Drawings of a few strokes each."""
    folder.mkdir()
    draw = random.Random(5)  # noqa: S311 - strokes, not secrets
    for number in range(6):
        picture = Image.new("RGB", (320, 180), "white")
        pen = ImageDraw.Draw(picture)
        for _ in range(25):
            pen.line([(draw.randrange(320), draw.randrange(180)) for _ in range(3)], "black", 2)
        picture.save(folder / f"ep05_c{number:03}.png")
    return folder


def digest_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


@needs_ray
def test_an_index_of_own_footage_is_the_same_bytes_wherever_it_was_made(
    tmp_path: Path, cluster: str
) -> None:
    pictures, made = drawn(tmp_path / "own"), {}
    for on in ("", "daft", cluster):
        index = tmp_path / f"index{len(made)}"
        where = ("--on", on) if on else ()
        told(tmp_path, "frames", "index", pictures, "--show", "S", "--index", index, *where)
        made[on] = digest_of(index)
    assert made[""]
    assert made[""] == made["daft"] == made[cluster]


# --- without a cluster --------------------------------------------------------------------


class Refused(Exception):
    """What Daft raises."""


def pretended(join: Callable[[str], None]) -> ModuleType:
    """What stands for Daft, and joins a cluster in this way."""
    module = ModuleType("daft")
    module.__dict__.update(
        set_runner_ray=join, exceptions=SimpleNamespace(DaftCoreException=Refused)
    )
    return module


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionError("timeout"), r"No Ray cluster answers at ray://nowhere:1 \(timeout\)"),
        (Refused("set twice"), r"Daft cannot work at ray://nowhere:1 .*set twice"),
    ],
)
def test_a_cluster_that_cannot_be_used_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def refuse(_: str) -> None:
        raise error

    monkeypatch.setattr(daft_runner.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(daft_runner.importlib, "import_module", lambda _: pretended(refuse))
    with pytest.raises(UsageError, match=words):
        list(DaftEngine(on="ray://nowhere:1").map(abs, [1]))


def test_without_ray_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        daft_runner.importlib.util, "find_spec", lambda name: None if name == "ray" else object()
    )
    monkeypatch.setattr(daft_runner.importlib, "import_module", lambda _: ModuleType("daft"))
    with pytest.raises(MissingExtra, match=r"celtrace\[cluster\]"):
        list(DaftEngine(on="ray://nowhere:1").map(abs, [1]))


def test_a_cluster_is_joined_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[str] = []
    module = pretended(joined.append)
    monkeypatch.setattr(daft_runner.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(daft_runner.importlib, "import_module", lambda _: module)
    for _ in range(3):
        daft_runner._daft("ray://once:1")
    assert ["ray://once:1"] == joined
