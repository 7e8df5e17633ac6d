"""Idempotency keys: one act, one answer; another body with the same key is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from celtrace.doors.api import once as module
from celtrace.doors.api.once import Once, OtherRequest

KEY = ("ana", "/api/v1/notes", "k1")


class Act:
    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> dict[str, Any]:
        self.done += 1
        return {"number": self.done}


def test_the_same_request_is_done_once_however_often_it_comes() -> None:
    once, act = Once(), Act()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: once.do(KEY, {"text": "x"}, act), range(20)))
    assert (1, [{"number": 1}] * 20) == (act.done, answers)


@pytest.mark.parametrize("other", [("ben", *KEY[1:]), ("ana", "/api/v1/answers", "k1"),
                                   ("ana", "/api/v1/notes", "k2")])  # fmt: skip
def test_users_calls_and_keys_are_kept_apart(other: tuple[str, str, str]) -> None:
    once, act = Once(), Act()
    once.do(KEY, {}, act)
    assert {"number": 2} == once.do(other, {}, act)


def test_without_a_key_each_request_counts() -> None:
    once, act = Once(), Act()
    assert [1, 2] == [once.do((*KEY[:2], ""), {}, act)["number"] for _ in range(2)]


def test_another_body_with_the_same_key_is_refused() -> None:
    once, act = Once(), Act()
    once.do(KEY, {"text": "x"}, act)
    with pytest.raises(OtherRequest):
        once.do(KEY, {"text": "y"}, act)
    assert 1 == act.done


def test_what_failed_may_be_tried_again() -> None:
    once = Once()
    with pytest.raises(ZeroDivisionError):
        once.do(KEY, {}, lambda: {"x": 1 // 0})
    assert {"number": 1} == once.do(KEY, {}, Act())


def test_keys_without_end_fill_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    once, act = Once(), Act()
    for number in range(3):
        once.do((*KEY[:2], str(number)), {}, act)
    assert {"number": 3} == once.do((*KEY[:2], "2"), {}, act)
    assert {"number": 4} == once.do((*KEY[:2], "0"), {}, act)
