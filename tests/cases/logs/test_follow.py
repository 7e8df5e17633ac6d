"""Logs that grow: nothing lost, nothing told twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cases.logs.test_access import line
from celtrace.cases.logs.access_reading import Asked
from celtrace.cases.logs.follow import Told, follow
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.errors import UsageError

DPRK = "175.45.178.9"


def rounds(folder: Path, count: int = 1) -> Iterator[Told]:
    """What is told in so many rounds; each call is a restart."""
    asked = Asked((folder / "auth.log",))
    shelf = NetworkShelf(folder / "home")
    return follow(asked, shelf, folder / "state.json", lambda: date(2024, 1, 20), count)


def told(folder: Path, count: int = 1) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in rounds(folder, count)]


def add(folder: Path, text: str, name: str = "auth.log") -> None:
    with (folder / name).open("a", encoding="utf-8") as log:
        log.write(text)


def test_a_restart_tells_nothing_twice_and_loses_nothing(tmp_path: Path) -> None:
    add(tmp_path, line("ann", DPRK))
    assert [("dprk_range", "account:ann")] == told(tmp_path)
    assert [] == told(tmp_path)
    add(tmp_path, line("bob", DPRK, hour=4))
    assert [("dprk_range", "account:bob")] == told(tmp_path)


def test_a_line_is_told_within_five_seconds(tmp_path: Path) -> None:
    add(tmp_path, line())
    following = rounds(tmp_path, 8)
    add(tmp_path, line("bob", DPRK, hour=4))
    began = time.monotonic()
    assert "account:bob" == next(following).subject
    assert time.monotonic() - began < 5


def test_a_line_that_is_half_written_waits_for_its_end(tmp_path: Path) -> None:
    whole = line("ann", DPRK)
    add(tmp_path, whole[:40])
    assert [] == told(tmp_path)
    add(tmp_path, whole[40:])
    assert [("dprk_range", "account:ann")] == told(tmp_path)


def test_evidence_names_the_line_of_the_whole_file(tmp_path: Path) -> None:
    add(tmp_path, line() * 3)
    following = rounds(tmp_path, 3)
    add(tmp_path, "")
    add(tmp_path, line("bob", DPRK, hour=4))
    assert ("line 4",) == tuple(place.rsplit(":", 1)[1] for place in next(following).lines)


def test_a_rotated_log_is_read_to_its_end_first(tmp_path: Path) -> None:
    add(tmp_path, line())
    assert [] == told(tmp_path)
    add(tmp_path, line("ann", DPRK, hour=4))
    (tmp_path / "auth.log").rename(tmp_path / "auth.log.1")
    add(tmp_path, line("bob", DPRK, hour=5))
    assert [("dprk_range", "account:ann"), ("dprk_range", "account:bob")] == sorted(told(tmp_path))


def test_a_log_that_comes_later_is_waited_for(tmp_path: Path) -> None:
    following = rounds(tmp_path, 5)
    add(tmp_path, line("ann", DPRK))
    assert "dprk_range" == next(following).rule


def test_what_is_not_read_is_told_once_with_its_line(tmp_path: Path) -> None:
    add(tmp_path, line())
    add(tmp_path, "no line of any log\n")
    (one,) = rounds(tmp_path)
    assert ("not read", ("line 2",)) == (one.category, one.lines)
    assert [] == told(tmp_path)


def test_a_state_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("no state", encoding="utf-8")
    with pytest.raises(UsageError, match=r"state\.json"):
        told(tmp_path)


def test_acts_of_an_sftp_session_that_began_before_are_known(tmp_path: Path) -> None:
    head = "2024-01-14T0{}:04:05Z host sftp-server[7]: "
    add(tmp_path, head.format(3) + "session opened for local user mina from [203.0.113.9]\n")
    following = rounds(tmp_path, 3)
    add(tmp_path, line("bob", DPRK))
    assert "account:bob" == next(following).subject
    add(tmp_path, head.format(4) + 'close "/in/e1.mov" bytes read 4096 written 0\n')
    assert [] == [one for one in following if one.category == "not read"]


def test_rows_of_a_csv_that_come_later_have_its_header(tmp_path: Path) -> None:
    add(tmp_path, "Wann,Wer,Adresse\n2024-01-14T03:00:00Z,ann,203.0.113.9\n", "own.csv")
    columns = {"time": "Wann", "account": "Wer", "ip": "Adresse"}
    asked = Asked((tmp_path / "own.csv",), columns=columns)
    shelf = NetworkShelf(tmp_path / "home")
    following = follow(asked, shelf, tmp_path / "s.json", lambda: date(2024, 1, 20), 3)
    add(tmp_path, f"2024-01-14T04:00:00Z,bob,{DPRK}\n", "own.csv")
    first = next(following)
    add(tmp_path, f"2024-01-14T05:00:00Z,eve,{DPRK}\n", "own.csv")
    found = [(one.rule, one.subject, one.lines[0].rsplit(":", 1)[1]) for one in (first, *following)]
    assert [("dprk_range", "account:bob", "line 3"), ("dprk_range", "account:eve", "line 4")] == [
        one for one in found if one[0]
    ]


def test_what_is_said_of_a_whole_log_is_said_once(tmp_path: Path) -> None:
    add(tmp_path, line() * 2)
    following = rounds(tmp_path, 3)
    assert "the same event stands again (1 times in the log)" == next(following).sentence
    add(tmp_path, line() * 2)
    assert [] == list(following)


def test_a_log_that_no_reader_knows_is_named_once(tmp_path: Path) -> None:
    add(tmp_path, "nothing that is known\n")
    following = rounds(tmp_path, 3)
    first = next(following)
    assert ("not read", "no reader knows this log") == (first.category, first.sentence)
    add(tmp_path, "nor is this\n")
    assert [] == list(following)
