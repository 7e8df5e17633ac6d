"""Where everything of the chain stands: layers by step, crossings lowered by barycentre sweeps.

A layered drawing after Sugiyama, Tagawa and Toda (IEEE Transactions on Systems, Man, and
Cybernetics 11, 1981): layers are given by the steps from us, long lines get a slot in every
layer they pass, each layer is sorted by the mean position of its neighbours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import msgspec

from celtrace.report.chain import Chain, Node
from celtrace.report.plain import visible

WIDTH = 190
GAP_X = 104
GAP_Y = 22
SLOT = 12
LINE = 16
SMALL = 14
CHARS = 22.0
"""Latin letters that fit on a line of a box; East Asian ones take two."""
MOST_LINES = 5
TOP = 44
MARGIN = 12
SWEEPS = 6
_SHELF = 4
"""Columns over which parties in no contract are spread, at least."""


class Box(msgspec.Struct):
    """A party in place: left, top, width, height in pixels."""

    node: Node | None
    lines: tuple[str, ...]
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return self.y + self.height / 2


class Layout(msgspec.Struct, frozen=True):
    """Boxes by party, ways of long lines, heads of columns, and the size of it all."""

    boxes: dict[str, Box]
    ways: dict[tuple[str, str], tuple[Box, ...]]
    columns: tuple[tuple[float, float, str], ...]
    width: float
    height: float


def place(chain: Chain) -> Layout:
    """Lay the chain out; the same chain gives the same drawing."""
    boxes = {node.id: _box(node) for node in chain.nodes}
    main = [node for node in chain.nodes if node.step is not None and node.joined]
    apart = [node for node in chain.nodes if node.step is not None and not node.joined]
    loose = [node for node in chain.nodes if node.step is None]
    ways: dict[tuple[str, str], tuple[Box, ...]] = {}
    heads: list[tuple[float, float, str]] = []
    bottom = 0.0
    if main:
        beside = any(node.step == 0 and not node.us for node in main)
        bottom = _lay(
            main, chain, (boxes, ways), (heads, bottom, _head_beside if beside else _head)
        )
    if loose:
        steps = [node.step + 1 for node in apart if node.step is not None]
        across = max([_SHELF, *steps, *(_column(box) + 1 for box in boxes.values())])
        heads.append((_left(1 if main else 0), bottom + 24, "In no contract seen"))
        bottom = _shelve(loose, chain, boxes, (across, bottom + TOP))
    if apart:
        bottom = _lay(apart, chain, (boxes, ways), (heads, bottom, _head_apart))
    width = max((box.x for box in boxes.values()), default=0) + WIDTH + MARGIN + 60
    return Layout(boxes, ways, tuple(heads), width, bottom)


def _lay(
    nodes: Sequence[Node],
    chain: Chain,
    placed: tuple[dict[str, Box], dict[tuple[str, str], tuple[Box, ...]]],
    under: tuple[list[tuple[float, float, str]], float, Callable[[int], str]],
) -> float:
    """Lay out one band of columns below `under`; its lower end."""
    heads, top, said = under
    columns, passed = _band(nodes, chain, placed[0], top + TOP)
    placed[1].update(passed)
    low = min(node.step for node in nodes if node.step is not None)
    heads += [(_left(n), top + 24, said(low + n)) for n in range(len(columns))]
    return max(box.y + box.height for column in columns for box in column) + 26


def wrap(text: str, room: float = CHARS, most: int = MOST_LINES) -> tuple[str, ...]:
    """Break a name into lines of `room` Latin letters; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, room):
        if line and breadth(line + word.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += word
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: int(room) - 2] + "…"]
    return tuple(lines)


def breadth(text: str) -> float:
    """Width in Latin letters: East Asian wide characters count as two."""
    if text.isascii():
        return float(len(text))
    return sum(2.0 if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in text)


def _pieces(text: str, room: float) -> Iterable[str]:
    for word in text.split():
        held = ""
        for char in word:
            wide = not char.isascii() and unicodedata.east_asian_width(char) in "WF"
            if held and (wide or breadth(held + char) > room):
                yield held
                held = ""
            held += char
        yield held + " "


def _box(node: Node) -> Box:
    lines = wrap(visible(node.name))
    height = 14 + LINE * len(lines) + SMALL * sum(len(wrap(m.text, 26)) for m in node.marks)
    return Box(node, lines, 0, 0, height)


def _left(column: int) -> float:
    return MARGIN + column * (WIDTH + GAP_X)


def _head(step: int) -> str:
    if step == 0:
        return "Us"
    if step < 0:
        return "Our clients" if step == -1 else f"{-step} steps above us"
    return "Hired by us" if step == 1 else f"Step {step}"


def _head_beside(step: int) -> str:
    return "Us, and others who hire as we do" if step == 0 else _head(step)


def _head_apart(step: int) -> str:
    return "Not joined to us by contract" if step == 0 else f"{step} below"


def _band(
    nodes: Sequence[Node], chain: Chain, boxes: dict[str, Box], top: float
) -> tuple[list[list[Box]], dict[tuple[str, str], tuple[Box, ...]]]:
    steps = {node.id: node.step for node in nodes if node.step is not None}
    low = min(steps.values())
    columns: list[list[Box]] = [[] for _ in range(max(steps.values()) - low + 1)]
    beside: dict[int, list[Box]] = {}
    for node in nodes:
        columns[steps[node.id] - low].append(boxes[node.id])
    ways: dict[tuple[str, str], tuple[Box, ...]] = {}
    for pair in sorted({(link.source, link.target) for link in chain.links}):
        if pair[0] in steps and pair[1] in steps and pair[0] != pair[1]:
            ways[pair] = _thread(pair, steps, low, boxes, (columns, beside))
    for number, column in enumerate(columns):
        for box in column:
            box.x = _left(number)
    _order(columns, beside)
    _settle(columns, beside, top)
    return columns, ways


def _thread(
    pair: tuple[str, str],
    steps: dict[str, int],
    low: int,
    boxes: dict[str, Box],
    kept: tuple[list[list[Box]], dict[int, list[Box]]],
) -> tuple[Box, ...]:
    """Give a long line a slot in every column it passes and note who is beside whom."""
    columns, beside = kept
    here, there = steps[pair[0]] - low, steps[pair[1]] - low
    sign = 1 if there >= here else -1
    passed = [Box(None, (), 0, 0, SLOT) for _ in range(here + sign, there, sign)]
    for number, slot in zip(range(here + sign, there, sign), passed, strict=True):
        columns[number].append(slot)
    row = [boxes[pair[0]], *passed, boxes[pair[1]]]
    if here != there:
        for a, b in pairwise(row):
            beside.setdefault(id(a), []).append(b)
            beside.setdefault(id(b), []).append(a)
    return tuple(passed)


def _order(columns: list[list[Box]], beside: dict[int, list[Box]]) -> None:
    rank: dict[int, float] = {}

    def number(column: list[Box]) -> None:
        rank.update({id(box): (n + 0.5) / len(column) for n, box in enumerate(column)})

    for column in columns:
        number(column)
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = {id(box): _mean(rank, beside.get(id(box), ()), rank[id(box)])
                      for box in column}  # fmt: skip
            column.sort(key=lambda box: wanted[id(box)])
            number(column)


def _mean(values: dict[int, float], near: Sequence[Box], default: float) -> float:
    return sum(values[id(box)] for box in near) / len(near) if near else default


def _settle(columns: list[list[Box]], beside: dict[int, list[Box]], top: float) -> None:
    """Stack each column, then draw it towards its neighbours without overlap."""
    tall = max(sum(box.height + GAP_Y for box in column) for column in columns)
    for column in columns:
        y = (tall - sum(box.height + GAP_Y for box in column)) / 2
        for box in column:
            box.y = y
            y += box.height + GAP_Y
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 else reversed(columns):
            _draw_near(column, beside)
    lift = top - min(box.y for column in columns for box in column)
    for column in columns:
        for box in column:
            box.y = round(box.y + lift, 1)


def _draw_near(column: list[Box], beside: dict[int, list[Box]]) -> None:
    wanted = []
    for box in column:
        near = beside.get(id(box), ())
        middle = sum(other.middle for other in near) / len(near) if near else box.middle
        wanted.append(middle - box.height / 2)
    floor = float("-inf")
    for box, y in zip(column, wanted, strict=True):
        box.y = max(y, floor)
        floor = box.y + box.height + GAP_Y
    slack = sum(box.y - y for box, y in zip(column, wanted, strict=True)) / max(1, len(column))
    for box in column:
        box.y -= slack / 2


def _shelve(
    loose: Sequence[Node], chain: Chain, boxes: dict[str, Box], room: tuple[int, float]
) -> float:
    """Stack boxes under the columns that they have to do with, but not under us; the lower end.

    `room` is the number of columns and the top. A stack that grows long sends the
    next box to a column beside it, so that the lines from above fan out.
    """
    across, top = room
    first = 1 if any(box.y for box in boxes.values()) else 0
    free = {node.id for node in loose}
    near: dict[str, list[int]] = {}
    for link in chain.links:
        for here, there in ((link.source, link.target), (link.target, link.source)):
            if here in free and there in boxes and there not in free:
                near.setdefault(here, []).append(_column(boxes[there]))
    low = [top] * across
    for party in sorted(free, key=lambda p: (sum(near.get(p, [0])) / len(near.get(p, [0])), p)):
        wanted = max(first, sum(near.get(party, [0])) / len(near.get(party, [0])))
        chosen = min(range(first, across), key=lambda n: (low[n] / 45 + abs(n - wanted), n))
        box = boxes[party]
        box.x, box.y = _left(chosen), low[chosen]
        low[chosen] += box.height + GAP_Y
    return max(low) + 4


def _column(box: Box) -> int:
    return round((box.x - MARGIN) / (WIDTH + GAP_X))
