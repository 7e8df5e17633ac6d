"""What is searched and what is asked: shows drawn by script, synfig's examples, a user's set.

Drawn shows and query makers are in `tests/frames`. `synfig` renders its Debian examples
(package `synfig-examples`, GPL art: rendered into a cache folder, never kept here). A
folder with `gallery.json`, `queries.json` and `real.json` is a set made elsewhere.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from frames.found import Asked, Known

SYNFIG = Path("/usr/share/doc/synfig-examples/examples")
MOVING = {"cells": 10, "eye": 14.9, "preambletaffy": 5, "prologue_kid": 5, "sparkle": 7,
          "star": 5}  # fmt: skip


def synfig(cache: Path) -> list[Known]:
    """The moving examples at two pictures a second; nothing where synfig is not installed."""
    if not shutil.which("synfig") or not SYNFIG.is_dir():
        return []
    out = []
    for name, length in MOVING.items():
        for n in range(int(length * 2)):
            path = cache / "synfig" / f"{name}_{n:03d}.png"
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                _render(name, n * 0.5, path)
            pixels = cv2.imread(str(path)) if path.is_file() else None
            if pixels is not None:
                out.append(Known(f"synfig {name}", name, n * 0.5, pixels))
    return out


def _render(name: str, seconds: float, path: Path) -> None:
    """One picture of an example; none where it takes longer than twenty seconds."""
    program = shutil.which("synfig") or "synfig"
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [program, str(SYNFIG / f"{name}.sif"), "-w", "480", "-t", "png",
             "--time", f"{seconds}s", "-o", str(path)],
            check=False, capture_output=True, timeout=20,
        )  # fmt: skip


def outside(folder: Path, every: int) -> tuple[list[Known], list[Asked]]:
    """A set made elsewhere: all its drawn frames, and one in `every` of its CGI frames."""
    said = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            for name in ("gallery", "queries", "real")}  # fmt: skip
    cgi = [one for one in said["gallery"] if _cgi(one["show"])]
    kept = [one for one in said["gallery"] if not _cgi(one["show"])] + cgi[::every]
    gallery = [Known(_show(one["show"]), "", one["t"], _read(folder, one)) for one in kept]
    asked = [Asked(one["kind"], _show(one["show"]), "", one["t"], _read(folder, one),
                   not _cgi(one["show"])) for one in said["real"] + said["queries"]]  # fmt: skip
    return gallery, asked


def _cgi(show: str) -> bool:
    return show.startswith(("bbb", "sintel"))


def _show(show: str) -> str:
    return "bbb" if show.startswith("bbb") else show


def _read(folder: Path, one: dict[str, str]) -> np.ndarray:
    return cv2.imread(str(folder / one["file"]))
