"""Levels V0 to V4 with what is missing, for workers and for vendors."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace import registry
from celtrace.cases.detecting import run_detectors
from celtrace.detect._plans import LEVELS, plans
from celtrace.engine.serial import SerialEngine
from celtrace.ports import CaseFacts
from celtrace.records import (
    Credential,
    Digest,
    Interview,
    PaperPage,
    PersonalDocument,
    Record,
    StepResult,
    Worker,
)
from celtrace.store.memory import MemoryShelf
from celtrace.weigh import assess
from celtrace.weigh.assessment import (
    Assessment,
    DossierFacts,
    Indicators,
    StepLine,
    VendorLevel,
    WorkerLevel,
)
from detect.scenes import TODAY, ZONE, check, day, party, seen, with_zone, worker

MET = datetime(2024, 5, 20, 9, tzinfo=UTC)
PASSPORT = PersonalDocument(type="passport", mrz=ZONE, number="X1234567", expires=date(2030, 1, 31))


def judged(*records: Record) -> Assessment:
    facts = CaseFacts(as_of=TODAY, us="us")
    shelf = MemoryShelf((party("us"), party("v"), *records))
    view = shelf.view(facts)
    found = run_detectors(shelf, view, SerialEngine(), registry.detectors()).findings
    about = DossierFacts(title="", as_of=TODAY, digest="", us="us")
    return assess(view, found, (), dossier=about, version="0", indicators=Indicators())


def stand(*records: Record, id_: str = "w") -> WorkerLevel:
    return next(one for one in judged(*records).verified.workers if one.worker == id_)


def line(level: WorkerLevel, step: str) -> StepLine:
    return next(one for one in level.steps if one.step == step)


def someone(**more: Any) -> Worker:
    return worker("w", "v", **{"role": "in-between", **more})


def stated(**more: Any) -> Worker:
    return someone(**{"emails": ("w@mail.example",), "documents": (PASSPORT,), **more})


def step(name: str, result: Any = "passed", when: str = "2024-05-10", **more: Any) -> StepResult:
    at = datetime.fromisoformat(when).replace(tzinfo=UTC) if when else None
    return StepResult(seen=seen(name), worker=more.pop("worker", "w"), step=name, result=result,
                      when=at, **more)  # fmt: skip


def meeting(outcome: Any = "met", held: datetime | None = MET, **more: Any) -> Interview:
    return Interview(seen=seen("talk"), worker="w", planned=MET, outcome=outcome, held=held, **more)


def key(**more: Any) -> Credential:
    given = {"device_bound": True, "interview": meeting().id, "enrolled": MET, **more}
    return Credential(seen=seen("key"), worker="w", **{"credential": "k", **given})


V2 = (step("document_examined"), step("document_authenticated"))
V3 = (*V2, meeting(), step("portrait_compared", when="2024-05-20"))
V4 = (*V3, key(), step("looked_at_again"))


@pytest.mark.parametrize(
    ("records", "level"),
    [
        ((someone(),), "V0"),
        ((stated(),), "V1"),
        ((stated(), V2[0]), "V1"),
        ((stated(), *V2), "V2"),
        ((someone(), *V2), "V0"),
        ((stated(), *V2, meeting()), "V2"),
        ((stated(), *V3), "V3"),
        ((stated(), *V4), "V3"),
        ((stated(role="director"), *V4), "V4"),
        ((stated(role="director"), *V3), "V3"),
    ],
    ids=["nothing", "stated", "examined only", "authenticated", "without papers", "met only",
         "met and compared", "no higher than its plan", "bound", "no key"],
)  # fmt: skip
def test_a_level_holds_when_all_below_it_holds(records: tuple[Record, ...], level: str) -> None:
    assert level == stand(*records).level


def test_what_is_missing_is_printed() -> None:
    level = stand(stated(), *V2)
    assert ["met_live", "portrait_compared"] == [one.step for one in level.missing]
    assert {"missing"} == {one.state for one in level.missing}
    assert ("standard/vendor", "V3") == (level.plan, level.aim)


def test_a_clear_background_check_raises_no_level() -> None:
    """It verifies a claim about an identity, not that the person is that identity."""
    clear = step("background_check", by="checkr", case="r-1")
    with_it, without = (stand(stated(role="lead"), *V2, *more) for more in ((clear,), ()))
    assert "V2" == with_it.level == without.level
    assert "passed" == line(with_it, "background_check").state


def test_a_background_check_that_is_not_clear_lowers_no_level_either() -> None:
    level = stand(stated(role="lead"), *V2, step("background_check", "consider", by="checkr"))
    assert ("V2", "consider") == (level.level, line(level, "background_check").state)


@pytest.mark.parametrize("later", ["failed", "refused", "consider"])
def test_a_step_that_passed_is_open_again_when_it_is_doubted_later(later: str) -> None:
    first = step("document_authenticated", when="2024-05-01", by="sumsub", case="a")
    second = step("document_authenticated", later, when="2024-05-09", by="sumsub", case="b")
    level = stand(stated(), step("document_examined"), first, second)
    assert ("V1", later) == (level.level, line(level, "document_authenticated").state)


def test_of_two_results_of_one_day_the_graver_is_taken() -> None:
    good, bad = (
        step("document_authenticated", by="A"),
        step("document_authenticated", "failed", by="B"),
    )
    assert "failed" == line(stand(stated(), good, bad), "document_authenticated").state


def test_what_waits_takes_nothing_away() -> None:
    soon = Interview(seen=seen("next"), worker="w", planned=datetime(2024, 9, 1, 9, tzinfo=UTC))
    again = step("document_authenticated", "pending", when="2024-05-30", by="onfido", case="x")
    assert "V3" == stand(stated(), *V3, soon, again).level


def test_a_planned_meeting_is_pending() -> None:
    soon = Interview(seen=seen("next"), worker="w", planned=datetime(2024, 9, 1, 9, tzinfo=UTC))
    assert "pending" == line(stand(stated(), *V2, soon), "met_live").state


def test_a_result_of_after_the_day_asked_about_does_not_count_yet() -> None:
    assert "V1" == stand(stated(), V2[0], step("document_authenticated", when="2024-07-01")).level


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (step("document_authenticated", when="2022-05-01"), "expired"),
        (step("document_authenticated", expires=date(2024, 5, 31)), "expired"),
        (step("document_authenticated", expires=date(2024, 6, 1)), "passed"),
        (step("document_authenticated", when=""), "passed"),
    ],
    ids=["by the plan", "by its own day", "its last day", "undated"],
)
def test_a_step_holds_until_its_term(result: StepResult, state: str) -> None:
    assert state == line(stand(stated(), V2[0], result), "document_authenticated").state


def test_an_expired_document_is_no_document() -> None:
    old = PersonalDocument(type="passport", number="X1", expires=date(2024, 5, 31))
    level = stand(stated(documents=(old,)), *V3)
    assert ("V0", "expired") == (level.level, line(level, "document_stated").state)


def test_a_contradiction_that_stands_open_holds_level_one_back_and_is_named() -> None:
    other = worker("w2", "v", emails=("w@mail.example",))
    level = stand(stated(), other, *V2)
    found = line(level, "nothing_contradicts")
    assert ("V0", "failed") == (level.level, found.state)
    assert found.why.startswith("duplicate_applicant ")


def test_documents_that_nobody_read_are_said_beside_the_absence_of_findings() -> None:
    papers = (PersonalDocument(type="passport", number="X1", path="a.png"),
              PersonalDocument(type="cv", path="b.pdf"))  # fmt: skip
    one = stated(documents=papers)
    page = PaperPage(seen=one.seen, worker=one.id, path="a.png", file=Digest("0" * 64))
    unread, half = stand(one), stand(one, page)
    none = stand(stated(documents=(PersonalDocument(type="passport", number="X1"),)))
    assert [
        "no finding stands open; 0 of 2 document files read",
        "no finding stands open; 1 of 2 document files read",
        "no finding stands open; no document file",
    ] == [line(level, "nothing_contradicts").why for level in (unread, half, none)]


def test_a_search_that_passed_does_not_hide_a_contradiction() -> None:
    other = worker("w2", "v", emails=("w@mail.example",))
    looked = check("M025", "worker:w", "passed", when=TODAY)
    assert "failed" == line(stand(stated(), other, looked), "nothing_contradicts").state


def test_a_finding_asks_for_an_extra_step_and_stands_beside_it() -> None:
    """An extra step only by a documented finding."""
    bad = with_zone("w", mrz=ZONE.replace("9002281", "9002282"))
    plan = next(one for one in plans().plans if one.id == "standard/vendor")
    (extra,) = [one for one in stand(bad).steps if one.step not in plan.steps]
    assert ("document_again", "missing") == (extra.step, extra.state)
    subject = next(s for s in judged(bad).subjects if s.kind == "worker")
    assert extra.extra in subject.findings


def test_without_a_finding_nobody_is_asked_for_more_than_the_plan() -> None:
    plan = next(one for one in plans().plans if one.id == "standard/vendor")
    assert list(plan.steps) == [one.step for one in stand(stated(), *V3).steps]


def test_an_extra_step_that_is_open_lowers_no_level() -> None:
    refused = check("I032", "worker:w", when=TODAY)
    assert "V3" == stand(stated(), *V3, refused).level


@pytest.mark.parametrize(
    ("measure", "step_"),
    [("M002", "document_examined"), ("M034", "document_authenticated"), ("M004", "met_live"),
     ("M030", "met_live")],
)  # fmt: skip
def test_a_measure_of_a_sheet_is_the_step_that_it_is(measure: str, step_: str) -> None:
    done = check(measure, "worker:w", "passed", when=day("2024-05-01"), by="Ann")
    found = line(stand(stated(), done), step_)
    assert ("passed", f"{measure} by Ann") == (found.state, found.why)


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "passed"),
        ({"device_bound": False}, "consider"),
        ({"device_bound": None}, "consider"),
        ({"interview": ""}, "missing"),
        ({"interview": "another"}, "missing"),
        ({"ended": "cloned"}, "failed"),
        ({"ended": "withdrawn"}, "failed"),
    ],
    ids=["bound in the meeting", "copied", "unknown", "no meeting", "another", "cloned", "ended"],
)
def test_only_a_device_bound_key_of_the_meeting_binds(more: dict[str, Any], state: str) -> None:
    level = stand(stated(role="lead"), *V3, key(**more), step("looked_at_again"))
    wanted = "inconclusive" if state == "missing" else state
    assert wanted == line(level, "key_bound").state
    assert ("V4" if state == "passed" else "V3") == level.level


def test_a_weaker_key_beside_one_that_fits_takes_nothing_away() -> None:
    weak = key(credential="k2", device_bound=False)
    assert "V4" == stand(stated(role="lead"), *V4, weak).level


def test_a_key_that_was_cloned_beside_one_that_fits_does() -> None:
    assert "V3" == stand(stated(role="lead"), *V4, key(credential="k2", ended="cloned")).level


def test_a_vendor_stands_where_its_lowest_worker_does() -> None:
    low = worker("w2", "v", role="in-between")
    (vendor,) = judged(stated(), *V3, low).verified.vendors
    assert ("v", "V0", 2, ("w2",)) == (vendor.party, vendor.level, vendor.workers, vendor.lowest)
    assert set(plans().vendor_steps) == {one.step for one in vendor.steps}


def test_a_form_about_a_vendor_stands_with_the_vendor() -> None:
    audited = step("vendor_audited", worker="v", form=(("auditor", "Roe & Co"),), by="Ann")
    vendors: tuple[VendorLevel, ...] = judged(stated(), audited).verified.vendors
    found = next(one for one in vendors[0].steps if one.step == "vendor_audited")
    assert ("passed", "by Ann; auditor: Roe & Co") == (found.state, found.why)


def test_without_workers_nothing_is_said_about_levels() -> None:
    found = judged().verified
    assert ((), ()) == (found.workers, found.vendors)


@given(st.permutations([stated(), *V4]), st.integers(0, 6))
def test_one_more_passed_step_never_lowers_a_level(records: list[Record], cut: int) -> None:
    some = [one for one in records if not isinstance(one, Worker)]
    less, more = (stand(stated(), *some[:n]).level for n in (cut, cut + 1))
    assert LEVELS.index(less) <= LEVELS.index(more)  # type: ignore[arg-type]
