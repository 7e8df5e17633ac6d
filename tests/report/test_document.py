from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from celtrace.report.document import LINES, LONG, Citation, anchor, ref_anchor, strong, words


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
