"""The report as one HTML page: no script, no outside request, readable on any screen."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from celtrace.report.chain_svg import chain_svg
from celtrace.report.document import ReportContent, Span, Words, anchors
from celtrace.report.enclosed import raster
from celtrace.report.fold import SCREEN, folded
from celtrace.report.fonts import FAMILIES, small_font
from celtrace.report.plain import runs, visible
from celtrace.report.wording import SHAPES, STATUSES, TIERS

_FACES = "/* faces */"
"""Where the fonts go; it stands before any text of the user's."""
_TAGGED = re.compile(r'<t?span lang="(ja|ko|zh)">([^<]*)<')
_TAGS = {"strong": "strong", "code": "code", "name": "bdi"}


def render(content: ReportContent, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The page in UTF-8; the same content gives the same bytes.

    `pictures` are JPEGs or PNGs by their digest; what is not handed in is named by its digest.
    """
    content = folded(content, SCREEN)
    known = frozenset(anchors(content.sections))
    drawing = chain_svg(content.chain, known) if content.chain.links else ""
    page = _environment().get_template("report.html.j2")
    text = page.render(
        content=content,
        pictures=dict(_addresses(pictures or {})),
        chain=Markup(drawing),  # noqa: S704 - made by chain_svg, which escapes every text
        faces=Markup(_FACES),  # noqa: S704 - a constant
        stylesheet=_stylesheet(),
        tiers=TIERS,
    )
    return text.replace(_FACES, _faces(text), 1).encode()


def _addresses(pictures: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each picture by its digest as a `data:` address."""
    for digest, kind, data in raster(pictures):
        media = "image/jpeg" if kind == "jpg" else "image/png"
        yield digest, f"data:{media};base64,{base64.b64encode(data).decode()}"


def show(words: Words) -> Markup:
    """Words as HTML; every text is escaped here."""
    return Markup("".join(_span(span) for span in words))  # noqa: S704 - built from escaped parts


def spoken(text: str) -> Markup:
    """Text as HTML: hidden characters visible, East Asian runs with their language tag."""
    pieces = (
        f'<span lang="{language}">{escape(piece)}</span>' if language else escape(piece)
        for language, piece in runs(text)
    )
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped


def _span(span: Span) -> str:
    inner = str(spoken(span.text)).replace("\n", "<br>")
    if span.form == "mark":
        shape = SHAPES.get(span.mark, "")
        sign = f'<span class="shape" aria-hidden="true">{shape}</span>&nbsp;' if shape else ""
        inner = f'<span class="mark mark-{span.mark}">{sign}{inner}</span>'
    elif span.form == "soft":
        inner = f'<span class="soft">{inner}</span>'
    elif span.form in _TAGS:
        tag = _TAGS[span.form]
        inner = f"<{tag}>{inner}</{tag}>"
    return f'<a href="#{escape(span.to)}">{inner}</a>' if span.to else inner


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("celtrace.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(show=show, spoken=spoken, visible=visible)
    environment.globals.update(kind=_kind, statuses=STATUSES)
    return environment


@cache
def _stylesheet() -> Markup:
    source = _environment().loader
    if source is None:
        return Markup()
    text, _, _ = source.get_source(_environment(), "report.css")
    return Markup(text)  # noqa: S704 - our own stylesheet from the package


def _kind(block: msgspec.Struct) -> str:
    return str(block.__struct_config__.tag)


def _faces(page: str) -> str:
    """Style rules with a small font for each East Asian language of the page."""
    used: dict[str, set[str]] = {}
    for language, piece in _TAGGED.findall(page):
        used.setdefault(language, set()).update(piece)
    rules = []
    for language, characters in sorted(used.items()):
        data = small_font(language, characters)
        if data:
            family = f"Celtrace {FAMILIES[language]}"
            address = f"data:font/woff;base64,{base64.b64encode(data).decode()}"
            rules.append(f'@font-face{{font-family:"{family}";src:url({address}) format("woff")}}')
            rules.append(f':lang({language}){{font-family:"{family}",var(--prose)}}')
    return "\n".join(rules)
