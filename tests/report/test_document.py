from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.report.document import (
    LINES,
    LONG,
    Card,
    Citation,
    Group,
    Para,
    Row,
    Section,
    Table,
    anchor,
    anchors,
    every_block,
    ref_anchor,
    strong,
    words,
)
from report.small import said


@given(st.text(min_size=1))
def test_an_anchor_is_plain_ascii_whatever_the_id(id_: str) -> None:
    assert re.fullmatch(r"party-[A-Za-z0-9._-]+", anchor("party", id_))


def test_ids_that_look_alike_have_their_own_anchors() -> None:
    assert 3 == len({anchor("party", id_) for id_ in ("a b", "a_b", "a/b")})


def test_a_ref_and_its_parts_have_one_anchor() -> None:
    assert anchor("party", "sek:1") == ref_anchor("party:sek:1")


def test_words_drop_empty_texts() -> None:
    assert ("a", "b") == tuple(span.text for span in words("a", "", strong("b")))


def cited(quote: str) -> Citation:
    return Citation("e1", quote, "a.csv", "row 1", "0" * 64, "csv 1", "bytes-0")


def test_a_long_quote_is_folded_and_a_short_one_is_not() -> None:
    assert "" == cited("short\nquote").head
    assert "x" * LONG + " …" == cited("x" * (LONG + 1)).head
    assert LINES == len(cited("line\n" * 40).head.splitlines())


@pytest.mark.parametrize("id_", ["sub-context", "a-title", "a-counts", "a-closed", "-title"])
def test_an_id_that_ends_like_a_part_of_another_has_an_anchor_of_its_own(id_: str) -> None:
    """The headings under a subject are called `party-sub-context`, `party-sub-title`."""
    subject, _, part = id_.rpartition("-")
    assert f"{anchor('party', subject)}-{part}" != anchor("party", id_)


@given(st.text(max_size=90), st.text(max_size=90))
def test_two_ids_never_share_an_anchor(one: str, other: str) -> None:
    assert (one == other) == (anchor("party", one) == anchor("party", other))


@given(st.text(max_size=40))
def test_a_ref_of_any_text_gives_an_anchor_that_needs_no_escaping(ref: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._-]*", ref_anchor(ref))


@pytest.mark.parametrize("id_", ["v", "studio.9", "A_b-C", "34022", "x" * 80])
def test_a_plain_id_stands_in_its_anchor_as_it_is(id_: str) -> None:
    assert f"party-{id_}" == anchor("party", id_)


@pytest.mark.parametrize(
    ("folded", "quote"),
    [
        (False, ""),
        (False, "x" * LONG),
        (True, "x" * (LONG + 1)),
        (False, "\n" * (LINES - 1)),
        (True, "a\n" * (LINES + 1)),
        (True, "a\r\n" * (LINES + 1)),
    ],
)
def test_what_is_long_is_folded(*, folded: bool, quote: str) -> None:
    assert folded == bool(cited(quote).head)


@given(st.text(alphabet="ab \n가", min_size=LONG + 1, max_size=LONG * 2))
def test_the_head_of_a_quote_is_its_beginning(quote: str) -> None:
    head = cited(quote).head
    assert head.endswith(" …")
    assert quote.startswith(head.removesuffix(" …"))


def test_groups_are_walked_from_outside_in() -> None:
    inner = Group("in", words("in"), 4, (Para(words("p")),))
    outer = Group("out", words("out"), 3, (inner, Para(words("q"))))
    kinds = [getattr(block, "id", said(block)) for block in every_block((outer,))]
    assert ["out", "in", "p", "q"] == kinds


def test_all_that_can_be_led_to_is_an_anchor() -> None:
    card = Card("card", "counts", words("s"), (), (cited("q"),), (), ())
    rows = (Row((words("a"),), "row"), Row((words("b"),)))
    blocks = (card, Group("group", words("g"), 3, (Table("t", ("h",), rows, (1.0,)),)))
    assert ["section", "card", "e1", "group", "row"] == list(
        anchors((Section("section", "S", blocks),))
    )


def test_a_short_digest_is_the_first_twelve_digits() -> None:
    assert "0" * 12 == cited("q").short
