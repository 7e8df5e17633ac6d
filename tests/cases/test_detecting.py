"""Running detectors: reaches, order, what did not look, what failed."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace import registry
from celtrace.cases.detecting import Detected, run_detectors
from celtrace.detect.staff_lists import StaffListPartial
from celtrace.engine.pool import PoolEngine
from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding, Ran
from celtrace.ports import CaseFacts, View
from celtrace.records import Norm, Party, Record, StaffList
from celtrace.registry import Detector, detector
from celtrace.store.memory import MemoryShelf
from detect.scenes import SCENES, TODAY, party, staff

FACTS = CaseFacts(as_of=TODAY, us="us")


def partial_list(record: Record, people: str = "1") -> StaffListPartial:
    return StaffListPartial(
        subject=record.ref, evidence=(record.seen,), basis=(record.ref,), party=record.id,
        party_name=record.id, people=people,
    )  # fmt: skip


@detector(StaffListPartial, reads=Party)
def each_party(record: Party, _view: View) -> Iterator[Finding]:
    """One finding for each party but the broken one, which fails after its first."""
    yield partial_list(record)
    if record.id == "broken":
        msg = "no such key"
        raise KeyError(msg)


@detector(StaffListPartial, reads=StaffList, by="party", order="received")
def by_party(key: str, records: list[StaffList], _view: View) -> Iterator[Finding]:
    """One finding for each group, with how many records it has."""
    yield partial_list(party(key), str(len(records)))


@detector(StaffListPartial, reads=(Party, Norm), reach="web")
def whole(view: View) -> Iterator[Finding]:
    """One finding for the last party."""
    yield partial_list(view.all(Party)[-1])


def detect(*detectors: Detector, records: tuple[Record, ...]) -> Detected:
    shelf = MemoryShelf(records)
    return run_detectors(shelf, shelf.view(FACTS), SerialEngine(), detectors)


def test_each_record_is_seen_in_order_of_id() -> None:
    result = detect(each_party, records=(party("b"), party("a")))
    assert ["party:a", "party:b"] == [one.subject for one in result.findings]
    assert (Ran("staff_list_partial", 2, 2),) == result.ran


def test_a_group_is_seen_with_all_its_records() -> None:
    lists = (staff("v", "partial"), staff("v", "refused"), staff("w", "partial"))
    result = detect(by_party, records=lists)
    assert [("v", "2"), ("w", "1")] == [
        (one.values["party"], one.values["people"]) for one in result.findings
    ]
    assert (Ran("staff_list_partial", 3, 2),) == result.ran


def test_a_detector_that_lacks_records_says_which() -> None:
    nothing = detect(each_party, records=())
    assert (Ran("staff_list_partial", 0, 0, "no parties in the dossier"),) == nothing.ran
    half = detect(whole, records=(party("a"),))
    assert (Ran("staff_list_partial", 0, 0, "no norms in the dossier"),) == half.ran


def test_a_rule_that_one_of_two_detectors_looked_for_was_looked_for() -> None:
    result = detect(each_party, by_party, records=(party("a"),))
    assert (Ran("staff_list_partial", 1, 1),) == result.ran


def test_a_failure_on_one_record_is_a_problem_and_hides_nothing() -> None:
    result = detect(each_party, records=(party("a"), party("broken"), party("c")))
    assert ["party:a", "party:broken", "party:c"] == [one.subject for one in result.findings]
    (problem,) = result.problems
    assert ("dossier.yaml", "broken") == (problem.source, problem.place)
    assert "the detector each_party failed: KeyError: 'no such key'" == problem.reason
    assert "what it would have found here is not known" == problem.consequence


def test_two_findings_with_one_id_are_one() -> None:
    records = (party("a"), staff("a", "partial"))
    assert 1 == len(detect(each_party, by_party, records=records).findings)


@given(st.permutations(registry.detectors()))
@settings(max_examples=5, deadline=None)
def test_the_order_of_detectors_changes_nothing(detectors: list[Detector]) -> None:
    records = tuple(record for scene, _ in SCENES.values() for record in scene)
    assert detect(*registry.detectors(), records=records) == detect(*detectors, records=records)


def test_several_processes_find_the_same() -> None:
    shelf = MemoryShelf(record for scene, _ in SCENES.values() for record in scene)
    chosen = [one for one in registry.detectors() if one.name in ("staff_lists", "list_rows")]
    serial = run_detectors(shelf, shelf.view(FACTS), SerialEngine(), chosen)
    pooled = run_detectors(shelf, shelf.view(FACTS), PoolEngine(2), chosen)
    assert serial == pooled
    assert serial.findings
