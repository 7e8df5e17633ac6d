"""R1 to R13 of spec/weighing.md, each quoted by a test that holds it."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.findings import Category, Finding, Group
from celtrace.records import Record, Ref, Span
from judged import (
    candidate,
    contract,
    counter,
    finding,
    judge,
    lot,
    party,
    payment,
    subject,
    tier_of,
    worker,
)

GROUPS = [group.value for group in Group if group is not Group.BACKGROUND]
STRENGTHS = ["supporting", "strong", "conclusive", "context"]
YEAR = {"start": date(2023, 1, 1), "until": date(2023, 12, 31)}


# --- R1 ------------------------------------------------------------------------------------


@given(st.sampled_from(GROUPS), st.integers(1, 9))
def test_r1_in_a_group_only_the_strongest_counts_never_the_sum(group: str, many: int) -> None:
    assert 1 == tier_of(*(finding("party:v", group) for _ in range(many)))
    assert 3 == tier_of(
        finding("party:v", group, "strong"), *(finding("party:v", group) for _ in range(many))
    )


# --- R2 ------------------------------------------------------------------------------------


@given(st.sampled_from(STRENGTHS), st.integers(0, 3))
def test_r2_background_never_moves_a_tier_or_breaks_a_tie(strength: str, others: int) -> None:
    base = [finding("party:v", group) for group in GROUPS[:others]]
    made = judge([*base, finding("party:v", "background", strength, asks=True)], party("v"))
    held = subject(made, "party:v")
    assert tier_of(*base) == held.tier
    assert "background" not in held.groups
    assert 1 == len(held.context)


def test_r2_a_context_finding_of_any_group_weighs_nothing() -> None:
    assert 0 == tier_of(*(finding("party:v", group, "context", asks=True) for group in GROUPS))


# --- R3 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "single", "strengths"),
    [
        (0, False, {}),
        (1, False, {"money": "supporting"}),
        (2, False, {"money": "supporting", "conduct": "supporting"}),
        (3, False, {"money": "supporting", "conduct": "supporting", "rhythm": "supporting"}),
        (3, True, {"network": "strong"}),
        (3, False, {"network": "strong", "money": "supporting"}),
        (3, False, {"device": "strong", "money": "supporting", "conduct": "supporting"}),
        (4, False, {"network": "strong", "money": "strong"}),
        (4, False, {"registry": "conclusive"}),
        (4, False, {"registry": "conclusive", "money": "supporting"}),
    ],
)
def test_r3_tiers_of_a_subject(tier: int, single: bool, strengths: dict[str, str]) -> None:  # noqa: FBT001 - a column of the table
    found = [finding("party:v", group, strength) for group, strength in strengths.items()]
    held = subject(judge(found, party("v")), "party:v")
    assert (tier, single, strengths) == (held.tier, held.single_source, held.groups)


def test_r3_one_that_a_rule_marks_ask_is_asked() -> None:
    assert 2 == tier_of(finding("party:v", "money", asks=True))


def test_r3_all_parties_contracts_lots_and_workers_are_subjects_without_findings_too() -> None:
    made = judge(
        [], party("v"), contract("c", "us", "v"), lot("l", "v"), worker("w", "v"),
        payment("p", "v", "1"),
    )  # fmt: skip
    kinds = [(s.kind, s.tier) for s in made.subjects]
    assert [("party", 0), ("contract", 0), ("lot", 0), ("worker", 0)] == kinds


# --- R4 ------------------------------------------------------------------------------------


def test_r4_questions_are_asked_from_tier_2_on_each_once_and_sorted() -> None:
    found = [finding("party:v", "money", what="b"), finding("party:v", "money", what="b")]
    assert () == subject(judge(found, party("v")), "party:v").questions
    found.append(finding("party:v", "conduct", what="a"))
    held = subject(judge(found, party("v")), "party:v")
    assert ("What is a?", "What is b?") == held.questions


# --- R5 ------------------------------------------------------------------------------------


def dated(group: str, start: date, until: date | None = None, **more: Any) -> Finding:
    return finding("contract:c", group, "strong", start=start, until=until or start, **more)


WORK = contract("c", "us", "v", date=date(2023, 1, 1), until=date(2023, 12, 31))


@pytest.mark.parametrize(
    ("group", "day", "tier"),
    [
        ("network", date(2022, 12, 31), 0),
        ("network", date(2023, 1, 1), 3),
        ("network", date(2023, 12, 31), 3),
        ("network", date(2024, 1, 1), 0),
        ("content", date(2022, 12, 31), 0),
        ("content", date(2024, 3, 1), 3),
        ("money", date(2024, 2, 1), 3),
        ("money", date(2022, 12, 1), 0),
    ],
)
def test_r5_evidence_must_overlap_the_dates_of_the_work_it_is_held_against(
    group: str, day: date, tier: int
) -> None:
    found = dated(group, day)
    held = subject(judge([found], party("v"), WORK), "contract:c")
    assert tier == held.tier
    if tier == 0:
        assert "2023-01-01 to 2023-12-31" in held.closed_by[found.id]


def test_r5_money_begins_with_the_first_payment_under_the_contract() -> None:
    early = payment("p", "v", "1", date=date(2022, 11, 1), contract="c")
    found = dated("money", date(2022, 11, 1))
    assert 3 == subject(judge([found], party("v"), WORK, early), "contract:c").tier


def test_r5_a_party_is_held_to_the_days_of_all_its_contracts_and_lots() -> None:
    second = contract("d", "us", "v", date=date(2020, 1, 1), until=date(2020, 6, 30))
    between = finding(
        "party:v", "network", "strong", start=date(2021, 5, 1), until=date(2021, 5, 1)
    )
    during = finding("party:v", "network", "strong", start=date(2020, 5, 1), until=date(2020, 5, 1))
    assert 0 == subject(judge([between], party("v"), WORK, second), "party:v").tier
    assert 3 == subject(judge([during], party("v"), WORK, second), "party:v").tier


def test_r5_unknown_dates_are_open() -> None:
    found = finding("contract:c", "network", "strong", start=date(1999, 1, 1))
    assert 3 == subject(judge([found], party("v"), contract("c", "us", "v")), "contract:c").tier


def test_r5_a_listing_that_stands_on_the_date_of_the_review_counts_for_the_party() -> None:
    listed = finding("party:v", "registry", "conclusive", hypothesis="H1", start=date(2024, 2, 1))
    gone = finding(
        "party:v", "registry", "conclusive", hypothesis="H1",
        start=date(2024, 2, 1), until=date(2024, 3, 1),
    )  # fmt: skip
    assert 4 == subject(judge([listed], party("v"), WORK), "party:v").tier
    assert 0 == subject(judge([gone], party("v"), WORK), "party:v").tier


# --- R6 ------------------------------------------------------------------------------------


def test_r6_counter_evidence_closes_a_named_finding_and_it_stays_visible() -> None:
    found, against = finding("party:v", what="x"), counter("party:v", what="x")
    held = subject(judge([found, against], party("v")), "party:v")
    assert (0, (), (found.id,)) == (held.tier, held.findings, held.closed)
    assert {found.id: against.id} == held.closed_by


@pytest.mark.parametrize(
    ("about", "against", "closes"),
    [
        ({"subject": "party:v"}, {"subject": "party:u"}, False),
        ({"subject": "contract:c", "acted": ("party:v",)}, {"subject": "party:v"}, True),
        ({"subject": "lot:l"}, {"subject": "contract:c"}, True),
        ({"subject": "payment:p"}, {"subject": "lot:l"}, True),
        ({"subject": "lot:l"}, {"subject": "contract:d"}, False),
        ({"subject": "party:v", "what": "x"}, {"subject": "party:v", "what": "y"}, False),
        ({"subject": "party:v"} | YEAR, {"subject": "party:v", "start": date(2024, 1, 1)}, False),
        ({"subject": "party:v"} | YEAR, {"subject": "party:v", "start": date(2023, 12, 31)}, True),
    ],
)
def test_r6_a_counter_closes_only_what_it_speaks_to(
    about: dict[str, Any],
    against: dict[str, Any],
    closes: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = finding(about.pop("subject"), **about)
    records = (
        party("v"), party("u"), contract("c", "us", "v"), contract("d", "us", "u"),
        lot("l", "v", contract="c"), payment("p", "v", "1", contract="c"),
    )  # fmt: skip
    made = judge([found, counter(against.pop("subject"), **against)], *records)
    assert closes == (found.id in subject(made, found.subject).closed)


def test_r6_counters_are_never_averaged() -> None:
    found = [finding("party:v", "money", "strong", what="x")]
    many = [counter("party:v", what="other") for _ in range(9)]
    assert 3 == tier_of(*found, *many)


# --- R7 ------------------------------------------------------------------------------------

ICD_203 = {
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely",
    "very likely", "almost certain",
}  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from(STRENGTHS)), max_size=6))
def test_r7_one_word_per_hypothesis_and_confidence_in_its_own_sentence(
    found: list[tuple[str, str]],
) -> None:
    made = judge([finding("party:v", *one) for one in found], party("v"))
    for line in subject(made, "party:v").likelihoods:
        assert line.word in ICD_203
        assert line.word in line.text
        assert "confidence" not in line.text.casefold()
        assert not any(f" {word} " in line.confidence for word in ICD_203)
        assert line.base_rate.startswith("Base rate")


# --- R8 ------------------------------------------------------------------------------------


@st.composite
def scenes(draw: st.DrawFn) -> list[Finding]:
    """Findings and counters about a party, its contract and its lot."""
    made: list[Finding] = []
    refs = st.sampled_from(["party:v", "contract:c", "lot:l"])
    for number in range(draw(st.integers(1, 7))):
        what = draw(st.sampled_from("xyz"))
        acted = draw(st.sampled_from([(), (Ref("party:v"),)]))
        basis = (f"record:{number}",)
        if draw(st.integers(0, 3)) == 0:
            made.append(counter(draw(refs), what=what, basis=basis))
        else:
            made.append(
                finding(
                    draw(refs), draw(st.sampled_from([*GROUPS, "background"])),
                    draw(st.sampled_from(STRENGTHS)), asks=draw(st.booleans()), what=what,
                    acted=acted, basis=basis,
                    start=draw(st.sampled_from([None, date(2022, 1, 1), date(2023, 5, 1)])),
                )
            )  # fmt: skip
    return made


RECORDS: tuple[Record, ...] = (party("v"), WORK, lot("l", "v", contract="c"))


@settings(max_examples=150, deadline=None)
@given(scenes())
def test_r8_leave_one_out_equals_recomputation(found: list[Finding]) -> None:
    whole = judge(found, *RECORDS)
    for held in whole.subjects:
        ref = f"{held.kind}:{held.id}"
        expected = {}
        for one in found:
            without = subject(judge([f for f in found if f.id != one.id], *RECORDS), ref).tier
            if without != held.tier:
                expected[one.id] = without
        assert expected == {c.finding: c.tier_without for c in held.carried_by}


# --- R9 ------------------------------------------------------------------------------------

CULTURES = [
    ("Seoul Studio", "서울 스튜디오", "KR", "Seoul"),
    ("Yanbian Animation", "延边动画", "CN", "Yanji"),
    ("Studio Lyon", "Étude d'animation", "FR", "Lyon"),
    ("Студия Заря", "Студия Заря", "RU", "Moscow"),
    ("Anime Kobo", "アニメ工房", "JP", "Sapporo"),
    ("Mumbai Toons", "मुंबई टून्स", "IN", "Mumbai"),
]


def dressed(culture: tuple[str, str, str, str], scene: list[Finding], notes: int) -> list[int]:
    """Tiers of one scene told of a vendor of one culture, with its background findings."""
    name, alias, country, city = culture
    vendor = party("v", name=name, aliases=(alias,), country=country, city=city,
                   nationality=country)  # fmt: skip
    extra = [
        finding("party:v", "background", "context", what=f"{alias} {n}", basis=(f"note:{n}",))
        for n in range(notes)
    ]
    made = judge([*scene, *extra], vendor, *RECORDS[1:])
    return [held.tier for held in made.subjects]


@settings(max_examples=250, deadline=None)
@given(scenes(), st.permutations(CULTURES), st.integers(0, 4), st.integers(0, 4))
def test_r9_culture_swap_leaves_every_tier_as_it_was(
    scene: list[Finding], cultures: list[Any], some: int, others: int
) -> None:
    assert dressed(cultures[0], scene, some) == dressed(cultures[1], scene, others)


# --- R10 to R13 -----------------------------------------------------------------------------


def test_r10_the_result_holds_facts_and_tiers_and_no_action() -> None:
    fields = set(msgspec.structs.asdict(judge([], party("v"))))
    assert not {f for f in fields if any(w in f for w in ("action", "decision", "score", "reject"))}


def test_r11_an_open_candidate_moves_no_tier_and_blocks_nobody() -> None:
    since = Span(date(2021, 12, 10))
    made = judge([], party("v"), candidate("v", since, by="name", state="open"))
    assert 0 == subject(made, "party:v").tier
    assert ["open"] == [line.state for line in made.candidates]
    assert {"no"} == {line.status for line in made.blocked}


def test_r12_not_checked_and_nothing_seen_are_two_states_and_nothing_is_ever_cleared() -> None:
    seen, not_seen = judge([], party("v")), judge([], party("v"), uses=())
    assert {"no"} == {line.status for line in seen.blocked}
    assert {"not-checked"} == {line.status for line in not_seen.blocked}
    for made in (seen, not_seen):
        assert b"clear" not in msgspec.json.encode(made)


def test_r13_a_finding_about_a_contract_or_lot_stays_there() -> None:
    found = [finding("contract:c", "money", "conclusive"), finding("lot:l", "content", "strong")]
    made = judge(found, *RECORDS)
    assert (0, 4, 3) == tuple(subject(made, r).tier for r in ("party:v", "contract:c", "lot:l"))


def test_r13_it_reaches_a_party_only_when_the_party_itself_acted() -> None:
    found = finding("contract:c", "money", "strong", acted=(Ref("party:v"),))
    made = judge([found], *RECORDS)
    assert (3, 3) == (subject(made, "party:v").tier, subject(made, "contract:c").tier)


# --- order, determinism ----------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(scenes(), st.integers())
def test_the_same_result_for_any_order_of_findings(found: list[Finding], seed: int) -> None:
    mixed = list(found)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - an order, not a secret
    assert msgspec.json.encode(judge(found, *RECORDS)) == msgspec.json.encode(
        judge(mixed, *reversed(RECORDS))
    )


def test_a_finding_given_twice_counts_once() -> None:
    one = finding("party:v", "money", "strong")
    assert judge([one], party("v")) == judge([one, one], party("v"))


def test_every_category_but_three_has_no_weight() -> None:
    for category in set(Category) - {"supporting", "strong", "conclusive"}:
        assert 0 == tier_of(finding("party:v", "money", category))
