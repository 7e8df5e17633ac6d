"""The borders of the rules on sign-ins, one case a line: just under, on, and just over each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from celtrace.findings import Category
from celtrace.records import Record, SignIn
from detect.access_scenes import (
    AWAY,
    HOME,
    START,
    VPN,
    act,
    burst,
    country,
    daily,
    end,
    fact,
    jumping,
    lists,
    moved,
    notice,
    owned,
    places,
)
from detect.scenes import found, network, only

SESSION = "abc-def"


def nets(count: int, minutes: float, ip: str = "8.8.{}.1") -> tuple[SignIn, ...]:
    """Sign-ins from so many networks, so many minutes apart."""
    return tuple(act("ann", n * minutes / 60, ip.format(n)) for n in range(count))


def used(rule: str, *records: Record) -> int:
    return len(found(rule, *records))


# --- many networks in an hour -----------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "seen"),
    [
        (0, nets(4, 1)),
        (1, nets(5, 1)),
        (1, nets(5, 15)),
        (0, nets(5, 15.1)),
        (0, nets(9, 16)),
        (0, nets(9, 1, "8.8.1.{}")),
        (1, nets(5, 1, "2a00:{}::1")),
        (0, nets(9, 1, "2a00:1:1:{}::1")),
        (0, nets(9, 1, "10.0.{}.1")),
        (0, nets(9, 1, "192.168.{}.1")),
        (0, nets(9, 1, "not an address {}")),
        (0, nets(9, 1, "")),
    ],
    ids=["four", "five", "on the hour", "over the hour", "never five at once", "one /24",
         "IPv6", "one /48", "private", "private too", "no address", "none"],
)  # fmt: skip
def test_five_networks_within_an_hour_are_a_burst(expected: int, seen: tuple[SignIn, ...]) -> None:
    assert expected == used("multi_ip_burst", *seen, *lists())


@pytest.mark.parametrize("form", ["vpn", "hosting", "tor", "relay"])
def test_an_exit_on_a_list_is_no_network_of_a_burst(form: Any) -> None:
    assert 0 == used("multi_ip_burst", *nets(5, 1), *lists(), fact("8.8.2.1", form))


@pytest.mark.parametrize("form", ["office", "campus", "hotel", "mobile", "vpn"])
def test_a_network_of_many_is_no_network_of_a_burst(form: Any) -> None:
    assert 0 == used("multi_ip_burst", *nets(5, 1), *lists(), network("8.8.2.0/24", form))


def test_attempts_that_failed_are_no_burst() -> None:
    failed = (act("ann", n / 10, f"8.8.{n}.1", result="failure") for n in range(9))
    assert 0 == used("multi_ip_burst", *failed, *lists())


def test_networks_of_two_accounts_are_not_put_together() -> None:
    other = (act("bob", n / 10, f"9.9.{n}.1") for n in range(4))
    assert 0 == used("multi_ip_burst", *nets(4, 1), *other, *lists())


def test_the_fullest_hour_is_told() -> None:
    later = (act("ann", 50 + n / 10, f"9.9.{n}.1") for n in range(7))
    assert 7 == only("multi_ip_burst", *nets(5, 1), *later, *lists()).values["nets"]


@pytest.mark.parametrize(
    ("strength", "limit", "given"),
    [
        (Category.SUPPORTING, "(on 2024-01-08).", lists()),
        (Category.CONTEXT, "No fresh lists of VPN exits and data centres took part.", ()),
        (
            Category.CONTEXT, "No fresh lists of VPN exits and data centres took part.",
            lists(fresh=False),
        ),
        (
            Category.CONTEXT, "No fresh lists of VPN exits and data centres took part.",
            lists()[:1],
        ),
    ],
    ids=["fresh", "none", "old", "one of the two"],
)  # fmt: skip
def test_without_fresh_lists_a_burst_is_context_and_says_so(
    strength: Category, limit: str, given: tuple[Record, ...]
) -> None:
    one = only("multi_ip_burst", *nets(5, 1), *given)
    assert strength == one.strength
    assert one.sentence.endswith(limit)


def test_countries_that_are_known_are_counted() -> None:
    known = (country("8.8.0.1", "PL"), country("8.8.1.1", "DE"), country("8.8.2.1", "DE"))
    one = only("multi_ip_burst", *burst(5), *lists(), *known)
    assert (
        "Account ann signed in from 5 networks in 2 known countries within one hour "
        "(on 2024-01-08)."
    ) == one.sentence


# --- travel -----------------------------------------------------------------------------


def flown(hours: float, code: str, **facts: Any) -> tuple[Record, ...]:
    """From home in Poland to a country, so many hours later."""
    seen = (act("ann", 0, HOME, **facts), act("ann", hours, AWAY, **facts))
    return (*seen, *lists(), country(HOME, "PL"), country(AWAY, code))


@pytest.mark.parametrize(
    ("expected", "hours", "code"),
    [
        (1, 1, "JP"), (1, 6, "JP"), (0, 14, "JP"), (1, 1, "US"), (0, 24, "US"),
        (0, 0.1, "DE"), (0, 0.1, "CZ"), (0, 0.1, "PL"), (0, 0.1, "KP"), (0, 0.1, "ZZ"),
        (1, 0, "JP"),
    ],
)  # fmt: skip
def test_what_is_faster_than_anybody_travels(expected: int, hours: float, code: str) -> None:
    assert expected == used("impossible_travel", *flown(hours, code))


@pytest.mark.parametrize(
    ("expected", "more"),
    [
        (1, ()),
        (0, (country(AWAY, "KR", list="other_list"),)),
        (0, (fact(HOME, "vpn"),)),
        (0, (network(f"{AWAY}/32", "tor"),)),
        (0, (network(f"{AWAY}/24", "office", country="PL"),)),
    ],
    ids=["as it is", "tables disagree", "home is a VPN", "away is Tor", "the dossier says home"],
)
def test_a_place_counts_only_where_all_agree_on_it(expected: int, more: tuple[Record, ...]) -> None:
    assert expected == used("impossible_travel", *flown(1, "JP"), *more)


def test_a_failed_attempt_from_afar_moves_nobody() -> None:
    seen = (act("ann", 0, HOME), act("ann", 1, AWAY, result="failure"))
    assert 0 == used("impossible_travel", *seen, *places())


def test_two_accounts_in_two_places_moved_nowhere() -> None:
    assert 0 == used("impossible_travel", act("ann", 0, HOME), act("bob", 1, AWAY), *places())


def test_distance_and_minutes_are_of_the_farthest_change() -> None:
    one = only("impossible_travel", *flown(1, "JP"))
    assert (1, "JP, PL", 60) == tuple(one.values[n] for n in ("jumps", "places", "minutes"))
    assert 6_500 < one.values["km"] < 9_000


@pytest.mark.parametrize(
    ("days", "start", "until"),
    [
        ("from 2024-01-08 to 2024-01-20", "2024-01-08", "2024-01-20"),
        ("from 2024-01-08 to 2024-01-08", "2024-01-08", "2024-01-08"),
    ],
)
def test_the_days_of_a_journey_are_said(days: str, start: str, until: str) -> None:
    one = only("travel_notified", notice("ann", start, until), act("ann", 0))
    assert f"A journey to Tokyo was announced for account ann ({days})." == one.sentence
    assert Category.COUNTER == one.strength


def test_a_journey_of_another_account_says_nothing_of_this_one() -> None:
    said = found("travel_notified", notice("bob", "2024-01-08", "2024-01-20"), act("ann", 0))
    assert not [one for one in said if one.subject == "account:ann"]


# --- sessions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "hours"), [(0, 23.9), (1, 24), (1, 24.5), (1, 300)]
)  # fmt: skip
def test_a_session_is_long_from_a_whole_day(expected: int, hours: float) -> None:
    opened = (act("ann", 0, session="s-1"), end("ann", "s-1", hours))
    assert expected == used("marathon_session", *opened)


@pytest.mark.parametrize(
    ("expected", "second"),
    [
        (0, end("ann", "s-2", 30)),
        (0, end("bob", "s-1", 30)),
        (0, end("ann", "", 30)),
        (1, end("ann", "s-1", 30)),
    ],
    ids=["another session", "another account", "no session", "its own"],
)
def test_an_end_belongs_to_its_session_and_account(expected: int, second: Record) -> None:
    assert expected == used("marathon_session", act("ann", 0, session="s-1"), second)


def test_the_sentence_says_how_long_and_how_long_it_rested() -> None:
    one = only("marathon_session", act("ann", 0, until=START + timedelta(hours=30)))
    assert one.sentence.startswith("A session of account ann stayed open for 30 hours (")
    assert one.sentence.endswith("the longest pause in its activity was 30 hours.")


def test_an_attempt_that_failed_opened_no_session() -> None:
    failed = act("ann", 0, until=START + timedelta(hours=30), result="failure")
    assert 0 == used("marathon_session", failed)


def roamed(*seen: tuple[str, str], session: str = SESSION) -> tuple[SignIn, ...]:
    """Sign-ins of one session, an hour apart: (address, machine)."""
    return tuple(
        act("ann", n, ip, session=session, device=device) for n, (ip, device) in enumerate(seen)
    )


@pytest.mark.parametrize(
    ("expected", "seen"),
    [
        (1, roamed((HOME, "d1"), (AWAY, "d2"))),
        (0, roamed((HOME, "d1"), (HOME, "d2"))),
        (0, roamed((HOME, "d1"), ("8.8.1.99", "d2"))),
        (0, roamed((HOME, "d1"), (AWAY, "d1"))),
        (0, roamed((HOME, "d1"), (AWAY, ""))),
        (0, roamed((HOME, "d1"), ("", "d2"))),
        (0, roamed((HOME, "d1"), (AWAY, "d2"), session="1234567")),
        (1, roamed((HOME, "d1"), (AWAY, "d2"), session="12345678")),
        (0, roamed((HOME, "d1"), (AWAY, "d2"), session="")),
        (0, (*roamed((HOME, "d1")), *roamed((AWAY, "d2"), session="other"))),
    ],
    ids=["both", "one address", "one network", "one machine", "a machine is not named",
         "an address is not named", "seven digits", "eight digits", "no session", "two sessions"],
)  # fmt: skip
def test_a_session_roams_only_between_machines_and_networks(
    expected: int, seen: tuple[SignIn, ...]
) -> None:
    assert expected == used("token_roaming", *seen)


def test_a_session_of_two_systems_is_two_sessions() -> None:
    seen = tuple(
        act("ann", n, ip, session=SESSION, device=f"d{n}", system=system)
        for n, (ip, system) in enumerate(((HOME, "vpn"), (AWAY, "files")))
    )
    assert 0 == used("token_roaming", *seen)


def test_a_session_that_roamed_is_named_with_its_counts() -> None:
    one = only("token_roaming", *roamed((HOME, "d1"), (AWAY, "d2"), ("7.7.1.1", "d3")))
    assert (
        "Session abc-def of account ann was used on 3 machines and from 3 networks within 2 hours "
        "(on 2024-01-08)."
    ) == one.sentence


# --- places, ranges and exits -----------------------------------------------------------


def stating(code: str, days: Iterable[int], *elsewhere: SignIn) -> tuple[Record, ...]:
    own = owned("ann", "v", claimed_country=code)
    return (*own, *daily("ann", days, AWAY), *elsewhere, *places())


@pytest.mark.parametrize(
    ("expected", "records"),
    [
        (1, stating("PL", range(29))),
        (0, stating("PL", range(28))),
        (0, stating("PL", range(0, 28, 2))),
        (1, stating("PL", range(0, 29, 2))),
        (0, stating("PL", range(0, 26, 2))),
        (0, stating("JP", range(40))),
        (0, stating("", range(40))),
        (1, stating("PL", range(40), *daily("ann", range(10), HOME))),
        (0, stating("PL", range(40), *daily("ann", range(11), HOME))),
    ],
    ids=["four weeks", "a day less", "fourteen days", "fifteen days", "thirteen days",
         "as stated", "nothing stated", "four in five", "under four in five"],
)  # fmt: skip
def test_another_country_counts_only_for_four_weeks_and_four_in_five(
    expected: int, records: tuple[Record, ...]
) -> None:
    assert expected == used("claimed_location_mismatch", *records)


@pytest.mark.parametrize(("claimed", "observed"), [("PL", "JP"), ("JP", "PL"), ("CN", "FR")])
def test_which_two_countries_they_are_makes_no_difference(claimed: str, observed: str) -> None:
    records = (*owned("ann", "v", claimed_country=claimed), *daily("ann", range(30), AWAY))
    one = only("claimed_location_mismatch", *records, *lists(), country(AWAY, observed))
    assert Category.SUPPORTING == one.strength
    assert one.sentence.startswith(
        f"The worker of account ann states {claimed} as place of work; 30 of 30 sign-ins whose "
        f"place is known came from {observed} ("
    )


@pytest.mark.parametrize(
    ("expected", "ip"),
    [
        (0, "175.45.175.255"), (1, "175.45.176.0"), (1, "175.45.179.255"), (0, "175.45.180.0"),
        (0, ""), (0, "175.45.178"), (1, "::ffff:175.45.178.9"),
    ],
)  # fmt: skip
def test_the_range_that_registry_and_routing_agree_on_has_its_borders(
    expected: int, ip: str
) -> None:
    assert expected == used("dprk_range", act("ann", 0, ip))


@pytest.mark.parametrize(
    ("expected", "results"),
    [
        (Category.STRONG, ("success",)),
        (Category.STRONG, ("failure", "success")),
        (Category.CONTEXT, ("failure",)),
        (Category.CONTEXT, ("failure", "failure")),
    ],
)
def test_attempts_that_failed_are_context(expected: Category, results: tuple[str, ...]) -> None:
    seen = (act("ann", n, "175.45.178.9", result=r) for n, r in enumerate(results))
    one = only("dprk_range", *seen)
    assert expected == one.strength
    assert (results.count("success"), results.count("failure")) == (
        one.values["successes"],
        one.values["failures"],
    )


@pytest.mark.parametrize("form", ["country", "vpn", "hosting"])
def test_what_a_table_of_countries_says_is_no_range(form: Any) -> None:
    assert 0 == used("dprk_range", act("ann", 0), fact(HOME, form, country="KP"))


@pytest.mark.parametrize("form", ["vpn", "hosting", "tor", "relay"])
@pytest.mark.parametrize(("hidden", "of"), [(1, 1), (1, 5), (5, 5)])
def test_hidden_sign_ins_are_counted_and_never_count(form: Any, hidden: int, of: int) -> None:
    seen = (act("ann", n, VPN if n < hidden else HOME) for n in range(of))
    one = only("anonymised_egress", *seen, fact(VPN, form))
    assert (hidden, of, Category.CONTEXT) == (
        one.values["hidden"],
        one.values["successes"],
        one.strength,
    )


@pytest.mark.parametrize("form", ["office", "campus", "hotel", "mobile"])
def test_a_crowded_line_hides_nothing(form: Any) -> None:
    assert 0 == used("anonymised_egress", act("ann", 0, VPN), network(f"{VPN}/32", form))


# --- what is the same whichever way it is read ------------------------------------------


@pytest.mark.parametrize(
    ("rule", "records"),
    [
        ("multi_ip_burst", (*burst(6), *lists())),
        ("impossible_travel", (*jumping("far-pc"), *places())),
        ("baseline_shift", (*moved("new"), *places())),
        ("token_roaming", roamed((HOME, "d1"), (AWAY, "d2"))),
        ("claimed_location_mismatch", stating("PL", range(40))),
    ],
)
def test_the_order_of_lines_changes_nothing(rule: str, records: tuple[Record, ...]) -> None:
    assert found(rule, *records) == found(rule, *records[::-1]) != ()
