"""The report as PDF/A-2a and PDF/UA-1 by Typst: the same content as the page.

All texts travel as JSON data, never as markup, so no text can become a command. No file
is read but the fonts, nothing is fetched, and the time stamp is the date of the review.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import typst

from celtrace.report.chain_svg import chain_svg, describe
from celtrace.report.document import (
    Block,
    Card,
    Fact,
    Group,
    Para,
    ReportContent,
    every_block,
    pictures_of,
    strong,
    words,
)
from celtrace.report.enclosed import raster
from celtrace.report.fold import PAPER, folded
from celtrace.report.fonts import covered, font_file, font_state
from celtrace.report.plain import runs, visible
from celtrace.report.wording import SHAPES
from celtrace.text.counts import count

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
FULL_CARDS = 300
"""Findings printed with everything: some hundred and twenty pages."""
SAME = 3
"""Findings with the same explanations that are printed with them."""
_KEPT = ("What it does to the tier", "What closed it")
TITLE_CHARS = 70
"""Letters of the title that the header of each page shows."""
_ENCLOSED = (
    (0x20, 0x373), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3CE),
    (0x400, 0x45F), (0x531, 0x556), (0x561, 0x586), (0x5D0, 0x5EA), (0x621, 0x63A), (0x641, 0x652),
    (0x10D0, 0x10FA), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC),
    (0x2190, 0x2193), (0x25A0, 0x25A1), (0x25B2, 0x25B3), (0x25C6, 0x25C7), (0x25CB, 0x25CB),
    (0x25CF, 0x25CF),
)  # fmt: skip
"""Code points that the fonts inside Typst have (Libertinus Serif, DejaVu Sans Mono)."""


class NotPrinted(ValueError):
    """Typst refused the document; the text says why."""


def render(content: ReportContent, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF; the same content gives the same bytes.

    `pictures` are JPEGs or PNGs by their digest; what is not handed in, or is damaged, is
    named by its digest.
    """
    wanted = {picture.digest for picture in pictures_of(content)}
    shown = [one for one in raster(pictures or {}) if one[0] in wanted]
    with tempfile.TemporaryDirectory(prefix="celtrace-report-") as draft:
        folder = Path(draft)
        (folder / "main.typ").write_bytes(_template())
        for digest, _, data in shown:
            (folder / digest).write_bytes(data)
        try:
            return _set(content, {digest: kind for digest, kind, _ in shown}, folder)
        except NotPrinted:
            if not shown:
                raise
            return _set(content, {}, folder)


def _set(content: ReportContent, pictures: Mapping[str, str], folder: Path) -> bytes:
    drawing = printable(chain_svg(content.chain)) if content.chain.links else ""
    wide, tall = _size(drawing)
    title = printable(visible(content.title)).replace("\n", " ")
    told = {
        "content": _told(msgspec.to_builtins(shortened(folded(content, PAPER)))),
        "title": title,
        "short": title if len(title) <= TITLE_CHARS else title[: TITLE_CHARS - 1] + "…",
        "shapes": SHAPES,
        "drawing": {"wide": wide, "tall": tall, "alt": describe(content.chain)},
        "note": font_state(),
        "pictures": pictures,
    }
    try:
        return typst.compile(
            folder / "main.typ",
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": msgspec.json.encode(told).decode(), "drawing": drawing},
            pdf_standards=STANDARDS,
            timestamp=datetime.combine(content.as_of, time(), UTC),
        )
    except typst.TypstError as error:
        raise NotPrinted(" ".join(str(error).split())) from error


def shortened(content: ReportContent, full: int = FULL_CARDS) -> ReportContent:
    """The content with repeated findings, and those beyond the first `full`, in short.

    They come in order of tier, so it is the lowest tiers that are printed in short; of
    findings that have the same explanations the first few carry them.
    """
    cards = [block for section in content.sections for block in every_block(section.blocks)
             if isinstance(block, Card)]  # fmt: skip
    short = frozenset(map(id, [*cards[full:], *_repeated(cards)]))
    if not short:
        return content
    note = Para(words(strong(
        f"{len(cards) - len(short):,} of {count(len(cards), 'finding')} are printed in full "
        f"here. The other {len(short):,}, further ones of one kind, stand without explanations "
        "and full digests; report.html and findings.jsonl have all of them in full."
    )))  # fmt: skip
    sections = []
    for section in content.sections:
        blocks = tuple(_short(block, short) for block in section.blocks)
        first = (note,) if section.id == "found" else ()
        sections.append(msgspec.structs.replace(section, blocks=(*first, *blocks)))
    return msgspec.structs.replace(content, sections=tuple(sections))


def _repeated(cards: Iterable[Card]) -> Iterator[Card]:
    """Findings whose explanations stand in full before, `SAME` times."""
    seen: Counter[tuple[Fact, ...]] = Counter()
    for card in cards:
        told = tuple(fact for fact in card.facts if fact.label not in _KEPT)
        seen[told] += 1
        if told and seen[told] > SAME:
            yield card


def _short(block: Block, short: frozenset[int]) -> Block:
    if isinstance(block, Group):
        inner = tuple(_short(held, short) for held in block.blocks)
        return msgspec.structs.replace(block, blocks=inner)
    if isinstance(block, Card) and id(block) in short:
        kept = tuple(fact for fact in block.facts if fact.label in _KEPT)
        return msgspec.structs.replace(block, facts=kept, more=())
    return block


def printable(text: str) -> str:
    """Text with the characters that no font here has written as `[U+1F600]`."""
    if text.isascii():
        return text
    have = _printed()
    return "".join(
        char if ord(char) in have or char in "\n\t" else f"[U+{ord(char):04X}]" for char in text
    )


def _told(value: object) -> object:
    """JSON values in which a text with East Asian runs is a list of (language, piece)."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value
        pieces = [(language, printable(piece)) for language, piece in runs(value)]
        plain = all(not language for language, _ in pieces)
        return "".join(piece for _, piece in pieces) if plain else pieces
    if isinstance(value, dict):
        return {key: _told(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_told(held) for held in value]
    return value


def _size(drawing: str) -> tuple[float, float]:
    """Width and height of the drawing in pixels."""
    found = re.match(r'<svg [^>]*width="([\d.]+)" height="([\d.]+)"', drawing)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


@cache
def _printed() -> frozenset[int]:
    enclosed = {point for low, high in _ENCLOSED for point in range(low, high + 1)}
    return covered() | enclosed - set(range(0x7F, 0xA0))


@cache
def _template() -> bytes:
    return files("celtrace.report").joinpath("templates", "report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    path = font_file()
    folders = [] if path is None else [path.parent]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
