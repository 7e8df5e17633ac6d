"""The replay record: it reproduces an answer and names every difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

import invented
from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.screening.index import matcher_version
from celtrace.cases.screening.record import as_of, check_record, read_record, replay, screen_record
from celtrace.cases.screening.screener import Screener
from celtrace.cases.screening.sheets import parties_of_names
from celtrace.errors import EvidenceChanged, NoSnapshot
from celtrace.listing import ListState
from screened import entity, numbered, party, person, state

NOW = state(entity("2", "NINGS CARTOON STUDIO"), person("1", "KIM, Chol Su", born=("1970",)))
WHO = (party("Nings Cartoon Studio", "a"), party("Kim Chol Su", "b"), party("Zzyzx", "c"))


class Given:
    """Lists that say what they were given, whatever they are asked."""

    def __init__(self, says: ListState | None) -> None:
        self._says = says

    def state(
        self, as_of: date, *, regimes: Sequence[str], pins: Mapping[str, date | None]
    ) -> ListState:
        if self._says is None:
            raise NoSnapshot(f"nothing of {as_of} for {regimes} and {pins}")
        return self._says


def record(says: ListState = NOW) -> bytes:
    return screen_record(WHO, says, Screener.of(says).screen(WHO))


def differences(kept: bytes, says: ListState | None) -> list[str]:
    return list(replay(kept.splitlines(), Given(says)))


def test_the_same_lists_give_the_same_answer() -> None:
    assert [] == differences(record(), NOW)


def test_a_record_is_the_same_bytes_each_time() -> None:
    assert record() == record()


def test_a_record_says_what_was_asked_with_what_and_what_came_out() -> None:
    head, *lines, foot = (msgspec.json.decode(line) for line in record().splitlines())
    assert (matcher_version(), 0.8, "2026-01-01") == (
        head["matcher"], head["cutoff"], head["as_of"]
    )  # fmt: skip
    assert ["d" * 64] == [use["digest"] for use in head["lists"]]
    assert ["a", "b", "c"] == [line["party"]["id"] for line in lines]
    (one,) = lines[0]["candidates"]
    assert {"score", "names", "steps", "weak", "because"} <= one.keys()
    assert (3, 2) == (foot["parties"], foot["candidates"])


def test_a_row_that_is_gone_is_named_with_the_lists_that_changed() -> None:
    said = differences(record(), state(person("1", "KIM, Chol Su", born=("1970",))))
    assert "the rows of the lists, or the days they stood, are not those of the record" in said
    assert "Nings Cartoon Studio: row 2 of us_ofac_sdn was found, but is not now" in said


def test_a_row_that_says_something_else_is_named_with_what_changed() -> None:
    now = state(entity("2", "NINGS CARTOON STUDIO"), person("1", "KIM, Chol Su", born=("1971",)))
    assert any("Kim Chol Su: row 1 of us_ofac_sdn: because" in text for text in
               differences(record(), now))  # fmt: skip


def test_lists_that_are_not_installed_are_named_and_nothing_else_is_said() -> None:
    (said,) = differences(record(), None)
    assert said.startswith("the lists of the record are not installed")


def test_another_matcher_is_named() -> None:
    kept = record().replace(matcher_version().encode(), b"0" * 16)
    assert [f"the matcher is {matcher_version()}, the record was made with {'0' * 16}"] == (
        differences(kept, NOW)
    )


@pytest.mark.parametrize("needle", [b"Nings Cartoon", b"NINGS CARTOON", b'"score":'])
def test_an_answer_or_question_that_was_changed_does_not_come_to_the_digests(needle: bytes) -> None:
    kept = record().replace(needle, needle[:-1] + b"X" if needle[-1:] != b":" else b'"score":0')
    assert [] == list(check_record(record().splitlines()))
    try:
        said = list(check_record(kept.splitlines()))
    except EvidenceChanged:
        return
    assert ["the lines of the record do not come to the digests at its end"] == said


def test_a_record_without_its_end_is_not_finished() -> None:
    cut = record().splitlines()[:-1]
    said = "the record has no foot: the screening was not finished"
    assert said in list(check_record(cut))
    assert said in list(replay(cut, Given(NOW)))


def test_a_line_that_is_none_is_refused_with_its_number() -> None:
    with pytest.raises(EvidenceChanged, match="Line 2"):
        list(read_record([record().splitlines()[0], b"{}"]))


def test_the_date_is_that_of_the_lists() -> None:
    assert date(2026, 1, 1) == as_of(NOW.uses)
    assert as_of(()) is None


def test_a_record_of_installed_lists_is_replayed_after_a_later_snapshot_came(
    tmp_path: Path,
) -> None:
    shelf = ListShelf(invented.install_lists(tmp_path))
    says = shelf.state(date(2022, 1, 15), regimes=("US",), pins={})
    who = tuple(parties_of_names(["SEK Studio", "April 26 Animation Studio"]))
    kept = screen_record(who, says, Screener.of(says).screen(who))
    assert [] == list(replay(kept.splitlines(), shelf))


def test_numbers_that_were_suggested_are_asked_again() -> None:
    now = state(entity("2", "NINGS CARTOON STUDIO", **numbered("uscc", "91350100M000100Y43")))
    assert [] == differences(record(now), now)
