"""References: each leads somewhere or is plain text, and no word is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.report.document import (
    Block,
    Bullets,
    Card,
    Citation,
    Fact,
    Figure,
    Group,
    Para,
    Row,
    Section,
    Span,
    Table,
    anchors,
)
from celtrace.report.references import resolved
from report.small import said, spans

FEW = settings(max_examples=40, deadline=None)
IDS = ("a", "b", "c", "d")
WORDS = st.lists(
    st.builds(Span, st.sampled_from("xyz"), to=st.sampled_from(["", *IDS])), max_size=3
).map(tuple)
FACTS = st.lists(st.builds(Fact, st.just("label"), st.tuples(WORDS)), max_size=2).map(tuple)
CITED = st.builds(
    Citation, st.sampled_from(IDS), st.just("q"), st.just("s"), st.just("p"), st.just("0"),
    st.just("r"), st.just("nowhere"),
)  # fmt: skip
LEAVES: st.SearchStrategy[Block] = st.one_of(
    st.builds(Para, WORDS),
    st.builds(Bullets, st.tuples(WORDS)),
    st.builds(Table, st.just("t"), st.just(("h",)),
              st.tuples(st.builds(Row, st.tuples(WORDS), st.sampled_from(["", *IDS]))),
              st.just((1.0,))),
    st.builds(Card, st.sampled_from(IDS), st.just("counts"), WORDS, st.just(()), st.tuples(CITED),
              FACTS, FACTS),
    st.builds(Figure, st.just("f")),
)  # fmt: skip
BLOCKS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Group, st.sampled_from(IDS), WORDS, st.just(3), st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=6,
)
SECTIONS = st.lists(
    st.builds(Section, st.sampled_from(IDS), st.just("t"), st.lists(BLOCKS, max_size=3).map(tuple)),
    max_size=3,
).map(tuple)


@FEW
@given(SECTIONS)
def test_every_reference_that_is_left_leads_to_an_anchor(sections: tuple[Section, ...]) -> None:
    made = resolved(sections)
    sentences = {id(s) for x in _cards(made) for s in x.sentence}
    known = set(anchors(made))
    assert {s.to for s in spans(made) if s.to and id(s) not in sentences} <= known


@FEW
@given(SECTIONS)
def test_no_word_is_lost_or_moved(sections: tuple[Section, ...]) -> None:
    assert said(sections) == said(resolved(sections))


@FEW
@given(SECTIONS)
def test_a_reference_that_leads_somewhere_is_left_alone(sections: tuple[Section, ...]) -> None:
    known = set(anchors(sections))
    before = [span.to for span in spans(sections) if span.to in known]
    assert before == [span.to for span in spans(resolved(sections)) if span.to in known]


@FEW
@given(SECTIONS)
def test_resolving_twice_changes_nothing_more(sections: tuple[Section, ...]) -> None:
    assert resolved(sections) == resolved(resolved(sections))


def _cards(sections: tuple[Section, ...]) -> list[Card]:
    def inner(blocks: tuple[Block, ...]) -> list[Card]:
        own = [block for block in blocks if isinstance(block, Card)]
        groups = [block for block in blocks if isinstance(block, Group)]
        return own + [card for group in groups for card in inner(group.blocks)]

    return [card for section in sections for card in inner(section.blocks)]
