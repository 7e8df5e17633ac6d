from __future__ import annotations

from datetime import date

import pytest

from celtrace.ports import CaseFacts, View
from celtrace.records import (
    Account,
    Contract,
    Digest,
    Evidence,
    Invoice,
    Lot,
    Party,
    Payment,
    Production,
    Worker,
)
from celtrace.report.material import Intake, Material, TableReading, strangers, vendor_of
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import Assessment
from judged import finding
from report import small

SEEN = Evidence(Digest("0" * 64), "dossier.yaml", "line 1", "", "dossier")


@pytest.fixture(scope="module")
def desk() -> View:
    return MemoryShelf([
        Party(seen=SEEN, id="v", name="Vendor"),
        Contract(seen=SEEN, id="c", client="us", contractor="v"),
        Lot(seen=SEEN, id="l1", assigned_to="w"),
        Lot(seen=SEEN, id="l2", contract="c"),
        Invoice(seen=SEEN, id="i1", issuer="x"),
        Invoice(seen=SEEN, id="i2", contract="c"),
        Payment(seen=SEEN, id="p1", contract="c", payee="z"),
        Payment(seen=SEEN, id="p2", payee="z"),
        Worker(seen=SEEN, id="k", name="K", party="v"),
        Account(seen=SEEN, id="a1", party="v"),
        Account(seen=SEEN, id="a2", worker="k"),
        Production(seen=SEEN, id="show", title="The Show"),
    ]).view(CaseFacts(date(2024, 1, 1)))  # fmt: skip


@pytest.mark.parametrize(
    ("vendor", "kind", "id_"),
    [
        ("v", "party", "v"),
        ("v", "contract", "c"),
        ("w", "lot", "l1"),
        ("v", "lot", "l2"),
        ("x", "invoice", "i1"),
        ("v", "invoice", "i2"),
        ("v", "payment", "p1"),
        ("z", "payment", "p2"),
        ("v", "worker", "k"),
        ("v", "account", "a1"),
        ("v", "account", "a2"),
        ("sub", "cluster", "k1"),
        ("", "contract", "gone"),
        ("", "lot", "gone"),
        ("", "something", "else"),
    ],
)
def test_the_party_that_can_answer_is_asked(
    desk: View, judged: Assessment, vendor: str, kind: str, id_: str
) -> None:
    assert vendor == vendor_of(desk, kind, id_, judged)


def test_a_claim_may_be_about_a_production_a_party_or_a_ref(desk: View, judged: Assessment) -> None:
    material = Material(judged, (), desk, Intake())
    about = [material.about(id_).text for id_ in ("show", "v", "party:v", "server")]
    assert ["The Show", "Vendor", "Vendor", "server"] == about


def test_rows_of_all_sheets_of_a_file_are_the_whole() -> None:
    tables = tuple(TableReading("a.xlsx", sheet, "parties", 20, ()) for sheet in ("one", "two"))
    assert {"a.xlsx": 40} == Intake(tables=tables).counted


def test_subjects_stand_by_tier_then_kind_then_weight_then_id() -> None:
    subjects = (
        small.subject("b", 2), small.subject("a", 2), small.subject("c", 2, "contract"),
        small.subject("d", 3), small.subject("e", 2, groups={"money": "strong"}),
    )  # fmt: skip
    order = [one.id for one in small.material(small.bare(subjects=subjects)).subjects]
    assert ["d", "e", "a", "b", "c"] == order


def test_only_what_is_raised_or_closed_stands_in_full() -> None:
    subjects = (small.subject("a"), small.subject("b", 1), small.subject("c", closed=("x",)))
    assert ["b", "c"] == [one.id for one in small.material(small.bare(subjects=subjects)).full]


def test_a_finding_stands_under_its_own_subject_even_if_another_comes_first() -> None:
    found = finding("party:v")
    both = (
        small.subject("w", 4, findings=(found.id,)),
        small.subject("v", 2, findings=(found.id,)),
    )
    desk = small.material(small.bare(subjects=both), findings=(found,))
    assert {found.id: "party:v"} == desk.home


def test_a_finding_stands_where_it_is_listed_if_its_own_subject_is_not_there() -> None:
    found = finding("lot:l1")
    desk = small.material(
        small.bare(subjects=(small.subject("v", 2, findings=(found.id,)),)), findings=(found,)
    )
    assert ({found.id: "party:v"}, ()) == (desk.home, desk.elsewhere)


def test_files_of_one_digest_are_all_named() -> None:
    names = ("b.csv", "a.csv")
    seen = tuple(Evidence(Digest("0" * 64), name, "line 1", "q", "csv") for name in names)
    desk = small.material(small.bare(), findings=(finding("party:v", evidence=seen),))
    assert {"0" * 64: ("a.csv", "b.csv")} == desk.sources


def test_parties_the_assessment_does_not_speak_of_are_not_lost() -> None:
    parties = (small.party("v"), small.party("w"))
    desk = small.material(small.bare(subjects=(small.subject("v"),)), *parties)
    assert ["w"] == [one.id for one in strangers(desk)]
