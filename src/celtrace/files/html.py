"""Web pages (https://html.spec.whatwg.org/): words, who made them with what, and when.

Pages of a copied site or a web archive, and those that Office and browsers saved: their
properties stand in an island of XML in a comment, the address that a page was saved from in
another. Scripts and styles are passed over; nothing is fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._page import Page
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "html"
TITLE = "Web page"
EXTENSIONS = ("html", "htm", "xhtml", "shtml")

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,40})"
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
          "big5": "cp950", "iso8859-1": "cp1252", "ascii": "cp1252"}  # fmt: skip
"""What browsers read for the names that pages give (https://encoding.spec.whatwg.org/#names)."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the contract's shape
    """Zero: the table of signatures knows how pages begin."""
    return 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the head says, paths, then the words in parts of whole lines."""
    text, guessed = _text(blob.stream.read(blob.limits.member_bytes))
    page, said = Page(), Said(blob, FORMAT)
    try:
        page.feed(text)
        page.close()
    except (AssertionError, ValueError, RecursionError) as error:
        note("", f"its marks make no sense ({error})", "what stood before was read")
    yield from said.text(" ".join(page.title.split()), "title", "title")
    for name, value, place in page.facts:
        yield from said.trait(name, value, place)
    for words, place in page.told:
        yield from said.text(words, "comment", place)
    for path in page.paths:
        yield from said.path(path, "link")
    for place, part in page.parts():
        yield from said.text(part, "body", place, guessed)


def _text(data: bytes) -> tuple[str, str]:
    """The text in the encoding that the page names, if it fits; else in the likeliest one."""
    stated = _CHARSET.search(data[:4096])
    if stated and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            name = codecs.lookup(stated[1].decode("ascii")).name
            return data.decode(_WIDER.get(name, name)), ""
        except (LookupError, ValueError):
            pass
    return decoded(data)
