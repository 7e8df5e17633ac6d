from __future__ import annotations

import time
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.ports import View
from celtrace.report.chain import Chain, Link, Mark, Node, build_chain
from celtrace.report.chain_svg import chain_svg, describe
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


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.text(max_size=10))
def test_any_name_and_any_label_make_a_sound_drawing(name: str, label: str) -> None:
    nodes = (Node("a", name, 0, marks=(Mark("listed", label),)), Node("b", label, 1))
    links = (Link("a", "b", "contract", label),)
    drawn = ET.fromstring(chain_svg(Chain(nodes, links)))  # noqa: S314 - our own output
    assert 2 == len(list(drawn.iter(f"{SVG}a")))


def test_a_party_the_page_does_not_speak_of_is_no_link() -> None:
    nodes = (Node("a", "A", 0), Node("b", "B", 1))
    source = chain_svg(Chain(nodes, (Link("a", "b", "contract"),)), {"party-a"})
    drawn = ET.fromstring(source)  # noqa: S314 - our own output
    assert ["#party-a"] == [link.get("href") for link in drawn.iter(f"{SVG}a")]
    assert "B" in text_of(drawn)


def test_the_description_counts_parties_and_steps() -> None:
    nodes = (Node("us", "Us", 0, us=True), Node("v", "V", 1), Node("w", "W", 2))
    assert "3 parties in columns from left to right, up to 2 steps below us." in describe(
        Chain(nodes)
    )


def test_a_party_that_stands_apart_is_not_counted_as_below_us() -> None:
    nodes = (Node("us", "Us", 0), Node("x", "X", 5, joined=False))
    assert "below us" not in describe(Chain(nodes))
