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
from celtrace.report.material import Intake, Material, TableReading, vendor_of
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import Assessment

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
