"""What an earlier review read of documents is taken again, and when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cases.workers.test_paper_pairs import digest, handed
from celtrace.cases.case import Case
from celtrace.cases.workers.paper_looking import PaperSeen
from celtrace.cases.workers.paper_pages import STRUCTURE, _problems, _read_before, bounds, read_of
from celtrace.cases.workers.papers import Handed, Papers, read_papers
from celtrace.papers.trail import Said
from celtrace.records import Evidence, FileFact, PaperPage, PaperTrace, Record
from celtrace.settings import Limits
from papers.pages import document
from papers.test_opened import saved

ANN = handed("ann")
KEY = ("ann", "ann.jpg")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case", lambda: datetime(2024, 6, 1, tzinfo=UTC)) as made:
        yield made


def page_of(one: Handed, **facts: Any) -> PaperPage:
    from celtrace import __version__

    version = facts.pop("version", __version__)
    seen = Evidence(one.file.digest, one.file.path, "page 1", "", "papers", version)
    given = {"declared": one.worker.name, "type": "passport", **facts}
    return PaperPage(
        seen=seen, worker=one.worker.id, path=one.file.path, file=one.file.digest, **given
    )


def trace_of(one: Handed, place: str) -> PaperTrace:
    seen = Evidence(one.file.digest, one.file.path, place, "as told", "papers")
    return PaperTrace(
        seen=seen, worker=one.worker.id, path=one.file.path, file=one.file.digest,
        trace="saved over", said=place,
    )  # fmt: skip


def known(case: Case, given: list[Handed], *records: Record) -> dict[Any, Any]:
    case.shelf.replace(records)
    return _read_before(case, given)


def test_what_was_read_is_taken_again_with_how_the_file_was_put_together(case: Case) -> None:
    held = [page_of(ANN), trace_of(ANN, STRUCTURE)]
    found = known(case, [ANN], *held, trace_of(ANN, "metadata"))
    assert {ANN.file.digest: {KEY: held}} == found


@pytest.mark.parametrize(
    "facts",
    [{"declared": "Somebody Else"}, {"type": "visa"}, {"version": "0.0.1"}],
    ids=["another name", "another kind of document", "another version"],
)
def test_what_was_read_under_other_terms_is_read_anew(case: Case, facts: dict[str, str]) -> None:
    assert {} == known(case, [ANN], page_of(ANN, **facts))


def test_a_file_that_nobody_read_is_not_known(case: Case) -> None:
    assert {} == known(case, [ANN])
    assert {} == known(case, [ANN], trace_of(ANN, STRUCTURE))


def test_a_file_of_two_workers_is_known_if_it_was_read_for_both(case: Case) -> None:
    one, other = handed("ann", "all.jpg"), handed("ben", "all.jpg")
    assert {} == known(case, [one, other], page_of(one))
    found = known(case, [one, other], page_of(one), page_of(other))
    assert {("ann", "all.jpg"), ("ben", "all.jpg")} == set(found[digest("all.jpg")])


def test_several_documents_on_one_page_are_a_problem_whoever_read_them() -> None:
    seen = PaperSeen(ANN.file.digest, notes=("it has 2 frames; the first was read",))
    records = [page_of(ANN), page_of(ANN, document=2), page_of(ANN, page=2)]
    said = [one.reason for one in _problems(ANN, seen, records)]
    assert ["it has 2 frames; the first was read", "page 1 shows 2 documents"] == said
    refused = PaperSeen(ANN.file.digest, refused="a password is needed")
    assert ["a password is needed"] == [one.reason for one in _problems(ANN, refused, [])]


def test_a_trace_of_a_file_stands_with_its_worker_and_its_kind() -> None:
    seen = PaperSeen(ANN.file.digest, told=(Said("saved over", "page 1 was changed"),))
    (one,) = read_of(ANN, seen)
    assert isinstance(one, PaperTrace)
    assert ("ann", "passport", STRUCTURE) == (one.worker, one.type, one.seen.place)


def test_without_a_case_a_reading_process_sees_nothing_of_the_disk(case: Case) -> None:
    assert ((), "") == (bounds(Limits()).readable, bounds(Limits()).writable)
    assert (str(case.vault.folder.resolve()),) == bounds(Limits(), case).readable


def test_a_second_reading_says_the_same(case: Case) -> None:
    path = case.folder / "ann.jpg"
    path.write_bytes(saved(document(1)))
    with path.open("rb") as stream:
        put, size = case.vault.put(stream)
    fact = FileFact(
        seen=Evidence(put, "ann.jpg", "", "", "custody"), path="ann.jpg", digest=put, size=size
    )
    one = msgspec.structs.replace(ANN.worker, id="ann"), ANN.document, fact

    def told() -> list[Record]:
        given = Papers([Handed(*one)])
        done = read_papers(case, given, Limits(), date(2024, 6, 1), lambda *_: None)
        return list(done.records)

    first = told()
    assert any(isinstance(record, PaperPage) and record.zone.lines for record in first)
    case.shelf.add(first)
    assert {put} == set(_read_before(case, [Handed(*one)]))
    assert first == told()
