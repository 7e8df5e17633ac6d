"""Transforms one after the other, and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.frames.arrays import Similarity, inverse, joined

NUMBERS = st.floats(-50, 50)


@st.composite
def transforms(draw: st.DrawFn) -> Similarity:
    """A scale of a tenth to ten, a turn, a shift, perhaps a mirror."""
    scale, turn = draw(st.floats(0.1, 10)), draw(st.floats(0, 6.3))
    a, b = scale * np.cos(turn), scale * np.sin(turn)
    flip = draw(st.sampled_from([1.0, -1.0]))
    return np.array([[a * flip, -b, draw(NUMBERS)], [b * flip, a, draw(NUMBERS)]])


@given(transforms(), transforms(), NUMBERS, NUMBERS)
def test_joined_is_one_after_the_other(
    first: Similarity, last: Similarity, x: float, y: float
) -> None:
    there = last @ [*(first @ [x, y, 1]), 1]
    assert pytest.approx(tuple(there), abs=1e-6) == tuple(joined(last, first) @ [x, y, 1])


@given(transforms(), NUMBERS, NUMBERS)
def test_inverse_leads_back(one: Similarity, x: float, y: float) -> None:
    assert pytest.approx((x, y), abs=1e-6) == tuple(inverse(one) @ [*(one @ [x, y, 1]), 1])
