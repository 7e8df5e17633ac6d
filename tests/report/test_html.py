from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.findings import Finding
from celtrace.report import html
from celtrace.report.content import ReportContent
from celtrace.report.document import Block, Card, Citation, Form, Section, Span, words
from celtrace.report.plain import visible
from celtrace.report.wording import SHAPES
from judged import finding
from report import small


class Page(HTMLParser):
    """Tags with their attributes, headings, and all text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, attribute: str) -> list[str]:
        return [held for _, attrs in self.tags if (held := attrs.get(attribute))]


@pytest.fixture(scope="module")
def source(content: ReportContent) -> str:
    return html.render(content).decode()


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_the_same_content_gives_the_same_bytes(content: ReportContent, source: str) -> None:
    assert source.encode() == html.render(content)


def test_every_finding_and_quote_has_an_anchor(page: Page, held: dict[str, Finding]) -> None:
    ids = set(page.values("id"))
    assert {f"finding-{finding.id}" for finding in held.values()} <= ids
    assert {f"evidence-{f.id}-1" for f in held.values()} <= ids


def test_every_link_leads_to_one_place_in_the_page(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert set() == set(page.values("href")) - {f"#{id_}" for id_ in ids}


def test_labels_point_at_what_exists(page: Page) -> None:
    named = {id_ for held in page.values("aria-labelledby") for id_ in held.split()}
    assert set() == named - set(page.values("id"))


def test_nothing_is_fetched_and_nothing_can_run(source: str, page: Page) -> None:
    assert [] == [tag for tag, _ in page.tags if tag in ("script", "link", "iframe", "img")]
    assert [] == [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert [] == page.values("src")
    fetched = re.findall(r"url\(([^)]*)", source)
    assert [] == [a for a in fetched if not a.startswith(("data:font/woff;base64,", "#head-"))]
    assert "@import" not in source
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    assert policy in page.values("content")


def test_an_outside_address_is_text(page: Page) -> None:
    assert "https://example.org/report?a=1&b=2" in page.text


def test_hostile_names_are_texts(page: Page) -> None:
    assert "<script>alert(1)</script> & Söhne \"GmbH\" 'x'" in page.text
    assert "<img src=x onerror=alert(1)>" in page.text
    assert "[U+202E]evil[U+202C]" in page.text
    assert "\u202e" not in page.text


def test_headings_come_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert 1 == levels[0] == levels.count(1)
    assert [] == [(a, b) for a, b in pairwise(levels) if b > a + 1]


def test_tables_have_captions_and_scopes(page: Page) -> None:
    count = [tag for tag, _ in page.tags].count
    assert count("table") == count("caption")
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")


def test_a_mark_is_never_colour_alone(source: str) -> None:
    marks = re.findall(r'<span class="mark mark-[^"]*">(.*?)</span>(?!&)([^<]*)', source)
    assert marks
    assert all(re.sub("<[^>]*>", "", "".join(mark)).strip() for mark in marks)


def test_foreign_script_has_its_language_and_a_font(source: str) -> None:
    assert '<span lang="ko">' in source
    assert 3 == source.count("@font-face")


def test_latin_text_has_no_language_tag() -> None:
    assert "Söhne &amp; Brightwater" == html.spoken("Söhne & Brightwater")


def test_the_template_knows_every_kind_of_block() -> None:
    template = files("celtrace.report").joinpath("templates", "report.html.j2").read_text()
    kinds = [kind.__struct_config__.tag for kind in get_args(Block)]
    assert [] == [kind for kind in kinds if f'what == "{kind}"' not in template]


def test_a_long_quote_is_folded_and_whole(content: ReportContent) -> None:
    lines = "\n".join(f"line {number}" for number in range(40))
    cited = Citation("e1", lines, "a.csv", "row 1", "0" * 64, "csv 1", "card-1")
    card = Card("card-1", "counts", words("It."), ("money",), (cited,), (), ())
    section = Section("found", "What was found", (card,))
    page = Page(html.render(msgspec.structs.replace(content, sections=(section,))).decode())
    assert 1 == page.text.count("line 39")
    assert 2 == page.text.count("line 3\n")
    assert "The whole quote" in page.text


class Read(HTMLParser):
    """The text of a piece of HTML as a browser shows it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(str(source))
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.text += "\n" if tag == "br" else ""


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_shown_to_the_letter_and_never_as_markup(text: str) -> None:
    assert visible(text) == Read(html.spoken(text)).text


@given(
    st.text(alphabet="<>&\"'`=a/ \n평"), st.sampled_from(get_args(Form)),
    st.text(alphabet="<>&\"'`= #a"),
)  # fmt: skip
def test_no_form_of_a_span_lets_markup_through(text: str, form: Form, to: str) -> None:
    source = html.show((Span(text, form, to),))
    assert visible(text) == Read(source).text.removeprefix("\xa0")
    tags = set(re.findall(r"<(/?[a-z]+)", source))
    assert {tag.strip("/") for tag in tags} <= {"a", "span", "strong", "code", "bdi", "br"}


@pytest.mark.parametrize(
    ("expected", "form"),
    [("a", "plain"), ("<strong>a</strong>", "strong"), ("<code>a</code>", "code"),
     ("<bdi>a</bdi>", "name"), ('<span class="soft">a</span>', "soft")],
)  # fmt: skip
def test_a_form_has_its_element(expected: str, form: Form) -> None:
    assert expected == html.show((Span("a", form),))


@pytest.mark.parametrize(("status", "shape"), SHAPES.items())
def test_a_mark_has_its_shape_for_those_who_see_no_colour(status: str, shape: str) -> None:
    source = html.show((Span("said", "mark", "", status),))
    assert f'aria-hidden="true">{shape}</span>&nbsp;said' in source


def test_a_name_of_another_direction_is_kept_apart_from_the_sentence() -> None:
    assert "<bdi>שלום</bdi>" in html.show((Span("by "), Span("שלום", "name"), Span(".")))


def test_the_report_of_an_empty_case_is_a_page() -> None:
    page = Page(html.render(small.made(small.bare())).decode())
    assert "There is nothing to report on the data seen" in page.text
    assert set() == set(page.values("href")) - {f"#{id_}" for id_ in page.values("id")}


def test_parties_whose_ids_look_like_parts_of_others_have_places_of_their_own() -> None:
    found = finding("party:v")
    ids = ("v", "v-counts", "v-title", "v counts", 'v"><script>')
    subjects = tuple(small.subject(id_, 2, findings=(found.id,)) for id_ in ids)
    parties = (small.party(id_) for id_ in ids)
    page = Page(
        html.render(small.made(small.bare(subjects=subjects), *parties, findings=(found,))).decode()
    )
    assert len(page.values("id")) == len(set(page.values("id")))
    assert "script" not in {tag for tag, _ in page.tags}
