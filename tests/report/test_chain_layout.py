from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.report.chain import Chain, Link, Node
from celtrace.report.chain_layout import CHARS, MOST_LINES, WIDTH, Box, breadth, place, wrap

NODES = st.lists(st.integers(0, 4), min_size=1, max_size=14)


def chain(steps: list[int], pairs: list[tuple[int, int]]) -> Chain:
    nodes = tuple(Node(f"n{i}", f"Party {i}", step) for i, step in enumerate(steps))
    ends = [(a % len(steps), b % len(steps)) for a, b in pairs]
    return Chain(nodes, tuple(Link(f"n{a}", f"n{b}", "contract") for a, b in ends))


def overlap(a: Box, b: Box) -> bool:
    across = a.x < b.x + WIDTH and b.x < a.x + WIDTH
    return across and a.y < b.y + b.height and b.y < a.y + a.height


@settings(max_examples=60, deadline=None)
@given(NODES, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
def test_no_two_boxes_overlap_and_none_leaves_the_drawing(
    steps: list[int], pairs: list[tuple[int, int]]
) -> None:
    layout = place(chain(steps, pairs))
    boxes = list(layout.boxes.values())
    assert not [1 for a, b in combinations(boxes, 2) if overlap(a, b)]
    assert all(0 <= box.x <= layout.width - WIDTH and box.y >= 0 for box in boxes)
    assert all(box.y + box.height <= layout.height for box in boxes)


def test_columns_go_from_left_to_right() -> None:
    boxes = place(chain([0, 1, 2], [(0, 1), (1, 2)])).boxes
    assert boxes["n0"].x < boxes["n1"].x < boxes["n2"].x


def test_a_crossing_that_can_be_avoided_is_avoided() -> None:
    boxes = place(chain([0, 0, 1, 1], [(0, 3), (1, 2)])).boxes
    assert (boxes["n0"].y < boxes["n1"].y) == (boxes["n3"].y < boxes["n2"].y)


def test_a_long_line_has_a_slot_in_each_column_it_passes() -> None:
    layout = place(chain([0, 1, 2, 3], [(0, 1), (1, 2), (2, 3), (0, 3)]))
    assert 2 == len(layout.ways["n0", "n3"])


def test_parties_without_contracts_stand_in_a_row_of_their_own() -> None:
    nodes = (Node("us", "Us", 0), Node("v", "Vendor", 1), Node("owner", "Owner", None))
    links = (Link("us", "v", "contract"), Link("owner", "v", "ownership", "60 %"))
    layout = place(Chain(nodes, links))
    assert layout.boxes["owner"].y > layout.boxes["v"].y
    assert layout.boxes["owner"].x == layout.boxes["v"].x
    assert "In no contract seen" in {said for _, _, said in layout.columns}


@given(st.text(max_size=400))
def test_wrapped_lines_fit_and_are_few(name: str) -> None:
    lines = wrap(name)
    assert 1 <= len(lines) <= MOST_LINES
    assert all(breadth(line) <= CHARS + 1 for line in lines)


def test_east_asian_names_break_between_characters() -> None:
    assert ("조선4.26아동영화촬영소",) == wrap("조선4.26아동영화촬영소", 26)
    assert "丹东天龙动画制作有限公司" == "".join(wrap("丹东天龙动画制作有限公司"))


def heads(*nodes: Node) -> list[str]:
    links = tuple(Link(node.id, "v", "contract") for node in nodes if node.id != "v")
    return [said for _, _, said in place(Chain(nodes, links)).columns]


def test_a_stranger_who_hires_our_vendor_does_not_stand_under_our_name() -> None:
    us, vendor = Node("us", "Us", 0, us=True), Node("v", "Vendor", 1)
    assert ["Us", "Hired by us"] == heads(us, vendor)
    other = Node("x", "Another client", 0)
    assert ["Us, and others who hire as we do", "Hired by us"] == heads(us, other, vendor)
