"""What stands, folded from the lines of the journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.decisions.ledger import Ledger, needed, person, read_judgement
from celtrace.errors import EvidenceChanged
from celtrace.judgements import Judgement, Verdict
from celtrace.ports import Entry
from celtrace.store.chain import link

START = datetime(2026, 7, 11, 12, tzinfo=UTC)
TARGET = "finding:f"


class Lines:
    """A journal that is written one line after the other."""

    def __init__(self) -> None:
        self.held: list[Entry] = []

    def add(self, who: str, action: str, **body: Any) -> Lines:
        last = self.held[-1] if self.held else None
        at = START + timedelta(minutes=len(self.held))
        self.held.append(link(last, at, who, action, body))
        return self

    def judged(self, who: str, verdict: Verdict, tier: int = 4, target: str = TARGET) -> Lines:
        return self.add(who, "judgement", target=target, verdict=verdict, why="w", tier=tier)

    def reopened(self, *changed: str) -> Lines:
        return self.add("celtrace", "reopened", target=TARGET, changed=list(changed))

    def ledger(self) -> Ledger:
        return Ledger(self.held)


def test_about_what_nobody_spoke_it_is_open() -> None:
    standing = Lines().ledger().of(TARGET)
    assert ("open", None, (), -1) == (
        standing.state,
        standing.verdict,
        standing.judgements,
        standing.last,
    )


def test_lines_about_other_things_are_passed_over() -> None:
    lines = Lines().add("Ana", "note", target=TARGET, text="x").add("celtrace", "created")
    assert [] == list(lines.ledger().all())


@pytest.mark.parametrize(
    ("said", "state", "verdict"),
    [
        ("A+", "waits for a second person", None),
        ("A+B+", "decided", "confirmed"),
        ("A+A+", "waits for a second person", None),
        ("A+B-", "waits for a second person", None),
        ("A+B-A-", "decided", "rejected"),
        ("A+B+C-", "waits for a second person", "confirmed"),
        ("A+B+C-D-", "decided", "rejected"),
        ("A+B+C-A+", "decided", "confirmed"),
        ("A?", "open", None),
        ("A?B?", "open", None),
        ("A+B?", "waits for a second person", None),
        ("A+B+C?", "decided", "confirmed"),
        ("A+B+.", "re-opened", None),
        ("A+B+.A+", "waits for a second person", None),
        ("A+B+.A+B+", "decided", "confirmed"),
        ("A+B+.A?", "open", None),
        (".", "re-opened", None),
    ],
)
def test_at_tier_4(said: str, state: str, verdict: Verdict | None) -> None:
    standing = spoken(said).ledger().of(TARGET)
    assert (state, verdict) == (standing.state, standing.verdict)


def spoken(said: str) -> Lines:
    """Lines from letters for people and signs for what they said; a point re-opens."""
    words: dict[str, Verdict] = {"+": "confirmed", "-": "rejected", "?": "unsure"}
    lines, who = Lines(), ""
    for char in said:
        if char == ".":
            lines.reopened("it changed")
        elif char in words:
            lines.judged(who, words[char])
        else:
            who = char
    return lines


def test_below_tier_4_the_last_word_holds() -> None:
    lines = Lines().judged("Ana", "rejected", 2).judged("Ben", "explained", 2)
    standing = lines.ledger().of(TARGET)
    assert ("decided", "explained", ("Ben",)) == (
        standing.state,
        standing.verdict,
        standing.signed,
    )


def test_once_judged_at_tier_4_it_takes_two_even_after_the_tier_fell() -> None:
    lines = Lines().judged("Ana", "rejected", 4).judged("Ben", "rejected", 4)
    lines.judged("Cas", "confirmed", 0)
    assert "rejected" == lines.ledger().of(TARGET, tier=0).verdict


def test_re_opening_keeps_what_was_said_before_and_what_changed() -> None:
    standing = Lines().judged("Ana", "rejected", 2).reopened("a", "b").ledger().of(TARGET)
    assert (("a", "b"), 1, ()) == (
        standing.changed,
        len(standing.judgements),
        standing.current,
    )


def test_a_new_judgement_takes_the_word_of_change_away() -> None:
    lines = Lines().judged("Ana", "rejected", 2).reopened("a").judged("Ana", "rejected", 2)
    standing = lines.ledger().of(TARGET)
    assert ("decided", (), 2) == (standing.state, standing.changed, standing.last)


def test_the_reasons_of_those_who_signed_are_given_together() -> None:
    lines = Lines()
    for who, why in (("Ana", "first"), ("Ben", "second"), ("Cas", "other")):
        verdict = "confirmed" if who == "Cas" else "rejected"
        lines.add(who, "judgement", target=TARGET, verdict=verdict, why=why, tier=4)
    assert "first / second" == lines.ledger().of(TARGET).why


def test_targets_do_not_mix_and_come_in_order() -> None:
    lines = Lines().judged("Ana", "rejected", 2, "finding:b").judged("Ana", "rejected", 2)
    lines.judged("Ana", "confirmed", 2, "candidate:a")
    found = lines.ledger().all()
    assert ["candidate:a", "finding:b", "finding:f"] == [one.target for one in found]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"target": TARGET},
        {"target": TARGET, "verdict": "guilty", "why": "w"},
        {"target": 3, "verdict": "rejected", "why": "w"},
        {"target": TARGET, "verdict": "rejected", "why": None},
    ],
)
def test_a_line_that_holds_no_judgement_is_said(body: dict[str, Any]) -> None:
    entry = Lines().add("Ana", "judgement", **body).held[0]
    with pytest.raises(EvidenceChanged, match="line 0 does not hold a judgement"):
        read_judgement(entry)


@pytest.mark.parametrize(
    ("one", "other"), [("Ana", "ana"), (" Ana  Lim ", "ANA LIM"), ("Straße", "STRASSE")]
)
def test_two_spellings_are_one_person(one: str, other: str) -> None:
    assert person(one) == person(other)


@given(st.lists(st.integers(0, 4), max_size=5), st.integers(0, 4))
def test_it_takes_two_wherever_tier_4_was_ever_seen(tiers: list[int], now: int) -> None:
    judgements = [Judgement(TARGET, "unsure", "w", "Ana", START, n, t) for n, t in enumerate(tiers)]
    assert (2 if 4 in (*tiers, now) else 1) == needed(judgements, now)


ACTS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("+-?")) | st.just((".", "")), max_size=12
)


@given(ACTS)
def test_at_tier_4_nothing_takes_effect_without_two_people(acts: list[tuple[str, str]]) -> None:
    standing = spoken("".join(a + b for a, b in acts)).ledger().of(TARGET, 4)
    assert (standing.verdict is None) == (standing.signed == ())
    if standing.verdict:
        said = {j.who for j in standing.current if j.verdict == standing.verdict}
        assert len(set(standing.signed)) >= 2
        assert set(standing.signed) <= said


@given(ACTS, st.integers(0, 12))
def test_taking_lines_one_by_one_is_taking_them_all(acts: list[tuple[str, str]], cut: int) -> None:
    lines = spoken("".join(a + b for a, b in acts)).held
    stepwise = Ledger(lines[:cut])
    for entry in lines[cut:]:
        stepwise.take(entry)
    assert Ledger(lines).all() == stepwise.all()
