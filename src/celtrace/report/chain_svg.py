"""The chain as an SVG that is read with the keyboard, by a screen reader, and on paper.

Colours stand as presentation attributes so that paper and PDF need no stylesheet; the page's
own stylesheet overrides them by class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from html import escape
from itertools import pairwise

from celtrace.report.chain import Chain, Link, LinkKind
from celtrace.report.chain_layout import LINE, SMALL, WIDTH, Box, Layout, place, wrap
from celtrace.report.document import anchor
from celtrace.report.plain import runs, visible
from celtrace.report.wording import SHAPES
from celtrace.text.counts import count

FONTS = "Libertinus Serif, Noto Sans CJK KR, Noto Sans CJK SC, serif"
_STROKE: dict[LinkKind, str] = {
    "contract": 'stroke="#222222" stroke-width="1.4"',
    "observed": 'stroke="#222222" stroke-width="1.4" stroke-dasharray="7 4"',
    "payment": 'stroke="#9a3412" stroke-width="1.4" stroke-dasharray="2 3"',
    "ownership": 'stroke="#1d4e89" stroke-width="3"',
    "shared": 'stroke="#6b4e9b" stroke-width="1.4" stroke-dasharray="10 3 2 3"',
}
_HALO = 'stroke="#ffffff" stroke-width="3" paint-order="stroke"'
_LEGEND: dict[LinkKind, str] = {
    "contract": "contract",
    "observed": "contract, no disclosure recorded",
    "payment": "paid instead of the contractor",
    "ownership": "ownership, with percentage",
    "shared": "same identifier",
}


def chain_svg(chain: Chain, known: Collection[str] | None = None) -> str:
    """The drawing; every party is a link to `#party-ID`.

    `known` are the anchors of the page; a party that has none among them is drawn without a link.
    """
    layout = place(chain)
    kinds = [kind for kind in _LEGEND if any(link.kind == kind for link in chain.links)]
    width = max(layout.width, 560)
    height = layout.height + 14 + 20 * len(kinds)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chain" role="group" '
        f'aria-labelledby="drawing-title drawing-desc" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="{FONTS}" '
        f'style="min-width:{min(width, max(560, width * 0.78)):g}px">'
    )
    parts = [
        opening,
        '<title id="drawing-title">The chain, step by step</title>',
        f'<desc id="drawing-desc">{escape(describe(chain))}</desc>',
        _defs(kinds),
    ]
    drawn = [link for link in chain.links if {link.source, link.target} <= set(layout.boxes)]
    shapes = [_line(link, layout, 15.0 * aside) for link, aside in _set_apart(drawn)]
    parts += [path for path, _ in shapes]
    parts += [
        f'<text class="c-head" x="{x:g}" y="{y:g}" font-size="13" fill="#555555" {_HALO}>{said}'
        "</text>"
        for x, y, said in layout.columns
    ]
    for name, box in sorted(layout.boxes.items(), key=_reading):
        to = anchor("party", name)
        parts.append(_party(box, to if known is None or to in known else ""))
    parts += [label for _, label in shapes]
    parts += [_legend(kind, layout.height + 8 + 20 * n) for n, kind in enumerate(kinds)]
    return "".join([*parts, "</svg>"])


def describe(chain: Chain) -> str:
    """One sentence of what the drawing shows."""
    steps = [node.step for node in chain.nodes if node.joined and node.step is not None]
    said = f"{count(len(chain.nodes), 'party', 'parties')} in columns from left to right"
    deep = f", up to {count(max(steps), 'step')} below us" if steps and max(steps) > 0 else ""
    return f"{said}{deep}. The table below it says the same in words."


def _reading(item: tuple[str, Box]) -> tuple[float, float, str]:
    return item[1].x, item[1].y, item[0]


def _defs(kinds: list[LinkKind]) -> str:
    heads = "".join(
        f'<marker id="head-{kind}" class="c-{kind}" viewBox="0 0 8 8" refX="7" refY="4" '
        f'markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="{"M0 4L4 0L8 4L4 8Z" if kind == "ownership" else "M0 0L8 4L0 8Z"}" '
        f'class="c-tip" fill="{_STROKE[kind].split(chr(34))[1]}"/></marker>'
        for kind in kinds
    )
    return f"<defs>{heads}</defs>"


def _set_apart(links: list[Link]) -> list[tuple[Link, int]]:
    """Number the links between the same two parties from zero."""
    seen: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for link in links:
        pair = tuple(sorted((link.source, link.target)))
        numbered.append((link, seen[pair]))
        seen[pair] += 1
    return numbered


def _line(link: Link, layout: Layout, aside: float) -> tuple[str, str]:
    """Path and label of a link."""
    points = _points(link, layout, aside)
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(bx - ax) < 1:
            path += f"C{ax + 46:.1f} {ay:.1f} {bx + 46:.1f} {by:.1f} {bx:.1f} {by:.1f}"
        elif _steep(link, layout):
            half = (ay + by) / 2
            path += f"C{ax:.1f} {half:.1f} {bx:.1f} {half:.1f} {bx:.1f} {by:.1f}"
        else:
            half = (ax + bx) / 2
            path += f"C{half:.1f} {ay:.1f} {half:.1f} {by:.1f} {bx:.1f} {by:.1f}"
    end = "" if link.kind == "shared" else f' marker-end="url(#head-{link.kind})"'
    drawn = f'<path class="c-{link.kind}" d="{path}" fill="none" {_STROKE[link.kind]}{end}/>'
    if not link.label:
        return drawn, ""
    (ax, ay), (bx, by) = points[0], points[1]
    if _steep(link, layout):
        (bx, by), down = points[-1], points[-1][1] > ay
        x, y, set_at = bx + 8, by + (-6 if down else 14), "start"
    else:
        x, y, set_at = (ax + bx) / 2, (ay + by) / 2 - 4, "middle"
        x += 36 if abs(bx - ax) < 1 else 0
    style = f'class="c-label" font-size="11" fill="#333333" text-anchor="{set_at}" {_HALO}'
    return drawn, _text(link.label, x, y, style)


def _steep(link: Link, layout: Layout) -> bool:
    """Whether a link leaves its band, so that it runs from top or bottom."""
    a, b = layout.boxes[link.source], layout.boxes[link.target]
    return (link.source, link.target) not in layout.ways and abs(a.y - b.y) > 1


def _points(link: Link, layout: Layout, aside: float) -> list[tuple[float, float]]:
    a, b = layout.boxes[link.source], layout.boxes[link.target]
    if _steep(link, layout):
        up = a.y > b.y
        ends = (a.y, b.y + b.height) if up else (a.y + a.height, b.y)
        shift = WIDTH / 2 + aside
        return [(a.x + shift, ends[0]), (b.x + shift, ends[1])]
    if abs(a.x - b.x) < 1:
        return [(a.x + WIDTH, a.middle + aside), (b.x + WIDTH, b.middle + aside)]
    right = b.x > a.x
    start = (a.x + (WIDTH if right else 0), a.middle + aside)
    end = (b.x + (0 if right else WIDTH), b.middle + aside)
    middle: list[tuple[float, float]] = []
    for slot in layout.ways.get((link.source, link.target), ()):
        near, far = (slot.x, slot.x + WIDTH) if right else (slot.x + WIDTH, slot.x)
        middle += [(near, slot.middle + aside), (far, slot.middle + aside)]
    return [start, *middle, end]


def _party(box: Box, to: str) -> str:
    node = box.node
    if node is None:
        return ""
    weight = ' stroke-width="2.2"' if node.marks or node.us else ' stroke-width="1"'
    cut = box.lines[-1].endswith("…")
    whole = f"<title>{escape(visible(node.name))}</title>" if cut else ""
    y = box.y + 20
    texts = []
    for line in box.lines:
        texts.append(_text(line, box.x + 10, y, 'class="c-name" font-size="13" fill="#111111"'))
        y += LINE
    for mark in node.marks:
        for number, line in enumerate(wrap(mark.text, 26)):
            said = f"{SHAPES[mark.shape]} {line}" if number == 0 else f"   {line}"
            texts.append(_text(said, box.x + 10, y - 1,
                               'class="c-mark" font-size="11.5" fill="#7a1f1f"'))  # fmt: skip
            y += SMALL
    kind = "c-us" if node.us else "c-party"
    opening, closing = (
        (f'<a href="#{to}" class="{kind}">', "</a>") if to else (f'<g class="{kind}">', "</g>")
    )
    return (
        f'{opening}<rect x="{box.x:g}" y="{box.y:g}" width="{WIDTH}" height="{box.height:g}" '
        f'rx="3" fill="#ffffff" stroke="#333333"{weight}>{whole}</rect>{"".join(texts)}{closing}'
    )


def _legend(kind: LinkKind, y: float) -> str:
    end = "" if kind == "shared" else f' marker-end="url(#head-{kind})"'
    return f'<path class="c-{kind}" d="M14 {y:g}H70" fill="none" {_STROKE[kind]}{end}/>' + _text(
        _LEGEND[kind], 82, y + 4, 'class="c-legend" font-size="11.5" fill="#333333"'
    )


def _text(text: str, x: float, y: float, attributes: str) -> str:
    pieces = "".join(
        f'<tspan lang="{language}">{escape(piece)}</tspan>' if language else escape(piece)
        for language, piece in runs(text)
    )
    return f'<text x="{x:.1f}" y="{y:.1f}" {attributes}>{pieces}</text>'
