"""Rows of several files as one."""

from __future__ import annotations

import numpy as np

from celtrace.frames.rows import Rows


def test_rows_are_found_in_whichever_part_they_lie() -> None:
    rows = Rows([np.arange(6).reshape(3, 2), np.arange(10, 14).reshape(2, 2)])
    assert [[2, 3], [4, 5]] == rows.span(1, 3).tolist()
    assert [[10, 11], [12, 13]] == rows.span(3, 5).tolist()
    assert [] == rows.span(3, 3).tolist() == rows.span(5, 5).tolist()
