"""How values are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from celtrace.doors.web import words


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("finding:abc", "/findings/abc"),
        ("candidate:abc", "/hits/abc"),
        ("subject:party:north", "/parties/north"),
        ("subject:party:a b/c", "/parties/a%20b/c"),
        ("subject:lot:l1", "/subjects/lot/l1"),
        ("subject:account:a@b", "/subjects/account/a%40b"),
        ("else", "/case"),
    ],
)
def test_every_target_has_its_page(target: str, expected: str) -> None:
    assert expected == words.link_to(target)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (1_234_567, "1.2 MB"),
        (5 * 10**9, "5.0 GB"),
        (5 * 10**13, "50000.0 GB"),
    ],
)
def test_sizes_are_read_easily(count: int, expected: str) -> None:
    assert expected == words.size(count)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 7, 12, 9, 5, 59, tzinfo=UTC), "2026-07-12 09:05"),
        (date(2026, 7, 12), "2026-07-12"),
        (None, ""),
    ],
)
def test_moments(at: datetime | date | None, expected: str) -> None:
    assert expected == words.moment(at)


@pytest.mark.parametrize(
    ("verdict", "target", "expected"),
    [
        ("confirmed", "candidate:c", "same: the party is the row"),
        ("rejected", "candidate:c", "not the same"),
        ("explained", "finding:f", "explained: it has a harmless cause"),
        ("explained", "subject:party:p", "released: it is explained"),
        ("unsure", "finding:f", "cannot tell yet"),
        ("other", "finding:f", "other"),
    ],
)
def test_a_verdict_is_said_in_the_words_of_its_target(
    verdict: str, target: str, expected: str
) -> None:
    assert expected == words.verdict_words(verdict, target)


@pytest.mark.parametrize("tier", range(5))
def test_a_tier_has_a_name_and_a_shape_that_needs_no_colour(tier: int) -> None:
    assert words.tier_name(tier)
    assert words.shape(f"tier-{tier}")


def test_statuses_groups_and_kinds_have_words() -> None:
    assert "no, on the snapshots seen" == words.status_words("no")
    assert "money" == words.group_words("money")
    assert ("Party", "Sign in") == (words.kind_words("party"), words.kind_words("sign_in"))


def test_what_a_screen_would_obey_is_written_out() -> None:
    assert "\x1b" not in words.plain("a\x1b[31mb")
    assert "\u202e" not in words.plain("a\u202eb")
