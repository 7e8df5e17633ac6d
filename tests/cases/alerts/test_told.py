"""Which acts are told: those that wait for somebody, and none that quote the case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from celtrace.cases.alerts.told import Alert, alerts, page_of
from celtrace.ports import Entry
from celtrace.store.chain import link

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
BASIS = {"said": {}, "quotes": [], "digests": []}


def journal(*acts: tuple[str, str, dict[str, Any]]) -> list[Entry]:
    lines: list[Entry] = []
    for actor, action, body in acts:
        lines.append(link(lines[-1] if lines else None, NOON, actor, action, body))
    return lines


def judged(who: str, tier: int, verdict: str = "explained") -> tuple[str, str, dict[str, Any]]:
    body = {"target": "finding:f1", "verdict": verdict, "why": "secret reason", "tier": tier,
            "basis": BASIS, "key": ""}  # fmt: skip
    return who, "judgement", body


def told(*acts: tuple[str, str, dict[str, Any]]) -> list[Alert]:
    return list(alerts(journal(*acts)))


@pytest.mark.parametrize(
    ("act", "kind", "page"),
    [
        (judged("Ana", 4), "second", "/findings/f1"),
        (("celtrace", "reopened", {"target": "candidate:c1", "changed": ["a", "b"]}), "reopened",
         "/hits/c1"),
        (("Ana", "note", {"target": "subject:party:p 1", "text": "@Bo look", "mentions": ["Bo"]}),
         "mention", "/parties/p%201"),
        (("Ana", "assigned", {"target": "subject:lot:l1", "to": "Bo"}), "assigned",
         "/subjects/lot/l1"),
        (("Ana", "question", {"party": "p", "text": "Who?", "due": "2026-07-26"}), "question",
         "/questions"),
        (("p", "answer", {"question": 1, "text": "We."}), "answer", "/questions"),
    ],
    ids=["second person", "re-opened", "mention", "assigned", "question", "answer"],
)  # fmt: skip
def test_what_waits_for_somebody_is_told_with_its_page(
    act: tuple[str, str, dict[str, Any]], kind: str, page: str
) -> None:
    (one,) = told(act)
    assert (kind, page) == (one.kind, one.page)


@pytest.mark.parametrize(
    "act",
    [
        judged("Ana", 2),
        ("Ana", "note", {"target": "finding:f1", "text": "plain", "mentions": []}),
        ("Ana", "assigned", {"target": "finding:f1", "to": ""}),
        ("celtrace", "outputs", {"files": []}),
    ],
    ids=["decided alone", "no mention", "to nobody", "outputs"],
)
def test_what_is_nobodys_to_act_on_is_not_told(act: tuple[str, str, dict[str, Any]]) -> None:
    assert [] == told(act)


def test_the_second_signature_ends_the_waiting() -> None:
    assert ["second"] == [one.kind for one in told(judged("Ana", 4), judged("Bo", 4))]


def test_only_lines_from_the_start_on_are_told_and_those_before_still_count() -> None:
    lines = journal(judged("Ana", 4), judged("Bo", 4, "rejected"), judged("Cleo", 4, "rejected"))
    assert [1] == [one.seq for one in alerts(lines, 1)]


def test_nothing_of_the_case_is_quoted() -> None:
    acts = (judged("Ana", 4), ("Ana", "question", {"party": "p", "text": "Who drew it?",
                                                   "due": "2026-07-26"}))  # fmt: skip
    said = " ".join(one.says for one in told(*acts))
    assert "secret reason" not in said
    assert "Who drew it?" not in said


def test_an_alert_is_named_by_its_line() -> None:
    lines = journal(judged("Ana", 4))
    assert [lines[0].hash] == [one.id for one in alerts(lines)]
    assert "/findings/a%2Fb" != page_of("finding:a/b") or page_of("finding:a/b")
