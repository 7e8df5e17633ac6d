"""Pages of a production: each exhibit as PDF, with a number on every page (Bates numbering).

Texts and pictures are set whole behind a sheet that says what they are and what they are
cited for; of everything else the sheet stands alone and the file goes along as it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import typst

from celtrace.report.fonts import font_file
from celtrace.report.pdf import NotPrinted, printable
from celtrace.report.plain import visible

LINES, BYTES = 5_000, 400_000
"""Lines and bytes of a text that is set whole; a longer one goes along as it is."""
_MADE = datetime(1980, 1, 1, tzinfo=UTC)


class Numbers(msgspec.Struct, frozen=True):
    """How pages are numbered: `CT000001`."""

    prefix: str = "CT"
    first: int = 1
    digits: int = 6

    def name(self, number: int) -> str:
        """A page's number as it stands on it."""
        return f"{self.prefix}{number:0{self.digits}d}"


class Sheet(msgspec.Struct, frozen=True):
    """What one document of a production shows."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Label and value, on the sheet in front."""
    cited: tuple[tuple[str, str], ...] = ()
    """Place and quote."""
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """Original and translation, beside each other."""
    picture: str = ""
    """Format of the picture that is set whole: png, jpg, gif or pdf."""
    pages: int = 0
    """Pages of a PDF."""


class Printed(msgspec.Struct, frozen=True):
    """A document and how many pages it has."""

    data: bytes
    pages: int


def text_lines(data: bytes) -> tuple[str, ...]:
    """The lines of a text that can be set whole; none if it is none, or too long."""
    if len(data) > BYTES or b"\0" in data:
        return ()
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return ()
    return tuple(lines) if len(lines) <= LINES else ()


def printed(sheet: Sheet, numbers: Numbers, first: int, file: bytes = b"") -> Printed:
    """The document with pages numbered from `first`; NotPrinted if it cannot be set.

    `file` is the picture or PDF that the sheet names.
    """
    pictures: list[dict[str, object]] = []
    if sheet.picture == "pdf":
        pictures = [{"page": page, "format": "pdf"} for page in range(1, sheet.pages + 1)]
    elif sheet.picture:
        pictures = [{"page": 0, "format": sheet.picture}]
    told = {
        "title": _said(sheet.title), "prefix": numbers.prefix, "digits": numbers.digits,
        "first": first, "facts": _pairs(sheet.facts), "cited": _pairs(sheet.cited),
        "lines": [_said(line) for line in sheet.lines], "pairs": _pairs(sheet.pairs),
        "pictures": pictures, "file": "file",
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="celtrace-exhibit-") as draft:
        folder = Path(draft)
        (folder / "main.typ").write_bytes(_template())
        (folder / "file").write_bytes(file)
        return _set(folder, msgspec.json.encode(told).decode())


def _set(folder: Path, data: str) -> Printed:
    held = font_file()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[held.parent] if held else [])
    try:
        compiler = typst.Compiler(
            folder / "main.typ", root=folder, font_paths=fonts, ignore_system_fonts=True,
            sys_inputs={"data": data},
        )  # fmt: skip
        made = compiler.compile(format="pdf", timestamp=_MADE)
        pages = msgspec.json.decode(compiler.query("<pages>", field="value", one=True))
    except typst.TypstError as error:
        raise NotPrinted(" ".join(str(error).split())) from error
    if not isinstance(made, bytes):
        raise NotPrinted("it came out as something else than one PDF")
    return Printed(made, int(pages))


def _said(text: str) -> str:
    return printable(visible(text))


def _pairs(held: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[_said(first), _said(second)] for first, second in held]


@cache
def _template() -> bytes:
    return files("celtrace.report").joinpath("templates", "exhibit.typ").read_bytes()
