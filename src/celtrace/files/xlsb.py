"""Excel workbooks in the binary form: cells, properties, paths of what is linked.

Reference: MS-XLSB, https://learn.microsoft.com/openspecs/office_file_formats/ms-xlsb; the
properties are those of ECMA-376.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files.xlsx import document
from celtrace.ports import Note

FORMAT = "xlsb"
TITLE = "Excel binary workbook"
EXTENSIONS = ("xlsb",)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the container holds a binary workbook."""
    return 0.95 if "xl/workbook.bin" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, cells and what is embedded."""
    yield from document(blob, note, FORMAT)
