"""The group `celtrace frames`, and what its commands share."""

from __future__ import annotations

import os

import typer

from celtrace.doors.door import Door
from celtrace.errors import Exit, InputUnread, MissingExtra
from celtrace.text.counts import count

group = typer.Typer(no_args_is_help=True, help="Whose drawing is this: own footage, found files.")


def ready() -> None:
    """Say what to install where pictures cannot be read; keep decoders from talking."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    try:
        import cv2
        import faiss  # noqa: F401
        import pdqhash  # noqa: F401
        import PIL  # noqa: F401
    except ImportError as error:
        raise MissingExtra(f"A part that reads pictures ({error.name})", "frames") from error
    cv2.setNumThreads(1)


class Notes:
    """What could not be read, said at once and counted."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.all: list[dict[str, str]] = []

    def __call__(self, place: str, reason: str, consequence: str) -> None:
        """Say it, and keep it."""
        self.all.append({"place": place, "reason": reason, "consequence": consequence})
        self._door.say(f"{place}: {reason}; {consequence}")


def end(door: Door, notes: Notes) -> int:
    """The exit code; under `--strict` what was not read is an end."""
    if notes.all and door.settings.strict:
        raise InputUnread(f"Not read: {count(len(notes.all), 'file')}.", "Mend them, or leave out.")
    return Exit.DONE
