"""The section on workers."""

from __future__ import annotations

import msgspec

from celtrace.report.content import ReportContent, build
from celtrace.report.workers import MOST
from celtrace.weigh.assessment import StepLine, VendorLevel, Verified, WorkerLevel
from detect.scenes import TODAY, party, worker
from reports import section, table, text
from weigh.test_levels import judged

MET = StepLine("met_live", "The worker was met", "V3", "missing")


def content(*levels: WorkerLevel, vendors: tuple[VendorLevel, ...] = ()) -> ReportContent:
    made = judged(*(worker(one.worker, "v") for one in levels))
    shown = msgspec.structs.replace(made, verified=Verified("2026-11", levels, vendors))
    from celtrace.ports import CaseFacts
    from celtrace.store.memory import MemoryShelf

    records = (party("us"), party("v"), *(worker(one.worker, "v") for one in levels))
    return build(shown, [], [], [], MemoryShelf(records).view(CaseFacts(as_of=TODAY, us="us")))


def level(id_: str, reached: str = "V1", *steps: StepLine) -> WorkerLevel:
    return WorkerLevel(id_, "v", "standard/vendor", reached, "V3", steps)


def test_without_workers_the_report_has_no_such_section() -> None:
    assert "workers" not in [one.id for one in content().sections]


def test_a_worker_stands_with_level_aim_and_what_is_missing() -> None:
    shown = section(content(level("ann", "V2", MET)), "workers")
    assert [["Ann", "standard/vendor", "V2 of V3", "V3: the worker was met."]] == table(
        shown, "1 worker"
    )
    assert "A level says which steps were done, not who somebody is." in text(shown)


def test_what_is_not_missing_but_doubted_or_expired_says_so_with_its_day() -> None:
    steps = (
        StepLine("a", "One", "V2", "expired", until=TODAY),
        StepLine("b", "Two", "", "consider", when=TODAY),
        StepLine("c", "Three", "", "missing", extra="f00d"),
    )
    (row,) = table(section(content(level("ann", "V1", *steps)), "workers"), "1 worker")
    assert (
        "V2: one (expired 2024-06-01); two (consider 2024-06-01); "
        "three, asked because of finding f00d."
    ) == row[3]


def test_nothing_missing_is_said_too() -> None:
    (row,) = table(section(content(level("ann", "V3")), "workers"), "1 worker")
    assert "nothing of the plan" == row[3]


def test_the_lowest_stand_first_and_a_long_table_is_cut_with_a_note() -> None:
    many = [level(f"w{n:04}", "V2") for n in range(MOST)]
    shown = section(content(*many, level("zoe", "V0")), "workers")
    rows = table(shown, f"{MOST + 1} workers")
    assert ("Zoe", MOST) == (rows[0][0], len(rows))
    assert "1 not shown" in text(shown)


def test_a_party_stands_with_its_lowest_workers() -> None:
    lowest = tuple(f"w{n}" for n in range(7))
    audit = StepLine("vendor_audited", "The vendor was audited", "", "missing")
    vendor = VendorLevel("v", "V0", 9, lowest, (audit,))
    shown = section(content(*(level(one, "V0") for one in lowest), vendors=(vendor,)), "workers")
    (row,) = table(shown, "A party's level")
    assert ["V", "V0", "9"] == row[:3]
    assert row[3].endswith("W4 and 2 more")
    assert "the vendor was audited." == row[4]
