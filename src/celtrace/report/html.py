"""The report as one HTML page: no script, no outside request, readable on any screen."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from celtrace.report.chain_svg import chain_svg
from celtrace.report.document import ReportContent, Span, Words
from celtrace.report.fonts import FAMILIES, small_font
from celtrace.report.plain import runs, visible
from celtrace.report.wording import SHAPES, STATUSES, TIERS

_TAGS = {"strong": "strong", "code": "code", "name": "bdi"}


def render(content: ReportContent) -> bytes:
    """The page in UTF-8; the same content gives the same bytes."""
    drawing = chain_svg(content.chain) if content.chain.links else ""
    page = _environment().get_template("report.html.j2")
    text = page.render(
        content=content,
        chain=Markup(drawing),  # noqa: S704 - made by chain_svg, which escapes every text
        faces=_faces(content),
        stylesheet=_stylesheet(),
        tiers=TIERS,
    )
    return text.encode()


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
    return f'<a href="#{span.to}">{inner}</a>' if span.to else inner


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


def _faces(content: ReportContent) -> tuple[tuple[str, str, str], ...]:
    """(language, family, data address) for each East Asian language in the content."""
    used: dict[str, set[str]] = {}
    for text in _texts(msgspec.to_builtins(content)):
        if not text.isascii():
            for language, piece in runs(text):
                if language:
                    used.setdefault(language, set()).update(piece)
    found = []
    for language, characters in sorted(used.items()):
        data = small_font(language, characters)
        if data:
            address = f"data:font/woff;base64,{base64.b64encode(data).decode()}"
            found.append((language, f"Celtrace {FAMILIES[language]}", address))
    return tuple(found)


def _texts(value: object) -> Iterator[str]:
    """All strings of a nested value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _texts(held)
    elif isinstance(value, (list, tuple)):
        for held in value:
            yield from _texts(held)
