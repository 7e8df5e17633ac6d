"""What `celtrace doctor` says: parts, their state, and how to get what is missing."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from celtrace import __version__, registry
from celtrace.cases.lists.shelf import ListShelf
from celtrace.engine._cage import SAID, level
from celtrace.files import _libarchive, _magic, _unar
from celtrace.report.fonts import font_state
from celtrace.settings import Settings

STALE_DAYS = 7
"""A list older than a week is named: publishers change them on most working days."""
EXTRAS: dict[str, tuple[str, ...]] = {
    "files": (
        "PIL",
        "cv2",
        "msoffcrypto",
        "nkhandic",
        "onnxruntime",
        "pikepdf",
        "psd_tools",
        "pypdfium2",
        "rapidocr",
        "rfc3161_client",
    ),
    "c2pa": ("c2pa",),
    "frames": ("PIL", "cv2", "faiss", "numpy", "onnxruntime", "pdqhash"),
    "networks": ("iporigin", "maxminddb"),
    "oidc": ("authlib", "joserfc"),
    "web": ("fastapi", "uvicorn"),
    "workers": (
        "PIL",
        "asn1crypto",
        "c2pa",
        "cbor2",
        "cv2",
        "onnxruntime",
        "pikepdf",
        "pypdfium2",
        "rapidocr",
        "tesserocr",
    ),
    "scale": ("daft", "duckdb", "numpy", "scipy", "zstandard"),
    "cluster": ("ray",),
    "sevenzip": ("py7zr",),
}
"""Modules of each extra; the extras grow with the capabilities that need them."""


class Line(msgspec.Struct, frozen=True):
    """One part: what it is, how it is, what to do."""

    part: str
    state: str
    remedy: str = ""


def health(settings: Settings) -> tuple[Line, ...]:
    """Everything a person needs to know before a review."""
    return (
        *_itself(settings),
        *_lists(settings),
        *_readers(),
        *_extras(),
        *_system(),
        _hangul(),
        _fonts(),
        _telemetry(),
    )


def _itself(settings: Settings) -> Iterator[Line]:
    yield Line("celtrace", f"{__version__}, Python {platform.python_version()}, {sys.platform}")
    home = settings.home
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    writable = os.access(nearest, os.W_OK)
    state = f"{home} ({'there' if home.exists() else 'made when first needed'})"
    yield Line("home", state, "" if writable else "not writable: set CELTRACE_HOME")


def _lists(settings: Settings) -> Iterator[Line]:
    if not settings.home.exists():
        yield Line("lists", "none installed", "celtrace lists update, or lists import PATH")
        return
    for row in ListShelf(settings.home, limits=settings.limits).status(datetime.now(UTC).date()):
        if row.newest is None:
            yield Line(
                f"list {row.list}", "not installed", f"celtrace lists update --list {row.list}"
            )
            continue
        old = row.age_days is not None and row.age_days > STALE_DAYS
        yield Line(
            f"list {row.list}",
            f"{row.newest}, {row.entries:,} entries, {row.fullness}, {row.age_days} days old",
            f"celtrace lists update --list {row.list}" if old else "",
        )


def _readers() -> Iterator[Line]:
    for family in ("lists", "tables", "logs", "files"):
        names = ", ".join(module.FORMAT for module in registry.readers(family))
        yield Line(f"readers: {family}", names)
    yield Line("detectors", f"{len(registry.detectors())}, kinds {len(registry.kinds())}")


def _extras() -> Iterator[Line]:
    for extra, modules in EXTRAS.items():
        missing = [m for m in modules if importlib.util.find_spec(m) is None]
        if not modules:
            yield Line(f"extra {extra}", "has no parts in this version")
        elif missing:
            yield Line(f"extra {extra}", "not installed", f"pip install 'celtrace[{extra}]'")
        else:
            yield Line(f"extra {extra}", "installed")


def _hangul() -> Line:
    """Who reads Hangul in pictures: as `celtrace notes` asks, with Korean data of Tesseract."""
    part = "Hangul in pictures"
    if any(importlib.util.find_spec(module) is None for module in EXTRAS["files"]):
        return Line(part, "not read: extra files is missing", "pip install 'celtrace[files]'")
    from celtrace.cases.found.tesseract import REMEDY, Tesseract

    found = Tesseract.found()
    if found is None:
        return Line(part, "our own net alone", REMEDY)
    return Line(part, f"our own net and {found.program}")


def _system() -> Iterator[Line]:
    """How far readers of files are confined, and programs that they use where they are there."""
    caged, magic = level(), _magic.available()
    remedy = "" if caged == "namespaces" else "install bubblewrap (apt install bubblewrap)"
    yield Line("readers are confined by", SAID[caged], remedy)
    state = "installed" if magic else "not installed"
    yield Line("libmagic", state, "" if magic else "apt install libmagic1")
    there = _libarchive.available()
    state = "installed" if there else "not installed: RAR and 7z are not opened"
    yield Line("libarchive", state, "" if there else "apt install libarchive13")
    there = _unar.available()
    state = "installed" if there else "not installed: solid, locked and split RAR are not opened"
    yield Line("unar", state, "" if there else "apt install unar")
    tool = shutil.which("exiftool")
    state = "installed" if tool else "not installed: only our own readers say something"
    yield Line("ExifTool", state, "" if tool else "apt install libimage-exiftool-perl")


def _fonts() -> Line:
    missing = font_state()
    state = missing or "one collection for all, from the package noto-cjk-sans-otc"
    return Line("fonts for Hangul, Hanzi, Kana", state)


def _telemetry() -> Line:
    used = (
        "used by `celtrace lists update`, `celtrace networks update`, `celtrace connect`, "
        "`celtrace triage --stamp`, `--on ray://HOST:PORT`, and `celtrace serve` with --oidc, "
        "--webhook or --mail-to only"
    )
    return Line("network", f"{used}; no telemetry")
