from __future__ import annotations

import time
import xml.etree.ElementTree as ET

import pytest

from celtrace.ports import View
from celtrace.report.chain import Chain, Link, Node, build_chain
from celtrace.report.chain_svg import chain_svg
from celtrace.weigh.assessment import Assessment

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing(judged: Assessment, view: View) -> ET.Element:
    return ET.fromstring(chain_svg(build_chain(judged, view)))  # noqa: S314 - our own output


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext())


def test_every_party_is_a_link_with_its_name_as_text(drawing: ET.Element) -> None:
    links = {link.get("href"): text_of(link) for link in drawing.iter(f"{SVG}a")}
    assert "Brightwater Pictures" in links["#party-us"]
    assert "listed: US" in links["#party-sek"]
    assert "조선4.26" in links["#party-sek"]


def test_the_drawing_has_a_title_and_a_description(drawing: ET.Element) -> None:
    named = {child.get("id"): text_of(child) for child in drawing}
    title, description = str(drawing.get("aria-labelledby")).split()
    assert "The chain, step by step" == named[title]
    assert "in columns from left to right" in named[description]


def test_kinds_of_lines_differ_without_colour(drawing: ET.Element) -> None:
    looks = {
        path.get("class"): (path.get("stroke-dasharray"), path.get("stroke-width"))
        for path in drawing.iter(f"{SVG}path")
        if path.get("d", "").startswith("M14 ")
    }
    assert 5 == len(looks)
    assert len(looks) == len(set(looks.values()))


def test_a_name_that_is_cut_stands_whole_in_a_title(drawing: ET.Element) -> None:
    whole = [text_of(title) for title in drawing.iter(f"{SVG}title")]
    assert any(text.startswith("Longest Name Longest") and len(text) > 290 for text in whole)


def test_hostile_names_are_texts(drawing: ET.Element) -> None:
    assert not list(drawing.iter(f"{SVG}script"))
    assert "<script>alert(1)</" in text_of(drawing)
    assert "[U+202E]evil" in text_of(drawing)


def test_a_party_that_hires_itself_and_a_circle_are_drawn() -> None:
    nodes = (Node("a", "A", 0), Node("b", "B", 1))
    links = (Link("a", "a", "contract"), Link("a", "b", "contract"), Link("b", "a", "contract"))
    assert chain_svg(Chain(nodes, links)).count('class="c-contract" d="') == 4


def test_an_empty_chain_is_a_drawing_without_parties() -> None:
    assert "<a " not in chain_svg(Chain())


def test_the_same_chain_gives_the_same_drawing_whatever_the_order(
    judged: Assessment, view: View
) -> None:
    assert chain_svg(build_chain(judged, view)) == chain_svg(build_chain(judged, view))


def test_two_hundred_parties_are_drawn_quickly() -> None:
    nodes = (Node("us", "Us", 0), *(Node(f"p{n}", f"Party {n}", 1 + n % 5) for n in range(199)))
    links = tuple(Link(f"p{n}", f"p{n * 7 % 199}", "observed", "2022-01-01") for n in range(199))
    fastest = min(_seconds(Chain(nodes, links)) for _ in range(5))
    assert fastest < 0.05


def _seconds(chain: Chain) -> float:
    start = time.perf_counter()
    chain_svg(chain)
    return time.perf_counter() - start
