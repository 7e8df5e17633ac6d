"""The report as a Word document that counsel edits: the content of page and PDF, undrawn.

WordprocessingML by python-docx (ISO/IEC 29500); no macro, no outside link. References inside
the report become plain text: in a document that is edited they would soon lead nowhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, time
from typing import Any

import docx
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from celtrace.report.document import (
    Block,
    Bullets,
    Card,
    Fact,
    Group,
    Para,
    Picture,
    ReportContent,
    Table,
    Words,
)
from celtrace.report.enclosed import raster
from celtrace.report.fold import PAPER, folded
from celtrace.report.plain import runs, visible
from celtrace.report.wording import SHAPES

_SOFT = RGBColor(0x5B, 0x57, 0x50)
_FACES = {"ko": "Malgun Gothic", "ja": "Yu Gothic", "zh": "Microsoft YaHei"}
"""Fonts that a reader's machine has; Word takes another where it lacks them."""
_DAY = (1980, 1, 1, 0, 0, 0)
_DEEPEST = 9
_WIDE = 15.5
"""Centimetres of a picture: the width of the text."""


def render(content: ReportContent, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The document; the same content gives the same bytes.

    `pictures` are JPEGs or PNGs by their digest; what is not handed in is named by its digest.
    """
    content = folded(content, PAPER)
    paper = docx.Document()
    shown = {digest: data for digest, _, data in raster(pictures or {})}
    moment = datetime.combine(content.as_of, time())
    paper.core_properties.author = f"Celtrace {content.celtrace}"
    paper.core_properties.title = visible(content.title)
    paper.core_properties.created = paper.core_properties.modified = moment
    paper.styles["Normal"].font.size = Pt(10.5)
    behalf = f" for {visible(content.behalf)}" if content.behalf else ""
    paper.add_paragraph(f"{content.kind}{behalf}")
    _run(paper.add_heading(level=0), content.title)
    paper.add_paragraph(f"As of {content.as_of}. Dossier {content.digest[:12]}.")
    for number, section in enumerate(content.sections, start=1):
        paper.add_heading(f"{number}  {section.title}", 1)
        _blocks(paper, section.blocks, 2, shown)
    return _plain(paper)


def _plain(paper: Any) -> bytes:  # noqa: ANN401 - python-docx has no types
    """The package without the time of writing."""
    made, out = io.BytesIO(), io.BytesIO()
    paper.save(made)
    with zipfile.ZipFile(made) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in held.namelist():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, held.read(name))
    return out.getvalue()


Shown = Mapping[str, bytes]
"""Pictures by their digest."""


def _blocks(paper: Any, blocks: tuple[Block, ...], level: int, shown: Shown) -> None:  # noqa: ANN401
    for block in blocks:
        if isinstance(block, Para):
            _words(paper.add_paragraph(), block.words, quiet=block.form == "note")
        elif isinstance(block, Bullets):
            style = "List Number" if block.ordered else "List Bullet"
            for item in block.items:
                _words(paper.add_paragraph(style=style), item)
        elif isinstance(block, Table):
            _table(paper, block)
        elif isinstance(block, Group):
            _words(paper.add_heading(level=min(level, _DEEPEST)), block.title)
            _blocks(paper, block.blocks, level + 1, shown)
        elif isinstance(block, Card):
            _card(paper, block, level, shown)
        elif isinstance(block, Picture):
            _picture(paper, block, shown)


def _table(paper: Any, table: Table) -> None:  # noqa: ANN401
    _run(paper.add_paragraph(), table.caption, bold=True)
    made = paper.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    made.autofit = True
    for cell, head in zip(made.rows[0].cells, table.heads, strict=True):
        _run(cell.paragraphs[0], head, bold=True)
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no call for it
    for row in table.rows:
        for cell, said in zip(made.add_row().cells, row.cells, strict=True):
            _words(cell.paragraphs[0], said)
    paper.add_paragraph()


def _card(paper: Any, card: Card, level: int, shown: Shown) -> None:  # noqa: ANN401
    _words(paper.add_heading(level=min(level, _DEEPEST)), card.sentence)
    _run(paper.add_paragraph(), " · ".join(card.tags), quiet=True)
    for picture in card.pictures:
        _picture(paper, picture, shown)
    for cited in card.citations:
        _run(paper.add_paragraph(style="Quote"), cited.quote or "No text is quoted.")
        place = f"{cited.source}, {cited.place} · SHA-256 {cited.digest}"
        _run(paper.add_paragraph(), place, quiet=True)
    for fact in (*card.facts, *card.more):
        _fact(paper, fact)


def _picture(paper: Any, picture: Picture, shown: Shown) -> None:  # noqa: ANN401
    """The picture, or, where it is not handed in or damaged, its digest."""
    held = shown.get(picture.digest)
    lacking = " The picture is not enclosed:"
    if held is not None:
        with suppress(UnrecognizedImageError, UnexpectedEndOfFileError, InvalidImageStreamError):
            paper.add_picture(io.BytesIO(held), width=Cm(_WIDE))
            lacking = ""
    caption = paper.add_paragraph()
    _words(caption, picture.caption, quiet=True)
    _run(caption, f"{lacking} SHA-256 {picture.digest}", quiet=True)


def _fact(paper: Any, fact: Fact) -> None:  # noqa: ANN401
    for line in fact.lines:
        held = paper.add_paragraph()
        _run(held, f"{fact.label}: ", quiet=True)
        _words(held, line)


def _words(held: Any, said: Words, *, quiet: bool = False) -> None:  # noqa: ANN401
    for span in said:
        sign = SHAPES.get(span.mark, "") if span.form == "mark" else ""
        text = f"{sign} {span.text}" if sign else span.text
        soft = quiet or span.form == "soft"
        _run(held, text, bold=span.form in ("strong", "mark"), quiet=soft)


def _run(held: Any, text: str, *, bold: bool = False, quiet: bool = False) -> None:  # noqa: ANN401
    """A text with its East Asian stretches in a font that has them."""
    for language, piece in _pieces(text):
        run = held.add_run(piece)
        run.bold = bold or None
        if quiet:
            run.font.color.rgb = _SOFT
        if language:
            fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - likewise
            fonts.set(qn("w:eastAsia"), _FACES[language])


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What XML cannot hold is written out by `visible`."""
    for language, piece in runs(text):
        yield language, visible(piece)
