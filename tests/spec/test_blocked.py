"""Blocked status and ownership as scenes: a dossier goes in, statuses come out.

Each test quotes the sentence of the specification that it holds.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest

from spec.scenes import EU_ROW, GB_ROW, UN_ROW, Answer, Stage
from spec.vendors import PARTIES, VENDOR, on, tiers

# --- blocked status ------------------------------------------------------------

KITE = f'{PARTIES}  - {{id: k, name: Kite, listed_as: [{{list: us_ofac_sdn, row: "9002"}}]}}\n'


@pytest.mark.parametrize(
    ("day", "status", "tier"),
    [("2022-12-08", "no", 0), ("2022-12-09", "listed", 4), ("2025-06-30", "listed", 4),
     ("2025-07-01", "no", 0)],
)  # fmt: skip
def test_a_listing_has_a_from_and_a_to(stage: Stage, day: str, status: str, tier: int) -> None:
    """'Delisted parties are `no` after removal, with the history line'."""
    answer = stage.review(on(day, KITE))
    assert (status, tier) == (answer.status("k"), answer.tier("party:k"))
    if day > "2025":
        assert "2022-12-09" in str(answer.blocked("k"))
    if day >= "2025-07-01":
        assert "2025-07-01" in answer.blocked("k")["note"]
        assert "is sanctioned" not in (answer.left / "report.html").read_text(encoding="utf-8")


def test_a_delisted_row_keeps_its_from_and_to_in_the_status_line(stage: Stage) -> None:
    """'A listing has a from and a to'."""
    line = stage.review(on("2025-08-01", KITE)).blocked("k")
    assert ("9002", "2022-12-09", "2025-07-01") == (line["row"], line["since"], line["until"])


def test_a_listed_party_names_row_and_days(stage: Stage) -> None:
    """'`listed`': row, since, until, proof."""
    line = stage.review(on("2023-01-01", KITE)).blocked("k")
    assert ("listed", "9002", "2022-12-09") == (line["status"], line["row"], line["since"])
    assert line["proof"]


def test_no_names_the_snapshots_and_their_dates(stage: Stage) -> None:
    """'`no` (on the snapshots seen, by name and date)'."""
    note = stage.review(VENDOR).blocked("v")["note"]
    assert "us_ofac_sdn" in note
    assert "2022-12-09" in note


def test_a_payment_is_held_against_the_list_of_its_own_day(stage: Stage) -> None:
    """'Payment to a listed party's account', on the day of the payment."""
    paid = "".join(f"  - {{id: p{n}, payer: us, payee: k, amount: 1, currency: USD, date: {day}}}\n"
                   for n, day in enumerate(("2022-12-08", "2022-12-09", "2025-07-01")))  # fmt: skip
    answer = stage.review(on("2025-08-01", f"{KITE}payments:\n{paid}"))
    assert [0, 4, 0] == tiers(answer, "payment:p0", "payment:p1", "payment:p2")


def test_pins_choose_the_snapshot_and_none_leaves_a_regime_out(stage: Stage) -> None:
    """'`{list: gb_fcdo, snapshot: none}` says that a regime was deliberately not checked'."""
    pins = "lists: [{list: us_ofac_sdn, snapshot: 2021-12-09}, {list: gb_fcdo, snapshot: none}]\n"
    answer = stage.review(pins + KITE.replace("9002", "9001"))
    used = {one["list"]: one["snapshot"] for one in answer.assessment["lists"]}
    assert ("2021-12-09", None) == (used["us_ofac_sdn"], used["gb_fcdo"])
    assert ("no", "not-checked") == (answer.status("k"), answer.status("k", "GB"))
    assert "not checked" in (answer.left / "report.html").read_text(encoding="utf-8").casefold()


def test_a_pin_that_is_not_installed_is_refused(stage: Stage) -> None:
    """'11 no usable list snapshot'."""
    assert 11 == stage.review("lists: [{list: us_ofac_sdn, snapshot: 2020-05-05}]\n" + KITE).code


def test_the_newest_snapshot_not_after_the_day_is_used(stage: Stage) -> None:
    """'Default: for each installed list the newest snapshot not after `as_of`'."""
    for day, snapshot in (("2021-12-09", "2021-12-09"), ("2022-12-08", "2021-12-10")):
        used = stage.review(on(day, VENDOR)).assessment["lists"]
        assert snapshot == next(u["snapshot"] for u in used if u["list"] == "us_ofac_sdn")


def test_before_the_first_snapshot_nothing_was_checked(stage: Stage) -> None:
    """'`not-checked`' where no snapshot is old enough."""
    answer = stage.review(on("2015-01-01", VENDOR))
    assert {"not-checked"} == {answer.status("v", r) for r in ("US", "EU", "GB", "UN")}
    assert 11 == answer.code


def test_only_the_regimes_that_are_asked_are_answered(stage: Stage) -> None:
    """'`regimes`: which law to answer for; default all'."""
    answer = stage.review("regimes: [EU, UN]\n" + KITE)
    assert {"EU", "UN"} == {line["regime"] for line in answer.assessment["blocked"]}
    assert 0 == answer.tier("party:k")
    assert {"US", "EU", "GB", "UN"} == {
        line["regime"] for line in stage.review(KITE).assessment["blocked"]
    }


def test_each_regime_answers_for_its_own_list(stage: Stage) -> None:
    """'Blocked status (per regime, per date)'."""
    rows = (("us_ofac_sdn", "9001", "US"), ("eu_fsf", EU_ROW, "EU"), ("gb_fcdo", GB_ROW, "GB"),
            ("un_sc", UN_ROW, "UN"))  # fmt: skip
    body = PARTIES + "".join(
        f'  - {{id: p{regime}, name: P {regime}, listed_as: [{{list: {list_}, row: "{row}"}}]}}\n'
        for list_, row, regime in rows
    )
    answer = stage.review(body)
    for (_, _, one), (_, _, other) in itertools.product(rows, rows):
        assert ("listed" if one == other else "no") == answer.status(f"p{one}", other)


DECLARED = (
    ("declared: state animation studio of the DPRK", "by-definition"),
    ("declared: a state enterprise of the Democratic People's Republic of Korea",
     "by-definition"),
    ("declared: an organ of the Workers' Party of Korea", "by-definition"),
    ("kind: public_body, country: KP", "by-definition"),
    ("country: KP", "may-be"),
    ("kind: person, country: KP, nationality: KP", "no"),
    ("declared: a private company of Pyeongtaek, country: KR", "no"),
    ("declared: state broadcaster of the Republic of Korea, country: KR", "no"),
    ("country: CN, city: Dandong, aliases: [조선 화실]", "no"),
)  # fmt: skip
"""What a party says of itself, and its status under US law."""


def test_blocked_by_definition_rests_on_declared_facts(stage: Stage) -> None:
    """'A seat in the DPRK alone is `may-be` with the question who owns it'."""
    body = "".join(f"  - {{id: g{n}, name: Bureau {n}, {said}}}\n"
                   for n, (said, _) in enumerate(DECLARED))  # fmt: skip
    answer = stage.review(PARTIES + body)
    for number, (said, status) in enumerate(DECLARED):
        assert (said, status) == (said, answer.status(f"g{number}"))
        tier = 4 if status == "by-definition" else 0
        assert (said, tier) == (said, answer.tier(f"party:g{number}"))
    note = answer.blocked(f"g{[word for _, word in DECLARED].index('may-be')}")["note"]
    assert "own" in note.casefold()
    assert "?" in note


def test_what_a_state_body_owns_in_the_majority_is_blocked_by_definition(stage: Stage) -> None:
    """'Or is majority-owned by one, is `by-definition`, whatever the name lists say'."""
    body = f"""{PARTIES}
  - {{id: g, name: Bureau, declared: state enterprise of the DPRK}}
  - {{id: m, name: Major}}
  - {{id: s, name: Sub of Major}}
  - {{id: h, name: Half}}
  - {{id: x, name: Someone}}
ownership:
  - {{owner: g, asset: m, percent: 51}}
  - {{owner: x, asset: m, percent: 49}}
  - {{owner: m, asset: s, percent: 100}}
  - {{owner: g, asset: h, percent: 50}}
  - {{owner: x, asset: h, percent: 50}}
"""
    answer = stage.review(body)
    assert ["by-definition", "by-definition", "by-50-percent-rule", "no"] == [
        answer.status(party) for party in "mshx"
    ]


def test_the_definition_begins_with_its_order(stage: Stage) -> None:
    """'Per regime, per date': E.O. 13722 is of 2016-03-15."""
    body = f"{PARTIES}  - {{id: g, name: Bureau, declared: state enterprise of the DPRK}}\n"
    assert ["no", "by-definition"] == [
        stage.review(on(day, body)).status("g") for day in ("2016-03-14", "2016-03-15")
    ]


# --- ownership ------------------------------------------------------------

ROWS = (
    f'[{{list: us_ofac_sdn, row: "9001"}}, {{list: eu_fsf, row: {EU_ROW}}},'
    f" {{list: gb_fcdo, row: {GB_ROW}}}]"
)
Owned = Callable[[str, str], Answer]
ASSETS = tuple(f"x{n}" for n in range(10))
OTHER_ROW = '[{list: us_ofac_sdn, row: "9002"}]'


@pytest.fixture
def owned(stage: Stage) -> Owned:
    """Review stakes: a (blocked in US, EU, GB), b (US only), free, and x, y, z."""

    def do(stakes: str, day: str = "2024-08-01") -> Answer:
        names = "".join(
            f"  - {{id: {id_}, name: Company {id_}}}\n" for id_ in ("free", *"xyz", *ASSETS)
        )
        lines = "".join(f"  - {{owner: {line}}}\n" for line in stakes.strip().splitlines())
        return stage.review(
            on(day, f"{PARTIES}  - {{id: a, name: Alpha, listed_as: {ROWS}}}\n"
               f"  - {{id: b, name: Beta, listed_as: {OTHER_ROW}}}\n{names}ownership:\n{lines}")
        )  # fmt: skip

    return do


def statuses(answer: Answer, party: str) -> list[str]:
    """Under US, EU and GB law."""
    return [answer.status(party, regime) for regime in ("US", "EU", "GB")]


YES, MAY, NO = "by-50-percent-rule", "may-be", "no"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-07-02", {"50": [YES, NO, NO], "50.0001": [YES, YES, YES], "49.999": [NO] * 3}),
        ("2024-07-03", {"50": [YES, YES, NO], "50.0001": [YES, YES, YES], "49.999": [NO] * 3}),
    ],
)
def test_the_line_of_each_regime(owned: Owned, day: str, expected: dict[str, list[str]]) -> None:
    """'US: 50 % or more. EU: 50 % or more since 2024-07-03, more than 50 % before. UK: more'."""
    stakes = "\n".join(
        f"a, asset: x{n}, percent: {share}\nfree, asset: x{n}, percent: {100 - float(share):.4f}"
        for n, share in enumerate(expected)
    )
    answer = owned(stakes, day)
    assert expected == {share: statuses(answer, f"x{n}") for n, share in enumerate(expected)}


def test_49_49_49_blocks_none_and_is_shown_as_just_under(owned: Owned) -> None:
    """'Just-under-50 patterns', apart and labelled so."""
    stakes = "\n".join(f"a, asset: {x}, percent: 49\nfree, asset: {x}, percent: 51" for x in "xyz")
    answer = owned(stakes, "2024-08-01")
    assert [[NO] * 3] * 3 == [statuses(answer, x) for x in "xyz"]
    assert {"party:x", "party:y", "party:z"} == {
        f["subject"] for f in answer.found("just_under_half")
    }
    assert 1 == max(answer.tier(f"party:{x}") for x in "xyz")


def test_stakes_of_blocked_persons_are_added_in_us_law(owned: Owned) -> None:
    """'Directly or indirectly, in the aggregate, by blocked persons'."""
    answer = owned(
        "a, asset: x, percent: 25\nb, asset: x, percent: 25\nfree, asset: x, percent: 50",
        "2024-08-01",
    )
    assert [YES, NO, NO] == statuses(answer, "x")
    assert {"Alpha", "Beta"} <= set(re.findall("Alpha|Beta", str(answer.blocked("x")["proof"])))


def test_uk_law_does_not_add_unrelated_owners(stage: Stage) -> None:
    """'UK: ... no aggregation over unrelated owners unless acting together'."""
    rows = f"  - {{id: p, name: P, listed_as: {ROWS}}}\n  - {{id: q, name: Q, listed_as: {ROWS}}}\n"
    answer = stage.review(f"""{PARTIES}{rows}
  - {{id: x, name: X}}
  - {{id: free, name: F}}
ownership:
  - {{owner: p, asset: x, percent: 30}}
  - {{owner: q, asset: x, percent: 30}}
  - {{owner: free, asset: x, percent: 40}}
""")
    assert [YES, YES, NO] == statuses(answer, "x")


def test_a_cascade_and_not_a_product(owned: Owned) -> None:
    """'A cascade, not a product': 50 % of 50 % is blocked, 49 % of 100 % is not."""
    answer = owned(
        "a, asset: x, percent: 50\nfree, asset: x, percent: 50\nx, asset: y, percent: 50\n"
        "free, asset: y, percent: 50\na, asset: z, percent: 49\nfree, asset: z, percent: 51",
        "2024-08-01",
    )
    assert [YES, YES, NO] == [answer.status(x) for x in "xyz"]
    proof = str(answer.blocked("y")["proof"])
    assert "Alpha" in proof
    assert "Company x" in proof


def test_control_alone_blocks_nobody_in_us_law(owned: Owned) -> None:
    """'Ownership, not control' (US); 'control counts too' (EU); 'or control' (UK)."""
    answer = owned(
        "a, asset: x, percent: 10, kind: control\nfree, asset: x, percent: 100", "2024-08-01"
    )
    assert NO == answer.status("x")
    assert NO not in {answer.status("x", regime) for regime in ("EU", "GB")}
    assert answer.found("control_caution")


BANDS = (
    ("a, asset: x, min: 25, max: 50\nfree, asset: x, percent: 50", MAY),
    ("a, asset: x, min: 25, max: 50, max_exclusive: true\nfree, asset: x, percent: 50.5", NO),
    ("a, asset: x, min: 50, max: 75\nfree, asset: x, percent: 25", YES),
    ("a, asset: x, min: 25, max: 49\nfree, asset: x, percent: 51", NO),
    ("a, asset: x, percent: 60\na, asset: x, percent: 40\nfree, asset: x, percent: 40", MAY),
    ("a, asset: x, percent: 60\na, asset: x, percent: 55\nfree, asset: x, percent: 40", YES),
    ("a, asset: x, percent: 20\nfree, asset: x, percent: 40", MAY),
    ("a, asset: x, percent: 20\nfree, asset: x, percent: 51", NO),
    ("a, asset: x", MAY),
)
"""Stakes in x, and its status under US law."""


def test_bands_and_the_unknown_remainder(owned: Owned) -> None:
    """'Bands keep their bounds, never midpoints'; '`may-be` ... which document closes it'."""
    numbered = (stakes.replace("asset: x", f"asset: x{n}") for n, (stakes, _) in enumerate(BANDS))
    answer = owned("\n".join(numbered), "2024-08-01")
    for number, (stakes, expected) in enumerate(BANDS):
        assert (stakes, expected) == (stakes, answer.status(f"x{number}"))
        if expected == MAY:
            assert 2 == answer.tier(f"party:x{number}")
            assert re.search(r"extract|list of|register", answer.blocked(f"x{number}")["note"])


def test_a_circle_without_a_seed_blocks_nobody_and_is_shown(owned: Owned) -> None:
    """'A circle without a seed blocks nobody, and is shown'."""
    circle = (
        "x, asset: y, percent: 60\nfree, asset: y, percent: 40\n"
        "y, asset: x, percent: 60\nfree, asset: x, percent: 40"
    )
    answer = owned(circle, "2024-08-01")
    assert [NO, NO] == [answer.status(x) for x in "xy"]
    assert 0 == max(tiers(answer, "party:x", "party:y"))
    seeded = owned(circle.replace("free, asset: x", "a, asset: x"), "2024-08-01")
    assert {MAY} == {seeded.status(x) for x in "xy"}


def test_a_circle_with_a_seed_over_the_line_blocks_all_of_it(owned: Owned) -> None:
    """'Least fixed point ... from the blocked seeds'."""
    answer = owned(
        "a, asset: x, percent: 50\ny, asset: x, percent: 50\nx, asset: y, percent: 100",
        "2024-08-01",
    )
    assert [YES, YES] == [answer.status(x) for x in "xy"]


@pytest.mark.parametrize(("day", "status"), [("2023-12-31", YES), ("2024-01-01", NO)])
def test_stakes_hold_for_their_days(owned: Owned, day: str, status: str) -> None:
    """'Stakes filtered by date'."""
    answer = owned(
        "a, asset: x, percent: 80, since: 2019-01-01, until: 2023-12-31\n"
        "free, asset: x, percent: 20, until: 2023-12-31\n"
        "free, asset: x, percent: 100, since: 2024-01-01", day,
    )  # fmt: skip
    assert status == answer.status("x")


def test_the_smallest_change_is_shown_with_the_answer(owned: Owned) -> None:
    """'The smallest change that would alter the answer'."""
    answer = owned("a, asset: x, percent: 45.5\nfree, asset: x, percent: 54.5", "2024-08-01")
    page = (answer.left / "report.html").read_text(encoding="utf-8")
    assert "4.5" in page


def test_an_owner_delisted_by_the_day_blocks_nothing(owned: Owned) -> None:
    """'A listing has a from and a to', also for owners."""
    stakes = "b, asset: x, percent: 60\nfree, asset: x, percent: 40"
    assert [YES, NO] == [owned(stakes, day).status("x") for day in ("2024-08-01", "2025-08-01")]
