"""Marks beside spelling."""

from __future__ import annotations

import pytest

from celtrace.text.marks import Mark, marks


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("주체111(2022)년 3월", "주체111", "juche year"),
        ("주체 111년", "주체 111년", "juche year"),
        ("Juche 111", "Juche 111", "juche year"),
        ("위대한 \uf113\uf114\uf115동지", "\uf113\uf114\uf115", "leader name"),
    ],
)
def test_a_mark_is_found_where_it_stands(text: str, form: str, kind: str) -> None:
    assert (Mark(kind, form, text.index(form)),) == marks(text)


@pytest.mark.parametrize(
    "text", ["주체사상", "2022년 3월", "icon \uf113 of a font", "주체 5명", ""]
)
def test_words_dates_and_icons_of_fonts_are_none(text: str) -> None:
    assert () == marks(text)
